"""Reads dates as English judgments write them: 31.07.2019, 7th March 2020, December 18, 1999."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR: Final = r"(?:1[6789]|20)\d\d"
_DATE: Final = re.compile(
    rf"(?<![\d/.])(?P<d1>\d{{1,2}})\s?(?P<sep>[./-])\s?(?P<m1>\d{{1,2}})\s?(?P=sep)\s?(?P<y1>{_YEAR}|\d\d)(?![\d/])|"
    rf"(?<!\d)(?P<y4>{_YEAR})-(?P<m4>\d\d)-(?P<d4>\d\d)(?!\d)|"
    rf"\b(?P<d2>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:day\s+)?(?:of\s+)?(?P<m2>{_MONTH})\.?\s*,?\s*(?P<y2>{_YEAR})\b|"
    rf"\b(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<y3>{_YEAR})\b",
    re.I,
)


#: What a date begins with; looking for it first is quicker than trying every form at every character.
_ANCHOR: Final = re.compile(
    r"[0-9]+|[JFMASOND](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)"
)


class DateHit(NamedTuple):
    """A date in a text: its span, and its ISO form; None where the order of day and month can't be told."""

    start: int
    end: int
    iso: str | None


def iter_dates(text: str, start: int, end: int, *, month_first: bool = False) -> Iterator[DateHit]:
    """Dates in [start, end).

    Args:
        text: Plain text.
        start: Where to begin.
        end: Where to stop.
        month_first: Figures give the month first, as American courts do.
    """
    at = start
    while anchor := _ANCHOR.search(text, at, end):
        at = anchor.end()
        match = _DATE.match(text, anchor.start(), end)
        if match is None:
            continue
        at = match.end()
        kind = next(key for key in "1423" if match.group(f"d{key}"))
        year, month, day = (match.group(f"{part}{kind}") for part in "ymd")
        if kind == "1" and month_first:
            month, day = day, month
        number = (
            int(month)
            if month.isdigit()
            else next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == month[:3].lower())
        )
        whole = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 50 else 1900)
        valid = 1 <= number <= 12 and 1 <= int(day) <= 31
        yield DateHit(*match.span(), f"{whole:04}-{number:02}-{int(day):02}" if valid else None)
