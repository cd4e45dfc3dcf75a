"""文书 A document: its source text with every value that was read from it, and who is in it."""

from __future__ import annotations

import streamlit as st

from anmai.forms.views import DocumentView
from anmai.ui.markup import bullets, chip, empty, esc, facts, heading, section
from anmai.ui.parts.leads_table import lead_title
from anmai.ui.parts.notes import notes
from anmai.ui.parts.record import marked_values, shown_at
from anmai.ui.parts.ruling import Marked, ruling
from anmai.ui.parts.sections import sections
from anmai.ui.parts.table import Column, Row, chips, link, table
from anmai.ui.screens.documents import TONES
from anmai.ui.session import client, go, label, lang, listed, named, param, t, word
from anmai.ui.wording import group


def page() -> None:
    """Draw the page of the document ``?id=``; ``&start=&end=`` scroll to a passage."""
    document_id = param("id")
    if not document_id:
        st.html(empty(t("document.none")))
        return
    document = client().document(document_id)
    record = document.record
    _head(document)
    warnings = [str(warning) for warning in record.get("warnings") or []]
    if document.status != "read":
        reason = label("skip_reasons", document.reason) if document.reason else ""
        told = " ".join(part for part in (reason, document.message) if part)
        st.html(f'<div class="am-banner quiet">{esc(named(label("document_status", document.status), told))}</div>')
    marks = marked_values(record, document.text)
    asked = asked_passage(document, param("start"), param("end"))
    if asked is not None:
        marks = [asked, *marks]
    if document.text:
        ruling(
            f"document-{document.id}", document.text, marks, texts=group(lang(), "ruling"),
            focus=asked.id if asked else "", height=640,
        )  # fmt: skip
    else:
        st.html(empty(t("document.no_text")))
    titles = {
        "parties": f"{t('document.parties')} {len(document.mentions)}",
        "about": t("document.about"),
        "notes": f"{t('notes.title')} {len(document.notes)}",
    }
    draw = {
        "parties": lambda: _parties(document),
        "about": lambda: _about(document, warnings),
        "notes": lambda: notes("document", document.id, document.notes),
    }
    sections(f"document-{document.id}", titles, draw, t("common.sections"))


def asked_passage(document: DocumentView, start: str, end: str) -> Marked | None:
    """The passage that the page's address names, where it lies in the text."""
    if not (start.isdigit() and end.isdigit()):
        return None
    first, last = int(start), min(int(end), len(document.text))
    if first >= last:
        return None
    return Marked(
        "asked",
        first,
        last,
        t("document.asked"),
        shown_at(document.record, first, last),
        document.text[first:last],
        strong=True,
    )


def _head(document: DocumentView) -> None:
    record = document.record
    title = record.get("case_number") or document.given_id
    parts = [record.get(name) for name in ("court", "doc_type", "procedure", "judgment_date", "cause")]
    sub = " · ".join(esc(word(part)) for part in parts if part)
    st.html(
        heading(str(title), chip(label("document_status", document.status), TONES.get(document.status, "")), sub=sub)
    )


def _parties(document: DocumentView) -> None:
    columns = [
        Column("name", t("mentions.name"), "30%"),
        Column("roles", t("mentions.roles")),
        Column("entity", t("document.entity"), "30%"),
    ]
    rows = []
    for number, mention in enumerate(document.mentions):
        entity = str(mention.get("entity_id") or "")
        labels = [(t("entity.masked"), "warn")] if mention.get("masked") else []
        rows.append(
            Row(
                str(mention.get("id", number)),
                {
                    "name": {"lines": [str(mention.get("name", "")), *([chips(*labels)] if labels else [])]},
                    "roles": listed(mention.get("roles") or []),
                    "entity": link("entity", t("document.to_entity", id=entity), id=entity) if entity else None,
                },
                go={"page": "entity", "id": entity} if entity else None,
            )
        )
    table(f"parties:{document.id}", columns, rows, empty=t("mentions.empty"), go=go)


def _about(document: DocumentView, warnings: list[str]) -> None:
    if warnings:
        st.html(section(t("document.warnings")) + bullets(warnings, tone="small"))
    pairs = [
        ("key", document.key),
        ("source", document.source),
        ("reader", document.reader),
        ("sha256", document.sha256),
        ("given_id", document.given_id),
    ]
    st.html(section(t("document.about")) + facts([(t(f"document.{name}"), esc(value)) for name, value in pairs]))
    rows = [
        Row(
            str(lead["id"]),
            {
                "title": link("lead", lead_title(lead), id=str(lead["id"])),
                "status": chips((label("status", str(lead.get("status"))), str(lead.get("status")))),
            },
        )
        for lead in document.leads
    ]
    st.html(section(t("document.leads")))
    columns = [Column("title", t("leads.column.title")), Column("status", t("leads.column.status"), "120px")]
    table(f"document_leads:{document.id}", columns, rows, empty=t("document.no_leads"), go=go)
