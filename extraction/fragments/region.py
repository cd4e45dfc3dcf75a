"""Which part of a document is read for mentions and relations."""

from __future__ import annotations

from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import Span


def region(ruling: Ruling) -> Span:
    """What is read: the facts that the court found, or the whole of a fragment; [start, end), normalised."""
    return (0, len(ruling.text)) if ruling.fragment else ruling.sections.facts or (0, 0)
