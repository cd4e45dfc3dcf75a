"""The graph's schema as the API tells it."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from anmai.graph.schema import NODES, RELATIONS, Property


class PropertyView(BaseModel):
    """A property of a node or relationship."""

    name: str
    type: str
    zh: str
    en: str
    personal: bool


class NodeTypeView(BaseModel):
    """A label."""

    label: str
    scope: str
    zh: str
    en: str
    properties: list[PropertyView]


class RelationTypeView(BaseModel):
    """A relationship type."""

    type: str
    source: list[str]
    target: list[str]
    zh: str
    en: str
    derived: bool
    properties: list[PropertyView]


class SchemaView(BaseModel):
    """Answer of GET /schema."""

    nodes: list[NodeTypeView]
    relations: list[RelationTypeView]


@cache
def schema_view() -> SchemaView:
    """All labels and relationship types."""
    return SchemaView(
        nodes=[
            NodeTypeView(label=n.label, scope=n.scope, zh=n.zh, en=n.en, properties=_properties(n.properties))
            for n in NODES
        ],
        relations=[
            RelationTypeView(
                type=r.type,
                source=list(r.source),
                target=list(r.target),
                zh=r.zh,
                en=r.en,
                derived=r.derived,
                properties=_properties(r.properties),
            )
            for r in RELATIONS
        ],
    )


def _properties(given: tuple[Property, ...]) -> list[PropertyView]:
    return [PropertyView(name=p.name, type=p.type, zh=p.zh, en=p.en, personal=p.personal) for p in given]
