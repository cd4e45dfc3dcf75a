"""What a graph view shows: pure functions that merge, expand, hide and cap; no Streamlit, no network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from anmai.forms.views import GraphEdge, GraphNode, Subgraph

#: Above this many nodes a drawing is slow to lay out and nothing in it can be read (measured: 500 nodes 4.2 s).
DRAWN_AT_MOST: Final = 600


@dataclass(frozen=True, slots=True)
class GraphState:
    """The nodes and edges that a view holds, in the order in which they came.

    Attributes:
        nodes: By id (``<Label>:<node id>``).
        edges: By id.
        focus: Ids that are drawn with emphasis: a lead's target, the entity whose page it is.
        hidden: Ids that the user hid; kept, so that they can be shown again.
        anchor: The node that was expanded last; new nodes are placed beside it.
        expanded: How many neighbours were already asked for, by node.
    """

    nodes: dict[str, GraphNode] = field(default_factory=dict)
    edges: dict[str, GraphEdge] = field(default_factory=dict)
    focus: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    anchor: str | None = None
    expanded: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is really drawn of a state: at most ``DRAWN_AT_MOST`` nodes, and the number held back."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    withheld: int
    hidden: int


@dataclass(frozen=True, slots=True)
class EdgeBundle:
    """Edges from one node to another that are drawn as one line; ``id`` is the edge's own where there is one alone."""

    id: str
    edges: tuple[GraphEdge, ...]


def bundles(edges: Iterable[GraphEdge]) -> list[EdgeBundle]:
    """Edges from one node to another, together; derived and possible ones keep lines of their own."""
    together: dict[tuple[str, str, bool, bool], list[GraphEdge]] = {}
    for edge in edges:
        together.setdefault((edge.source, edge.target, edge.derived, edge.possible), []).append(edge)
    return [
        EdgeBundle(own[0].id if len(own) == 1 else f"{source}>{target}{'~' * derived}{'?' * possible}", tuple(own))
        for (source, target, derived, possible), own in together.items()
    ]


def start(graph: Subgraph, focus: Iterable[str] = ()) -> GraphState:
    """A view of ``graph`` with ``focus`` emphasised."""
    return merge(GraphState(focus=frozenset(focus)), graph)


def merge(state: GraphState, graph: Subgraph) -> GraphState:
    """Add ``graph`` to what is there.

    A node that came before keeps its place and takes the newer name and properties; what only the older answer told
    is kept. An edge is kept only when both of its ends are known.
    """
    nodes = dict(state.nodes)
    for node in graph.nodes:
        earlier = nodes.get(node.id)
        properties = {**earlier.properties, **node.properties} if earlier else node.properties
        nodes[node.id] = node.model_copy(update={"properties": properties})
    edges = {**state.edges, **{edge.id: edge for edge in graph.edges if edge.source in nodes and edge.target in nodes}}
    return replace(state, nodes=nodes, edges=edges)


def expand(state: GraphState, anchor: str, neighbours: Subgraph, asked: int | None = None) -> GraphState:
    """Add the neighbours of ``anchor``; its hidden neighbours come back, since they were asked for.

    Args:
        state: The view.
        anchor: Id of the expanded node.
        neighbours: What the API answered.
        asked: How many neighbours have been asked for so far; the next expand goes on from there.
    """
    wanted = {node.id for node in neighbours.nodes}
    merged = merge(state, neighbours)
    count = state.expanded.get(anchor, 0) if asked is None else asked
    return replace(merged, hidden=state.hidden - wanted, anchor=anchor, expanded={**state.expanded, anchor: count})


def hide(state: GraphState, node: str) -> GraphState:
    """Take one node out of the drawing. Neighbours that then hang on nothing go with it, focus nodes stay."""
    if node not in state.nodes:
        return state
    hidden = state.hidden | {node}
    lonely = {
        end
        for edge in state.edges.values()
        if node in (edge.source, edge.target)
        for end in (edge.source, edge.target)
        if end not in hidden and end not in state.focus and not _shown_neighbours(state, end, hidden)
    }
    return replace(state, hidden=hidden | lonely)


def show_hidden(state: GraphState) -> GraphState:
    """Draw again everything that was hidden."""
    return replace(state, hidden=frozenset())


def drawn(state: GraphState, limit: int = DRAWN_AT_MOST) -> Drawn:
    """What to draw: focus first, then the last anchor with its neighbours, then the rest in the order it came."""
    shown = [node for node in state.nodes.values() if node.id not in state.hidden]
    if len(shown) > limit:
        near = {end for edge in state.edges.values() for end in _other(edge, state.anchor)}
        rank = {node.id: _rank(state, node.id, near) for node in shown}
        kept = {node.id for node in sorted(shown, key=lambda node: rank[node.id])[:limit]}
        chosen = [node for node in shown if node.id in kept]
    else:
        chosen = shown
    ids = {node.id for node in chosen}
    edges = [edge for edge in state.edges.values() if edge.source in ids and edge.target in ids]
    return Drawn(chosen, edges, withheld=len(shown) - len(chosen), hidden=len(state.nodes) - len(shown))


def _rank(state: GraphState, node: str, near: set[str]) -> int:
    if node in state.focus:
        return 0
    return 1 if node == state.anchor or node in near else 2


def _other(edge: GraphEdge, node: str | None) -> tuple[str, ...]:
    if node == edge.source:
        return (edge.target,)
    return (edge.source,) if node == edge.target else ()


def _shown_neighbours(state: GraphState, node: str, hidden: frozenset[str]) -> bool:
    return any(end not in hidden for edge in state.edges.values() for end in _other(edge, node))
