"""What a lead rests on, as people read it: case by case, what each passage shows, in its sentence."""

from __future__ import annotations

from pydantic import BaseModel, Field


class QuotePart(BaseModel):
    """A piece of a sentence; ``mark`` where it is what the lead rests on."""

    text: str
    mark: bool = False


class EvidenceRow(BaseModel):
    """What one sentence shows: a verdict, an offence's date, an agent, an address."""

    field: str = Field(description="The record's field that these words gave, without numbers; empty where unknown")
    label_zh: str
    label_en: str
    element: str | None = Field(default=None, description="The legal element that they show, if the model says")
    spans: list[tuple[int, int]] = Field(description="Code points of the document's source text, end exclusive")
    quote: list[QuotePart] = Field(description="The sentence, or as much of it as is near the marked words")


class CaseEvidence(BaseModel):
    """The passages of one document, what decides first."""

    document: str
    case_number: str | None = None
    court: str | None = None
    date: str | None = None
    rows: list[EvidenceRow]
