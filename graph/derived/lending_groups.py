"""LendingGroup: lenders of private-lending suits tied by representative, precise address or agent.

A lender is whoever stands on the claimant's side of a first-instance suit over private lending; banks and licensed
lenders are none. Two lenders are tied when

- their representatives have one whole name, or one of them has the name of the other's representative (rulings tell a
  representative by name alone, so this is a tie, never an identity; common names and names that represent more than
  ``MOST_REPRESENTED`` tie nobody);
- both have the same precise address (an address that more than ``MOST_AT_ADDRESS`` parties share ties nobody: a market,
  an office tower);
- one agent acts for both in such suits, and acts in at least half of the suits that each of them brings, and has at
  most ``MOST_CLIENTS`` lenders as clients: a lawyer with many clients ties nobody;
- any of these, without its limit, and the two also meet as opponents in such a suit.

The half keeps lenders that change lawyers from chaining a town's whole bar into one group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

from anmai.graph.derived.rule import DerivedRule, Group, Member, Query
from anmai.graph.identity.commonness import is_common

MOST_AT_ADDRESS: Final = 12
MOST_REPRESENTED: Final = 8
MOST_CLIENTS: Final = 8
_BATCH: Final = 2000
_UNTIED: Final = ["bank", "licensed_lender"]

_LENDER: Final = (
    "EXISTS {{ MATCH ({0})-[claim:PARTY_TO]->(suit:Case) WHERE claim.side = 'claimant' AND suit.procedure = '一审' "
    "AND suit.cause CONTAINS '民间借贷' }} AND NOT coalesce({0}.category, '') IN $untied"
)
_ALL: Final = f"MATCH (m:Person|Organization) WHERE {_LENDER.format('m')} RETURN m.id AS id"
_OF: Final = (
    f"UNWIND $ids AS id MATCH (m:Person|Organization {{id: id}}) WHERE {_LENDER.format('m')} "
    "RETURN m.id AS id, labels(m)[0] AS label, "
    "[(m)-[:HAS_IDENTIFIER]->(x:Address) | x.id] AS addresses, "
    "[(m)<-[:REPRESENTS]-(p:Person) WHERE p.masked = false | p.name] + CASE WHEN m:Person AND m.masked = false "
    "AND EXISTS { MATCH (q:Person {name: m.name})-[:REPRESENTS]->(:Organization) } THEN [m.name] ELSE [] END "
    "AS representatives"
)
#: Suits that each lender brings, and who acted for it in them.
_SUITS: Final = (
    "UNWIND $ids AS id MATCH (m:Person|Organization {id: id})-[r:PARTY_TO]->(c:Case) "
    "WHERE r.side = 'claimant' AND c.procedure = '一审' AND c.cause CONTAINS '民间借贷' "
    "RETURN DISTINCT m.id AS id, c.id AS suit"
)
_AGENTS: Final = (
    "UNWIND $ids AS id MATCH (m:Person|Organization {id: id})<-[f:ACTS_FOR]-(agent:Person) "
    "MATCH (c:Case {id: f.case_id}) WHERE c.procedure = '一审' AND c.cause CONTAINS '民间借贷' "
    "OPTIONAL MATCH (agent)-[:HAS_IDENTIFIER]->(practice:Practice) WHERE practice.firm = f.firm "
    "RETURN DISTINCT m.id AS id, c.id AS suit, coalesce(practice.id, agent.id) AS agent"
)
_OPPONENTS: Final = (
    "UNWIND $ids AS id MATCH (m:Person|Organization {id: id})-[r:PARTY_TO]->(c:Case)<-[s:PARTY_TO]-(n) "
    "WHERE r.side = 'claimant' AND s.side = 'respondent' AND n <> m "
    "AND c.procedure = '一审' AND c.cause CONTAINS '民间借贷' "
    f"AND {_LENDER.format('n')} RETURN DISTINCT m.id AS id, n.id AS other "
    "UNION "
    "UNWIND $ids AS id MATCH (m:Person|Organization {id: id})-[r:PARTY_TO]->(c:Case)<-[s:PARTY_TO]-(n) "
    "WHERE r.side = 'respondent' AND s.side = 'claimant' AND n <> m "
    "AND c.procedure = '一审' AND c.cause CONTAINS '民间借贷' "
    f"AND {_LENDER.format('n')} RETURN DISTINCT m.id AS id, n.id AS other"
)
_ADDRESS_HOLDERS: Final = (
    "UNWIND $keys AS key MATCH (x:Address {id: key}) "
    "RETURN key, COUNT { MATCH (x)<-[:HAS_IDENTIFIER]-(h) RETURN DISTINCT h } AS holders, "
    "[(x)<-[:HAS_IDENTIFIER]-(h) | h.id] AS ids"
)
_REPRESENTED: Final = (
    "UNWIND $keys AS key MATCH (p:Person {name: key}) WHERE p.masked = false "
    "WITH key, collect([p.id] + [(p)-[:REPRESENTS]->(o) | o.id]) AS found "
    "UNWIND found AS ids UNWIND ids AS id WITH key, collect(DISTINCT id) AS ids "
    "RETURN key, [one IN ids WHERE EXISTS { MATCH (m:Person|Organization {id: one}) "
    f"WHERE {_LENDER.format('m')} }}] AS ids"
)
_CLIENTS: Final = (
    "UNWIND $keys AS key "
    "OPTIONAL MATCH (x:Practice {id: key})<-[:HAS_IDENTIFIER]-(via:Person) "
    "WITH key, collect(via.id) + [key] AS agents UNWIND agents AS agent "
    "MATCH (:Person {id: agent})-[f:ACTS_FOR]->(m:Person|Organization) MATCH (c:Case {id: f.case_id}) "
    f"WHERE c.procedure = '一审' AND c.cause CONTAINS '民间借贷' AND {_LENDER.format('m')} "
    "RETURN key, collect(DISTINCT m.id) AS ids"
)
_AROUND: Final[dict[str, str]] = {
    "Person": "MATCH (t:Person {id: id}) "
    "RETURN [t.id] + [(t)-[:REPRESENTS]->(o) | o.id] + [(t)-[:ACTS_FOR]->(m) | m.id] AS ids",
    "Organization": "MATCH (t:Organization {id: id}) RETURN [t.id] + [(t)<-[:REPRESENTS]-(p) | p.id] AS ids",
    "Case": "MATCH (t:Case {id: id}) RETURN [(t)<-[:PARTY_TO]-(m) | m.id] AS ids",
    "Address": "MATCH (t:Address {id: id}) RETURN [(t)<-[:HAS_IDENTIFIER]-(m) | m.id] AS ids",
    "Practice": "MATCH (t:Practice {id: id}) RETURN [(t)<-[:HAS_IDENTIFIER]-()-[:ACTS_FOR]->(m) | m.id] AS ids",
}
_GROUP_MATES: Final = (
    "UNWIND $ids AS id MATCH (:Person|Organization {id: id})-[:MEMBER_OF]->(:LendingGroup)<-[:MEMBER_OF]-(m) "
    "RETURN DISTINCT m.id AS id"
)


class _Ties:
    """What is known of the lenders looked at so far; grows by ``look_at`` until nothing tied lies outside."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self.labels: dict[str, str] = {}
        self.seen: set[str] = set()
        self._keys: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._suits: dict[str, set[str]] = defaultdict(set)
        self._acted: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._opponents: set[tuple[str, str]] = set()
        self._holders: dict[tuple[str, str], tuple[int, set[str]]] = {}

    def look_at(self, ids: Iterable[str]) -> None:
        """Read the facts of these lenders; ids that are no lenders are passed over."""
        new = sorted(set(ids) - self.seen)
        self.seen |= set(new)
        for start in range(0, len(new), _BATCH):
            self._read({"ids": new[start : start + _BATCH], "untied": _UNTIED})

    def _read(self, bound: dict[str, Any]) -> None:
        for row in self._query(_OF, bound):
            self.labels[row["id"]] = row["label"]
            self._keys[row["id"]] |= {("address", key) for key in row["addresses"]}
            self._keys[row["id"]] |= {("representative", key) for key in row["representatives"]}
        lenders = {**bound, "ids": [key for key in bound["ids"] if key in self.labels]}
        for row in self._query(_SUITS, lenders):
            self._suits[row["id"]].add(row["suit"])
        for row in self._query(_AGENTS, lenders):
            self._keys[row["id"]].add(("agent", row["agent"]))
            self._acted[row["id"], row["agent"]].add(row["suit"])
        for row in self._query(_OPPONENTS, lenders):
            self._opponents |= {(row["id"], row["other"]), (row["other"], row["id"])}
        self._read_holders({key for lender in lenders["ids"] for key in self._keys[lender]} - set(self._holders))

    def _read_holders(self, keys: set[tuple[str, str]]) -> None:
        for kind, query in (("address", _ADDRESS_HOLDERS), ("representative", _REPRESENTED), ("agent", _CLIENTS)):
            wanted = sorted(
                key for name, key in keys if name == kind and not (kind == "representative" and is_common(key))
            )
            for start in range(0, len(wanted), _BATCH):
                bound = {"keys": wanted[start : start + _BATCH], "untied": _UNTIED}
                for row in self._query(query, bound):
                    ids = set(row["ids"])
                    self._holders[kind, row["key"]] = (row.get("holders", len(ids)), ids)

    def neighbours(self, lender: str) -> set[str]:
        """Everybody who shares a key with the lender, tied or not; superset of whom a change at it can concern."""
        return set().union(*(self._holders[key][1] for key in self._keys[lender] if key in self._holders)) | {
            other for one, other in self._opponents if one == lender
        }

    def _main(self, lender: str, agent: str) -> bool:
        brought = self._suits[lender]
        return 2 * len(self._acted[lender, agent] & brought) >= len(brought) > 0

    def tied(self) -> dict[tuple[str, str], list[set[str]]]:
        """For each key, the sets of lenders that it ties (holders not yet looked at included)."""
        found: dict[tuple[str, str], list[set[str]]] = {}
        for key, (count, ids) in self._holders.items():
            kind, name = key
            if kind == "address":
                ties = [ids] if count <= MOST_AT_ADDRESS else []
            elif kind == "representative":
                ties = [ids] if count <= MOST_REPRESENTED else []
            else:
                # Who was not looked at is let through here, so that it is looked at next.
                main = {one for one in ids if one not in self.seen or self._main(one, name)}
                ties = [main] if count <= MOST_CLIENTS else []
            found[key] = [tie for tie in ties if len(tie) > 1]
        for one, other in self._opponents:
            for key in self._keys.get(one, set()) & self._keys.get(other, set()):
                found.setdefault(key, []).append({one, other})
        return found

    def opponents(self) -> set[str]:
        """Lenders whom those looked at meet as opponents."""
        return {one for pair in self._opponents for one in pair}


