"""Rows of the graph: nodes by label and id, relationships by type; checked against the schema as they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from anmai.graph.loading.passages import Passage
from anmai.graph.schema import NODES, RELATIONS

Properties = dict[str, Any]
#: Type, label of the source, label of the target.
RelationKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """Label and id of a node: what relationships are tied to."""

    label: str
    id: str


@dataclass(slots=True)
class GraphRows:
    """What one document, or a batch of them, says.

    Attributes:
        nodes: Label → id → properties (without the id).
        relations: Type and labels → rows ``{"source", "target", "properties"}``.
    """

    nodes: dict[str, dict[str, Properties]] = field(default_factory=dict)
    relations: dict[RelationKey, list[dict[str, Any]]] = field(default_factory=dict)

    def node(self, label: str, id: str, properties: Properties | None = None) -> Node:
        """Add a node, or properties to one; null properties are left out, as Neo4j leaves them out."""
        told = {name: value for name, value in (properties or {}).items() if value is not None}
        unknown = told.keys() - declared_properties()[label]
        if unknown:
            raise ValueError(f"{label} has no properties {sorted(unknown)} in graph/schema/nodes.py")
        self.nodes.setdefault(label, {}).setdefault(id, {}).update(told)
        return Node(label, id)

    def relation(self, type: str, source: Node, target: Node, properties: Mapping[str, Any]) -> None:
        """Add a relationship; null properties are left out."""
        key = (type, source.label, target.label)
        if key not in declared_relations():
            raise ValueError(f"({source.label})-[:{type}]->({target.label}) is not in graph/schema/relations.py")
        told = {name: value for name, value in properties.items() if value is not None}
        self.relations.setdefault(key, []).append({"source": source.id, "target": target.id, "properties": told})

    def extend(self, other: GraphRows) -> None:
        """Add everything of another document."""
        for label, found in other.nodes.items():
            mine = self.nodes.setdefault(label, {})
            for id, properties in found.items():
                mine.setdefault(id, {}).update(properties)
        for key, rows in other.relations.items():
            self.relations.setdefault(key, []).extend(rows)

    @property
    def size(self) -> int:
        """Nodes and relationships together."""
        return sum(map(len, self.nodes.values())) + sum(map(len, self.relations.values()))


@cache
def declared_properties() -> dict[str, frozenset[str]]:
    """Properties that the schema declares, by label."""
    return {node.label: frozenset(each.name for each in node.properties) for node in NODES}


@cache
def declared_relations() -> frozenset[RelationKey]:
    """Relationships that the schema declares, by type and both labels."""
    return frozenset(
        (relation.type, source, target)
        for relation in RELATIONS
        for source in relation.source
        for target in relation.target
    )


def read_from(document: str, passage: Passage, **more: Any) -> Properties:
    """The properties of a relationship that was read: its document, passages, component, version, and more."""
    return {
        "document": document,
        "spans": list(passage.spans),
        "component": passage.component or None,
        "version": passage.version or None,
        **more,
    }
