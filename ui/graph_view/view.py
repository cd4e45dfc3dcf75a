"""Mounting the graph component: from a state to what the JavaScript reads, and its events back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import streamlit as st

from anmai.forms.views import GraphEdge, GraphNode
from anmai.forms.wording import value_words
from anmai.ui.graph_view.state import EdgeBundle, GraphState, bundles, drawn
from anmai.ui.session import label, lang
from anmai.ui.wording import group

#: Labels whose nodes have a page of their own, and its address.
PAGES: Final = {"Person": "entity", "Organization": "entity", "Document": "document"}
#: Different words that one line says.
MOST_SAID: Final = 2


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


def edge_label(edge: GraphEdge) -> str:
    """What an edge says: the role that it gives, else the word for its type."""
    role = edge.properties.get("role")
    return value_words(role, lang()) if isinstance(role, str) and role else edge_name(edge)


def edge_data(bundle: EdgeBundle) -> dict[str, Any]:
    """Edges that are drawn as one line, as the component reads it: what each says once, and how many they are."""
    first = bundle.edges[0]
    said = list(dict.fromkeys(edge_label(edge) for edge in bundle.edges))
    shown = " / ".join(said[:MOST_SAID]) + ("…" if len(said) > MOST_SAID else "")
    return {
        "id": bundle.id,
        "source": first.source,
        "target": first.target,
        "label": f"{shown} ×{len(bundle.edges)}" if len(bundle.edges) > 1 else shown,
        "derived": first.derived,
        "possible": first.possible,
    }


def graph_view(key: str, state: GraphState, *, height: int = 520) -> GraphEvent:
    """Draw ``state`` and answer with what the user did in it. Call it inside an ``st.fragment``."""
    picture = drawn(state)
    result = _component()(
        key=key,
        data={
            "view": key,
            "nodes": [node_data(node, state.focus) for node in picture.nodes],
            "edges": [edge_data(bundle) for bundle in bundles(picture.edges)],
            "anchor": state.anchor,
            "withheld": picture.withheld,
            "hidden": picture.hidden,
            "height": height,
            "kinds": {node.label: label("kinds", node.label) for node in picture.nodes},
            "texts": group(lang(), "graph"),
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