def lending_groups(query: Query, seeds: Collection[tuple[str, str]] | None) -> tuple[set[str], list[Group]]:
    """The groups of the whole graph, or those around changed nodes.

    Args:
        query: Reads.
        seeds: (label, id) of changed nodes that are in the graph; None for everything.

    Returns:
        Ids of the lenders looked at, and their groups, complete, by id.
    """
    ties = _Ties(query)
    if seeds is None:
        ties.look_at(row["id"] for row in query(_ALL, {"untied": _UNTIED}))
    else:
        start = _around(query, seeds)
        ties.look_at(start)
        ties.look_at({other for lender in start for other in ties.neighbours(lender)})
    while True:
        mates = {row["id"] for row in query(_GROUP_MATES, {"ids": sorted(ties.labels)})} if seeds is not None else set()
        tied = {one for sets in ties.tied().values() for tie in sets for one in tie}
        beyond = (tied | mates | ties.opponents()) - ties.seen
        if not beyond:
            break
        ties.look_at(beyond)
    return ties.seen, _components(ties)


def _around(query: Query, seeds: Collection[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    for label, around in _AROUND.items():
        ids = sorted(node for name, node in seeds if name == label)
        for row in query(f"UNWIND $ids AS id {around}", {"ids": ids}):
            found |= set(row["ids"])
    return found


def _components(ties: _Ties) -> list[Group]:
    root: dict[str, str] = {}

    def find(node: str) -> str:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    why: dict[str, set[str]] = defaultdict(set)
    for (kind, name), sets in ties.tied().items():
        for tie in sets:
            members = sorted(one for one in tie if one in ties.labels)
            for one in members[1:]:
                root[find(one)] = find(members[0])
            if len(members) > 1:
                for one in members:
                    why[one].add(f"{kind}:{name}")
    groups: dict[str, list[str]] = defaultdict(list)
    for one in why:
        groups[find(one)].append(one)
    made = [
        Group(
            f"LG-{min(members)}",
            tuple(Member(ties.labels[one], one, tuple(sorted(why[one]))) for one in sorted(members)),
        )
        for members in groups.values()
    ]
    return sorted(made, key=lambda group: group.id)


LENDING_GROUPS: Final = DerivedRule(
    name="lending-groups",
    version="1.0.0",
    label="LendingGroup",
    watches=frozenset(_AROUND),
    groups=lending_groups,
)
