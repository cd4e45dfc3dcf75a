"""People's decisions: joining, splitting, being unsure, and taking any decision back or making it again.

Every change is one transaction: the decision, the new partition, the marks of what must be projected, and the audit
entry stand together or not at all. A decision is never deleted; what was done to it stands in ``evidence.history``.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import Conflict, NotFound, UsageError
from anmai.graph.identity import contested
from anmai.graph.identity.minting import current
from anmai.graph.identity.readings import is_opposed, opposed, readers
from anmai.graph.identity.resolve import Resolution, settle
from anmai.graph.identity.rows import LINK_IN_FORCE, homes, lots, members, parties
from anmai.store import Store, audit
from anmai.store.engine import now
from anmai.store.tables import Decision, Entity, Mention

Verdict = Literal["same", "different", "unsure"]
#: Steps in a decision's history; "oppose" and "agree" are what a further reader's opinion did to its force.
Act = Literal["undo", "redo", "oppose", "agree"]
#: Decisions by people have ids of their own kind; a rule's begin with D-, a quarrel's with U-.
_PREFIX: Final = "H-"


@dataclass(slots=True)
class Outcome:
    """A decision that was stored, taken back or made again, and what followed.

    Attributes:
        decision: decisions.id.
        resolution: What changed; empty when the partition stayed as it was.
    """

    decision: str
    resolution: Resolution = field(default_factory=Resolution)


def join(store: Store, left: str, right: str, *, by: str, why: str) -> Outcome:
    """Decide that two entities (or mentions) are one. Outranks every rule and contradicting values.

    Args:
        store: The store.
        left: An entity id or a mention id.
        right: Another one.
        by: Who decides.
        why: The reason, shown with the decision.

    Raises:
        NotFound: No such entity or mention.
        Conflict: They are one already, are not of one kind, or a person decided that they differ.
    """
    with store.session() as session:
        one, other = _mention(session, left), _mention(session, right)
        _of_one_kind(session, one, other)
        here = homes(session, [one, other])
        if here.get(one) == here.get(other):
            raise Conflict(f"{left} and {right} are one entity already.", remedy="Nothing needs to be joined.")
        against = _between(session, "different", *(members(session, [here[each]])[here[each]] for each in (one, other)))
        if against:
            raise Conflict(
                f"Decision {against[0]} says that {left} and {right} differ.",
                remedy=f"Take it back first: anmai identity undo {against[0]}.",
            )
        return _decide(session, "same", one, other, by=by, why=why)


def differ(store: Store, left: str, right: str, *, by: str, why: str) -> Outcome:
    """Decide that two entities (or mentions) are not one: no rule joins them any more, through whatever chain.

    Raises:
        NotFound: No such entity or mention.
        Conflict: They are in one entity now; that takes a split.
    """
    with store.session() as session:
        one, other = _mention(session, left), _mention(session, right)
        here = homes(session, [one, other])
        if here.get(one) == here.get(other):
            raise Conflict(f"{left} and {right} are one entity now.", remedy="Use anmai identity split.")
        return _decide(session, "different", one, other, by=by, why=why)


def unsure(store: Store, left: str, right: str, *, by: str, why: str) -> Outcome:
    """Note that somebody looked and could not tell. Joins nothing and blocks nothing.

    Raises:
        NotFound: No such entity or mention.
    """
    with store.session() as session:
        return _decide(session, "unsure", _mention(session, left), _mention(session, right), by=by, why=why)


def split(store: Store, entity: str, mentions: Collection[str], *, by: str, why: str) -> Outcome:
    """Decide that some mentions of an entity are somebody else; they stay together as an entity of their own.

    What links them to the rest is taken back, and a decision that the two differ keeps rules from joining them again.

    Args:
        store: The store.
        entity: An entity id.
        mentions: Some of its mentions, not all.
        by: Who decides.
        why: The reason.

    Raises:
        NotFound: No such entity.
        UsageError: A mention is not in the entity, or none would stay.
    """
    with store.session() as session:
        here = _entity(session, entity)
        inhabitants = members(session, [here]).get(here, [])
        moved = sorted(set(mentions))
        stray = [mention for mention in moved if mention not in inhabitants]
        if stray or not moved:
            told = ", ".join(stray) or "—"
            raise UsageError(f"Not mentions of {here}: {told}.", remedy=f"See: anmai identity explain {here}.")
        rest = [mention for mention in inhabitants if mention not in set(moved)]
        if not rest:
            raise UsageError(f"All mentions of {here} were named.", remedy="Leave at least one where it is.")
        decision = _insert(session, "different", moved[0], rest[0], by=by, why=why)
        taken = _bridges(session, moved, rest) + _between(session, "same", moved, rest)
        for each in taken:
            _revoke(session, each, by, f"split {decision.id}")
        held = [
            _insert(session, "same", moved[0], other, by=by, why=why, evidence={"part_of": decision.id}).id
            for other in moved[1:]
        ]
        decision.evidence = decision.evidence | {
            "split": {"entity": here, "moved": moved, "taken_back": taken, "held": held}
        }
        resolution = settle(session, [*moved, rest[0]])
        audit.append(session, by, "identity.split", f"entity:{here}", {"decision": decision.id, "why": why})
        return Outcome(decision.id, resolution)


def undo(store: Store, decision: str, *, by: str, why: str) -> Outcome:
    """Take a decision back, a rule's or a person's. What it alone held falls apart; all else stays.

    Raises:
        NotFound: No such decision.
        Conflict: It is taken back already, or it only reports a quarrel.
    """
    return _turn(store, decision, by=by, why=why, back=True)


def redo(store: Store, decision: str, *, by: str, why: str) -> Outcome:
    """Put a decision that was taken back in force again.

    Raises:
        NotFound: No such decision.
        Conflict: It is in force.
    """
    return _turn(store, decision, by=by, why=why, back=False)


def orphaned(session: Session) -> list[Decision]:
    """People's decisions in force that name a mention which no longer exists (its document was corrected)."""
    there = sa.select(Mention.id)
    query = sa.select(Decision).where(
        Decision.right > "",
        Decision.revoked.is_(None),
        Decision.left.not_in(there) | Decision.right.not_in(there),
    )
    return list(session.scalars(query.order_by(Decision.created, Decision.id)))


