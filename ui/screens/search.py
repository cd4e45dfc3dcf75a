"""检索 Search: names, companies, case numbers and the text of the rulings."""

from __future__ import annotations

from math import ceil
from typing import Final

import streamlit as st

from anmai.forms.views import Hit
from anmai.ui.markup import empty, heading
from anmai.ui.parts.table import Column, Row, chips, lines, link, marked, quiet, table
from anmai.ui.session import client, go, param, t

PER_PAGE: Final = 20
KINDS: Final = ("all", "person", "organization", "case", "document")


def page() -> None:
    """Draw the page; ``?q=`` starts a search."""
    wanted = param("q")
    if wanted and st.session_state.get("search_seen") != wanted:
        st.session_state["search_text"] = st.session_state["search_seen"] = wanted
        st.session_state["search_page"] = 1
    st.html(heading(t("search.title"), sub=t("search.intro")))
    left, right = st.columns([3, 4], vertical_alignment="bottom")
    with left:
        text = st.text_input(
            t("search.text"), key="search_text", placeholder=t("search.hint"), on_change=_first_page,
            persist_state="session",
        )  # fmt: skip
    with right:
        kind = st.segmented_control(
            t("search.kind"), KINDS, default="all", required=True, key="search_kind", on_change=_first_page,
            format_func=lambda code: t(f"search.kinds.{code}"), persist_state="session",
        )  # fmt: skip
    query = (text or "").strip()
    if not query:
        st.html(empty(t("search.start")))
        return
    number = int(st.session_state.get("search_page") or 1)
    answer = client().search(query, kind=str(kind), offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    st.caption(t("search.total", n=answer.total))
    hits_table("search_hits", answer.hits, t("search.empty", q=query))
    pages = ceil(answer.total / PER_PAGE)
    if pages > 1:
        st.pagination(pages, key="search_page", persist_state="session")


def hits_table(key: str, hits: list[Hit], nothing: str) -> None:
    """Hits with the line that tells namesakes apart and the words that were found."""
    columns = [
        Column("kind", t("search.column.kind"), "84px"),
        Column("name", t("search.column.name"), "27%"),
        Column("snippet", t("search.column.snippet")),
        Column("documents", t("search.column.documents"), "76px", "right"),
    ]
    table(key, columns, [_row(hit, number) for number, hit in enumerate(hits)], empty=nothing, go=go)


def _row(hit: Hit, number: int) -> Row:
    where = address(hit)
    name = link(where["page"], hit.name, **{k: v for k, v in where.items() if k != "page"}) if where else hit.name
    return Row(
        f"{hit.kind}:{hit.id}:{number}",
        {
            "kind": chips((t(f"search.kinds.{hit.kind}"), "")),
            "name": lines(name, quiet(hit.detail)),
            "snippet": marked(hit.snippet, hit.highlights) if hit.snippet else None,
            "documents": hit.documents,
        },
        go=where or None,
    )


def address(hit: Hit) -> dict[str, str]:
    """The page of a hit; empty where it has none."""
    if hit.kind in {"person", "organization"}:
        return {"page": "entity", "id": hit.id}
    if hit.kind == "document":
        found = {"page": "document", "id": hit.id}
        if hit.snippet_start is not None and hit.highlights:
            start, end = hit.highlights[0]
            found |= {"start": str(hit.snippet_start + start), "end": str(hit.snippet_start + end)}
        return found
    if hit.kind == "case":
        return {"page": "path", "node": f"Case:{hit.id}"}
    return {}


def _first_page() -> None:
    st.session_state["search_page"] = 1
