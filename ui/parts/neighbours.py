"""A node's neighbours by type, page by page."""

from __future__ import annotations

from math import ceil
from typing import Final

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import GraphEdge, NeighbourGroup, Neighbours
from anmai.ui.graph_view.view import PAGES, edge_name
from anmai.ui.parts.graph_block import group_name, passage_address, written
from anmai.ui.parts.table import Column, Row, chips, link, table
from anmai.ui.session import client, go, label, t, told_error

PER_PAGE: Final = 25


@st.fragment
def neighbours(key: str, node: str, groups: list[NeighbourGroup]) -> None:
    """Choose a type of link, then walk its neighbours."""
    types = {group.type: group_name(group) for group in groups}
    kind = st.selectbox(
        t("neighbours.type"), list(types), index=None, placeholder=t("common.all"), key=f"{key}:type",
        format_func=lambda code: types.get(code, code), width=320,
    )  # fmt: skip
    slot = f"{key}:neighbours:{kind or ''}"
    number = int(st.session_state.get(slot) or 1)
    try:
        found = client().neighbours(node, kind, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    except AnmaiError as error:
        st.error(told_error(error))
        return
    columns = [
        Column("relation", t("neighbours.relation"), "16%"),
        Column("kind", t("neighbours.kind"), "12%"),
        Column("name", t("neighbours.name"), "32%"),
        Column("words", t("neighbours.words")),
    ]
    table(f"{key}:neighbours", columns, rows_of(found, node), empty=t("neighbours.empty"), go=go)
    pages = ceil(found.total / PER_PAGE)
    if pages > 1:
        st.pagination(pages, key=slot)


def rows_of(found: Neighbours, node: str) -> list[Row]:
    """One row for each link of ``node``."""
    nodes = {one.id: one for one in found.graph.nodes}
    rows = []
    for edge in found.graph.edges:
        if node not in (edge.source, edge.target):
            continue
        other_id = edge.target if edge.source == node else edge.source
        other = nodes.get(other_id)
        kind, _, own_id = other_id.partition(":")
        name = other.name if other else own_id
        rows.append(
            Row(
                edge.id,
                {
                    "relation": chips((edge_name(edge), "warn" if edge.possible else "")),
                    "kind": label("kinds", kind),
                    "name": link(PAGES[kind], name, id=own_id) if kind in PAGES else name,
                    "words": _words(edge),
                },
            )
        )
    return rows


def _words(edge: GraphEdge) -> object:
    if not edge.passages:
        return written(edge.properties["rule"]) if edge.derived and edge.properties.get("rule") else None
    first = edge.passages[0]
    return link("document", first.text, **passage_address(first))
