"""Everything that hangs together with some mentions: through keys in force, people's decisions and shared entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.partition import Judgement
from anmai.graph.identity.party import Party
from anmai.graph.identity.rows import LINK_IN_FORCE, homes, lots, members, parties
from anmai.store.tables import Decision


@dataclass(slots=True)
class Closure:
    """A set of mentions that nothing links to any mention outside it.

    Attributes:
        found: Mention id → party.
        links: Mention id → texts of its keys in force.
        homes: Mention id → entity until now, where it has one.
    """

    found: dict[str, Party] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)


def gather(session: Session, seeds: Iterable[str], judgements: Sequence[Judgement]) -> Closure:
    """The closure of some mentions. Its cost follows its size."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for each in judgements:
        pairs[each.left].add(each.right)
        pairs[each.right].add(each.left)
    closure = Closure()
    keys: set[str] = set()
    entities: set[str] = set()
    frontier = set(seeds)
    while frontier:
        found = parties(session, sorted(frontier))
        closure.found |= found
        reached: set[str] = set()
        for mention in found:
            reached |= pairs.get(mention, set())
        new_keys: set[str] = set()
        for lot in lots(sorted(found)):
            query = sa.select(Decision.left, Decision.key).where(Decision.left.in_(lot), *LINK_IN_FORCE)
            for mention, key in session.execute(query):
                closure.links.setdefault(mention, []).append(str(key))
                new_keys.add(str(key))
        new_keys -= keys
        keys |= new_keys
        for lot in lots(sorted(new_keys)):
            reached.update(session.scalars(sa.select(Decision.left).where(Decision.key.in_(lot), *LINK_IN_FORCE)))
        here = homes(session, sorted(found))
        closure.homes |= here
        new_entities = set(here.values()) - entities
        entities |= new_entities
        for inhabitants in members(session, sorted(new_entities)).values():
            reached.update(inhabitants)
        frontier = reached - closure.found.keys() - frontier
    return closure
