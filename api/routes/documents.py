"""Documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from anmai.api.deps import Limit, Offset, ReadSession
from anmai.api.services import documents
from anmai.forms.views import DocumentView

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get("")
def list_documents(
    session: ReadSession,
    status: Annotated[str | None, Query(description="read, partial, skipped or removed")] = None,
    q: Annotated[str | None, Query(max_length=200, description="Part of id, path, case number or court")] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> documents.DocumentList:
    """Documents, the newest change first; skipped ones with their reason."""
    return documents.list_documents(session, status=status, asked=q, offset=offset, limit=limit)


@router.get("/{document_id:path}")
def document(session: ReadSession, document_id: str) -> DocumentView:
    """A document with source text, record, mentions and leads. Offsets are code points of ``text``."""
    return documents.document_view(session, document_id)
