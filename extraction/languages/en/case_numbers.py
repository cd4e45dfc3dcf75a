"""Finds case numbers: Indian (Civil Appeal No. 12 of 2020), neutral citations ([2020] UKSC 5), dockets (1:20-cv-00123)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.languages.en.words import lowered
from anmai.extraction.text.normal import Span

_YEAR: Final = r"(?:1[89]|20)\d\d"
_ONE: Final = rf"\d{{1,6}}(?:[-\u2013]\d{{1,6}})?(?:\s*\([A-Z]{{1,3}}\))?"
#: 12 of 2020, 12/2020, 1709-1710 of 2019, 38/2009 and 39/2009, 1830, 4130 & 4109 of 2022.
_NUMBERS: Final = rf"{_ONE}(?:\s*(?:,|&|and)\s*{_ONE}){{0,12}}\s*(?:/|\s+of\s+|\s+OF\s+|\s+Of\s+)\s*(?:{_YEAR}|\d\d)(?!\d)(?:\s*(?:,|&|and)\s*{_ONE}\s*(?:/|\s+of\s+)\s*{_YEAR})*"
_NEUTRAL: Final = (
    rf"\[{_YEAR}\]\s+(?:UKSC|UKPC|UKHL|UKUT|UKFTT|UKEAT|EAT|EWCA\s+(?:Civ|Crim)|EWHC|EWFC|EWCOP|CSIH|CSOH|NICA|NIQB|INSC|HCA|IESC|SGCA|ZASCA)\s+\d+"
    rf"(?:\s+\([A-Z][A-Za-z&]*\))?|{_YEAR}\s*:?\s*INSC\s*:?\s*\d+|{_YEAR}:[A-Z]{{2,8}}(?:-[A-Z]+)?:\d+(?:-[A-Z]{{2}})?"
)
_DOCKET: Final = (
    r"\d{1,2}:\d\d-(?:cv|cr|mc|mj|bk|ap|md)-\d{3,6}(?:-[A-Z]{2,4})*"
    r"|(?:Civil Action|Case|Docket|Civ\.|Crim\.)\s+Nos?\.?\s+\d{2,4}-[A-Z]{0,3}-?\d{1,6}\b"
)


#: 123/Del/2015 (income tax tribunals), 060/123/2018 (administrative tribunals).
_PLACED: Final = rf"\d{{1,6}}/(?:[A-Z][A-Za-z&]{{1,9}}|\d{{1,6}})/(?:{_YEAR}|\d\d)(?!\d)"
#: CWP-123-2016, CRM-M-123 of 2019, R/SCA/123/2020: kind and number in one word (Punjab and Haryana, Gujarat, Madhya Pradesh).
_JOINED: Final = rf"(?<![\w/.-])[A-Z]{{1,6}}(?:[/.-][A-Z]{{1,6}}){{0,3}}[/-]\d{{1,6}}(?:[/-][A-Z]{{1,3}})?(?:[/-]{_YEAR}|\s+of\s+{_YEAR})(?![\w/])"
_NUMBER: Final = re.compile(rf"(?<![\w/-])(?<!\d\.)(?:{_PLACED}|{_NUMBERS})")
_OTHER: Final = tuple(map(re.compile, (_NEUTRAL, _DOCKET, _JOINED)))
_BARE: Final = re.compile(r"(?<=\bNo\.)\s?\d{2,7}(?=\s+(?:dated|titled|filed)\b)")
_SIGN: Final = re.compile(r"(?:\bbearing\s+)?(?<![A-Za-z])(?:nos?|numbers?)(?:\s?\(s\)|\.s)?$", re.I)
_WORD: Final = re.compile(r"(?P<word>[A-Za-z]+|\([A-Za-z. ]{1,8}\)|\[[A-Za-z. ]{1,6}\])(?P<after>[\s./-]*)$")
#: Characters before a number in which the words of its kind stand.
_WINDOW: Final = 90
_LONGEST_SIGN: Final = 24
_MOST_WORDS: Final = 9


def iter_case_numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """Case numbers in [start, end), with the words of their kind; not those of statutes, orders or documents."""
    hits = [match.span() for pattern in _OTHER for match in pattern.finditer(text, start, end)]
    for pattern in (_NUMBER, _BARE):
        for match in pattern.finditer(text, start, end):
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
