"""Words of stored documents and what was read in them, for passages."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from anmai.cypher_models.passages import Place
from anmai.graph.sources.entry_text import entry_text, is_entry
from anmai.store import Store
from anmai.store.tables import Document, RecordRow, SourceText

_KEPT: Final = 64
_UNSAID: Final = ("/mentions/", "/relations/")


class StoredTexts:
    """Reads passages from the store's source texts, keeping the last few documents at hand.

    Args:
        store: The store; None finds no text at all (examples, which have no documents).
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._kept: OrderedDict[str, str | None] = OrderedDict()
        self._places: OrderedDict[str, list[Place]] = OrderedDict()

    def words(self, document: str, start: int, end: int) -> str | None:
        """The words [start, end) of a document's source text; None when it isn't stored or has no such place."""
        text = self._text(document)
        if text is None or not 0 <= start < end <= len(text):
            return None
        return text[start:end]

    def places(self, document: str) -> list[Place]:
        """All places of a document that gave a value, in the order of its record; none when it isn't stored."""
        if self._store is None:
            return []
        if document in self._places:
            self._places.move_to_end(document)
            return self._places[document]
        with self._store.session(write=False) as session:
            record = session.scalar(select(RecordRow.record).where(RecordRow.document_id == document))
            entry = entry_text(session, document) if record is None and is_entry(document) else None
        self._places[document] = places_of(record or {}) if entry is None else list(entry.places)
        if len(self._places) > _KEPT:
            self._places.popitem(last=False)
        return self._places[document]

    def _text(self, document: str) -> str | None:
        if self._store is None:
            return None
        if document in self._kept:
            self._kept.move_to_end(document)
            return self._kept[document]
        with self._store.session(write=False) as session:
            packed = session.scalar(
                select(SourceText.data)
                .join(Document, Document.text_sha256 == SourceText.sha256)
                .where(Document.id == document)
            )
            entry = entry_text(session, document) if packed is None and is_entry(document) else None
        text = None if packed is None else zlib.decompress(packed).decode("utf-8", "surrogatepass")
        if entry is not None:
            text = entry.text
        self._kept[document] = text
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return text


def places_of(record: Mapping[str, Any]) -> list[Place]:
    """The places of a record (anmai.forms.record.Record as JSON) that gave its values, in the order of its provenance.

    Mentions and relations are left out: they say where a name stands, not what was read.
    """
    return [
        (str(told["path"]), int(start), int(end))
        for told in record.get("provenance") or ()
        if not str(told["path"]).startswith(_UNSAID)
        for start, end in told["spans"]
    ]
