"""Table sources as pages and listings show them: kinds, loaded sources, special libraries, what models lack."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa

from anmai.api.graph_reader import GraphReader
from anmai.api.queries import query
from anmai.api.services.sources import find_source
from anmai.cypher_models import catalogue
from anmai.cypher_models.sources import known_sources
from anmai.errors import ServerUnavailable
from anmai.forms.source_views import (
    ColumnView,
    KindView,
    LoadView,
    ResourceCatalogue,
    SourceDetail,
    SourceView,
    ThemeView,
)
from anmai.graph.sources.catalogue import known
from anmai.graph.sources.columns import units
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.themes import documents_of, theme_of
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.source_tables import SourceLoad, SourceRow

#: Days after which a source that is refreshed so often is overdue: its period and half of it.
_DAYS: Final = {"daily": 2, "weekly": 11, "monthly": 46, "quarterly": 138, "yearly": 548}
#: Loads of a source that are shown.
_LOADS: Final = 20
_TOLD: Final = ("name", "kind", "owner", "grade", "rows", "rejected", "as_of", "changed", "address")


def source_views(settings: Settings, store: Store) -> list[SourceView]:
    """All loaded sources, by name."""
    needing = _models(settings)
    with store.session(write=False) as session:
        rows = session.scalars(sa.select(SourceRow).where(~SourceRow.removed).order_by(SourceRow.name)).all()
    return [SourceView(**_source(row, needing)) for row in rows]


def source_detail(settings: Settings, store: Store, name: str) -> SourceDetail:
    """A loaded source with its columns and loads.

    Raises:
        NotFound: There is none of that name.
    """
    row = find_source(store, name)
    with store.session(write=False) as session:
        loads = session.scalars(
            sa.select(SourceLoad).where(SourceLoad.source == name).order_by(SourceLoad.started.desc()).limit(_LOADS)
        ).all()
    mapping = Mapping.model_validate(row.mapping)
    return SourceDetail(
        **_source(row, _models(settings)), columns=column_views(mapping), loads=[_load(load) for load in loads]
    )


def kind_views(settings: Settings, store: Store) -> list[KindView]:
    """All kinds of sources that can be loaded, by name; wrong mappings are left out (``anmai sources kinds``)."""
    needing = _models(settings)
    with store.session(write=False) as session:
        rows = session.execute(sa.select(SourceRow.name, SourceRow.kind).where(~SourceRow.removed)).all()
    views = []
    for each in known(settings.sources_dir):
        if each.mapping is not None:
            loaded = sorted(name for name, kind in rows if kind == each.mapping.name)
            views.append(_kind(each.mapping, loaded, needing, own=each.own))
    return sorted(views, key=lambda view: view.name)


def resource_catalogue(settings: Settings, store: Store, graph: GraphReader) -> ResourceCatalogue:
    """What is loaded, the special libraries, and what models need that nothing supplies."""
    sources = source_views(settings, store)
    kinds = kind_views(settings, store)
    return ResourceCatalogue(
        sources=sources, themes=_themes(sources, kinds, graph), missing=_missing(settings, sources, kinds)
    )


def column_views(mapping: Mapping) -> list[ColumnView]:
    """The columns of a mapping."""
    return [
        ColumnView(
            name=column.name,
            type=column.type,
            zh=column.title.zh,
            en=column.title.en,
            unit_zh=units()[column.measure.stored].zh if column.measure else None,
            unit_en=units()[column.measure.stored].en if column.measure else None,
            required=column.required,
            personal=column.is_personal,
            headers=list(column.headers),
        )
        for column in mapping.columns
    ]


def _source(row: SourceRow, needing: dict[str, list[str]]) -> dict[str, Any]:
    mapping = Mapping.model_validate(row.mapping)
    told = {name: getattr(row, name) for name in _TOLD}
    return told | {
        "title_zh": mapping.title.zh,
        "title_en": mapping.title.en,
        "refresh": mapping.refresh,
        "themes": list(mapping.themes),
        "supplies": list(mapping.supplies),
        "fields": len(mapping.columns),
        "overdue": _overdue(mapping.refresh, row.as_of or row.changed[:10]),
        "state": "loaded" if row.generation == row.loaded else "behind",
        "models": _needing(mapping, needing),
    }


def _overdue(refresh: str, told_until: str) -> bool:
    days = _DAYS.get(refresh)
    if days is None:
        return False
    age = datetime.datetime.now(datetime.UTC).date() - datetime.date.fromisoformat(told_until)
    return age.days > days


def _models(settings: Settings) -> dict[str, list[str]]:
    """Name under required_sources → slugs of the models that list it."""
    found: dict[str, list[str]] = {}
    for model in catalogue(settings):
        for name in model.about.required_sources:
            found.setdefault(name, []).append(model.slug)
    return found


def _needing(mapping: Mapping, needing: dict[str, list[str]]) -> list[str]:
    return sorted({slug for name in mapping.supplies for slug in needing.get(name, ())})


def _kind(mapping: Mapping, loaded: list[str], needing: dict[str, list[str]], *, own: bool) -> KindView:
    return KindView(
        name=mapping.name,
        version=mapping.version,
        title_zh=mapping.title.zh,
        title_en=mapping.title.en,
        description_zh=mapping.description.zh,
        description_en=mapping.description.en,
        owner_zh=mapping.owner.zh,
        owner_en=mapping.owner.en,
        grade=mapping.grade,
        refresh=mapping.refresh,
        label=mapping.entry.label,
        key=list(mapping.entry.key),
        themes=list(mapping.themes),
        supplies=list(mapping.supplies),
        columns=column_views(mapping),
        parties=[{"role": each.role, "zh": each.title.zh, "en": each.title.en, "kind": each.kind}
                 for each in mapping.parties],
        legal_basis=[basis.model_dump(mode="json", exclude_none=True) for basis in mapping.legal_basis],
        sources=loaded,
        models=_needing(mapping, needing),
        own=own,
    )  # fmt: skip


def _load(load: SourceLoad) -> LoadView:
    return LoadView(
        id=load.id, state=load.state, file=str(load.request.get("file", "")),
        replace=bool(load.request.get("replace")), counts=load.counts, error=load.error, started=load.started,
        ended=load.ended,
    )  # fmt: skip


def _themes(sources: Iterable[SourceView], kinds: Iterable[KindView], graph: GraphReader) -> list[ThemeView]:
    sources, kinds = list(sources), list(kinds)
    chosen = [theme_of(slug) for slug in sorted({slug for kind in kinds for slug in kind.themes})]
    try:
        counts = [(row["kind"], row["subject"], int(row["cases"])) for row in graph.read(query("case_subjects"), {})]
        counts += [(None, row["subject"], int(row["cases"])) for row in graph.read(query("charge_subjects"), {})]
        documents: dict[str, int] | None = documents_of(chosen, counts)
    except ServerUnavailable:
        documents = None
    return [
        ThemeView(
            slug=theme.slug,
            zh=theme.zh,
            en=theme.en,
            kinds=[kind.name for kind in kinds if theme.slug in kind.themes],
            sources=[source.name for source in sources if theme.slug in source.themes],
            rows=sum(source.rows for source in sources if theme.slug in source.themes),
            documents=documents[theme.slug] if documents is not None else None,
        )
        for theme in chosen
    ]


def _missing(settings: Settings, sources: Iterable[SourceView], kinds: Iterable[KindView]) -> list[dict[str, Any]]:
    supplied = {name for source in sources for name in source.supplies}
    kinds = list(kinds)
    found = []
    for name, slugs in sorted(_models(settings).items()):
        offering = [kind.name for kind in kinds if name in kind.supplies]
        if offering and name not in supplied:
            told = known_sources()[name]
            found.append({"name": name, "zh": told.zh, "en": told.en, "kinds": offering, "models": sorted(slugs)})
    return found
