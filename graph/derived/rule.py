"""What a derived rule is, and applying it: whole, or around what changed. Both give the same graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anmai.graph.schema import NODES

#: Runs one query and returns its rows: a Graph's ``read``/``write``, or an open transaction.
Query = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]

#: Properties of a group that the machinery keeps.
_OWN: Final = frozenset({"id", "members", "rule", "rule_version"})
_LABELS: Final = frozenset(node.label for node in NODES)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a derived group: label and id of the node, and what ties it."""

    label: str
    id: str
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A derived group with its members, sorted by id.

    Attributes:
        properties: What else its node tells, (name, value) sorted by name; no value is null.
    """

    id: str
    members: tuple[Member, ...]
    properties: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class DerivedRule:
    """A rule that makes group nodes.

    Attributes:
        name: Its name, e.g. "lending-groups".
        version: Its version; another version derives everything anew.
        label: Label of the nodes that it makes.
        watches: Labels whose changes can matter.
        groups: (query, seeds) → groups. ``seeds`` are (label, id) of changed nodes and None means the whole graph. It
            returns the ids of all members that it looked at (the region) and the groups of that region, complete.
        members: Labels of its groups' members, in Cypher.
    """

    name: str
    version: str
    label: str
    watches: frozenset[str]
    groups: Callable[[Query, Collection[tuple[str, str]] | None], tuple[set[str], list[Group]]]
    members: str = "Person|Organization"


@dataclass(frozen=True, slots=True)
class Derivation:
    """What applying a rule will change: ids of groups to make or change, and of groups to remove."""

    make: tuple[Group, ...]
    remove: tuple[str, ...]

    @property
    def touched(self) -> list[str]:
        """Ids of all groups that change."""
        return sorted({group.id for group in self.make} | set(self.remove))


def marker(query: Query, rule: DerivedRule) -> dict[str, Any] | None:
    """The rule's own node: version, touched_until, enabled; None when it never ran on this graph."""
    rows = query(
        "MATCH (d:DerivedRule {id: $name}) "
        "RETURN d.version AS version, d.touched_until AS touched_until, d.enabled AS enabled",
        {"name": rule.name},
    )
    return rows[0] if rows else None


def is_off(query: Query, rule: DerivedRule) -> bool:
    """Whether somebody switched the rule off."""
    known = marker(query, rule)
    return known is not None and known["enabled"] is False


def plan(query: Query, rule: DerivedRule, seeds: Collection[tuple[str, str]] | None) -> Derivation:
    """Work out what would change, without writing.

    Args:
        query: Reads.
        rule: The rule.
        seeds: Changed nodes; None derives everything. A seed that is gone from the graph derives everything too,
            since what it was tied to can no longer be asked.
    """
    if seeds is not None:
        seeds = {seed for seed in seeds if seed[0] in rule.watches}
        if not seeds:
            return Derivation((), ())
        if _any_gone(query, seeds):
            seeds = None
    region, groups = rule.groups(query, seeds)
    stored = _stored(query, rule, None if seeds is None else region | {m.id for g in groups for m in g.members})
    wanted = {group.id: group for group in groups}
    make = tuple(group for group in groups if stored.get(group.id) != group)
    return Derivation(make, tuple(sorted(set(stored) - set(wanted))))


def derive(query: Query, rule: DerivedRule, derivation: Derivation, *, touched_until: int) -> None:
    """Write a planned change and note how far the rule has seen; call it inside one transaction."""
    gone = derivation.touched
    if gone:
        query(f"UNWIND $ids AS id MATCH (g:{rule.label} {{id: id}}) DETACH DELETE g", {"ids": gone})
    for label in sorted({member.label for group in derivation.make for member in group.members}):
        rows = [
            {
                "group": group.id,
                "size": len(group.members),
                "member": member.id,
                "ties": list(member.ties),
                "properties": dict(group.properties),
            }
            for group in derivation.make
            for member in group.members
            if member.label == label
        ]
        query(
            f"UNWIND $rows AS row MATCH (m:{label} {{id: row.member}}) "
            f"MERGE (g:{rule.label} {{id: row.group}}) "
            "SET g += row.properties, g.members = row.size, g.rule = $rule, g.rule_version = $version "
            "CREATE (m)-[:MEMBER_OF {ties: row.ties, rule: $rule, rule_version: $version}]->(g)",
            {"rows": rows, "rule": rule.name, "version": rule.version},
        )
    query(
        "MERGE (d:DerivedRule {id: $name}) "
        "SET d.version = $version, d.touched_until = $touched_until, d.enabled = true",
        {"name": rule.name, "version": rule.version, "touched_until": touched_until},
    )


def switch_off(query: Query, rule: DerivedRule) -> None:
    """Remove everything that the rule made, and remember that it is off; call it inside one transaction."""
    query(f"MATCH (g:{rule.label}) DETACH DELETE g", {})
    query(
        "MERGE (d:DerivedRule {id: $name}) SET d.version = $version, d.touched_until = 0, d.enabled = false",
        {"name": rule.name, "version": rule.version},
    )


def switch_on(query: Query, rule: DerivedRule) -> None:
    """Let the rule run again; the next derivation makes everything anew."""
    query("MATCH (d:DerivedRule {id: $name}) DETACH DELETE d", {"name": rule.name})


def _any_gone(query: Query, seeds: Collection[tuple[str, str]]) -> bool:
    by_label: dict[str, list[str]] = {}
    for label, node_id in seeds:
        by_label.setdefault(label, []).append(node_id)
    for label, ids in by_label.items():
        if label not in _LABELS:
            continue
        rows = query(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN count(n) AS n", {"ids": ids})
        if rows[0]["n"] < len(set(ids)):
            return True
    return False


def _stored(query: Query, rule: DerivedRule, members: Collection[str] | None) -> dict[str, Group]:
    if members is None:
        found = query(f"MATCH (g:{rule.label}) RETURN g.id AS id", {})
    else:
        found = query(
            f"UNWIND $ids AS id MATCH (m:{rule.members} {{id: id}})-[:MEMBER_OF]->(g:{rule.label}) "
            "RETURN DISTINCT g.id AS id",
            {"ids": sorted(members)},
        )
    rows: Sequence[dict[str, Any]] = query(
        f"UNWIND $ids AS id MATCH (g:{rule.label} {{id: id}}) OPTIONAL MATCH (m)-[r:MEMBER_OF]->(g) "
        "RETURN g.id AS id, properties(g) AS told, "
        "collect({label: CASE WHEN m:Entry THEN 'Entry' ELSE labels(m)[0] END, id: m.id, ties: r.ties}) AS members, "
        "g.rule_version AS version",
        {"ids": [row["id"] for row in found]},
    )
    return {
        row["id"]: Group(
            row["id"],
            tuple(
                Member(m["label"], m["id"], tuple(m["ties"]))
                for m in sorted(row["members"], key=lambda m: str(m["id"]))
                # A group whose members are all gone has one row without a member.
                if m["id"] is not None
            )
            if row["version"] == rule.version
            else (),
            tuple(sorted((name, value) for name, value in row["told"].items() if name not in _OWN)),
        )
        for row in rows
    }
