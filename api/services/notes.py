"""Notes that people leave on a lead, an entity or a document."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import NotFound, UsageError
from anmai.forms.views import NoteView
from anmai.store import audit
from anmai.store.engine import new_id, now
from anmai.store.tables import Document, Entity, LeadRow, Note

_SUBJECTS: Final[dict[str, type[LeadRow | Entity | Document]]] = {
    "lead": LeadRow,
    "entity": Entity,
    "document": Document,
}
MAX_LENGTH: Final = 10_000


def notes_on(session: Session, kind: str, subject: str) -> list[NoteView]:
    """The notes on one subject, oldest first.

    Raises:
        UsageError: There are no notes on such a kind of thing.
    """
    _table(kind)
    rows = session.scalars(
        sa.select(Note).where(Note.subject_kind == kind, Note.subject_id == subject).order_by(Note.at, Note.id)
    )
    return [_view(row) for row in rows]


def add_note(session: Session, kind: str, subject: str, text: str, who: str) -> NoteView:
    """Keep a note; the audit log tells that it was written, not what it says.

    Raises:
        NotFound: There is no such lead, entity or document.
        UsageError: The note is empty or too long.
    """
    said = text.strip()
    if not said or len(said) > MAX_LENGTH:
        raise UsageError(f"A note has 1 to {MAX_LENGTH} characters.", remedy="Shorten it, or write several.")
    if session.get(_table(kind), subject) is None:
        raise NotFound(f"There is no {kind} {subject!r} to note something on.")
    row = Note(id=new_id(), subject_kind=kind, subject_id=subject, text=said, by=who, at=now())
    session.add(row)
    audit.append(session, who, "note.add", f"{kind}:{subject}", {"note": row.id})
    return _view(row)


def _table(kind: str) -> type[LeadRow | Entity | Document]:
    try:
        return _SUBJECTS[kind]
    except KeyError:
        raise UsageError(f"There are no notes on {kind!r}.", remedy=f"Use one of {', '.join(_SUBJECTS)}.") from None


def _view(row: Note) -> NoteView:
    return NoteView(
        id=row.id, subject_kind=row.subject_kind, subject_id=row.subject_id, text=row.text, by=row.by, at=row.at
    )
