"""The lines of a caption, in the order that they are read: parted at an inner v., column after column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from anmai.extraction.languages.en.line_kinds import Line, read_line
from anmai.extraction.languages.en.roles import names_role, role_pattern
from anmai.extraction.text.normal import Span

_INNER_VERSUS: Final = re.compile(r"\s+(?P<versus>(?i:versus)|[Vv][Ss]\.)(?=\s|$)")
#: A line with a bracket that parts two columns and closes none.
_COLUMN: Final = re.compile(r"(?P<left>[^\n()]*?)(?:(?<=\s\s)|^)[)|](?:\s+(?P<right>[^\n]*))?")
#: Brackets in the characters that follow the first, for columns.
_BRACKETS: Final = 3
_COLUMN_WINDOW: Final = 600
#: A longer line is prose.
_LONGEST_PARTED: Final = 600


def lines(text: str, end: int, start: int = 0) -> list[Line]:
    """The lines of ``text`` from ``start`` up to ``end``, each with what it announces.

    Of a caption in two columns (American courts set them apart with brackets), the left one comes first.
    """
    found: list[Line] = []
    left: list[Span] = []
    right: list[Span] = []

    def close_columns() -> None:
        for column in (left, right):
            found.extend(read_line(text, *piece) for span in column for piece in _pieces(text, *span))
            column.clear()

    for first, stop in _spans(text, start, end):
        words = text[first:stop]
        column = _COLUMN.fullmatch(text, first, stop) if ")" in words or "|" in words else None
        if column and (left or text.count(")", stop, stop + _COLUMN_WINDOW) >= _BRACKETS):
            left.append(_trimmed(text, *column.span("left")))
            right.append(_trimmed(text, *column.span("right")) if column.group("right") else (stop, stop))
        else:
            close_columns()
            found.extend(read_line(text, *piece) for piece in _pieces(text, *_trimmed(text, first, stop)))
    close_columns()
    return found


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """A line, parted at a v. that follows a role: A ... Appellant Versus B ... Respondent."""
    if end - start > _LONGEST_PARTED or not names_role(text[start:end].lower()):
        return [(start, end)]
    for match in _INNER_VERSUS.finditer(text, start, end):
        if _ends_with_role().search(text, start, match.start()):
            return [(start, match.start()), match.span("versus"), _trimmed(text, match.end(), end)]
    return [(start, end)]


@cache
def _ends_with_role() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){role_pattern(named=False)}\W*$", re.I)
