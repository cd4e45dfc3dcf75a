"""What stands around the text of printed pages: running heads and feet, page numbers, what browsers print; left out.

A running line is told by its place above or below the text, by coming again, by its smaller type, and by the gap that
parts it from the text. Two rulings printed one after the other both open with court and title: a line that opens a
ruling is never a running one unless its type is smaller than the text's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from anmai.extraction.readers.splitting import opens_ruling


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        text: Its characters.
        left: Where it begins, from the page's left edge; any unit, the same for all lines of a page.
        right: Where it ends.
        top: Its upper edge, from the page's top.
        height: Its height.
        confidence: How sure its recognition was, 0–1; None for a line of a text layer.
    """

    text: str
    left: float
    right: float
    top: float
    height: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order, and its height."""

    lines: tuple[Line, ...]
    height: float


class _Edge(NamedTuple):
    """A line at the head or foot of a page.

    Attributes:
        page: The page's number, from 0.
        number: The line's number on it.
        line: The line.
        head: It stands at the head.
        outermost: No line stands above it (at the head) or below it (at the foot).
        parted: A gap parts it from the text.
        size: Its height as a share of the text's.
        share: Where its middle stands, 0 at the page's top, 1 at its foot.
    """

    page: int
    number: int
    line: Line
    head: bool
    outermost: bool
    parted: bool
    size: float
    share: float


_DIGITS: Final = r"[\d０-９]{1,4}"
_COUNT: Final = rf"(?:{_DIGITS}|[一二三四五六七八九十百]{{1,4}})"
_DASHES: Final = r"[-—–―_·.•~～－\s]"
_PAGE: Final = rf"第\s*{_COUNT}\s*页|{_COUNT}\s*页"
_ALL: Final = rf"[（(\[]?\s*(?:总\s*)?(?:共|of)\s*(?:有\s*)?{_COUNT}\s*页?\s*[)）\]]?"
#: A line of nothing but a page number: "- 3 -", "第 3 页（共 9 页）", "共9页 第3页", "3/9", "Page 3 of 9", "页码：3/9".
_PAGE_NUMBER: Final = re.compile(
    rf"{_DASHES}*(?:(?:{_PAGE})[\s,，/／、]*(?:{_ALL})?|{_ALL}[\s,，/／、]*(?:{_PAGE})"
    rf"|(?:页码?|[Pp](?:age|\.)?)?\s*[:：]?\s*{_DIGITS}\s*(?:[/／]\s*{_DIGITS}|of\s*{_DIGITS})?){_DASHES}*"
    rf"|{_DASHES}+{_COUNT}{_DASHES}+"
)
#: A page number beside a running head: "云溪县人民法院 第3页 共9页".
_NUMBER_BESIDE: Final = re.compile(rf".{{2,40}}[\s\u3000](?:{_PAGE})[\s,，/／、]*(?:{_ALL})?\s*")
#: What browsers print above and below a page: date and time, with or without the title; the address and n/m.
_BROWSER: Final = re.compile(
    r"\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s.*)?|"
    r".{0,60}(?:https?|file)://\S+(?:\s*\d{1,4}\s*/\s*\d{1,4})?\s*"
)
#: Lines at the head and foot of a page that may be running ones, and the share of the page's height where they stand.
_EDGE_LINES: Final = 2
_EDGE_SHARE: Final = 0.12
#: Page numbers stand as high as this above the page's foot in documents of Chinese offices.
_NUMBER_SHARE: Final = 0.15
#: The space between them and the body is this many times that between its lines, and a fifth of a line more.
_GAP: Final = 1.4
#: Type smaller than this share of the text's is that of running lines: 五号 beside 三号 is 0.66, 四号 beside 三号 0.88.
_SMALL: Final = 0.85
#: Lines of fewer characters say little of the text's size.
_TELLING: Final = 8
#: Share of a page's height by which a running line may move from page to page.
_SAME_PLACE: Final = 0.008


def without_edges(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page that belong to the text.

    Args:
        pages: All pages of a document in order.
    """
    size = _text_size(pages)
    edges = [list(_edges(number, page, size)) for number, page in enumerate(pages)]
    titled = [opens_ruling([line.text for line in page.lines[: 2 * _EDGE_LINES + 2]]) for page in pages]
    dropped = {(edge.page, edge.number) for each in edges for edge in each if _is_number(edge)}
    dropped |= _running(edges, titled, dropped)
    if len(pages) > 1:
        dropped |= _outside(pages, edges, dropped)
    return [
        [line for number, line in enumerate(page.lines) if (at, number) not in dropped and line.text.strip()]
        for at, page in enumerate(pages)
    ]


