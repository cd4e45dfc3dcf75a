"""Subgraphs and query results as graphs in memory: networkx, and py2neo for notebooks that already use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import neo4j
import networkx as nx

from anmai.errors import ConfigurationError
from anmai.forms.views import GraphEdge, Subgraph
from anmai.graph.connection import READ_TIMEOUT, Graph
from anmai.graph.export.text import dumps

if TYPE_CHECKING:
    import py2neo


def to_networkx(subgraph: Subgraph, **graph_attributes: Any) -> nx.MultiDiGraph[str]:
    """The subgraph as a networkx graph.

    Nodes are named ``<Label>:<id>`` and carry their properties, ``label``, ``name``, ``masked`` and ``degree``; edges
    are keyed by their id and carry theirs, ``type``, ``name``, ``derived``, ``possible`` and ``passages`` (dicts).
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(truncated=subgraph.truncated, **graph_attributes)
    for node in subgraph.nodes:
        graph.add_node(node.id, **{**node.properties, **node.model_dump(exclude={"id", "properties"})})
    for edge in subgraph.edges:
        own = edge.model_dump(exclude={"id", "source", "target", "properties"})
        graph.add_edge(edge.source, edge.target, key=edge.id, **{**edge.properties, **own})
    return graph


def query_to_networkx(
    graph: Graph, cypher: str, parameters: Mapping[str, Any] | None = None, *, timeout: float = READ_TIMEOUT
) -> nx.MultiDiGraph[str]:
    """All nodes and relationships that a reading query returns (alone, in lists or in paths) as a networkx graph.

    Runs in a READ transaction: the server refuses writes.

    Args:
        graph: An open connection (``anmai.graph.connection.connect``).
        cypher: The query; values go in ``parameters``.
        parameters: Bound parameters.
        timeout: Seconds after which the server ends it.

    Raises:
        ServerUnavailable: The server is gone.
    """

    def work(transaction: neo4j.ManagedTransaction) -> neo4j.graph.Graph:
        # The query is the analyst's own, in a session that can't write; values are bound.
        return transaction.run(cast(Any, cypher), dict(parameters or {})).graph()

    with graph.translated(), graph.session(neo4j.READ_ACCESS) as session:
        found = session.execute_read(neo4j.unit_of_work(timeout=timeout)(work))
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names: dict[str, str] = {}
    for node in found.nodes:
        label = min(node.labels, default="")
        names[node.element_id] = f"{label}:{node.get('id', node.element_id)}"
        result.add_node(names[node.element_id], **{**dict(node), "label": label})
    for edge in found.relationships:
        start, end = edge.start_node, edge.end_node
        if start is None or end is None:
            continue
        for side in (start, end):
            # An end that the query did not return is known by its id in the server alone.
            names.setdefault(side.element_id, side.element_id)
        key = edge.element_id
        result.add_edge(names[start.element_id], names[end.element_id], key=key, **{**dict(edge), "type": edge.type})
    return result


def to_py2neo(subgraph: Subgraph) -> py2neo.Subgraph:
    """The subgraph as a py2neo Subgraph, for ``graph.merge(subgraph)`` or ``graph.create(subgraph)``.

    Nodes merge by their label and ``id``. Nulls are left out (Neo4j has none); passages become JSON text. py2neo knows
    one relationship of a type between two nodes: parallel ones become one, with the first one's properties, all
    ``export_keys`` and the passages of all.

    Raises:
        ConfigurationError: py2neo is not installed.
    """
    try:
        import py2neo
    except ImportError as error:
        raise ConfigurationError(
            "py2neo is not installed.", remedy="Install it with: pip install 'anmai[py2neo]'."
        ) from error
    nodes: dict[str, Any] = {}
    for node in subgraph.nodes:
        told = {name: value for name, value in node.properties.items() if value is not None}
        told.setdefault("id", node.id.removeprefix(f"{node.label}:"))
        made = py2neo.Node(node.label, **told)
        made.__primarylabel__, made.__primarykey__ = node.label, "id"
        nodes[node.id] = made
    parallel: dict[tuple[str, str, str], list[GraphEdge]] = {}
    for edge in subgraph.edges:
        parallel.setdefault((edge.source, edge.type, edge.target), []).append(edge)
    edges = []
    for (source, type, target), together in parallel.items():
        told = {name: value for name, value in together[0].properties.items() if value is not None}
        told["export_keys"] = [edge.id for edge in together]
        told["passages"] = dumps([passage.model_dump() for edge in together for passage in edge.passages])
        edges.append(py2neo.Relationship(nodes[source], type, nodes[target], **told))
    return py2neo.Subgraph(nodes.values(), edges)
