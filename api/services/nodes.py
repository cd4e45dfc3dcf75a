"""A node, its neighbours by type, and the shortest paths between two nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from neo4j.graph import Node, Path, Relationship
from sqlalchemy.orm import Session

from anmai.api.graph_reader import GraphReader
from anmai.api.queries import label_of, query, type_of
from anmai.api.services.graph_view import Lang, ref, to_node, to_subgraph
from anmai.api.services.passages import Texts
from anmai.errors import NotFound, UsageError
from anmai.forms.views import GraphNode, NeighbourGroup, Neighbours, Paths, Subgraph
from anmai.graph.schema import NODES, RELATIONS

Direction = Literal["in", "out", "both"]
#: Relationships of one node that are looked at; a court with more is searched, not expanded.
MOST_EDGES: Final = 20_000
#: Relationships to one neighbour that are sent (several documents may say the same).
_EDGES_EACH: Final = 20
#: What ties everything to everything: not passed through unless asked for (docs/api.md).
HUB_LABELS: Final = ("Court", "Procuratorate", "Region", "Charge", "Statute", "Document")
#: A judge ties all parties of a court.
HUB_TYPES: Final = frozenset({"JUDGED"})
MAX_LENGTH: Final = 8
_PATH_SECONDS: Final = 8.0
_LABELS: Final = {node.label for node in NODES}


@dataclass(frozen=True, slots=True)
class NodeRef:
    """A node's name in the API, taken apart."""

    label: str
    id: str

    @classmethod
    def parse(cls, given: str) -> NodeRef:
        """Take ``<Label>:<id>`` apart.

        Raises:
            UsageError: It has another form, or no such label exists.
        """
        label, colon, key = given.partition(":")
        if not colon or not key:
            raise UsageError(f"{given!r} is no node.", remedy="Write <Label>:<id>, e.g. Person:P-….")
        return cls(label_of(label), key)


def find_node(graph: GraphReader, wanted: NodeRef, lang: Lang) -> GraphNode:
    """A node with all its properties.

    Raises:
        NotFound: The graph has no such node.
    """
    rows = graph.read(query("node", label=wanted.label), {"id": wanted.id})
    if not rows:
        raise _unknown(wanted)
    return to_node(rows[0]["node"], lang, degree=int(rows[0]["degree"]))


def neighbour_groups(graph: GraphReader, wanted: NodeRef) -> list[NeighbourGroup]:
    """How many neighbours there are, by relationship type, direction and label."""
    rows = graph.read(query("neighbour_groups", label=wanted.label), {"id": wanted.id, "most": MOST_EDGES})
    return [
        NeighbourGroup(
            type=str(row["type"]),
            direction=row["direction"],
            label=next((name for name in row["labels"] if name in _LABELS), ""),
            count=int(row["count"]),
        )
        for row in rows
    ]


def neighbours(
    graph: GraphReader,
    session: Session,
    wanted: NodeRef,
    *,
    types: list[str] | None,
    direction: Direction,
    offset: int,
    limit: int,
    lang: Lang,
) -> Neighbours:
    """A page of neighbours with the relationships to them and their passages, in an order that never changes.

    Raises:
        NotFound: The graph has no such node.
        UsageError: A type is not in the schema.
    """
    checked = [type_of(kind) for kind in types] if types else None
    groups = neighbour_groups(graph, wanted)
    parameters = {
        "id": wanted.id,
        "types": checked,
        "direction": direction,
        "most": MOST_EDGES,
        "edges": _EDGES_EACH,
        "offset": offset,
        "limit": limit,
    }
    rows = graph.read(query("neighbours", label=wanted.label), parameters)
    if not rows:
        alone = find_node(graph, wanted, lang)
        return Neighbours(total=0, offset=offset, limit=limit, groups=groups, graph=Subgraph(nodes=[alone]))
    page = rows[0]["page"]
    nodes: list[Node] = [rows[0]["node"], *(row["node"] for row in page)]
    edges: list[Relationship] = [edge for row in page for edge in row["edges"]]
    total = int(rows[0]["total"])
    drawn = to_subgraph(nodes, edges, lang, Texts(session))
    drawn.truncated = drawn.truncated or total > offset + len(page)
    drawn.total_nodes = total + 1
    return Neighbours(total=total, offset=offset, limit=limit, groups=groups, graph=drawn)


