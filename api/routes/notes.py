"""Notes on leads, entities and documents."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from anmai.api.deps import Ctx, ReadSession, Who
from anmai.api.services import notes
from anmai.forms.views import NoteView

router = APIRouter(prefix="/notes", tags=["notes"])
Subject = Literal["lead", "entity", "document"]


class NewNote(BaseModel):
    """A note to keep."""

    subject_kind: Subject
    subject_id: str = Field(min_length=1, max_length=512)
    text: str = Field(min_length=1, max_length=notes.MAX_LENGTH)


@router.get("")
def list_notes(
    session: ReadSession, subject_kind: Subject, subject_id: Annotated[str, Query(min_length=1, max_length=512)]
) -> list[NoteView]:
    """The notes on one subject, oldest first."""
    return notes.notes_on(session, subject_kind, subject_id)


@router.post("", status_code=201)
def add_note(context: Ctx, who: Who, body: NewNote) -> NoteView:
    """Keep a note."""
    with context.store.session() as session:
        return notes.add_note(session, body.subject_kind, body.subject_id, body.text, who)
