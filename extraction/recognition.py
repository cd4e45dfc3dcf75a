"""What a document's reading means for its record: notes become warnings, recognised text makes values less sure."""

from __future__ import annotations

from bisect import bisect_right

from anmai.forms.document import SourceDocument
from anmai.forms.record import Provenance, Record


def as_read(record: Record, document: SourceDocument) -> Record:
    """The record with what its document's reader had to say.

    Args:
        record: What extraction read in the document's text.
        document: The document.

    Returns:
        The same record where the reader said nothing; else a copy: the notes come first among the warnings, and every
        value whose passage was recognised in a picture carries ``ocr``, the least confidence of the recognised lines
        that it touches, by which its own confidence is multiplied.
    """
    if record.status == "skipped" or not (document.notes or document.recognised):
        return record
    starts = [start for start, _, _ in document.recognised]
    rows = [_lowered(row, document, starts) for row in record.provenance] if starts else record.provenance
    return record.model_copy(update={"warnings": [*document.notes, *record.warnings], "provenance": rows})


def _lowered(row: Provenance, document: SourceDocument, starts: list[int]) -> Provenance:
    sure = []
    for start, end in row.spans:
        for first, last, confidence in document.recognised[max(0, bisect_right(starts, start) - 1) :]:
            if first >= max(end, start + 1):
                break
            if start < last:
                sure.append(confidence)
    if not sure:
        return row
    ocr = round(min(sure), 3)
    return row.model_copy(update={"confidence": round(row.confidence * ocr, 4), "ocr": ocr})