def shortest_paths(
    graph: GraphReader,
    session: Session,
    start: NodeRef,
    end: NodeRef,
    *,
    max_length: int,
    limit: int,
    hubs: bool,
    lang: Lang,
) -> Paths:
    """All shortest paths between two nodes, up to ``limit`` of them.

    Args:
        graph: Where to look.
        session: For the passages.
        start: One end.
        end: The other end.
        max_length: Most relationships on a path, at most ``MAX_LENGTH``.
        limit: Most paths.
        hubs: Whether paths may pass through courts, charges, regions, documents and judges' benches.
        lang: Language of names.

    Raises:
        NotFound: An end is not in the graph.
        UsageError: Both ends are the same node.
        QueryTimeout: The search took too long.
    """
    if start == end:
        raise UsageError("Both ends of the path are the same node.", remedy="Name two nodes.")
    for wanted in (start, end):
        find_node(graph, wanted, lang)
    kinds = _types_to_walk({start.label, end.label}, hubs=hubs)
    text = query(
        "shortest_paths", **{"from": start.label, "to": end.label}, types="|".join(kinds), length=str(max_length)
    )
    parameters = {
        "from": start.id,
        "to": end.id,
        "hubs": [] if hubs else list(HUB_LABELS),
        "limit": limit + 1,
    }
    found: list[Path] = [row["path"] for row in graph.read(text, parameters, seconds=_PATH_SECONDS)]
    found.sort(key=lambda path: (len(path), [ref(node) for node in path.nodes]))
    kept = found[:limit]
    nodes = [node for path in kept for node in path.nodes]
    edges = [edge for path in kept for edge in path.relationships]
    return Paths(
        paths=[[ref(node) for node in path.nodes] for path in kept],
        graph=to_subgraph(nodes, edges, lang, Texts(session)),
        truncated=len(found) > limit,
    )


def selection(graph: GraphReader, session: Session, wanted: Iterable[NodeRef], lang: Lang) -> Subgraph:
    """The named nodes and the relationships among them.

    Raises:
        NotFound: One of them is not in the graph.
    """
    asked = list(dict.fromkeys(wanted))
    by_label: dict[str, list[str]] = {}
    for one in asked:
        by_label.setdefault(one.label, []).append(one.id)
    nodes: dict[str, Node] = {}
    for label, keys in by_label.items():
        rows = graph.read(query("nodes_by_id", label=label), {"ids": keys})
        nodes.update({ref(row["node"]): row["node"] for row in rows})
    for one in asked:
        if f"{one.label}:{one.id}" not in nodes:
            raise _unknown(one)
    rows = graph.read(query("edges_among"), {"nodes": [node.element_id for node in nodes.values()]})
    return to_subgraph(nodes.values(), [row["edge"] for row in rows], lang, Texts(session), limit=len(nodes))


def _types_to_walk(ends: set[str], *, hubs: bool) -> list[str]:
    """The relationship types that a path may take: without hubs, those that lead to no hub but a path's own end."""
    avoided = set(HUB_LABELS) - ends
    kinds = []
    for relation in RELATIONS:
        reaches = set(relation.source) | set(relation.target)
        if not hubs and (relation.type in HUB_TYPES or reaches & avoided):
            continue
        kinds.append(relation.type)
    return kinds


def _unknown(wanted: NodeRef) -> NotFound:
    return NotFound(f"The graph has no {wanted.label} {wanted.id!r}.", remedy="Search for it: GET /api/v1/search.")
