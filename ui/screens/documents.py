"""文书 Documents: what was taken in, read in full, in part or not at all, and why."""

from __future__ import annotations

from math import ceil
from typing import Final

import streamlit as st

from anmai.ui.answers import DocumentRow
from anmai.ui.markup import heading
from anmai.ui.parts.table import Column, Row, chips, lines, link, quiet, table
from anmai.ui.session import client, go, label, t

PER_PAGE: Final = 25
STATUS: Final = ("read", "partial", "skipped")
TONES: Final = {"read": "good", "partial": "warn", "skipped": "warn"}


def page() -> None:
    """Draw the page."""
    st.html(heading(t("documents.title"), sub=t("documents.intro")))
    left, right = st.columns([3, 4], vertical_alignment="bottom")
    with left:
        text = st.text_input(
            t("documents.filter"), key="documents_text", placeholder=t("documents.filter_hint"),
            on_change=_first_page, persist_state="session",
        )  # fmt: skip
    with right:
        status = st.segmented_control(
            t("documents.status"), STATUS, key="documents_status", on_change=_first_page,
            format_func=lambda code: label("document_status", code), persist_state="session",
        )  # fmt: skip
    number = int(st.session_state.get("documents_page") or 1)
    answer = client().documents((text or "").strip(), status, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    st.caption(t("documents.total", n=answer.total))
    columns = [
        Column("number", t("cases.number"), "26%"),
        Column("type", t("documents.type"), "16%"),
        Column("court", t("cases.court")),
        Column("date", t("cases.date"), "100px", "nowrap"),
        Column("status", t("documents.status"), "22%"),
    ]
    nothing = t("documents.empty_filtered") if text or status else t("documents.empty")
    table("documents_table", columns, [_row(document) for document in answer.documents], empty=nothing, go=go)
    pages = ceil(answer.total / PER_PAGE)
    if pages > 1:
        st.pagination(pages, key="documents_page", persist_state="session")


def _row(document: DocumentRow) -> Row:
    return Row(
        document.id,
        {
            "number": lines(
                link("document", document.case_number or document.given_id, id=document.id),
                quiet(document.given_id) if document.case_number else None,
            ),
            "type": document.doc_type,
            "court": document.court,
            "date": document.judgment_date,
            "status": lines(
                chips((label("document_status", document.status), TONES.get(document.status, ""))),
                quiet(label("skip_reasons", document.reason)) if document.reason else None,
            ),
        },
        go={"page": "document", "id": document.id},
    )


def _first_page() -> None:
    st.session_state["documents_page"] = 1
