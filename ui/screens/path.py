"""路径 Path: how two people, companies or cases hang together; also the links of one node that has no page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from anmai.forms.views import Hit, Paths
from anmai.ui.markup import empty, heading, section
from anmai.ui.parts.graph_block import graph_block
from anmai.ui.parts.table import Column, Row, table
from anmai.ui.session import client, go, label, param, t

LABELS: Final = {"person": "Person", "organization": "Organization", "case": "Case"}
ENDS: Final = ("from", "to")


def page() -> None:
    """Draw the page; ``?from=Label:id`` fills the first end, ``?node=Label:id`` shows one node's links."""
    node = param("node")
    if node:
        found = client().neighbours(node, limit=60)
        name = next((one.name for one in found.graph.nodes if one.id == node), node.partition(":")[2])
        st.html(heading(name, sub=label("kinds", node.partition(":")[0])))
        graph_block(f"node-{node}", found.graph, [node], height=600)
        return
    st.html(heading(t("path.title"), sub=t("path.intro")))
    _take_address()
    places = st.columns(2, gap="large")
    for end, place in zip(ENDS, places, strict=True):
        with place:
            _choose(end)
    start, target = (st.session_state.get(f"path_{end}_node") for end in ENDS)
    length = st.slider(t("path.length"), 2, 8, 6, key="path_length", width=320, persist_state="session")
    if not (start and target):
        st.html(empty(t("path.start")))
        return
    if start[0] == target[0]:
        st.html(empty(t("path.same")))
        return
    answer = client().paths(start[0], target[0], max_length=int(length or 6))
    _draw(answer, start[0], target[0])


def _draw(answer: Paths, start: str, target: str) -> None:
    if not answer.paths:
        st.html(empty(t("path.empty")))
        return
    names = {node.id: node.name for node in answer.graph.nodes}
    st.html(section(t("path.found", n=len(answer.paths)), t("path.more") if answer.truncated else ""))
    rows = [
        Row(str(number), {"steps": len(path) - 1, "chain": " — ".join(names.get(node, node) for node in path)})
        for number, path in enumerate(answer.paths)
    ]
    columns = [Column("steps", t("path.steps"), "70px", "right"), Column("chain", t("path.chain"))]
    table("paths_table", columns, rows, empty="", go=go)
    graph_block(f"path-{start}-{target}", answer.graph, [start, target], height=560)


def _take_address() -> None:
    for end in ENDS:
        node = param(end)
        if node and st.session_state.get(f"path_{end}_seen") != node:
            st.session_state[f"path_{end}_seen"] = node
            nodes = client().neighbours(node, limit=1).graph.nodes
            name = next((one.name for one in nodes if one.id == node), node)
            st.session_state[f"path_{end}_node"] = (node, name)


def _choose(end: str) -> None:
    chosen = st.session_state.get(f"path_{end}_node")
    st.html(section(t(f"path.{end}"), chosen[1] if chosen else t("path.none_chosen")))
    text = st.text_input(
        t("path.look_up"), key=f"path_{end}_text", placeholder=t("path.look_up_hint"), label_visibility="collapsed",
        persist_state="session",
    )  # fmt: skip
    if not (text or "").strip():
        return
    hits = [hit for hit in client().search(text.strip(), limit=12).hits if hit.kind in LABELS]
    if not hits:
        st.html(empty(t("path.nobody", q=text)))
    for hit in hits[:6]:
        if st.button(_shown(hit), key=f"path_{end}_{hit.kind}_{hit.id}", type="tertiary"):
            st.session_state[f"path_{end}_node"] = (f"{LABELS[hit.kind]}:{hit.id}", hit.name)
            st.rerun()


def _shown(hit: Hit) -> str:
    # A button's label is Markdown: what comes from data must not be read as such.
    words = " · ".join(part for part in (hit.name, t(f"search.kinds.{hit.kind}"), hit.detail) if part)
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|<>~$:" else letter for letter in words)
