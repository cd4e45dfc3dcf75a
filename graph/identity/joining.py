"""Which new mentions can simply join, and which ask for the partition of all that hangs together with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity import contested
from anmai.graph.identity.keys import is_intrinsic
from anmai.graph.identity.links import LinkChange
from anmai.graph.identity.partition import Judgement
from anmai.graph.identity.party import Party, read_party
from anmai.graph.identity.profile import Profile
from anmai.graph.identity.rows import LINK_IN_FORCE, MANY, among, homes, listed, lots
from anmai.store.tables import Decision, Mention, MentionEntity


@dataclass(slots=True)
class Group:
    """New mentions that share keys, and the entities that those keys lead to."""

    fresh: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)


class Joining:
    """One batch of documents, sorted out.

    An entity is *settled* when every mention that shares a key with it is inside it and no person decided on it: then
    one of its mentions tells where a key leads, and its values as a whole tell whether a new mention agrees.

    Args:
        session: An open transaction.
        found: All mentions of the batch's documents.
        change: What happened to their links.
        decided: People's decisions.
    """

    def __init__(
        self, session: Session, found: Mapping[str, Party], change: LinkChange, decided: Sequence[Judgement]
    ) -> None:
        self._session = session
        self._found = found
        self._change = change
        self._homes = homes(session, found)
        self._judged = {mention for each in decided for mention in (each.left, each.right)}
        self._unsettled = set(homes(session, sorted(self._judged)).values())
        self.groups = self._grouped([mention for mention in found if mention not in self._homes])

    def seeds(self) -> list[str]:
        """The mentions from which the partition must be made anew; groups that hold none of them may join."""
        seeds = {mention for mention in self._change.changed if mention in self._homes}
        seeds |= self._bereft() | self._change.bereft
        entities = {entity for group in self.groups for entity in group.entities}
        unsettled = self._unsettled | contested.entities(self._session, sorted(entities))
        profiles = self._profiles(sorted(entities - unsettled))
        documents = self._documents(group.entities for group in self.groups if not group.entities & unsettled)
        for group in self.groups:
            if (
                group.entities & unsettled
                or group.fresh & self._judged
                or self._contradictory(group, profiles)
                or self._doubled(group)
                or _meet(group.entities, documents)
            ):
                seeds |= group.fresh
        return sorted(seeds)

    def _bereft(self) -> set[str]:
        """Mentions that shared a key with one that lost it: their cluster may fall apart, or a quarrel may end."""
        keys: set[str] = set()
        quiet: set[str] = set()
        for mention, dropped in self._change.dropped.items():
            (quiet if mention in self._change.lone else keys).update(dropped)
        quiet -= keys
        if quiet:
            # A mention that had one key bridged nothing; it matters only where the key was contested.
            led = self._leading(sorted(quiet))
            hot = contested.entities(self._session, sorted(set(led.values()))) | self._unsettled
            keys |= {key for key in quiet if led.get(key) in hot}
        bereft: set[str] = set()
        for lot in lots(sorted(keys)):
            bereft.update(self._session.scalars(sa.select(Decision.left).where(Decision.key.in_(lot), *LINK_IN_FORCE)))
        return bereft

    def _leading(self, keys: Sequence[str]) -> dict[str, str]:
        """Key → the entity of one mention that has it and an entity."""
        led: dict[str, str] = {}
        for lot in lots(keys, MANY):
            key = listed(self._session, lot)
            one = (
                sa.select(MentionEntity.entity_id)
                .join(Decision, Decision.left == MentionEntity.mention_id)
                .where(Decision.key == key, *LINK_IN_FORCE)
                .limit(1)
                .correlate(key.table)
                .scalar_subquery()
            )
            led.update((text, entity) for text, entity in self._session.execute(sa.select(key, one)) if entity)
        return led

    def _grouped(self, fresh: Sequence[str]) -> list[Group]:
        by_key: dict[str, list[str]] = defaultdict(list)
        for mention in fresh:
            for key in self._change.links.get(mention, ()):
                by_key[key].append(mention)
        led = self._leading(sorted(by_key))
        group_of: dict[str, Group] = {mention: Group({mention}) for mention in fresh}
        of_entity: dict[str, Group] = {}
        for key, mentions in by_key.items():
            group = group_of[mentions[0]]
            for mention in mentions[1:]:
                group = _united(group, group_of[mention], group_of, of_entity)
            entity = led.get(key)
            if entity is not None:
                if entity in of_entity:
                    group = _united(group, of_entity[entity], group_of, of_entity)
                group.entities.add(entity)
                of_entity[entity] = group
        unique = {id(group): group for group in group_of.values()}
        return list(unique.values())

    def _profiles(self, entities: Sequence[str]) -> dict[str, Profile]:
        """Entity → all values of its mentions, put together by the database first: its size does not matter much."""
        told: dict[str, Profile] = {}
        columns = (Mention.kind, Mention.sex, Mention.birth_date, Mention.id_number, Mention.credit_code)
        for lot in lots(entities, MANY):
            query = (
                sa.select(MentionEntity.entity_id, *columns)
                .join(Mention, Mention.id == MentionEntity.mention_id)
                .where(among(self._session, MentionEntity.entity_id, lot))
                .distinct()
            )
            for row in self._session.execute(query).mappings():
                profile = Profile.of(read_party(_BLANK | dict(row), alone=False))
                entity = row["entity_id"]
                told[entity] = told[entity].joined(profile) if entity in told else profile
        return told

    def _documents(self, together: Iterable[set[str]]) -> dict[str, set[str]]:
        """Entity → documents that it is told of in, for entities that new mentions would make one with another."""
        bridged = sorted({entity for entities in together if len(entities) > 1 for entity in entities})
        told: dict[str, set[str]] = defaultdict(set)
        for lot in lots(bridged, MANY):
            query = (
                sa.select(MentionEntity.entity_id, Mention.document_id)
                .join(Mention, Mention.id == MentionEntity.mention_id)
                .where(among(self._session, MentionEntity.entity_id, lot))
            )
            for entity, document in self._session.execute(query):
                told[entity].add(document)
        return told

    def _contradictory(self, group: Group, profiles: Mapping[str, Profile]) -> bool:
        apart = [profiles[entity] for entity in sorted(group.entities)]
        apart += [Profile.of(self._found[mention]) for mention in sorted(group.fresh)]
        whole = apart[0]
        for profile in apart[1:]:
            if profile == whole:
                continue
            if whole.contradicts(profile):
                return True
            whole = whole.joined(profile)
        return False

    def _doubled(self, group: Group) -> bool:
        """Whether two parties of one document would become one without sharing what tells who they are."""
        documents = {self._found[mention].document for mention in group.fresh}
        if len(documents) == len(group.fresh) and not group.entities:
            return False
        inside: dict[str, list[str]] = defaultdict(list)
        for mention in group.fresh:
            inside[self._found[mention].document].append(mention)
        if group.entities:
            for mention, entity in self._homes.items():
                if entity in group.entities and self._found[mention].document in documents:
                    inside[self._found[mention].document].append(mention)
        links = self._change.links
        return any(
            not any(is_intrinsic(key) for key in set(links.get(left, ())) & set(links.get(right, ())))
            for together in inside.values()
            for left, right in combinations(together, 2)
        )


_BLANK: dict[str, object] = {
    "id": "", "document_id": "", "name": "", "masked": False, "roles": (), "county": None, "case_key": None,
    "features": None,
}  # fmt: skip


def _meet(entities: Iterable[str], documents: Mapping[str, set[str]]) -> bool:
    """Whether two of the entities are told of in one document: whoever bridges them may make two of its parties one."""
    seen: set[str] = set()
    for entity in entities:
        own = documents.get(entity, set())
        if not seen.isdisjoint(own):
            return True
        seen |= own
    return False


def _united(left: Group, right: Group, group_of: dict[str, Group], of_entity: dict[str, Group]) -> Group:
    if left is right:
        return left
    small, large = sorted((left, right), key=lambda group: len(group.fresh))
    large.fresh |= small.fresh
    large.entities |= small.entities
    _lead(small.fresh, group_of, large)
    _lead(small.entities, of_entity, large)
    return large


def _lead(names: Iterable[str], where: dict[str, Group], group: Group) -> None:
    for name in names:
        where[name] = group