def open_questions(session: Session) -> list[Decision]:
    """What people should look at: unsettled quarrels of rules, pairs that somebody was unsure of or two disagree on."""
    # Two look-ups that an index answers, instead of one over all decisions.
    quarrels = sa.select(Decision).where(contested.IS_QUARREL)
    pairs = sa.select(Decision).where(Decision.right > "", Decision.judgement == "unsure", Decision.revoked.is_(None))
    rows = [*session.scalars(quarrels), *session.scalars(pairs), *opposed(session)]
    open_ones = [row for row in rows if not row.evidence.get("settled")]
    return sorted(open_ones, key=lambda row: (row.created, row.id))


def _turn(store: Store, decision: str, *, by: str, why: str, back: bool) -> Outcome:
    with store.session() as session:
        row = session.get(Decision, decision)
        if row is None:
            raise NotFound(f"There is no decision {decision}.", remedy="See: anmai identity explain ID.")
        if row.rule == contested.RULE:
            raise Conflict(
                f"{decision} only reports a quarrel; it holds nothing.",
                remedy="Decide it: anmai identity join, differ or split.",
            )
        if not back and row.revoked is not None and row.judgement == "same":
            _nobody_against(session, row)
        # Taking back what a reader disagrees with settles the matter, though it was out of force already.
        if back and row.revoked is not None and not is_opposed(row):
            raise Conflict(
                f"Decision {decision} was taken back already.",
                remedy=f"To put it back in force: anmai identity redo {decision}.",
            )
        if not back and row.revoked is None:
            raise Conflict(
                f"Decision {decision} is in force already.", remedy=f"To take it back: anmai identity undo {decision}."
            )
        seeds = {row.left, *([row.right] if row.right else [])}
        set_force(session, row, by, why, act="undo" if back else "redo")
        parts: dict[str, Any] = row.evidence.get("split", {})
        for each in (*parts.get("taken_back", ()), *parts.get("held", ())):
            part = session.get(Decision, each)
            if part is None:
                continue
            # A split took its bridges back and added what holds the moved mentions together; undoing it turns both.
            part_back = back if each in parts["held"] else not back
            if (part.revoked is None) == part_back:
                set_force(session, part, by, why, act="undo" if part_back else "redo")
            seeds |= {part.left, *([part.right] if part.right else [])}
        session.flush()
        resolution = settle(session, sorted(seeds))
        act = "undo" if back else "redo"
        audit.append(session, by, f"identity.{act}", f"decision:{decision}", {"why": why})
        return Outcome(decision, resolution)


