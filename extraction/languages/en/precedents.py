"""Finds precedents: the names on both sides of a v., with the report that printed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.languages.en.words import listed, lowered, pattern
from anmai.extraction.text.normal import Span

_VERSUS: Final = re.compile(r"[vV](?:[sS]\.?|\.|ersus|ERSUS|/[sS]\.?)?(?:\s*-)?\s+(?=[\[(\"']?[A-Z])")
_BEFORE: Final = re.compile(r"(?<=[\w.)\]'])\s+(?:-\s*)?$")
_REPORT: Final = re.compile(
    r"[\s,;:.-]*(?:and\s+(?:others|another)\s*)?(?:\(?\s*(?:reported\s+(?:in|as|at)|as\s+reported\s+in)\s+)?[\[(]?\s*"
    rf"{pattern('report')}(?:\s*:\s*\(?(?:19|20)\d\d\)?[^\]\n]{{3,30}}?\d+|\s*\((?:SC|S\.C\.|[A-Z]\w*)\)){{0,6}}\s*[\])]?"
)
_CASE_NUMBER: Final = re.compile(
    r"[\s,(\[]{1,4}(?:in\s+)?[A-Z][\w.() ]{0,40}?[Nn]os?\.?\s*\d+(?:\s*-\s*\d+)?\s*(?:/|\s+of\s+)\s*\d{4}[)\]]?"
)
_NAME: Final = re.compile(r"[(\"']?(?:[A-Z][\w.'&()-]*|\([A-Z]\w*\)|&|@|\d+)[,)\]]?")
#: Words of a case's name that have no capital, and words that never begin one.
_JOINS: Final = lowered("case_words", "name_joins")
_NEVER: Final = frozenset(listed("case_words", "never_in_name"))


def iter_precedents(text: str, start: int, end: int) -> Iterator[Span]:
    """Named precedents in [start, end), with their reports."""
    taken = start
    for match in _VERSUS.finditer(text, start, end):
        before = _BEFORE.search(text, max(start, match.start() - 12), match.start())
        if before is None or match.group().startswith("V."):
            continue
        first = _left(text, max(taken, before.start() - 160), before.start())
        last = _right(text, match.end(), min(end, match.end() + 160))
        if first == before.start() or last == match.end() or first < taken:
            continue
        while first < before.start() and text[first] in "'\"(":
            first += 1
        number = _CASE_NUMBER.match(text, last, end)
        last = number.end() if number else last
        report = _REPORT.match(text, last, end)
        while report:
            last = report.end()
            report = _REPORT.match(text, last, end) if text[last - 1 : last] not in "])" else None
        taken = last
        yield first, last


def _left(text: str, start: int, end: int) -> int:
    """Where the name before a v. begins."""
    words = list(re.finditer(r"\S+", text[start:end]))
    first = len(words)
    for number in range(len(words) - 1, -1, -1):
        word = words[number].group()
        if word.strip("[") in _NEVER or (word.endswith((";", ":")) and number < len(words) - 1):
            break
        if _NAME.fullmatch(word) and not (word.endswith(",") and not text[start + words[number].end() : end].strip()):
            first = number
        elif word.lower().strip(",.()") not in _JOINS or word.lower() == "in":
            break
    while first < len(words) and words[first].group().lower().strip(",") in _JOINS:
        first += 1
    return start + words[first].start() if first < len(words) else end


def _right(text: str, start: int, end: int) -> int:
    """Where the name after a v. ends."""
    last = start
    for match in re.finditer(r"\S+", text[start:end]):
        word = match.group()
        plain = word.strip(",.;:()[]\"'").lower()
        if word.startswith(("[", "(")) and re.match(r"[\[(]+\d", word):
            break
        if re.match(r"AIR$|reported$|decided$|dated$|\d{4}$", plain, re.I):
            break
        if _NAME.match(word):
            last = start + match.end()
        elif plain not in _JOINS or (
            plain in ("in", "by", "for") and not re.match(r"\s+[A-Z]", text[start + match.end() : end])
        ):
            break
        elif plain in ("others", "another", "ors", "anr", "etc"):
            last = start + match.end()
        if word.endswith((",", ";", ":", '"')) or (word.endswith(".") and len(plain) > 4):
            break
    while (
        last > start
        and text[last - 1] in " ,;:.\"'"
        and not re.search(r"(?:\b[A-Z]|Ors|Anr|Ltd|Co|Pvt|Inc)\.$", text[start:last])
    ):
        last -= 1
    return last
