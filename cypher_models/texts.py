"""Words of stored documents, for passages."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from typing import Final

from sqlalchemy import select

from anmai.store import Store
from anmai.store.tables import Document, SourceText

_KEPT: Final = 64


class StoredTexts:
    """Reads passages from the store's source texts, keeping the last few documents at hand.

    Args:
        store: The store; None finds no text at all (examples, which have no documents).
    """

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._kept: OrderedDict[str, str | None] = OrderedDict()

    def __call__(self, document: str, start: int, end: int) -> str | None:
        """The words [start, end) of a document's source text; None when it isn't stored or has no such place."""
        text = self._text(document)
        if text is None or not 0 <= start < end <= len(text):
            return None
        return text[start:end]

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
        text = None if packed is None else zlib.decompress(packed).decode("utf-8", "surrogatepass")
        self._kept[document] = text
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return text
