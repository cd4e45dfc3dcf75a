"""Who stands behind a decision: its author, and what further persons said of it. Readings are added, never changed.

A reading tells of the values that the decision rested on when it was read; when a corrected document changes them, it
counts no longer.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.rows import lots
from anmai.store.tables import Decision, DecisionReading, Mention

#: Persons who must agree on a decision before a lead that hangs on it is confirmed.
WANTED: Final = 2
#: ``act`` of the step in a decision's history by which a reader who disagrees takes it out of force.
OPPOSE: Final = "oppose"
_NOT_PEOPLE: Final = ("rule:", "model:")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person said of a decision."""

    by: str
    agrees: bool
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Readers:
    """Who stands behind a decision, and who does not.

    Attributes:
        author: The person who made it; None for a rule's or a score's.
        readings: The newest one of every further person, oldest first.
        opposed: Whether somebody disagrees and nobody has settled it: what would join, joins nothing meanwhile.
    """

    author: str | None
    readings: tuple[Reading, ...] = ()
    opposed: bool = False

    @property
    def agreeing(self) -> tuple[str, ...]:
        """Names of those who stand behind it, its author first."""
        return (*([self.author] if self.author else []), *(each.by for each in self.readings if each.agrees))

    @property
    def missing(self) -> int:
        """How many persons must still agree before a confirmed lead may hang on it."""
        return max(0, WANTED - len(self.agreeing))

    def has(self, who: str) -> bool | None:
        """Whether this person stands behind it; None when he has not said."""
        if self.author and one_person(self.author, who):
            return True
        return next((each.agrees for each in self.readings if one_person(each.by, who)), None)


def one_person(left: str, right: str) -> bool:
    """Whether two names that callers gave are one person's; width, case and spaces don't make two of one."""
    return _plain(left) == _plain(right)


def author_of(row: Decision) -> str | None:
    """The person who made a decision; None for rules and scores."""
    return None if row.by.startswith(_NOT_PEOPLE) else row.by


def root_of(session: Session, row: Decision) -> Decision:
    """The decision that people read: the split that a decision on its moved mentions is part of, else itself."""
    whole = row.evidence.get("part_of")
    return (session.get(Decision, whole) if whole else None) or row


def readers(session: Session, rows: Sequence[Decision]) -> dict[str, Readers]:
    """Decision id → who stands behind it; parts of a split answer with the split's readers."""
    roots = {row.id: root_of(session, row) for row in rows}
    told = _readings(session, {root.id for root in roots.values()})
    seen = basis(session, [root for root in roots.values() if root.id in told])
    found: dict[str, Readers] = {}
    for name, root in roots.items():
        newest: dict[str, DecisionReading] = {}
        for each in told.get(root.id, ()):
            newest.pop(_plain(each.by), None)
            if each.seen == seen[root.id]:
                newest[_plain(each.by)] = each
        author = author_of(root)
        if author:
            newest.pop(_plain(author), None)
        kept = tuple(Reading(each.by, each.agrees, each.why, each.at) for each in newest.values())
        against = any(not each.agrees for each in kept)
        found[name] = Readers(author, kept, against and (root.revoked is None or is_opposed(root)))
    return found


def is_opposed(row: Decision) -> bool:
    """Whether a reader's disagreement, not an undo, took a decision out of force."""
    history = row.evidence.get("history") or [{}]
    return row.revoked is not None and history[-1].get("act") == OPPOSE


def opposed(session: Session) -> list[Decision]:
    """Decisions on which two persons disagree, oldest first."""
    names = session.scalars(sa.select(DecisionReading.decision_id).where(~DecisionReading.agrees).distinct())
    rows = _decisions(session, names)
    told = readers(session, rows)
    return [row for row in rows if told[row.id].opposed]


def read_once(session: Session) -> list[Decision]:
    """Decisions in force that somebody made or agreed on, and that lack a further person; oldest first.

    People's decisions that two differ are left out: they join nobody, so no lead hangs on them alone.
    """
    made = sa.select(Decision).where(
        Decision.right > "", Decision.judgement == "same", Decision.revoked.is_(None)
    )  # fmt: skip
    read = session.scalars(sa.select(DecisionReading.decision_id).where(DecisionReading.agrees).distinct())
    rows = {row.id: row for row in (*session.scalars(made), *_decisions(session, read)) if row.revoked is None}
    roots = {root.id: root for root in (root_of(session, row) for row in rows.values()) if root.revoked is None}
    told = readers(session, list(roots.values()))
    lacking = [row for row in roots.values() if told[row.id].missing and not told[row.id].opposed]
    return sorted((row for row in lacking if told[row.id].agreeing), key=lambda row: (row.created, row.id))


def basis(session: Session, rows: Iterable[Decision]) -> dict[str, str]:
    """Decision id → SHA-256 over what it rests on now: a rule's compared values, or those of a pair's mentions."""
    listed = list(rows)
    mentions: dict[str, list[Any]] = {}
    for lot in lots(sorted({name for row in listed for name in (row.left, row.right) if name})):
        query = sa.select(
            Mention.id, Mention.norm_name, Mention.sex, Mention.birth_date, Mention.county, Mention.id_number,
            Mention.credit_code,
        ).where(Mention.id.in_(lot))  # fmt: skip
        mentions |= {row[0]: list(row) for row in session.execute(query)}
    return {row.id: _digest(row, mentions) for row in listed}


def _digest(row: Decision, mentions: Mapping[str, list[Any]]) -> str:
    rests_on = row.evidence.get("values") if row.right is None else [mentions.get(row.left), mentions.get(row.right)]
    told = [row.judgement, row.left, row.right, row.key, rests_on]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _readings(session: Session, decisions: Iterable[str]) -> dict[str, list[DecisionReading]]:
    found: dict[str, list[DecisionReading]] = {}
    for lot in lots(sorted(set(decisions))):
        query = sa.select(DecisionReading).where(DecisionReading.decision_id.in_(lot)).order_by(DecisionReading.id)
        for row in session.scalars(query):
            found.setdefault(row.decision_id, []).append(row)
    return found


def _decisions(session: Session, names: Iterable[str]) -> list[Decision]:
    found: list[Decision] = []
    for lot in lots(sorted(set(names))):
        found += session.scalars(sa.select(Decision).where(Decision.id.in_(lot)))
    return sorted(found, key=lambda row: (row.created, row.id))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
