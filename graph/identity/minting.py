"""Entity ids: minted once, kept as clusters grow. A merge redirects the younger id, a split mints, none is reused."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.party import Party
from anmai.graph.identity.rows import MANY, add, among, lots
from anmai.store.engine import now
from anmai.store.tables import Entity, MentionEntity

_PREFIX = {"person": "P-", "organization": "O-"}


@dataclass(slots=True)
class Assignment:
    """What giving clusters their ids changed.

    Attributes:
        entities: The id of each cluster, in the clusters' order.
        affected: Entities whose mentions or redirect changed.
        minted: New ids.
        redirected: Younger id → the older one that it now leads to.
    """

    entities: list[str] = field(default_factory=list)
    affected: set[str] = field(default_factory=set)
    minted: set[str] = field(default_factory=set)
    redirected: dict[str, str] = field(default_factory=dict)


def assign(
    session: Session, clusters: Sequence[Sequence[str]], found: Mapping[str, Party], before: Mapping[str, str]
) -> Assignment:
    """Give every cluster its entity and write what changed.

    An entity's id stays with the cluster that holds most of its mentions; where several ids meet in a cluster, the
    oldest stays and the others are redirected to it; a cluster that no id stays with gets a new one.

    Args:
        session: An open transaction.
        clusters: Disjoint, non-empty lists of mention ids.
        found: The mentions.
        before: Mention → entity until now. All mentions of every entity named here must be in ``clusters``.
    """
    result = Assignment()
    ages = _ages(session, sorted(set(before.values())))
    staying = _staying(clusters, before)
    homeless = [number for number in range(len(clusters)) if number not in staying]
    fresh = dict(zip(homeless, _mint(session, [found[clusters[number][0]] for number in homeless]), strict=True))
    moves: list[dict[str, str]] = []
    arrivals: list[dict[str, str]] = []
    for number, cluster in enumerate(clusters):
        if number in fresh:
            entity = fresh[number]
            result.minted.add(entity)
            result.affected.add(entity)
        else:
            entity, *younger = sorted(staying[number], key=lambda each: (ages[each], each))
            for each in younger:
                result.redirected[each] = entity
        result.entities.append(entity)
        for mention in cluster:
            if (home := before.get(mention)) == entity:
                continue
            result.affected.add(entity)
            if home is None:
                arrivals.append({"mention_id": mention, "entity_id": entity})
            else:
                result.affected.add(home)
                moves.append({"key_id": mention, "entity_id": entity})
    if arrivals:
        add(session, MentionEntity, arrivals)
    if moves:
        move = sa.update(MentionEntity).where(MentionEntity.mention_id == sa.bindparam("key_id"))
        session.connection().execute(move.values(entity_id=sa.bindparam("entity_id")), moves)
    _redirect(session, result.redirected)
    result.affected |= set(result.redirected)
    return result


def join(
    session: Session, groups: Sequence[tuple[Sequence[str], Sequence[str]]], found: Mapping[str, Party]
) -> Assignment:
    """Put new mentions into the entities that they lead to, whole entities together where several meet.

    Args:
        session: An open transaction.
        groups: New mentions (not empty), and the entities that they join (may be empty: a new one is minted).
        found: The new mentions.
    """
    result = Assignment()
    ages = _ages(session, sorted({entity for _, entities in groups for entity in entities}))
    fresh = iter(_mint(session, [found[mentions[0]] for mentions, entities in groups if not entities]))
    arrivals: list[dict[str, str]] = []
    for mentions, entities in groups:
        if entities:
            entity, *younger = sorted(entities, key=lambda each: (ages[each], each))
            for each in younger:
                session.execute(
                    sa.update(MentionEntity).where(MentionEntity.entity_id == each).values(entity_id=entity)
                )
                result.redirected[each] = entity
        else:
            entity = next(fresh)
            result.minted.add(entity)
        result.entities.append(entity)
        result.affected.add(entity)
        arrivals += [{"mention_id": mention, "entity_id": entity} for mention in mentions]
    if arrivals:
        add(session, MentionEntity, arrivals)
    _redirect(session, result.redirected)
    result.affected |= set(result.redirected)
    return result


def _staying(clusters: Sequence[Sequence[str]], before: Mapping[str, str]) -> dict[int, list[str]]:
    """Cluster number → the entities whose ids stay with it."""
    shares: dict[str, Counter[int]] = defaultdict(Counter)
    for number, cluster in enumerate(clusters):
        for mention in cluster:
            if mention in before:
                shares[before[mention]][number] += 1
    staying: dict[int, list[str]] = defaultdict(list)
    for entity, share in shares.items():
        most = max(share.values())
        staying[min(number for number, count in share.items() if count == most)].append(entity)
    return staying


def _ages(session: Session, entities: Sequence[str]) -> dict[str, str]:
    ages: dict[str, str] = {}
    for lot in lots(entities, MANY):
        query = sa.select(Entity.id, Entity.created).where(among(session, Entity.id, lot))
        ages.update((entity, created) for entity, created in session.execute(query))
    return ages


def _redirect(session: Session, redirected: Mapping[str, str]) -> None:
    for younger, older in sorted(redirected.items()):
        session.execute(sa.update(Entity).where(Entity.id == younger).values(redirect=older))


def _candidate(party: Party, attempt: int) -> str:
    digest = hashlib.sha256(f"{party.id}\0{party.kind}\0{party.name}\0{attempt}".encode()).digest()
    return _PREFIX[party.kind] + base64.b32encode(digest[:10]).decode().lower()


def _mint(session: Session, founders: Sequence[Party]) -> list[str]:
    """New ids, derived from the mention that founds the entity, so that the same start gives the same ids.

    The id of an entity that has no mention any more and was never redirected comes back when its founding mention,
    under the same name, does: a corrected document's party stays who he was.
    """
    chosen: dict[int, str] = {}
    attempt = 0
    taken_now: set[str] = set()
    while len(chosen) < len(founders):
        candidates = {
            number: _candidate(party, attempt) for number, party in enumerate(founders) if number not in chosen
        }
        state = _state_of(session, sorted(set(candidates.values())))
        rows: list[dict[str, Any]] = []
        at = now()
        for number, candidate in candidates.items():
            if state.get(candidate, True) and candidate not in taken_now:
                taken_now.add(candidate)
                chosen[number] = candidate
                if candidate not in state:
                    kind = founders[number].kind
                    rows.append({"id": candidate, "kind": kind, "redirect": None, "created": at})
        if rows:
            add(session, Entity, rows)
        attempt += 1
    return [chosen[number] for number in range(len(founders))]


def _state_of(session: Session, entities: Sequence[str]) -> dict[str, bool]:
    """Id → whether it is free to come back, for the ids that exist already."""
    state: dict[str, bool] = {}
    inhabited = sa.exists().where(MentionEntity.entity_id == Entity.id)
    for lot in lots(entities, MANY):
        query = sa.select(Entity.id, Entity.redirect, inhabited).where(among(session, Entity.id, lot))
        state.update((entity, redirect is None and not lived) for entity, redirect, lived in session.execute(query))
    return state


def current(session: Session, entity: str) -> str | None:
    """The id that an entity's id leads to now, following redirects; None for an id that was never minted."""
    seen: set[str] = set()
    here: str | None = entity
    while here is not None and here not in seen:
        seen.add(here)
        row = session.get(Entity, here)
        if row is None:
            return None
        if row.redirect is None:
            return here
        here = row.redirect
    return here
