"""记录 An entry: a row of a table source, each value beside what the file wrote, and who stands in it."""

from __future__ import annotations

import streamlit as st

from anmai.forms.source_views import EntryView
from anmai.ui.markup import chip, empty, esc, heading, section
from anmai.ui.parts.graph_block import written
from anmai.ui.parts.table import Column, Row, chips, lines, link, quiet, table
from anmai.ui.session import client, go, in_lang, label, param, t


def page() -> None:
    """Draw the entry ``?id=``."""
    entry_id = param("id")
    if not entry_id:
        st.html(empty(t("entry.none")))
        return
    entry = client().entry(entry_id)
    place = t("entry.place", file=entry.file, row=entry.row) + (f" · {entry.sheet}" if entry.sheet else "")
    labels = [chip(label("grades", entry.grade))]
    sub = f"{entry.owner} · {place} · {entry.id}"
    with st.container(horizontal=True, vertical_alignment="center", key="entry_head"):
        st.html(heading(in_lang(entry.title_zh, entry.title_en), *labels, sub=esc(sub)))
        st.space("stretch")
        if st.button(t("entry.source"), key="entry_source"):
            go({"page": "sources", "name": entry.source})
    st.html(section(t("entry.parties")))
    _parties(entry)
    st.html(section(t("entry.values"), t("entry.values_note")))
    _values(entry)


def _parties(entry: EntryView) -> None:
    titles = {value.column: in_lang(value.zh, value.en) for value in entry.values}
    columns = [
        Column("role", t("entry.role"), "20%"),
        Column("name", t("entry.name"), "30%"),
        Column("columns", t("entry.told_by")),
    ]
    rows = [
        Row(
            party.mention,
            {
                "role": party.zh or party.role,
                "name": lines(
                    link("entity", party.name, id=party.entity_id) if party.entity_id else party.name,
                    chips((t("entity.masked"), "warn")) if party.masked else None,
                ),
                "columns": "、".join(titles.get(name, name) for name in party.columns),
            },
            go={"page": "entity", "id": party.entity_id} if party.entity_id else None,
        )
        for party in entry.parties
    ]
    table(f"entry_parties:{entry.id}", columns, rows, empty=t("entry.no_parties"), go=go)


def _values(entry: EntryView) -> None:
    columns = [
        Column("field", t("resources.field"), "24%"),
        Column("value", t("entry.value"), "30%"),
        Column("written", t("entry.written")),
    ]
    rows = [
        Row(
            value.column,
            {
                "field": lines(
                    in_lang(value.zh, value.en),
                    quiet(value.column),
                    chips((t("resources.personal"), "warn")) if value.personal else None,
                ),
                "value": lines(
                    written(value.value) if value.value is not None else None,
                    {"text": t("entry.doubt"), "tone": "warn"} if value.doubt else None,
                ),
                "written": lines(value.written, quiet(value.header)),
            },
        )
        for value in entry.values
    ]
    rows += [
        Row(
            f"unmapped:{header}",
            {"field": quiet(t("entry.unmapped")), "value": None, "written": lines(cell, quiet(header))},
        )
        for header, cell in entry.unmapped.items()
    ]
    table(f"entry_values:{entry.id}", columns, rows, empty=t("entry.none"), go=go)
