"""The passages that a lead rests on, marked in the text of each ruling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.lead import Passage
from anmai.forms.views import DocumentView
from anmai.ui.markup import empty
from anmai.ui.parts.record import field_name, marked_values
from anmai.ui.parts.ruling import Marked, ruling
from anmai.ui.session import client, go, lang, t
from anmai.ui.wording import group


def evidence(key: str, passages: Sequence[Passage], elements: Mapping[str, str]) -> None:
    """Choose a ruling, read it with the lead's passages marked; the values read in it can be marked as well."""
    if not passages:
        st.html(empty(t("passages.empty")))
        return
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document, []).append(passage)
    documents = {name: _document(name) for name in by_document}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.pills(
            t("evidence.document"),
            list(by_document),
            default=next(iter(by_document)),
            required=True,
            wrap=True,
            key=f"{key}:evidence",
            format_func=lambda name: f"{_title(name, documents[name])} · {len(by_document[name])}",
        )
        everything = st.toggle(t("evidence.all_values"), key=f"{key}:all_values")
    document = documents[str(chosen)]
    if document is None:
        st.html(empty(t("evidence.unread")))
        return
    marks = lead_marks(by_document[str(chosen)], elements)
    if everything:
        marks += marked_values(document.record, document.text)
    with st.container(horizontal=True):
        if st.button(t("evidence.open"), key=f"{key}:open_document"):
            go({"page": "document", "id": document.id})
    ruling(
        f"{key}-{document.id}", document.text, marks, texts=group(lang(), "ruling"), focus=marks[0].id if marks else ""
    )


def lead_marks(passages: Sequence[Passage], elements: Mapping[str, str]) -> list[Marked]:
    """The lead's own passages, grouped by the legal element that they show, in the order of the text."""
    marks = [
        Marked(
            id=f"lead-{number}",
            start=passage.start,
            end=passage.end,
            group=elements.get(passage.element or "", passage.element or t("evidence.passages")),
            label=field_name(passage.path) if passage.path else t("evidence.words"),
            words=passage.text,
            strong=True,
        )
        for number, passage in enumerate(passages)
    ]
    return sorted(marks, key=lambda mark: (mark.group, mark.start))


def _document(name: str) -> DocumentView | None:
    try:
        return client().document(name)
    except AnmaiError:
        return None


def _title(name: str, document: DocumentView | None) -> str:
    number = document.record.get("case_number") if document else None
    return str(number or (document.given_id if document else name))
