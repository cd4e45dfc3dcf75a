"""Mounting the graph component: from a state to what the JavaScript reads, and its events back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import streamlit as st

from anmai.forms.views import GraphEdge, GraphNode
from anmai.ui.graph_view.state import GraphState, drawn
from anmai.ui.session import label
from anmai.ui.wording import group

#: Labels whose nodes have a page of their own, and its address.
PAGES = {"Person": "entity", "Organization": "entity", "Document": "document"}


@dataclass(frozen=True, slots=True)
class GraphEvent:
    """What the user did: an action on a node, and what is selected."""

    action: str | None
    node: str
    serial: int
    nodes: list[str]
    edges: list[str]


@cache
def _component() -> Callable[..., Any]:
    bundle = resources.files("anmai.ui.graph_view").joinpath("graph_view.js").read_text("utf-8")
    # A string without a line break is taken for a path.
    return st.components.v2.component("anmai_graph", js="// \n" + bundle)


def node_data(node: GraphNode, focus: frozenset[str]) -> dict[str, Any]:
    """A node as the component reads it; ``sub`` tells namesakes apart."""
    properties = node.properties
    sub = properties.get("birth_date") or ""
    if node.label == "Case":
        sub = properties.get("judgment_date") or ""
    return {
        "id": node.id,
        "kind": node.label,
        "label": node.name or node.id.partition(":")[2],
        "sub": str(sub),
        "focus": node.id in focus,
        "expandable": True,
        "page": node.label in PAGES,
    }


def edge_name(edge: GraphEdge) -> str:
    """What to write on an edge: the short word for its type; the API's where there is none."""
    shown = edge.name if edge.possible else label("relations", edge.type)
    return edge.name if shown == edge.type else shown


def edge_data(edge: GraphEdge) -> dict[str, Any]:
    """An edge as the component reads it."""
    role = edge.properties.get("role")
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "label": role if isinstance(role, str) and role else edge_name(edge),
        "derived": edge.derived,
        "possible": edge.possible,
    }


def graph_view(key: str, state: GraphState, lang: str, *, height: int = 520) -> GraphEvent:
    """Draw ``state`` and answer with what the user did in it. Call it inside an ``st.fragment``."""
    picture = drawn(state)
    result = _component()(
        key=key,
        data={
            "view": key,
            "nodes": [node_data(node, state.focus) for node in picture.nodes],
            "edges": [edge_data(edge) for edge in picture.edges],
            "anchor": state.anchor,
            "withheld": picture.withheld,
            "hidden": picture.hidden,
            "height": height,
            "kinds": {node.label: label("kinds", node.label) for node in picture.nodes},
            "texts": group(lang, "graph"),
        },
        default={"selection": {"nodes": [], "edges": []}},
        on_selection_change=lambda: None,
        on_action_change=lambda: None,
    )
    chosen = result.get("selection") or {}
    done = result.get("action") or {}
    return GraphEvent(
        action=done.get("action"),
        node=str(done.get("id", "")),
        serial=int(done.get("serial", 0)),
        nodes=list(chosen.get("nodes", [])),
        edges=list(chosen.get("edges", [])),
    )
