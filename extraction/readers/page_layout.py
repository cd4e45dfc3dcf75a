"""From the lines of printed pages to a text: paragraphs rejoined; what stands around the text is left out (page_edges).

A page knows no paragraphs: lines are joined where one fills the width and the next begins at the margin. Rulings indent
the first line of a paragraph by two characters; where a document has no indents, a sentence that ends with the line
ends the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from anmai.extraction.readers.page_edges import Line, Page, without_edges
from anmai.forms.document import Recognised

#: Parts of one printed line overlap in height by at least this share.
_SAME_ROW: Final = 0.5
#: How a line ends that ends its paragraph where nothing else tells.
_ENDS_PARAGRAPH: Final = re.compile(r"[。；！？]$|如下\s*[:：]$")
_WORD_END: Final = re.compile(r"[A-Za-z0-9,.]$")
_WORD_START: Final = re.compile(r"[A-Za-z]")
#: In heights of a line: what still counts as reaching the right margin (no line begins with a comma, numbers stay
#: whole), what counts as an indent, and the deepest first-line indent; what begins further right is centred or a seal's
#: line.
_RAGGED: Final = 3.0
_INDENT: Final = 1.0
_DEEPEST: Final = 4.6


def join_pages(pages: Sequence[Page]) -> tuple[str, tuple[Recognised, ...]]:
    """The text of the pages, and which parts of it were recognised.

    Args:
        pages: All pages of a document in order.
    """
    bodies = without_edges(pages)
    indented = _is_indented(bodies)
    pieces: list[str] = []
    recognised: list[Recognised] = []
    length = 0
    before: tuple[Line, float, float] | None = None
    for lines in bodies:
        if not lines:
            continue
        left, right = _margins(lines)
        for line in lines:
            if before is not None:
                gap = _between(before, (line, left, right), indented)
                pieces.append(gap)
                length += len(gap)
            text = line.text.strip()
            pieces.append(text)
            if line.confidence is not None and text:
                recognised.append((length, length + len(text), line.confidence))
            length += len(text)
            before = (line, left, right)
    return "".join(pieces), tuple(recognised)


def in_rows(parts: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom; parts that stand side by side are made one line.

    Args:
        parts: Lines of a page in any order.
    """
    rows: list[list[Line]] = []
    for part in sorted(parts, key=lambda each: each.top + each.height / 2):
        if rows:
            last = rows[-1][-1]
            overlap = min(last.top + last.height, part.top + part.height) - max(last.top, part.top)
            if overlap > _SAME_ROW * min(last.height, part.height):
                rows[-1].append(part)
                continue
        rows.append([part])
    return [_one(sorted(row, key=lambda each: each.left)) for row in rows]


def _one(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    text = row[0].text
    for before, part in pairwise(row):
        # A gap of more than a character is one that the writer made: between names, between columns.
        text += ("\u3000" if part.left - before.right > before.height else "") + part.text
    sure = [part.confidence for part in row if part.confidence is not None]
    height = max(part.height for part in row)
    return Line(text, row[0].left, row[-1].right, min(part.top for part in row), height, min(sure, default=None))


def _between(before: tuple[Line, float, float], after: tuple[Line, float, float], indented: bool) -> str:
    """What stands between two lines: nothing or a blank inside a paragraph, a line break between two."""
    line, left, right = before
    following, its_left, _ = after
    size = max(min(line.height, following.height), 1e-6)
    begins_at_margin = following.left - its_left < _INDENT * size
    fills = right - line.right < _RAGGED * size and line.left - left < _DEEPEST * size
    if not (begins_at_margin and fills) or abs(line.height - following.height) > 0.6 * size:
        return "\n"
    text = line.text.rstrip()
    if not indented and _ENDS_PARAGRAPH.search(text):
        return "\n"
    return " " if _WORD_END.search(text) and _WORD_START.match(following.text.lstrip()) else ""


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the text of a page: where several lines begin and end, else the outermost."""
    size = median(line.height for line in lines)
    left = min(line.left for line in lines)
    ends = sorted((line.right for line in lines), reverse=True)
    right = ends[0]
    if len(ends) > 3 and ends[0] - ends[1] > 4 * size:
        right = ends[1]  # one line sticks out: a stamp, a note in the margin
    return left, right


def _is_indented(bodies: Sequence[Sequence[Line]]) -> bool:
    """Whether paragraphs begin with an indent: several lines begin one to three characters right of the margin."""
    indents = total = 0
    for lines in bodies:
        if not lines:
            continue
        left, _ = _margins(lines)
        size = median(line.height for line in lines)
        total += len(lines)
        indents += sum(_INDENT * size <= line.left - left <= 3.2 * size for line in lines)
    return indents >= 2 and indents >= 0.04 * total
