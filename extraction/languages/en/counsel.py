"""Reads counsel: every name in the lines of a caption that say who appeared, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from anmai.extraction.languages.en.names import name_before, read_name, skip_titles, title_pattern
from anmai.extraction.languages.en.roles import role_pattern, side_of
from anmai.extraction.languages.en.words import lowered, pattern
from anmai.extraction.text.normal import Span

_LIST: Final = re.compile(rf"[\W_]*{pattern('counsel_list')}", re.I)
_AFTER_NAME: Final = re.compile(
    rf"(?<=[\w.)])\s*,?\s*\(?\b{pattern('counsel_rank')}?\s*{pattern('counsel_after_name')}", re.I
)
_BLANK_OR_HEADING: Final = re.compile(r"\s*(?:(?:COUNSEL|APPEARANCES)\W*\n\s*)?")
_JOINED: Final = re.compile(r"\s*(?:\([a-z ]{3,20}\)\s*)?(?:,\s+and\s+|\s*and\s+|,\s+)")
_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
_FIRM_WORD: Final = re.compile(r"\b(?:LLP|LLC|PLLC|P\.?C|Office|Firm|Group|Department|Center|Centre|Union)\b")
_PIECE: Final = re.compile(r"[^,;\n]+")
_FIRM: Final = re.compile(
    r"(?:M/[sS]\.?\s*|(?:\b(?:of|instructed\s+by|for|from)|,)\s+(?:M/[sS]\.?\s*)?)"
    rf"(?P<firm>[A-Z][^,;()\n]{{2,60}}?\s{pattern('firm_end')})(?=[\s,;.)]|$)"
)
#: What follows a name that goes on in the next line; in a list of one name a line, none of these does.
_SAME_SENTENCE: Final = re.compile(
    r"\s*(?:[,;(&/]|and\b|adv|sr\b|senior|counsel|aor\b|for\b|with\b|[ai]/?[wb]\b|[KQ]\.?C)", re.I
)
_NUMBERS: Final = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class CounselHit:
    """A lawyer where a caption names one.

    Attributes:
        name: Span of the name alone.
        firm: Span of the firm's name, or None.
        instructed: The firm instructed him; a barrister is no member of it.
        side: Whom he acts for: ``petitioner``, ``respondent``; None where the caption doesn't say.
        numbers: The numbers of those parties within their side; empty for all.
    """

    name: Span
    firm: Span | None
    instructed: bool
    side: str | None
    numbers: tuple[int, ...]


def read_counsel(text: str, blocks: list[tuple[Span, str | None]]) -> list[CounselHit]:
    """The lawyers in a caption's blocks, in the order of the text."""
    hits: list[CounselHit] = []
    for (start, end), side in blocks:
        for first, last, own in _paragraphs(text, start, end, side):
            for name in _names(text, first, last):
                said, numbers = _acts_for(text, name[1], last, own)
                firm, instructed = _firm(text, name[1], last)
                hits.append(CounselHit(name, firm, instructed, said, numbers))
    return hits


def _paragraphs(text: str, start: int, end: int, side: str | None) -> list[tuple[int, int, str | None]]:
    """Parts of a block that each begin with whom counsel acts for."""
    marks = [match.start() for match in _opening().finditer(text, start, end)]
    cuts = [start, *(mark for mark in marks if mark > start), end]
    parts = []
    for first, last in pairwise(cuts):
        opening = _opening().match(text, first, last)
        role = opening.span("role") if opening and opening.group("role") else None
        parts.append((first, last, side_of(text, role) if role else side))
    return parts


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\n])[\W_]*(?:(?:learned\s+|ld\.?\s+)?(?:senior\s+)?(?:counsels?|advocates?|attorneys?|solicitors?)\s+)?"
        rf"(?:for|on\s+behalf\s+of)\s+(?:the\s+)?{role_pattern()}",
        re.I,
    )


@cache
def _for_role() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:for|on\s+behalf\s+of)\s+(?:the\s+)?(?:{role_pattern()}|(?P<short>r)\s*-?\s*(?P<shorts>\d[\d\s,&to-]*))",
        re.I,
    )


def _acts_for(text: str, start: int, end: int, side: str | None) -> tuple[str | None, tuple[int, ...]]:
    """The side named after a lawyer's name, up to the end of his sentence; else that of the block."""
    stop = re.compile(r"[;]|\n\s*\n|(?<=[a-z])\.\s*\n").search(text, start, end)
    match = _for_role().search(text, start, stop.start() if stop else end)
    if match is None:
        return side, ()
    numbers = match.group("numbers") or match.group("shorts") or ""
    return (
        side_of(text, match.span("role")) if match.group("role") else "respondent",
        tuple(int(number) for number in _NUMBERS.findall(numbers)),
    )


def _firm(text: str, start: int, end: int) -> tuple[Span | None, bool]:
    """The firm named after a lawyer's name, and whether it instructed him."""
    stop = re.compile(r";|\n\s*\n").search(text, start, end)
    match = _FIRM.search(text, start, stop.start() if stop else end)
    following = title_pattern().search(text, start, end)
    if match is None:
        return None, False
    shared = match.group().startswith("instructed") and not _for_role().search(text, start, match.start())
    if following and following.start() < match.start() and "/" not in following.group() and not shared:
        return None, False
    return match.span("firm"), match.group().startswith("instructed")


def _names(text: str, start: int, end: int) -> list[Span]:
    found: dict[int, int] = {}
    for match in title_pattern().finditer(text, start, end):
        if re.search(r"M/s", match.group(), re.I):
            continue
        name = read_name(text, match.end(), end)
        if name and "\n" in text[slice(*name)] and not _SAME_SENTENCE.match(text, name[1], end):
            name = read_name(text, match.end(), end, lines=False)
        if name:
            found.setdefault(*name)
    for match in _AFTER_NAME.finditer(text, start, end):
        before = name_before(text, start, match.start())
        if before:
            _add(found, text, *before)
    if not found and _for_role().search(text, start, end):
        for paragraph in _PARAGRAPH.finditer(text, start, end):
            for name in _leading(text, *paragraph.span()):
                found.setdefault(*name)
    opening = _LIST.match(text, start, end)
    if opening:
        for piece in _PIECE.finditer(text, opening.end(), end):
            _add(found, text, piece.start(), piece.end())
    return sorted(found.items())


def _leading(text: str, start: int, end: int) -> list[Span]:
    """The names that a sentence without titles begins with: Ann Lee (argued) and Bob Roe, of Lee LLP."""
    names: list[Span] = []
    at = _BLANK_OR_HEADING.match(text, start, end).end()  # type: ignore[union-attr]
    while name := read_name(text, at, end, lines=False):
        joined = _JOINED.match(text, name[1], end)
        if joined is None or " " not in text[slice(*name)] or _FIRM_WORD.search(text[slice(*name)]):
            break
        names.append(name)
        at = joined.end()
    return names


def _add(found: dict[int, int], text: str, start: int, end: int) -> None:
    """Take the name that begins a piece of a list, unless it is known or says an office."""
    while start < end and not text[start].isalpha():
        start += 1
    start = skip_titles(text, start, end)
    name = read_name(text, start, end, lines=False)
    if name is None or any(name[0] < last and first < name[1] for first, last in found.items()):
        return
    words = text[slice(*name)]
    if words.replace(".", "").lower() in lowered("caption_words", "counsel_words"):
        return
    if len(words) > 3 and (re.search(r"[\s.]\w", words) or text[name[1] : end].strip(" .") == ""):
        found[name[0]] = name[1]
