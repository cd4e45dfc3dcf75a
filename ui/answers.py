"""Answers of the API that anmai.forms.views has no form for."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from anmai.forms.views import Page


class DocumentRow(BaseModel):
    """A row of GET /documents."""

    id: str
    given_id: str
    doc_type: str | None = None
    case_number: str | None = None
    court: str | None = None
    judgment_date: str | None = None
    status: str
    reason: str | None = None


class PropertyWords(BaseModel):
    """A property in GET /schema."""

    name: str
    zh: str


class NodeWords(BaseModel):
    """A label in GET /schema."""

    label: str
    zh: str
    en: str
    properties: list[PropertyWords]


class RelationWords(BaseModel):
    """A relationship type in GET /schema."""

    type: str
    zh: str
    en: str
    properties: list[PropertyWords]


class SchemaWords(BaseModel):
    """What the explorer reads of GET /schema."""

    nodes: list[NodeWords]
    relations: list[RelationWords]


class DocumentList(Page):
    """Answer of GET /documents."""

    documents: list[DocumentRow]


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the API made."""

    name: str
    media_type: str
    content: bytes
