"""Documents: the list, and one with its source text, record, mentions and leads."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.orm import Session

from anmai.api.services.leads import holds
from anmai.api.services.notes import notes_on
from anmai.api.services.passages import Texts
from anmai.errors import NotFound, UsageError
from anmai.forms.views import DocumentView, Page
from anmai.store.tables import Document, FindingRow, LeadRow, Mention, MentionEntity, RecordRow


class DocumentRow(BaseModel):
    """A row of the documents list."""

    id: str
    given_id: str
    doc_type: str | None
    case_number: str | None
    court: str | None
    judgment_date: str | None
    status: str
    reason: str | None


class DocumentList(Page):
    """Answer of GET /documents."""

    documents: list[DocumentRow]


STATUSES = ("read", "partial", "skipped", "removed")


def list_documents(session: Session, *, status: str | None, asked: str | None, offset: int, limit: int) -> DocumentList:
    """Documents, the newest change first.

    Args:
        session: A session of the store.
        status: read, partial, skipped or removed; None: all but removed ones.
        asked: Part of the given id, the file's path, the case number or the court.
        offset: Rows to leave out.
        limit: Rows to return.

    Raises:
        UsageError: An unknown status.
    """
    if status is not None and status not in STATUSES:
        raise UsageError(f"{status!r} is no status of a document.", remedy=f"Use one of {', '.join(STATUSES)}.")
    record = RecordRow.record
    number, court = record["case_number"].as_string(), record["court"].as_string()
    where = [Document.status == status if status else Document.status != "removed"]
    if asked and asked.strip():
        part = asked.strip()
        where.append(
            sa.or_(
                *(column.contains(part, autoescape=True) for column in (Document.given_id, Document.key, number, court))
            )
        )
    joined = sa.join(Document, RecordRow, RecordRow.document_id == Document.id, isouter=True)
    total = session.scalar(sa.select(sa.func.count()).select_from(joined).where(*where)) or 0
    rows = session.execute(
        sa.select(
            Document.id,
            Document.given_id,
            record["doc_type"].as_string(),
            number,
            court,
            record["judgment_date"].as_string(),
            Document.status,
            Document.reason,
        )
        .select_from(joined)
        .where(*where)
        .order_by(Document.changed.desc(), Document.id)
        .offset(offset)
        .limit(limit)
    )
    names = tuple(DocumentRow.model_fields)
    documents = [DocumentRow(**dict(zip(names, row, strict=True))) for row in rows]
    return DocumentList(total=total, offset=offset, limit=limit, documents=documents)


def document_view(session: Session, key: str) -> DocumentView:
    """One document.

    Args:
        session: A session of the store.
        key: ``Document.id``, or the given id where only one document has it.

    Raises:
        NotFound: There is none.
    """
    row = session.get(Document, key) or _by_given_id(session, key)
    record = session.get(RecordRow, row.id)
    mentions = session.execute(
        sa.select(Mention, MentionEntity.entity_id)
        .join(MentionEntity, MentionEntity.mention_id == Mention.id, isouter=True)
        .where(Mention.document_id == row.id)
        .order_by(Mention.ordinal)
    )
    return DocumentView(
        id=row.id,
        given_id=row.given_id,
        key=row.key,
        source=row.source,
        status=row.status,
        reason=row.reason,
        message=row.message,
        reader=f"{row.reader} {row.reader_version}",
        sha256=row.sha256,
        text=Texts(session).get(row.id) or "",
        record=record.record if record is not None else {},
        mentions=[
            {
                "id": mention.id,
                "name": mention.name,
                "kind": mention.kind,
                "roles": mention.roles,
                "entity_id": entity,
                "masked": mention.masked,
            }
            for mention, entity in mentions
        ],
        leads=leads_on_document(session, row.id),
        notes=notes_on(session, "document", row.id),
    )


def leads_on_document(session: Session, key: str) -> list[dict[str, Any]]:
    """The leads that rest on a document: {id, title, title_en, model, status}."""
    rows = session.execute(
        sa.select(
            LeadRow.id,
            FindingRow.body["title"].as_string(),
            FindingRow.body["title_en"].as_string(),
            LeadRow.slug,
            LeadRow.status,
        )
        .join(FindingRow, FindingRow.id == LeadRow.finding_id)
        .where(holds(FindingRow.body["documents"], key))
        .order_by(LeadRow.created, LeadRow.id)
    )
    return [dict(zip(("id", "title", "title_en", "model", "status"), row, strict=True)) for row in rows]


def _by_given_id(session: Session, key: str) -> Document:
    found = session.scalars(sa.select(Document).where(Document.given_id == key).limit(2)).all()
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"Several documents have the id {key!r}.", remedy="Use <source>/<key>, as a search answers it.")
    raise NotFound(f"There is no document {key!r}.", remedy="GET /api/v1/documents lists them.")
