"""JSON in node-link form: what networkx (``node_link_graph(data, edges="edges")``), D3 and most viewers read."""

from __future__ import annotations

import json
from typing import Any

from anmai.errors import UsageError
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.export.manifest import Manifest
from anmai.graph.export.text import dumps, plain, unplain


def write_node_link(subgraph: Subgraph, manifest: Manifest) -> str:
    """The subgraph as JSON. Nulls, lists and every character survive; properties stand under ``properties``."""
    told: dict[str, Any] = {
        "directed": True,
        "multigraph": True,
        "graph": {
            "manifest": manifest.model_dump(),
            "truncated": subgraph.truncated,
            "total_nodes": subgraph.total_nodes,
        },
        "nodes": [plain(node.model_dump()) for node in subgraph.nodes],
        "edges": [_edge(edge) for edge in subgraph.edges],
    }
    return dumps(plain(told), indent=1) + "\n"


def read_node_link(text: str) -> tuple[Subgraph, Manifest]:
    """What ``write_node_link`` was given.

    Raises:
        UsageError: The text is not such a file.
    """
    try:
        told = json.loads(text)
        edges = [{name: value for name, value in edge.items() if name != "key"} for edge in told["edges"]]
        return (
            Subgraph(
                nodes=[GraphNode.model_validate(unplain(node)) for node in told["nodes"]],
                edges=[GraphEdge.model_validate(unplain(edge)) for edge in edges],
                truncated=told["graph"]["truncated"],
                total_nodes=told["graph"]["total_nodes"],
            ),
            Manifest.model_validate(unplain(told["graph"]["manifest"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"The text is not a node-link export: {error}.", remedy="Export again with format json."
        ) from error


def _edge(edge: GraphEdge) -> dict[str, Any]:
    # networkx tells parallel edges apart by ``key``.
    return {**edge.model_dump(), "key": edge.id}
