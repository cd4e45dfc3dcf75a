"""Taking documents into the store: bytes, source text, record and mentions together, or not at all."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.forms.document import SourceDocument
from anmai.forms.record import SKIP_REASONS, Record
from anmai.graph.identity.resolve import detach
from anmai.graph.identity.rows import lots
from anmai.graph.loading.mention_rows import mention_rows
from anmai.store import Store
from anmai.store.engine import now
from anmai.store.tables import Blob, Document, Mention, RecordRow, SourceText

#: What taking in did to one document.
Outcome = Literal["new", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One document that was read, with its id in the store."""

    id: str
    source: str
    document: SourceDocument
    record: Record

    @property
    def status(self) -> str:
        """read, partial or skipped."""
        return "skipped" if self.document.reason is not None else self.record.status

    @property
    def reason(self) -> str | None:
        """Why it was skipped or is partial."""
        return self.document.reason or self.record.reason

    @property
    def message(self) -> str | None:
        """The reason in a sentence that names the place."""
        if self.document.message is not None or self.reason is None:
            return self.document.message
        meaning = SKIP_REASONS.get(self.reason, "")
        return self.record.warnings[0] if self.record.warnings else f"{self.document.key}: {meaning}"


def document_id(source: str, key: str) -> str:
    """documents.id: names a document everywhere."""
    return f"{source}/{key}"


def text_of(session: Session, document: str) -> str | None:
    """The source text of a document; None where it has none or isn't known."""
    packed = session.scalar(
        sa.select(SourceText.data)
        .join(Document, Document.text_sha256 == SourceText.sha256)
        .where(Document.id == document)
    )
    return None if packed is None else zlib.decompress(packed).decode("utf-8", "surrogatepass")


def take_in(store: Store, incoming: Sequence[Incoming], *, extractor: str) -> list[Outcome]:
    """Store a batch of documents in one transaction.

    A document with the same bytes, reader and record as before stays untouched; another one replaces what it said:
    its mentions leave their entities, and its generation grows, so that identity and the graph follow.

    Args:
        store: The store.
        incoming: Documents with different ids.
        extractor: Name and version of what made the records.

    Returns:
        What happened to each.

    Raises:
        StoreError: The disk is full or the store is damaged; then nothing of the batch is stored.
    """
    with store.session() as session:
        known = _known(session, [each.id for each in incoming])
        outcomes: list[Outcome] = []
        changed: list[Incoming] = []
        for each in incoming:
            before = known.get(each.id)
            if before is not None and _is_same(before, each):
                _keep_up(session, before, each, extractor)
                outcomes.append("unchanged")
            else:
                outcomes.append("new" if before is None else "replaced")
                changed.append(each)
        _write(session, changed, known, extractor)
    return outcomes


def set_removed(store: Store, documents: Iterable[str]) -> int:
    """Note that documents are gone: their mentions leave their entities, the graph forgets them at the next projection.

    Their bytes stay in the store, as what was once received. Returns how many were there.
    """
    removed = 0
    for lot in lots(documents):
        with store.session() as session:
            live = sa.select(Document.id).where(Document.id.in_(lot), Document.status != "removed")
            ids = list(session.scalars(live))
            _clear(session, ids)
            change = {"status": "removed", "generation": Document.generation + 1, "changed": now()}
            session.execute(sa.update(Document).where(Document.id.in_(ids)).values(**change))
            removed += len(ids)
    return removed


def record_hash(record: Record) -> str:
    """SHA-256 over everything that a record says."""
    return hashlib.sha256(_as_text(record.as_json()).encode("utf-8", "surrogatepass")).hexdigest()


