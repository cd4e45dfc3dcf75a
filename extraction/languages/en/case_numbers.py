"""Finds case numbers: Civil Appeal No. 12 of 2020 (India), [2020] UKSC 5 (neutral citation), 1:20-cv-00123 (docket)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.languages.en.words import lowered, pattern
from anmai.extraction.text.normal import Span

_YEAR: Final = r"(?:1[89]|20)\d\d"
_NUMBER: Final = re.compile(rf"(?<![\w/-])(?<!\d\.){pattern('list_of_numbers', year=_YEAR)}")
_OTHER: Final = tuple(re.compile(pattern(name, year=_YEAR)) for name in ("neutral_citation", "docket", "joined_number"))
_BARE: Final = re.compile(r"(?<=\bNo\.)\s?\d{2,7}(?=\s+(?:dated|titled|filed)\b)")
_SIGN: Final = re.compile(r"(?:\bbearing\s+)?(?<![A-Za-z])(?:nos?|numbers?)(?:\s?\(s\)|\.s)?$", re.I)
_WORD: Final = re.compile(r"(?P<word>[A-Za-z]+|\([A-Za-z. ]{1,8}\)|\[[A-Za-z. ]{1,6}\])(?P<after>[\s./-]*)$")
#: Characters before a number in which the words of its kind stand.
_WINDOW: Final = 90
_LONGEST_SIGN: Final = 24
_MOST_WORDS: Final = 9


def iter_case_numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """Case numbers in [start, end), with the words of their kind; not those of statutes, orders or documents."""
    hits = [match.span() for form in _OTHER for match in form.finditer(text, start, end)]
    for numbers in (_NUMBER, _BARE):
        for match in numbers.finditer(text, start, end):
            first = _kind_start(text, max(start, match.start() - _WINDOW), match.start())
            if first is not None:
                hits.append((first, match.end()))
    taken = start
    for first, last in sorted(hits):
        if first >= taken:
            taken = last
            yield first, last


def _kind_start(text: str, start: int, number: int) -> int | None:
    """Where the words of a case's kind begin, right before its number; None when there are none."""
    at = _before_marks(text, start, number)
    sign = _SIGN.search(text, max(start, at - _LONGEST_SIGN), at)
    at = before = _before_marks(text, start, sign.start()) if sign else at
    first, known = None, False
    for count in range(_MOST_WORDS):
        match = _WORD.search(text, max(start, at - 24), at)
        if match is None or "\n\n" in match.group("after"):
            break
        word = match.group("word")
        plain = word.strip("()[]. ").lower()
        if word[0] in "([":
            at = match.start()
            continue
        if plain in lowered("case_words", "not_cases") and not match.group("after").startswith("."):
            if count == 0:
                return None
            break
        proceeding = plain in lowered("case_words", "proceedings") and word[0].isupper()
        if not proceeding and not _abbreviation(word, match.group("after"), text[match.start() - 1 : match.start()]):
            break
        known = True
        first = at = match.start()
    letters = re.sub(r"[^A-Za-z]", "", text[first:before]).lower() if first is not None else ""
    return first if known and letters not in lowered("case_words", "not_cases") else None


def _before_marks(text: str, start: int, at: int) -> int:
    while at > start and text[at - 1] in " \n.,:-":
        at -= 1
    return at


def _abbreviation(word: str, after: str, before: str) -> bool:
    """Whether a word is an abbreviation of a kind of case: W, CRL, FAO; Crl before a full stop."""
    if not word[0].isupper() or before.isalnum():
        return False
    return (word.isupper() and len(word) <= 8) or (len(word) <= 5 and after.startswith("."))
