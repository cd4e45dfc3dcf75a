"""What a lead rests on: every case with what each passage shows, then the passages marked in the text of a ruling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.evidence import CaseEvidence, EvidenceRow
from anmai.forms.views import DocumentView
from anmai.ui.markup import empty, section
from anmai.ui.parts.record import marked_values
from anmai.ui.parts.ruling import Marked, ruling
from anmai.ui.parts.table import Cell, Column, Row, lines, link, quiet, table
from anmai.ui.session import client, go, in_lang, lang, t
from anmai.ui.wording import group


def evidence(key: str, cases: Sequence[CaseEvidence], elements: Mapping[str, str]) -> None:
    """Show what each case proves, and a ruling to read it in; the values read in it can be marked as well."""
    if not cases:
        st.html(empty(t("passages.empty")))
        return
    _overview(key, cases)
    by_document = {case.document: case for case in cases if not _is_entry(case)}
    if not by_document:
        return
    st.html(section(t("evidence.reading"), t("evidence.reading_note")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.pills(
            t("evidence.document"),
            list(by_document),
            default=next(iter(by_document)),
            required=True,
            wrap=True,
            key=f"{key}:evidence",
            format_func=lambda name: f"{case_name(by_document[name])} · {len(by_document[name].rows)}",
        )
        everything = st.toggle(t("evidence.all_values"), key=f"{key}:all_values")
    document = _document(str(chosen))
    if document is None:
        st.html(empty(t("evidence.unread")))
        return
    marks = lead_marks(by_document[str(chosen)].rows, elements, document.text)
    if everything:
        marks += marked_values(document.record, document.text)
    with st.container(horizontal=True):
        if st.button(t("evidence.open"), key=f"{key}:open_document"):
            go({"page": "document", "id": document.id})
    ruling(
        f"{key}-{document.id}", document.text, marks, texts=group(lang(), "ruling"), focus=marks[0].id if marks else ""
    )


def _overview(key: str, cases: Sequence[CaseEvidence]) -> None:
    columns = [
        Column("case", t("evidence.case"), "24%"),
        Column("shows", t("evidence.shows"), "110px"),
        Column("words", t("passages.words")),
    ]
    rows = [
        Row(
            f"{case.document}:{number}",
            {
                "case": _case(case) if number == 0 else {"text": ""},
                "shows": {"text": in_lang(own[0].label_zh, own[0].label_en), "tone": "strong"},
                "words": lines(*(quoted(row) for row in own)),
            },
            go=_address(case, own[0]),
        )
        for case in cases
        for number, own in enumerate(_alike(case.rows))
    ]
    table(f"{key}:overview", columns, rows, empty=t("passages.empty"), go=go)


def _alike(rows: Sequence[EvidenceRow]) -> list[list[EvidenceRow]]:
    """Rows that show the same in one case, together, in the order of the first of each."""
    together: dict[str, list[EvidenceRow]] = {}
    for row in rows:
        together.setdefault(row.label_zh, []).append(row)
    return list(together.values())


def case_name(case: CaseEvidence) -> str:
    """A case by its number; by its document where it has none."""
    return case.case_number or case.document


def quoted(row: EvidenceRow) -> dict[str, Any]:
    """A row's sentence as a cell, with what it rests on marked."""
    return {"parts": [{"text": part.text, "mark": part.mark} for part in row.quote]}


def _case(case: CaseEvidence) -> Cell:
    told = " · ".join(part for part in (case.court, case.date) if part)
    return lines(link("entry" if _is_entry(case) else "document", case_name(case), id=case.document), quiet(told))


def _is_entry(case: CaseEvidence) -> bool:
    """Whether the words are those of a table's row (<source>#<key>), which has a page of its own."""
    return re.match(r"[a-z][a-z0-9-]*#", case.document) is not None


def _address(case: CaseEvidence, row: EvidenceRow) -> dict[str, str]:
    if _is_entry(case):
        return {"page": "entry", "id": case.document}
    # One sentence: from its first marked word to its last.
    return {"page": "document", "id": case.document, "start": str(row.spans[0][0]), "end": str(row.spans[-1][1])}


def lead_marks(rows: Sequence[EvidenceRow], elements: Mapping[str, str], text: str) -> list[Marked]:
    """The lead's passages in one ruling, under the legal element that they show, what decides first."""
    groups = list(dict.fromkeys(_group(row, elements) for row in rows))
    marks = [
        Marked(
            id=f"lead-{number}",
            start=start,
            end=end,
            group=_group(row, elements),
            label=in_lang(row.label_zh, row.label_en),
            words=" ".join(text[begin:stop] for begin, stop in row.spans),
            strong=True,
        )
        for number, row in enumerate(rows)
        for start, end in row.spans
    ]
    return sorted(marks, key=lambda mark: groups.index(mark.group))


def _group(row: EvidenceRow, elements: Mapping[str, str]) -> str:
    return elements.get(row.element or "", row.element or t("evidence.passages"))


def _document(name: str) -> DocumentView | None:
    try:
        return client().document(name)
    except AnmaiError:
        return None