def _as_text(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Held:
    """What the store holds under a document's id: enough to tell whether reading it again can say anything new."""

    sha256: str
    text_sha256: str | None
    reader: str
    reader_version: str
    extractor: str | None
    path: str
    status: str
    reason: str | None
    message: str | None

    def says_the_same(self, document: SourceDocument, extractor: str) -> bool:
        """Whether the same bytes were read by the same reader and extractor."""
        return (
            self.status != "removed"
            and self.sha256 == document.sha256
            and self.text_sha256 == document.text_sha256
            and (self.reader, self.reader_version) == (document.reader, document.reader_version)
            and self.extractor == extractor
        )


def held(session: Session, documents: Sequence[str]) -> dict[str, Held]:
    """What the store holds of these documents, by id."""
    return {
        id: Held(
            row.sha256, row.text_sha256, row.reader, row.reader_version, row.extractor, row.path, row.status,
            row.reason, row.message,
        )
        for id, row in _known(session, documents).items()
    }  # fmt: skip


def _known(session: Session, documents: Sequence[str]) -> dict[str, Any]:
    columns = (
        Document.id, Document.sha256, Document.text_sha256, Document.reader, Document.reader_version, Document.status,
        Document.reason, Document.message, Document.path, Document.given_id, Document.generation, Document.created,
        RecordRow.content_hash, RecordRow.extractor,
    )  # fmt: skip
    found: dict[str, Any] = {}
    for lot in lots(documents):
        query = (
            sa.select(*columns).outerjoin(RecordRow, RecordRow.document_id == Document.id).where(Document.id.in_(lot))
        )
        found.update((row.id, row) for row in session.execute(query))
    return found


def _is_same(before: Any, each: Incoming) -> bool:
    if before.status != each.status or before.reason != each.reason or before.given_id != each.document.id:
        return False
    if before.sha256 != each.document.sha256 or before.text_sha256 != each.document.text_sha256:
        return False
    return bool(before.content_hash == record_hash(each.record))


def _keep_up(session: Session, before: Any, each: Incoming, extractor: str) -> None:
    """Note where the document lies now and what read it last; neither changes what it says."""
    lies = {
        "path": each.document.path,
        "reader": each.document.reader,
        "reader_version": each.document.reader_version,
    }
    if any(getattr(before, name) != value for name, value in lies.items()):
        session.execute(sa.update(Document).where(Document.id == each.id).values(**lies))
    if before.extractor is not None and before.extractor != extractor:
        session.execute(sa.update(RecordRow).where(RecordRow.document_id == each.id).values(extractor=extractor))


def _write(session: Session, changed: Sequence[Incoming], known: dict[str, Any], extractor: str) -> None:
    if not changed:
        return
    _clear(session, [each.id for each in changed if each.id in known])
    _keep_bytes(session, changed)
    at = now()
    fresh: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    for each in changed:
        before = known.get(each.id)
        row = _document_row(each, at) | {
            "generation": 1 if before is None else before.generation + 1,
            "created": at if before is None else before.created,
        }
        (fresh if before is None else again).append(row)
    if fresh:
        session.execute(sa.insert(Document), [row | {"loaded": 0} for row in fresh])
    for row in again:
        session.execute(sa.update(Document).where(Document.id == row["id"]).values(**row))
    session.execute(sa.insert(RecordRow), [_record_row(each, extractor) for each in changed])
    live = [each for each in changed if each.status != "skipped"]
    mentions = [row for each in live for row in mention_rows(each.id, each.record)]
    if mentions:
        session.execute(sa.insert(Mention), mentions)


def _clear(session: Session, documents: Sequence[str]) -> None:
    """Take away what documents said: mentions (out of their entities first) and record."""
    if not documents:
        return
    detach(session, documents)
    for lot in lots(documents):
        session.execute(sa.delete(Mention).where(Mention.document_id.in_(lot)))
        session.execute(sa.delete(RecordRow).where(RecordRow.document_id.in_(lot)))


def _document_row(each: Incoming, at: str) -> dict[str, Any]:
    document = each.document
    return {
        "id": each.id,
        "source": each.source,
        "key": document.key,
        "given_id": document.id,
        "path": document.path,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "reader": document.reader,
        "reader_version": document.reader_version,
        "status": each.status,
        "reason": each.reason,
        "message": each.message,
        "changed": at,
    }


def _record_row(each: Incoming, extractor: str) -> dict[str, Any]:
    return {
        "document_id": each.id,
        "record": each.record.as_json(),
        "extractor": extractor,
        "content_hash": record_hash(each.record),
    }


def _keep_bytes(session: Session, changed: Sequence[Incoming]) -> None:
    """Keep original bytes and source texts under their hashes, each once."""
    blobs = {each.document.sha256: each.document.raw for each in changed}
    texts = {
        each.document.text_sha256: each.document.text
        for each in changed
        if each.document.text_sha256 is not None and each.document.text is not None
    }
    _insert_missing(session, Blob, {sha256: _packed_bytes(raw) for sha256, raw in blobs.items()})
    _insert_missing(session, SourceText, {sha256: _packed_text(text) for sha256, text in texts.items()})


def _insert_missing(session: Session, table: type[Blob] | type[SourceText], rows: dict[str, dict[str, Any]]) -> None:
    there: set[str] = set()
    for lot in lots(sorted(rows)):
        there.update(session.scalars(sa.select(table.sha256).where(table.sha256.in_(lot))))
    wanted = [{"sha256": sha256} | rows[sha256] for sha256 in sorted(rows.keys() - there)]
    if wanted:
        session.execute(sa.insert(table), wanted)


def _packed_bytes(raw: bytes) -> dict[str, Any]:
    return {"data": zlib.compress(raw), "size": len(raw)}


def _packed_text(text: str) -> dict[str, Any]:
    return {"data": zlib.compress(text.encode("utf-8", "surrogatepass")), "length": len(text)}
