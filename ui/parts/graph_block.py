"""A graph on a page: expand and hide in place, with what is known of the selected node or link below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.lead import Passage
from anmai.forms.views import GraphEdge, GraphNode, NeighbourGroup, Subgraph
from anmai.forms.wording import value_words
from anmai.ui.graph_view.state import EdgeBundle, GraphState, bundles, drawn, expand, hide, merge, show_hidden, start
from anmai.ui.graph_view.view import PAGES, GraphEvent, edge_label, graph_view
from anmai.ui.markup import esc, facts, section
from anmai.ui.parts.download import downloads
from anmai.ui.parts.table import Column, Row, link, table
from anmai.ui.session import client, go, label, lang, t, told_error

#: Neighbours that one expand asks for; a further expand of the same node asks for the next ones.
PER_EXPAND = 30
#: Edges of one line that are told with their passages.
MOST_LISTED = 12
#: Properties that say nothing to a reader.
_TECHNICAL = frozenset({"id", "component", "version", "spans", "document", "sha256", "text_sha256", "name", "matter"})


def graph_block(key: str, graph: Subgraph, focus: Iterable[str] = (), *, height: int = 520) -> None:
    """Draw ``graph``; what the user adds or hides stays until the session ends.

    Args:
        key: Names the view: the same key shows the same positions and additions again.
        graph: What the page starts with.
        focus: Ids of the nodes that the page is about.
        height: Pixels.
    """
    slot = f"graph:{key}"
    held = st.session_state.get(slot)
    st.session_state[slot] = merge(held, graph) if isinstance(held, GraphState) else start(graph, focus)
    _block(key, slot, height, graph.truncated, graph.total_nodes)


@st.fragment
def _block(key: str, slot: str, height: int, truncated: bool, total: int | None) -> None:
    state = cast(GraphState, st.session_state[slot])
    event = graph_view(key, state, height=height)
    if truncated:
        st.caption(t("graph_block.truncated", total=total or "?"))
    if event.action and st.session_state.get(f"{slot}:serial") != event.serial:
        st.session_state[f"{slot}:serial"] = event.serial
        _act(event, slot, state)
    told = st.session_state.pop(f"{slot}:told", None)
    with st.container(horizontal=True, vertical_alignment="center", key=f"graphfoot_{key}"):
        if told or (not event.nodes and not event.edges):
            st.caption(told or t("graph_block.hint"), width="stretch")
        else:
            st.space("stretch")
        _export(slot, state, event.nodes)
    for node_id in event.nodes:
        if node_id in state.nodes:
            _node(key, slot, state, state.nodes[node_id])
    lines = {bundle.id: bundle for bundle in bundles(drawn(state).edges)} if event.edges else {}
    for line in event.edges:
        if line in lines:
            _line(key, state, lines[line])


def _export(slot: str, state: GraphState, selected: list[str]) -> None:
    """A popover that exports the selected nodes, or all that are drawn, with the links among them."""
    shown = [node.id for node in drawn(state).nodes]
    chosen = [node for node in selected if node in state.nodes]
    with st.popover(t("graph_block.export"), key=f"{slot}:export"):
        among = {"drawn": shown, "selected": chosen}
        which = "drawn"
        if chosen:
            which = st.radio(
                t("graph_block.export_which"), list(among), key=f"{slot}:export:which", horizontal=True,
                format_func=lambda one: t(f"graph_block.export_{one}", n=len(among[one])),
            )  # fmt: skip
        nodes = among[which]
        st.caption(t("graph_block.export_note", n=len(nodes)))
        downloads(f"{slot}:export", lambda form: client().export_nodes(nodes, form), of="\n".join(nodes))


def _act(event: GraphEvent, slot: str, state: GraphState) -> None:
    if event.action == "open" and event.node in state.nodes:
        open_node(event.node)
    elif event.action == "expand" and event.node in state.nodes:
        _expand(slot, state, event.node, None)
    elif event.action == "hide":
        st.session_state[slot] = hide(state, event.node)
        st.rerun(scope="fragment")
    elif event.action == "show_hidden":
        st.session_state[slot] = show_hidden(state)
        st.rerun(scope="fragment")


def open_node(node_id: str) -> None:
    """Go to the page of a node, where its label has one."""
    kind, _, own_id = node_id.partition(":")
    if kind in PAGES:
        go({"page": PAGES[kind], "id": own_id})


def _expand(slot: str, state: GraphState, node_id: str, kind: str | None) -> None:
    counter = f"{node_id}|{kind or ''}"
    offset = state.expanded.get(counter, 0)
    try:
        found = client().neighbours(node_id, kind, offset=offset, limit=PER_EXPAND)
    except AnmaiError as error:
        st.error(told_error(error))
        return
    got = offset + max(0, min(PER_EXPAND, found.total - offset))
    before = len(state.nodes)
    grown = expand(state, node_id, found.graph)
    st.session_state[slot] = replace(grown, expanded={**grown.expanded, counter: got if got < found.total else 0})
    added = len(grown.nodes) - before
    name = state.nodes[node_id].name
    key = "graph_block.expanded_all" if got >= found.total else "graph_block.expanded_part"
    st.session_state[f"{slot}:told"] = t(key, name=name, added=added, got=got, total=found.total)
    st.rerun(scope="fragment")


def _node(key: str, slot: str, state: GraphState, node: GraphNode) -> None:
    st.html(section(node.name, label("kinds", node.label)))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.html(facts(properties(node.properties)))
    with right:
        if node.label in PAGES and st.button(t("graph_block.open"), key=f"{key}:open:{node.id}"):
            open_node(node.id)
        try:
            groups = client().neighbours(node.id, limit=1).groups
        except AnmaiError as error:
            st.error(told_error(error))
            return
        st.caption(t("graph_block.groups"))
        with st.container(horizontal=True, gap="small"):
            for number, group in enumerate(groups):
                if st.button(group_name(group), key=f"{key}:group:{node.id}:{number}"):
                    _expand(slot, state, node.id, group.type)


def group_name(group: NeighbourGroup) -> str:
    """A group of neighbours in words, e.g. "被告人 → 案件 3"."""
    arrow = "→" if group.direction == "out" else "←"
    return f"{label('relations', group.type)} {arrow} {label('kinds', group.label)} {group.count}"


def _line(key: str, state: GraphState, line: EdgeBundle) -> None:
    """What a selected line stands for: each of its edges with its passages."""
    if len(line.edges) > 1:
        source, target = state.nodes[line.edges[0].source], state.nodes[line.edges[0].target]
        st.html(section(f"{source.name} → {target.name}", t("graph_block.together", n=len(line.edges))))
    for edge in line.edges[:MOST_LISTED]:
        _edge(key, state, edge)
    if len(line.edges) > MOST_LISTED:
        st.caption(t("graph_block.together_more", n=len(line.edges) - MOST_LISTED))


def _edge(key: str, state: GraphState, edge: GraphEdge) -> None:
    source, target = state.nodes.get(edge.source), state.nodes.get(edge.target)
    ends = f"{source.name if source else '?'} — {edge_label(edge)} → {target.name if target else '?'}"
    note = t("graph.possible") if edge.possible else (t("graph.derived") if edge.derived else "")
    st.html(section(ends, note))
    shown = properties(edge.properties)
    if shown:
        st.html(facts(shown))
    if edge.derived and not edge.passages:
        st.caption(t("graph_block.derived_edge"))
        return
    passages_table(f"{key}:edge:{edge.id}", edge.passages)


def passages_table(key: str, passages: list[Passage]) -> None:
    """The words that something rests on, each leading into its document."""
    table(
        key,
        [Column("words", t("passages.words")), Column("document", t("passages.document"), "34%")],
        [
            Row(
                f"{passage.document}:{passage.start}:{number}",
                {
                    "words": {"parts": [{"text": passage.text, "mark": True}]},
                    "document": link("document", passage.document, **passage_address(passage)),
                },
                go={"page": "document", **passage_address(passage)},
            )
            for number, passage in enumerate(passages)
        ],
        empty=t("passages.empty"),
        go=go,
    )


def passage_address(passage: Passage) -> dict[str, str]:
    """The parameters of the document page that scroll to a passage."""
    return {"id": passage.document, "start": str(passage.start), "end": str(passage.end)}


def properties(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and values of a node or link for people; technical ones are left out."""
    return [
        (label("properties", name), esc(written(value)))
        for name, value in values.items()
        if name not in _TECHNICAL and value not in (None, "", [])
    ]


def written(value: Any) -> str:
    """A property's value as text."""
    if isinstance(value, bool):
        return t("common.yes") if value else t("common.no")
    if isinstance(value, list):
        return ("、" if lang() == "zh" else ", ").join(written(item) for item in value)
    if isinstance(value, dict):
        told = {label("properties", name): one for name, one in value.items() if one not in (None, "", [])}
        return " ".join(f"{name} {written(one)}" for name, one in told.items())
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return value_words(str(value), lang())
