"""What holds one of a lead's entities together inside its documents, and what would hold without some decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.keys import rule_of, rules
from anmai.graph.identity.minting import current
from anmai.graph.identity.partition import Judgement, partition
from anmai.graph.identity.party import Party
from anmai.graph.identity.rows import LINK_IN_FORCE, document_of, lots, members, parties
from anmai.store.tables import Decision

Strength = Literal["score", "rule", "hard", "people"]
#: From the weakest to the strongest.
ORDER: Final[dict[Strength, int]] = {"score": 0, "rule": 1, "hard": 2, "people": 3}
#: Mentions of an entity that are looked at; a court's lawyer has thousands, and no lead hangs on all.
_MOST_MENTIONS: Final = 400


@dataclass(frozen=True)
class Ground:
    """One entity of a lead.

    Attributes:
        entity: Its id now.
        concerned: Its mentions in the lead's documents, of two documents at least.
        found: Mentions that are looked at, the concerned ones first.
        links: Rules' and scores' decisions in force on them.
        pairs: People's decisions in force between them.
    """

    entity: str
    concerned: tuple[str, ...]
    found: Mapping[str, Party]
    links: Sequence[Decision]
    pairs: Sequence[Decision]

    @cached_property
    def joining(self) -> list[Decision]:
        """Decisions that join mentions: links to a key that two have, and people's "same"."""
        bearers = Counter(row.key for row in self.links)
        links = [row for row in self.links if bearers[row.key] > 1]
        return [*links, *(row for row in self.pairs if row.judgement == "same")]

    @cached_property
    def documents(self) -> set[str]:
        """The lead's documents that the entity has by all decisions."""
        return self.kept(without=())

    def kept(self, *, without: Collection[str]) -> set[str]:
        """The lead's documents that stay together without some decisions: those of the cluster that holds most."""
        left_out = set(without)
        links: dict[str, list[str]] = {}
        for row in self.links:
            if row.id not in left_out:
                links.setdefault(row.left, []).append(str(row.key))
        decided = [
            Judgement(row.left, str(row.right), row.judgement == "same")
            for row in self.pairs
            if row.id not in left_out
        ]  # fmt: skip
        asked = set(self.concerned)
        clusters = partition(self.found, links, decided).clusters
        shares = [{document_of(mention) for mention in cluster if mention in asked} for cluster in clusters]
        return max(shares, key=lambda share: (len(share), sorted(share)), default=set())


def grounds(session: Session, entities: Collection[str], documents: Collection[str]) -> Iterator[Ground]:
    """The entities of a lead that decisions hold together over two or more of its documents.

    Args:
        session: An open transaction.
        entities: The lead's target, people and organizations; ids that were merged away are followed.
        documents: Documents that it rests on.
    """
    wanted = set(documents)
    pairs = _people_decisions(session)
    for entity in sorted({now for asked in entities if (now := current(session, asked))}):
        inside = members(session, [entity]).get(entity, [])
        concerned = [mention for mention in inside if document_of(mention) in wanted]
        if len({document_of(mention) for mention in concerned}) < 2:
            continue
        # The lead's own mentions first, so that a bound never leaves them out.
        first = set(concerned)
        tried = [*concerned, *(mention for mention in inside if mention not in first)][:_MOST_MENTIONS]
        found = parties(session, tried)
        links: list[Decision] = []
        for lot in lots(sorted(found)):
            links += session.scalars(sa.select(Decision).where(Decision.left.in_(lot), *LINK_IN_FORCE))
        inner = [row for row in pairs if row.left in found and row.right in found]
        yield Ground(entity, tuple(concerned), found, sorted(links, key=_by_id), inner)


def strength_of(row: Any) -> Strength:
    """How strong what made a decision is."""
    if row.rule is None:
        return "people"
    if str(row.rule).startswith("score"):
        return "score"
    known = rules().get(rule_of(row.key) if row.key else row.rule)
    return "hard" if known is not None and known.hard else "rule"


def _people_decisions(session: Session) -> list[Decision]:
    query = sa.select(Decision).where(
        Decision.right > "", Decision.revoked.is_(None), Decision.judgement.in_(("same", "different"))
    )
    return sorted(session.scalars(query), key=_by_id)


def _by_id(row: Decision) -> str:
    return row.id
