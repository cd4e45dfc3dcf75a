"""Passages: what a relationship or value rests on, cut out of the stored source text."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.forms.lead import Passage
from anmai.graph.sources.entry_text import entry_text, is_entry
from anmai.store.tables import Document, SourceText

#: Documents asked for in one statement, below every database's limit of bound values.
_BATCH: Final = 500


class Texts:
    """Source texts by document id, each read once. Lives as long as one request."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts: dict[str, str | None] = {}

    def load(self, documents: Iterable[str]) -> None:
        """Read the texts of several documents in few statements."""
        wanted = [key for key in dict.fromkeys(documents) if key not in self._texts]
        for start in range(0, len(wanted), _BATCH):
            part = wanted[start : start + _BATCH]
            rows = self._session.execute(
                sa.select(Document.id, SourceText.data)
                .join(SourceText, SourceText.sha256 == Document.text_sha256)
                .where(Document.id.in_(part))
            )
            found = {key: zlib.decompress(data).decode("utf-8", "surrogatepass") for key, data in rows}
            for key in part:
                entry = entry_text(self._session, key) if key not in found and is_entry(key) else None
                self._texts[key] = entry.text if entry is not None else found.get(key)

    def get(self, document: str) -> str | None:
        """The source text; None when the document has none or is unknown."""
        self.load([document])
        return self._texts[document]

    def cut(self, document: str, spans: Sequence[int], *, path: str | None = None) -> list[Passage]:
        """The passages of a flat list of offsets (start, end, start, end …).

        Offsets beyond the text (the graph may hold an older generation for a moment) are left out.
        """
        text = self.get(document)
        if text is None:
            return []
        pairs = zip(spans[::2], spans[1::2], strict=False)
        return [
            Passage(document=document, start=start, end=end, text=text[start:end], path=path)
            for start, end in pairs
            if 0 <= start < end <= len(text)
        ]

    def of_relationship(self, properties: Mapping[str, Any]) -> list[Passage]:
        """The passages of a relationship's ``document`` and ``spans``; none for a derived one."""
        document, spans = properties.get("document"), properties.get("spans")
        if not isinstance(document, str) or not isinstance(spans, list):
            return []
        return self.cut(document, spans)
