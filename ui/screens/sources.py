"""数据资源 Data resources: what is loaded, special libraries, what models lack, and the kinds that can be loaded."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from anmai.forms.source_views import ColumnView, KindView, ResourceCatalogue, SourceDetail, SourceView, ThemeView
from anmai.ui.markup import chip, esc, facts, heading, section
from anmai.ui.parts.moments import moment
from anmai.ui.parts.sections import sections
from anmai.ui.parts.table import Cell, Column, Row, chips, inline, lines, link, quiet, table
from anmai.ui.screens.leads import number
from anmai.ui.session import client, go, in_lang, label, param, t

_TONES = {"general": "", "sensitive": "info", "restricted": "warn"}


def page() -> None:
    """Draw the catalogue, the source ``?name=``, or the kind ``?kind=``."""
    name, kind = param("name"), param("kind")
    if name:
        _source(client().source(name))
        return
    if kind:
        _kind(next((one for one in client().kinds() if one.name == kind), None), kind)
        return
    _catalogue(client().sources())


def _catalogue(told: ResourceCatalogue) -> None:
    st.html(heading(t("resources.title"), sub=esc(t("resources.intro"))))
    names = ("loaded", "themes", "missing", "kinds")
    kinds = client().kinds()
    counts = {
        "loaded": len(told.sources), "themes": len(told.themes), "missing": len(told.missing), "kinds": len(kinds),
    }  # fmt: skip
    draw = {
        "loaded": lambda: _loaded(told.sources),
        "themes": lambda: _themes(told.themes, kinds),
        "missing": lambda: _missing(told),
        "kinds": lambda: _kinds(kinds),
    }
    titles = {name: f"{t(f'resources.tab.{name}')} {counts[name]}" for name in names}
    sections("sources", titles, draw, t("common.sections"))


def _loaded(sources: Sequence[SourceView]) -> None:
    columns = [
        Column("name", t("resources.source")),
        Column("owner", t("resources.owner"), "18%"),
        Column("grade", t("resources.grade"), "90px"),
        Column("fields", t("resources.fields"), "60px", "right"),
        Column("rows", t("resources.rows"), "90px", "right"),
        Column("fresh", t("resources.fresh"), "130px"),
        Column("models", t("resources.models"), "22%"),
    ]
    rows = [
        Row(
            source.name,
            {
                "name": lines(
                    link("sources", in_lang(source.title_zh, source.title_en), name=source.name),
                    quiet(source.name),
                ),
                "owner": source.owner,
                "grade": chips((label("grades", source.grade), _TONES.get(source.grade, ""))),
                "fields": number(source.fields),
                "rows": lines(number(source.rows), quiet(t("resources.rejected", n=source.rejected)))
                if source.rejected
                else number(source.rows),
                "fresh": _freshness(source),
                "models": _models(source.models),
            },
            go={"page": "sources", "name": source.name},
        )
        for source in sources
    ]
    table("sources_table", columns, rows, empty=t("resources.empty"), go=go)


def _freshness(source: SourceView) -> Cell:
    until = source.as_of or moment(source.changed)
    late = {"text": t("resources.overdue"), "tone": "warn"} if source.overdue else None
    behind = {"text": t("resources.behind"), "tone": "warn"} if source.state != "loaded" else None
    return lines(until, late, behind, quiet(label("refresh", source.refresh)))


def _models(slugs: Sequence[str]) -> Cell:
    return inline(*(link("models", slug, slug=slug) for slug in slugs)) if slugs else None


def _themes(themes: Sequence[ThemeView], kinds: Sequence[KindView]) -> None:
    titles = {kind.name: in_lang(kind.title_zh, kind.title_en) for kind in kinds}
    columns = [
        Column("theme", t("resources.theme"), "18%"),
        Column("sources", t("resources.tab.loaded"), "24%"),
        Column("rows", t("resources.rows"), "90px", "right"),
        Column("documents", t("resources.documents"), "90px", "right"),
        Column("kinds", t("resources.tab.kinds")),
    ]
    rows = [
        Row(
            theme.slug,
            {
                "theme": {"text": in_lang(theme.zh, theme.en), "tone": "strong"},
                "sources": inline(*(link("sources", name, name=name) for name in theme.sources))
                if theme.sources
                else None,
                "rows": number(theme.rows),
                "documents": number(theme.documents),
                "kinds": inline(*(link("sources", titles.get(name, name), kind=name) for name in theme.kinds)),
            },
        )
        for theme in themes
    ]
    table("themes_table", columns, rows, empty=t("resources.empty"), go=go)


def _missing(told: ResourceCatalogue) -> None:
    st.caption(t("resources.missing_note"))
    columns = [
        Column("name", t("resources.needed"), "30%"),
        Column("kinds", t("resources.tab.kinds"), "30%"),
        Column("models", t("resources.models")),
    ]
    rows = [
        Row(
            each["name"],
            {
                "name": in_lang(each["zh"], each["en"]),
                "kinds": inline(*(link("sources", name, kind=name) for name in each["kinds"])),
                "models": _models(each["models"]),
            },
        )
        for each in told.missing
    ]
    table("missing_table", columns, rows, empty=t("resources.nothing_missing"), go=go)


def _kinds(kinds: Sequence[KindView]) -> None:
    columns = [
        Column("name", t("resources.kind")),
        Column("owner", t("resources.owner"), "20%"),
        Column("grade", t("resources.grade"), "90px"),
        Column("fields", t("resources.fields"), "60px", "right"),
        Column("refresh", t("resources.refresh"), "80px"),
        Column("loaded", t("resources.tab.loaded"), "18%"),
    ]
    rows = [
        Row(
            kind.name,
            {
                "name": lines(link("sources", in_lang(kind.title_zh, kind.title_en), kind=kind.name), quiet(kind.name)),
                "owner": in_lang(kind.owner_zh, kind.owner_en),
                "grade": chips((label("grades", kind.grade), _TONES.get(kind.grade, ""))),
                "fields": number(len(kind.columns)),
                "refresh": label("refresh", kind.refresh),
                "loaded": inline(*(link("sources", name, name=name) for name in kind.sources))
                if kind.sources
                else None,
            },
            go={"page": "sources", "kind": kind.name},
        )
        for kind in kinds
    ]
    table("kinds_table", columns, rows, empty=t("resources.empty"), go=go)


def _source(source: SourceDetail) -> None:
    _back()
    labels = [chip(label("grades", source.grade), _TONES.get(source.grade, ""))]
    if source.overdue:
        labels.append(chip(t("resources.overdue"), "warn"))
    st.html(heading(in_lang(source.title_zh, source.title_en), *labels, sub=esc(f"{source.name} · {source.owner}")))
    st.html(
        facts(
            [
                (t("resources.rows"), esc(number(source.rows))),
                (t("resources.as_of"), esc(source.as_of or t("resources.not_said"))),
                (t("resources.changed"), esc(moment(source.changed))),
                (t("resources.refresh"), esc(label("refresh", source.refresh))),
                (t("resources.address"), esc(source.address)),
                (t("resources.models"), esc("、".join(source.models) or "-")),
            ]
        )
    )
    st.html(section(t("resources.loads")))
    columns = [
        Column("started", t("resources.started"), "150px"),
        Column("file", t("resources.file")),
        Column("state", t("resources.state"), "110px"),
        Column("counts", t("resources.counts"), "46%"),
    ]
    rows = [
        Row(
            load.id,
            {
                "started": moment(load.started),
                "file": load.file,
                "state": lines(label("load_state", load.state), quiet(t("resources.whole")) if load.replace else None),
                "counts": lines(
                    " · ".join(f"{label('load_counts', name)} {number(count)}" for name, count in load.counts.items()),
                    {"text": load.error, "tone": "warn"} if load.error else None,
                ),
            },
        )
        for load in source.loads
    ]
    table(f"loads:{source.name}", columns, rows, empty=t("resources.empty"), go=go)
    st.html(section(t("resources.fields")))
    _fields(source.name, source.columns)


def _kind(kind: KindView | None, asked: str) -> None:
    _back()
    if kind is None:
        st.html(heading(asked, sub=esc(t("resources.no_kind"))))
        return
    labels = [chip(label("grades", kind.grade), _TONES.get(kind.grade, "")), chip(kind.version)]
    sub = f"{kind.name} · {in_lang(kind.owner_zh, kind.owner_en)} · {in_lang(kind.description_zh, kind.description_en)}"
    st.html(heading(in_lang(kind.title_zh, kind.title_en), *labels, sub=esc(sub)))
    basis = "；".join(f"{each['law']} {each.get('article', '')}".strip() for each in kind.legal_basis)
    st.html(
        facts(
            [
                (t("resources.basis"), esc(basis or "-")),
                (t("resources.key"), esc("、".join(kind.key) or t("resources.no_key"))),
                (
                    t("resources.parties"),
                    esc("、".join(in_lang(each["zh"], each["en"]) for each in kind.parties) or "-"),
                ),
                (t("resources.label"), esc(f":Entry:{kind.label}")),
                (t("resources.models"), esc("、".join(kind.models) or "-")),
            ]
        )
    )
    st.html(section(t("resources.fields")))
    _fields(kind.name, kind.columns)


def _fields(key: str, fields: Sequence[ColumnView]) -> None:
    columns = [
        Column("title", t("resources.field"), "26%"),
        Column("name", t("resources.property"), "20%"),
        Column("type", t("resources.type"), "14%"),
        Column("headers", t("resources.headers")),
    ]
    rows = []
    for field in fields:
        marks = [(t("resources.required"), "info")] if field.required else []
        marks += [(t("resources.personal"), "warn")] if field.personal else []
        unit = in_lang(field.unit_zh or "", field.unit_en or "")
        rows.append(
            Row(
                field.name,
                {
                    "title": lines(in_lang(field.zh, field.en), chips(*marks) if marks else None),
                    "name": field.name,
                    "type": f"{label('column_types', field.type)} {unit}".strip(),
                    "headers": "、".join(field.headers),
                },
            )
        )
    table(f"fields:{key}", columns, rows, empty=t("resources.empty"), go=go)


def _back() -> None:
    if st.button(t("resources.all"), key="sources_all"):
        go({"page": "sources"})
