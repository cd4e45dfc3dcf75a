"""What the API answers about table sources: kinds, loaded sources, the resource catalogue, single entries."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class ColumnView(BaseModel):
    """A column of a kind of source."""

    name: str
    type: str
    zh: str
    en: str
    unit_zh: str | None = None
    unit_en: str | None = None
    required: bool = False
    personal: bool = False
    headers: list[str] = []


class KindView(BaseModel):
    """A kind of table source: what can be loaded."""

    name: str
    version: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    owner_zh: str
    owner_en: str
    grade: str
    refresh: str
    label: str = Field(description="Label of its entries in the graph")
    key: list[str]
    themes: list[str]
    supplies: list[str]
    columns: list[ColumnView]
    parties: list[dict[str, str]] = Field(description="[{role, zh, en, kind}]")
    legal_basis: list[dict[str, Any]]
    sources: list[str] = Field(description="Loaded sources of this kind")
    models: list[str] = Field(description="Slugs of the models that need it")
    own: bool


class SourceView(BaseModel):
    """A loaded source."""

    name: str
    kind: str
    title_zh: str
    title_en: str
    owner: str
    grade: str
    refresh: str
    themes: list[str]
    supplies: list[str]
    fields: int
    rows: int
    rejected: int = Field(description="Rows of the newest load that were rejected")
    as_of: str | None = Field(description="Day up to which the records tell, where it was said")
    changed: str = Field(description="When a load last changed something (UTC)")
    overdue: bool = Field(description="Older than its refresh allows")
    state: str = Field(description="loaded | behind (the graph has not followed yet)")
    address: str
    models: list[str]


class LoadView(BaseModel):
    """One load of a source."""

    id: str
    state: str
    file: str
    replace: bool
    counts: dict[str, int]
    error: str | None
    started: str
    ended: str | None


class SourceDetail(SourceView):
    """A loaded source with its columns, and its loads, newest first."""

    columns: list[ColumnView]
    loads: list[LoadView]


class ThemeView(BaseModel):
    """A special library: what belongs to one theme."""

    slug: str
    zh: str
    en: str
    kinds: list[str]
    sources: list[str]
    rows: int
    documents: int | None = Field(description="Cases of rulings and decisions; null while Neo4j is away")


class ResourceCatalogue(BaseModel):
    """Answer of GET /sources."""

    sources: list[SourceView]
    themes: list[ThemeView]
    missing: list[dict[str, Any]] = Field(
        description="What models need and nothing loaded supplies: [{name, zh, en, kinds, models}]"
    )


class EntryValue(BaseModel):
    """A value of an entry beside what the file wrote."""

    column: str
    zh: str
    en: str
    value: Any
    header: str | None
    written: str | None
    personal: bool = False
    doubt: str | None = Field(default=None, description="Why it is used as no key and no identifier")


class EntryPartyView(BaseModel):
    """A person or organization of an entry."""

    role: str
    zh: str
    name: str
    kind: str
    masked: bool
    mention: str
    entity_id: str | None
    columns: list[str]


class EntryView(BaseModel):
    """Answer of GET /entries/{id}: a row, as the graph has it and as the file wrote it."""

    id: str
    source: str
    kind: str
    label: str
    title_zh: str
    title_en: str
    grade: str
    owner: str
    file: str
    sheet: str | None
    row: int
    values: list[EntryValue]
    unmapped: dict[str, str] = Field(description="Columns that the mapping doesn't know, as written")
    parties: list[EntryPartyView]
