"""A document as a reader got it: original bytes, source text, where it lies, or why it can't be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

#: A part of a source text that was recognised in a picture: [start, end) in code points, confidence 0–1.
Recognised = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One ruling, as read from a file, a member of a file, or a line of a .jsonl file.

    Attributes:
        key: Stable key inside its source: the path relative to the input (POSIX form), ``file#2`` for the second
            ruling of a file, ``rulings.jsonl:id`` for a line.
        id: The id that records carry: as given in a .jsonl line, else the file's name without ending (``#2`` added).
        path: The file on disk that it came from.
        reader: Name of the reader, e.g. "html"; with ``reader_version`` it names how ``text`` was made.
        raw: The original bytes (the line, for .jsonl).
        text: The source text; every offset is a code point in it. None when the document can't be read.
        reason: A code of ``anmai.forms.record.SKIP_REASONS`` when the document can't be read.
        message: One plain sentence for ``reason``, naming the place.
        notes: What a user should know of the reading, e.g. that the ending was wrong; they become warnings of the
            record.
        recognised: Parts of the text that come from optical character recognition, in order; every value read in
            them is that much less certain.
    """

    key: str
    id: str
    path: str
    reader: str
    reader_version: str
    raw: bytes = field(repr=False)
    text: str | None = field(default=None, repr=False)
    reason: str | None = None
    message: str | None = None
    notes: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = field(default=(), repr=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the original bytes, hex."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def text_sha256(self) -> str | None:
        """SHA-256 of the source text in UTF-8, hex; None when there is none."""
        return None if self.text is None else hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
