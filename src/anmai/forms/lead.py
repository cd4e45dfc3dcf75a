"""Findings, leads and their way through people."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

LeadStatus = Literal["unreviewed", "in_review", "confirmed", "dismissed", "withdrawn"]

#: Which status a person may set from which; "withdrawn" is set by a run alone, when the finding is gone.
STATUS_STEPS: Final[dict[str, frozenset[str]]] = {
    "unreviewed": frozenset({"in_review", "confirmed", "dismissed"}),
    "in_review": frozenset({"unreviewed", "confirmed", "dismissed"}),
    "confirmed": frozenset({"in_review"}),
    "dismissed": frozenset({"in_review"}),
    "withdrawn": frozenset(),
}

#: Why a lead was dismissed; the explorer shows these, a free-text note may be added.
DISMISS_REASONS: Final[tuple[str, ...]] = (
    "namesake",
    "extraction_error",
    "lawful",
    "old_law",
    "same_case",
    "already_handled",
    "other",
)


class Passage(BaseModel):
    """Words of a document that a lead rests on; offsets in code points of its source text, end exclusive."""

    document: str
    start: int
    end: int
    text: str
    path: str | None = Field(default=None, description="The record value that these words gave, as a JSON Pointer")
    element: str | None = Field(default=None, description="The legal element that they show, if the model says")


class Target(BaseModel):
    """What a lead is about."""

    id: str
    kind: str = Field(description="Node label: Person, Organization, Case, Verdict …")
    name: str


class EntityRef(BaseModel):
    """An entity in a lead's list."""

    entity_id: str
    name: str


class Finding(BaseModel):
    """One row of a model, keyed by the model and its anchor: a later run finds the same finding again."""

    model: str = Field(description="slug")
    version: str
    anchor: str = Field(description="Stable id of the anchor node")
    title: str
    title_en: str = Field(default="", description="The title in English; empty in what older versions stored")
    target: Target
    reason_codes: list[str] = []
    columns: dict[str, Any] = {}
    cases: list[str] = []
    persons: list[EntityRef] = []
    organizations: list[EntityRef] = []
    documents: list[str] = []
    passages: list[Passage] = []

    @property
    def finding_id(self) -> str:
        """SHA-256 (first 32 hex digits) over model and anchor: the same from run to run and version to version."""
        return hashlib.sha256(f"{self.model}\0{self.anchor}".encode()).hexdigest()[:32]

    @property
    def content_hash(self) -> str:
        """SHA-256 over everything the row says; a change marks the lead "changed since review".

        The English title says nothing that the others don't, so translating it anew changes no lead; nor do the order
        of the passages and the names of the values that they gave.
        """
        body = self.model_dump(mode="json", exclude={"model", "version", "anchor", "title_en"})
        body["passages"] = sorted(
            ({**passage, "path": None} for passage in body["passages"]),
            key=lambda passage: (passage["document"], passage["start"], passage["end"]),
        )
        return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Lead(BaseModel):
    """One finding on its way through people; also the line form of ``anmai leads export``."""

    model_config = ConfigDict(extra="allow")

    id: str
    finding_id: str
    model: str
    version: str
    status: LeadStatus = "unreviewed"
    reason_codes: list[str] = []
    target: Target
    title: str
    title_en: str = ""
    columns: dict[str, Any] = {}
    cases: list[str] = []
    persons: list[EntityRef] = []
    organizations: list[EntityRef] = []
    documents: list[str] = []
    passages: list[Passage] = []
    related: list[str] = []
    content_hash: str
    changed_since_review: bool = False
    created: str
    changed: str
