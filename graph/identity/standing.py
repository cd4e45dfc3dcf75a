"""Whether a lead's identities are read by enough persons to confirm it, and what must be read until then.

A lead may be confirmed when hard keys, and decisions on which two different persons agree, hold its entities together
as far as all decisions do: one reader's slip must not carry an accusation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.ground import ORDER, Ground, grounds, strength_of
from anmai.graph.identity.keys import is_scored
from anmai.graph.identity.minting import current
from anmai.graph.identity.readings import Readers, opposed, readers
from anmai.graph.identity.rows import document_of, homes
from anmai.store.tables import Decision

#: Decisions that are tried one by one for being needed; of more, all are listed.
_MOST_TRIED: Final = 200


@dataclass(slots=True)
class Standing:
    """How far persons have read what a lead hangs on.

    Attributes:
        unread: Decisions that lack a person, and without which (all together) the lead falls apart; fewest.
        opposed: Decisions on which persons disagree and that would join its documents to its entities.
        readers: Decision id → who stands behind it, for all of both.
    """

    unread: list[Decision] = field(default_factory=list)
    opposed: list[Decision] = field(default_factory=list)
    readers: dict[str, Readers] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether the lead may be confirmed."""
        return not self.unread and not self.opposed


def standing(session: Session, entities: Collection[str], documents: Collection[str]) -> Standing:
    """What of a lead's identities lacks a reader.

    Args:
        session: An open transaction.
        entities: The lead's target, people and organizations; ids that were merged away are followed.
        documents: Documents that it rests on.
    """
    result = Standing()
    for ground in grounds(session, entities, documents):
        weak = [row for row in ground.joining if strength_of(row) != "hard"]
        told = readers(session, weak)
        lacking = [row for row in weak if told[row.id].missing or told[row.id].opposed]
        for row in _needed(ground, lacking):
            result.unread.append(row)
            result.readers[row.id] = told[row.id]
    against = _opposed_among(session, entities, set(documents))
    result.opposed = against
    result.readers |= readers(session, against)
    return result


def _needed(ground: Ground, lacking: list[Decision]) -> list[Decision]:
    """The strongest of the decisions that together with what is read enough hold all; nothing where that does alone."""
    if ground.kept(without=[row.id for row in lacking]) == ground.documents:
        return []
    units: dict[str, list[Decision]] = defaultdict(list)
    for row in lacking:
        # Both rows of a scored pair are one thing to read.
        units[str(row.key) if row.key and is_scored(row.key) else row.id].append(row)
    listed = sorted(units.values(), key=lambda unit: (ORDER[strength_of(unit[0])], unit[0].score or 0.0, unit[0].id))
    if len(listed) > _MOST_TRIED:
        return lacking
    left_out: list[str] = []
    kept: list[Decision] = []
    for unit in listed:
        ids = [row.id for row in unit]
        if ground.kept(without=[*left_out, *ids]) == ground.documents:
            left_out += ids
        else:
            kept += unit
    return kept


def _opposed_among(session: Session, entities: Iterable[str], documents: set[str]) -> list[Decision]:
    """Opposed decisions that would join two of the lead's mentions, one of them an entity's of it, which are apart."""
    ours = {now for asked in entities if (now := current(session, asked))}
    rows = [row for row in opposed(session) if row.judgement == "same"]
    ends = {row.id: _ends(session, row) for row in rows}
    where = homes(session, sorted({mention for told in ends.values() for mention in told}))
    return [row for row in rows if _parted(ends[row.id], where, ours, documents)]


def _ends(session: Session, row: Decision) -> list[str]:
    """The mentions that a decision joins, its own first."""
    if row.right is not None:
        return [row.left, row.right]
    others = session.scalars(sa.select(Decision.left).where(Decision.key == row.key, Decision.left != row.left))
    return [row.left, *sorted(others)]


def _parted(ends: list[str], where: Mapping[str, str], ours: Collection[str], documents: Collection[str]) -> bool:
    told = [mention for mention in ends if mention in where and document_of(mention) in documents]
    if not told or told[0] != ends[0]:
        return False
    homes_of = {where[mention] for mention in told}
    return len(homes_of) > 1 and not homes_of.isdisjoint(ours)