def _text_size(pages: Sequence[Page]) -> float:
    """Height of the text's lines as a share of their page's height."""
    told = [(line.height / page.height, len(line.text)) for page in pages for line in page.lines if page.height > 0]
    sizes = [size for size, length in told if length >= _TELLING] or [size for size, _ in told]
    return median(sizes) if sizes else 1.0


def _edges(number: int, page: Page, size: float) -> Iterator[_Edge]:
    """The first and last lines of a page that stand near its edges."""
    lines = page.lines
    if page.height <= 0:
        return
    gaps = [after.top - before.top - before.height for before, after in pairwise(lines)]
    if len(lines) < 3:
        wide = 0.0
    else:
        wide = _GAP * max(0.0, median(gaps)) + 0.2 * median(line.height for line in lines)
    head = max((n for n in range(1, _EDGE_LINES + 1) if n <= len(gaps) and gaps[n - 1] > wide), default=0)
    foot = max((n for n in range(1, _EDGE_LINES + 1) if n <= len(gaps) and gaps[-n] > wide), default=0)
    if len(lines) < 3:
        head = foot = len(lines)
    for at, line in enumerate(lines):
        from_end = len(lines) - 1 - at
        if min(at, from_end) > _EDGE_LINES:
            continue
        share = (line.top + line.height / 2) / page.height
        if _NUMBER_SHARE < share < 1 - _NUMBER_SHARE:
            continue
        at_head = share < 0.5
        outermost, parted = (at == 0, at < head) if at_head else (from_end == 0, from_end < foot)
        yield _Edge(number, at, line, at_head, outermost, parted, line.height / page.height / size, share)


def _is_number(edge: _Edge) -> bool:
    """Whether a line is a page number alone, or what a browser prints."""
    text = edge.line.text
    apart = edge.parted or edge.size < _SMALL
    if _PAGE_NUMBER.fullmatch(text) and any(c.isalnum() for c in text):
        # A bare number may be the rest of a paragraph or a table's; with dashes or 页 it can't.
        return apart or (edge.outermost and not text.strip().isdigit())
    if not _at_edge(edge):
        return False
    return bool(_BROWSER.fullmatch(text) or (apart and _NUMBER_BESIDE.fullmatch(text)))


def _at_edge(edge: _Edge) -> bool:
    return not _EDGE_SHARE < edge.share < 1 - _EDGE_SHARE


def _running(
    edges: Sequence[Sequence[_Edge]], titled: Sequence[bool], dropped: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Lines that come again in their place on at least half of the pages, the first left aside."""
    held: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for each in edges:
        for edge in each:
            if (edge.page, edge.number) not in dropped and _at_edge(edge):
                held[_form(edge.line), edge.head].append(edge)
    least = max(2, len(edges) // 2)
    found: set[tuple[int, int]] = set()
    for same in held.values():
        place = median(edge.share for edge in same)
        in_place = [edge for edge in same if abs(edge.share - place) <= _SAME_PLACE]
        if len({edge.page for edge in in_place}) < least:
            continue
        # Large type may be a title: it must come on a page that opens no ruling, outermost or apart from the text.
        continued = any(not (edge.head and titled[edge.page]) for edge in in_place)
        found |= {(e.page, e.number) for e in in_place if e.size < _SMALL or (continued and (e.parted or e.outermost))}
    return found


def _form(line: Line) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text))


def _outside(
    pages: Sequence[Page], edges: Sequence[Sequence[_Edge]], dropped: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Small lines above or below the space that the text takes on the other pages: a head that the first page lacks."""
    small = {(edge.page, edge.number): edge for each in edges for edge in each if edge.size < _SMALL}
    spaces = [
        [
            (line.top / page.height, (line.top + line.height) / page.height)
            for number, line in enumerate(page.lines)
            if page.height > 0 and (at, number) not in dropped and (at, number) not in small
        ]
        for at, page in enumerate(pages)
    ]
    tops = [min(top for top, _ in lines) for lines in spaces if lines]
    feet = [max(foot for _, foot in lines) for lines in spaces if lines]
    found = set()
    for place, edge in small.items():
        if place in dropped or not _at_edge(edge) or not tops or min(tops) < edge.share < max(feet):
            continue
        own = spaces[edge.page]
        if not own:
            continue
        border, borders = (min(own)[0], tops) if edge.head else (max(foot for _, foot in own), feet)
        # The text below a head begins where it begins on another page, too: nothing of the text stands above.
        if edge.parted or sum(abs(border - other) <= 1.5 * _SAME_PLACE for other in borders) > 1:
            found.add(place)
    return found
