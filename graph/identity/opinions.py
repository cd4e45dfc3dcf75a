"""A further person's opinion on decisions: agreeing lets a confirmed lead hang on them, disagreeing takes their force.

Doubt never joins: a decision "same" that somebody disagrees with joins nothing until he agrees or it is taken back; a
decision "different" keeps two apart all the while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import Conflict, NotFound, UsageError
from anmai.graph.identity import contested
from anmai.graph.identity.judgements import set_force
from anmai.graph.identity.keys import is_scored, rules
from anmai.graph.identity.readings import OPPOSE, Readers, basis, is_opposed, one_person, readers, root_of
from anmai.graph.identity.resolve import Resolution, settle
from anmai.store import Store, audit
from anmai.store.engine import now
from anmai.store.tables import Decision, DecisionReading


@dataclass(slots=True)
class Opinion:
    """Opinions that were stored, and what followed.

    Attributes:
        decisions: Ids of the decisions read; both of a score's pair, the split instead of its parts.
        resolution: What changed; empty when the partition stayed as it was.
    """

    decisions: list[str]
    resolution: Resolution = field(default_factory=Resolution)


def agree(store: Store, decisions: Sequence[str], *, by: str, why: str) -> Opinion:
    """Store that a further person looked and agrees; all of it or nothing.

    Where the same person disagreed before and nobody else does, the decision is in force again.

    Args:
        store: The store.
        decisions: Ids; those that the person agreed on before are passed over.
        by: Who looked.
        why: What was looked at, shown with the decision.

    Raises:
        NotFound: There is no such decision.
        UsageError: No decision, or no reason.
        Conflict: One is the person's own, was taken back, rests on a hard key, or nothing is left to say.
    """
    return _say(store, decisions, by=by, why=why, agrees=True)


def disagree(store: Store, decisions: Sequence[str], *, by: str, why: str) -> Opinion:
    """Store that a further person looked and disagrees: what the decisions alone joined falls apart until they agree.

    Raises:
        As ``agree``.
    """
    return _say(store, decisions, by=by, why=why, agrees=False)


def _say(store: Store, decisions: Sequence[str], *, by: str, why: str, agrees: bool) -> Opinion:
    if not decisions or not why.strip():
        raise UsageError("An opinion names decisions and its reason.", remedy="Say what you looked at: --why.")
    with store.session() as session:
        rows = _asked(session, decisions)
        told = readers(session, rows)
        for row in rows:
            _check(row, told[row.id], by)
        rows = [row for row in rows if told[row.id].has(by) is not agrees]
        if not rows:
            raise Conflict(f"{by} has said so already.", remedy="Somebody else has to read these decisions.")
        at, seen = now(), basis(session, rows)
        session.add_all(
            DecisionReading(decision_id=row.id, agrees=agrees, by=by, why=why, at=at, seen=seen[row.id]) for row in rows
        )
        session.flush()
        turned = [row for row in rows if _turn(session, row, by, why)]
        session.flush()
        ends = {mention for row in turned for mention in (row.left, row.right) if mention}
        resolution = settle(session, sorted(ends)) if ends else Resolution()
        for row in rows:
            detail = {"why": why, "in_force": row.revoked is None}
            audit.append(session, by, f"identity.{'agree' if agrees else 'disagree'}", f"decision:{row.id}", detail)
        return Opinion([row.id for row in rows], resolution)


def _asked(session: Session, decisions: Sequence[str]) -> list[Decision]:
    found: dict[str, Decision] = {}
    for name in decisions:
        row = session.get(Decision, name)
        if row is None:
            raise NotFound(f"There is no decision {name}.", remedy="See: anmai identity explain ID.")
        for each in _whole(session, row):
            found[each.id] = each
    return list(found.values())


def _whole(session: Session, row: Decision) -> list[Decision]:
    """What is read as one: both rows of a scored pair; a split for its parts."""
    if row.key and is_scored(row.key):
        return list(session.scalars(sa.select(Decision).where(Decision.key == row.key).order_by(Decision.id)))
    return [root_of(session, row)]


def _check(row: Decision, told: Readers, by: str) -> None:
    if row.judgement == "unsure" or row.rule == contested.RULE:
        raise Conflict(f"{row.id} joins nothing and parts nothing.", remedy="Decide it: anmai identity join or differ.")
    if row.rule is not None and rules()[row.rule].hard:
        raise Conflict(
            f"{row.id} rests on a hard key and needs no reader.",
            remedy=f"If it is wrong, take it back: anmai identity undo {row.id}.",
        )
    if row.revoked is not None and not is_opposed(row):
        raise Conflict(f"Decision {row.id} was taken back.", remedy=f"anmai identity redo {row.id} makes it again.")
    if told.author and one_person(told.author, by):
        raise Conflict(
            f"{by} made decision {row.id}; it counts as one reader already.",
            remedy=f"Somebody else has to read it. To take it back: anmai identity undo {row.id}.",
        )


def _turn(session: Session, row: Decision, by: str, why: str) -> bool:
    """Take a joining decision out of force while somebody disagrees, and back into it afterwards; whether it turned."""
    against = any(not each.agrees for each in readers(session, [row])[row.id].readings)
    if row.judgement != "same" or against == (row.revoked is not None):
        return False
    set_force(session, row, by, why, act=OPPOSE if against else "agree")
    return True
