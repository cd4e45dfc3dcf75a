"""Quarrels: keys that would join entities which something keeps apart. Each entity concerned has a row that says so.

The rows are decisions with the judgement ``unsure``: nobody is joined, and people see what to decide.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.closure import Closure
from anmai.graph.identity.minting import Assignment
from anmai.graph.identity.partition import Judgement, Partition
from anmai.graph.identity.profile import Profile
from anmai.graph.identity.rows import MANY, among, lots
from anmai.store.engine import now
from anmai.store.tables import Decision

#: ``decisions.rule`` of these rows, and the version of their form.
RULE: Final = "contradiction"
_VERSION: Final = "1"
_PREFIX: Final = "contested:"
#: Decisions that report a quarrel, found by their keys.
IS_QUARREL: Final = sa.and_(Decision.key >= _PREFIX, Decision.key < _PREFIX[:-1] + ";")
#: Other entities and keys told in one row; a quarrel of hundreds is told by its first ones and their number.
_TOLD: Final = 20


def key_of(entity: str) -> str:
    """``decisions.key`` of an entity's row."""
    return _PREFIX + entity


def entities(session: Session, asked: Sequence[str]) -> set[str]:
    """Which of these entities have a quarrel."""
    found: set[str] = set()
    for lot in lots(asked, MANY):
        keys = [key_of(entity) for entity in lot]
        for key in session.scalars(sa.select(Decision.key).where(among(session, Decision.key, keys))):
            found.add(str(key).removeprefix(_PREFIX))
    return found


def rewrite(
    session: Session,
    closure: Closure,
    made: Partition,
    assignment: Assignment,
    decided: Sequence[Judgement],
) -> None:
    """Replace the rows of all entities of a closure by what its partition found."""
    old = {key_of(entity) for entity in (*closure.homes.values(), *assignment.entities)}
    for lot in lots(sorted(old)):
        session.execute(sa.delete(Decision).where(Decision.key.in_(lot)))
    keys: dict[int, list[str]] = defaultdict(list)
    others: dict[int, set[int]] = defaultdict(set)
    for key, clusters in made.contested.items():
        for number in clusters:
            keys[number].append(key)
            others[number].update(clusters)
    if not keys:
        return
    different = _told_different(made, decided)
    profiles = {number: _profile(closure, made.clusters[number]) for number in keys}
    at = now()
    rows = [
        {
            "id": "U-" + hashlib.sha256(assignment.entities[number].encode()).hexdigest()[:24],
            "judgement": "unsure", "left": made.clusters[number][0], "right": None,
            "key": key_of(assignment.entities[number]), "rule": RULE, "rule_version": _VERSION, "score": None,
            "evidence": _evidence(number, sorted(others[number] - {number}), keys[number], assignment, made, profiles,
                                  different),
            "by": f"rule:{RULE}", "why": None, "created": at, "revoked": None, "revoked_by": None,
        }
        for number in sorted(keys)
    ]  # fmt: skip
    session.execute(sa.insert(Decision), rows)


def _profile(closure: Closure, cluster: Sequence[str]) -> Profile:
    whole = Profile.of(closure.found[cluster[0]])
    for mention in cluster[1:]:
        whole = whole.joined(Profile.of(closure.found[mention]))
    return whole


def _told_different(made: Partition, decided: Sequence[Judgement]) -> set[frozenset[int]]:
    where = {mention: number for number, cluster in enumerate(made.clusters) for mention in cluster}
    return {
        frozenset((where[each.left], where[each.right]))
        for each in decided
        if not each.same and each.left in where and each.right in where
    }


def _evidence(
    number: int,
    others: Sequence[int],
    keys: Sequence[str],
    assignment: Assignment,
    made: Partition,
    profiles: Mapping[int, Profile],
    different: set[frozenset[int]],
) -> dict[str, Any]:
    told: list[dict[str, Any]] = []
    for other in others[:_TOLD]:
        shared = [key for key in keys if other in made.contested[key]]
        told.append(
            {
                "entity": assignment.entities[other],
                "mention": made.clusters[other][0],
                "shared": shared[:_TOLD],
                "contradicts": [
                    {"value": value, "here": here, "there": there}
                    for value, here, there in profiles[number].differences(profiles[other])
                ],
                "decided": frozenset((number, other)) in different,
            }
        )
    return {
        "entity": assignment.entities[number],
        "others": told,
        "count": len(others),
        # People have decided on every pair: nothing is open.
        "settled": all(frozenset((number, other)) in different for other in others),
    }