def _nobody_against(session: Session, row: Decision) -> None:
    against = [each.by for each in readers(session, [row])[row.id].readings if not each.agrees]
    if against:
        raise Conflict(
            f"{', '.join(against)} disagrees with decision {row.id}, so it joins nothing.",
            remedy=f"That person has to agree first: anmai identity agree {row.id}.",
        )


def set_force(session: Session, row: Decision, by: str, why: str, *, act: Act) -> None:
    """Take a decision out of force or put it back, in the caller's transaction; the step joins its history."""
    at = now()
    row.revoked, row.revoked_by = (at, by) if act in ("undo", "oppose") else (None, None)
    step = {"at": at, "by": by, "act": act, "why": why}
    row.evidence = row.evidence | {"history": [*row.evidence.get("history", []), step]}
    session.add(row)


def _revoke(session: Session, decision: str, by: str, why: str) -> None:
    row = session.get_one(Decision, decision)
    set_force(session, row, by, why, act="undo")


def _decide(session: Session, judgement: Verdict, left: str, right: str, *, by: str, why: str) -> Outcome:
    row = _insert(session, judgement, left, right, by=by, why=why)
    resolution = settle(session, [left, right]) if judgement != "unsure" else Resolution()
    audit.append(session, by, f"identity.{judgement}", f"decision:{row.id}", {"left": left, "right": right, "why": why})
    return Outcome(row.id, resolution)


def _insert(
    session: Session,
    judgement: Verdict,
    left: str,
    right: str,
    *,
    by: str,
    why: str,
    evidence: dict[str, Any] | None = None,
) -> Decision:
    here = homes(session, [left, right])
    row = Decision(
        id=_PREFIX + uuid.uuid4().hex[:24],
        judgement=judgement,
        left=left,
        right=right,
        evidence={"entities": [here.get(left), here.get(right)]} | (evidence or {}),
        by=by,
        why=why,
        created=now(),
    )
    session.add(row)
    session.flush()
    return row


def _entity(session: Session, asked: str) -> str:
    found = current(session, asked)
    if found is None:
        raise NotFound(f"There is no entity {asked}.", remedy="Search for its name in the explorer.")
    return found


def _mention(session: Session, asked: str) -> str:
    """A mention that stands for what was asked: the mention itself, or the first one of an entity."""
    if session.get(Mention, asked) is not None:
        return asked
    if session.get(Entity, asked) is None:
        raise NotFound(f"There is no entity or mention {asked}.", remedy="Search for its name in the explorer.")
    entity = _entity(session, asked)
    inhabitants = members(session, [entity]).get(entity)
    if not inhabitants:
        raise NotFound(f"Entity {asked} has no mention any more.", remedy="Its documents were removed.")
    return inhabitants[0]


def _of_one_kind(session: Session, left: str, right: str) -> None:
    kinds = {party.kind for party in parties(session, [left, right]).values()}
    if len(kinds) > 1:
        raise Conflict("A person and an organization can't be one.", remedy="Choose two of one kind.")


def _bridges(session: Session, moved: Sequence[str], rest: Sequence[str]) -> list[str]:
    """Ids of the rule decisions in force that link ``moved`` to a key which ``rest`` has as well."""
    theirs: set[str] = set()
    for lot in lots(rest):
        keys = session.scalars(sa.select(Decision.key).where(Decision.left.in_(lot), *LINK_IN_FORCE))
        theirs.update(str(key) for key in keys)
    found: list[str] = []
    for lot in lots(moved):
        query = sa.select(Decision.id, Decision.key).where(Decision.left.in_(lot), *LINK_IN_FORCE)
        found += [decision for decision, key in session.execute(query) if key in theirs]
    return sorted(found)


def _between(session: Session, judgement: Verdict, left: Iterable[str], right: Iterable[str]) -> list[str]:
    """Ids of people's decisions in force of one kind between two sets of mentions."""
    ours, theirs = set(left), set(right)
    query = sa.select(Decision.id, Decision.left, Decision.right).where(
        Decision.right > "", Decision.judgement == judgement, Decision.revoked.is_(None)
    )
    return sorted(
        decision
        for decision, one, other in session.execute(query)
        if (one in ours and other in theirs) or (one in theirs and other in ours)
    )
