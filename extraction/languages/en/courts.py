"""Finds the names of courts: the one in the caption, and those that sentences name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from anmai.extraction.languages.en.words import alternation, pattern
from anmai.extraction.text.normal import Span

_LEAD: Final = re.compile(r"[\W_\d]*(?:(?:in|before)\s+)?(?:the\s+)?(?:hon'?\W?ble\s+|honou?rable\s+)?", re.I)
_CUT: Final = re.compile(pattern("caption_court_cut"), re.I)
_COURT: Final = re.compile(r"courts?\b|tribunal\b|commission\b|forum\b|c\s+o\s+u\s+r\s+t", re.I)
_SPACED: Final = re.compile(r"s\s+u\s+p\s+r", re.I)


def caption_court(text: str, start: int, end: int) -> Span | None:
    """The court's name in a line of the caption, without In The.

    Args:
        text: Plain text.
        start: Of the line, or of the two lines that the name takes.
        end: Where they end.
    """
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    named = _COURT.search(text, start, end)
    if named is None:
        return None
    cut = _CUT.search(text, named.end(), end)
    whole = cut is None or _SPACED.search(text, start, end) or "bench" in text[cut.start() : end][:60].lower()
    stop = end if cut is None or whole else cut.start()
    while stop > start and not (text[stop - 1].isalnum() or text[stop - 1] in ")'\""):
        stop -= 1
    return start, stop


def courts_in_body(text: str, start: int, end: int) -> Iterator[Span]:
    """Courts that sentences name as particular ones; 'this Court', 'the High Court' alone name none."""
    taken = start
    for anchor in _anchors().finditer(text, start, end):
        if anchor.end() <= taken:
            continue
        first, last = max(taken, anchor.start() - _BEFORE), min(end, anchor.end() + _AFTER)
        for match in _body().finditer(text, first, last):
            span = match.span("court") if match.group("court") else match.span("initials")
            if span[0] > anchor.start():
                break
            if span[1] >= anchor.end():
                taken = span[1]
                yield span
                break


#: Characters of a court's name before and after the word that says it is one.
_BEFORE: Final = 80
_AFTER: Final = 70


@cache
def _anchors() -> re.Pattern[str]:
    """The word in a court's name that is looked for first; names without one are not searched for."""
    initials = alternation("court_words", "initials")
    return re.compile(rf"(?:Court|Tribunal|Lords|Council|Circuit|Judge|Magistrate|Commission|{initials})\b")


@cache
def _body() -> re.Pattern[str]:
    initials = alternation("court_words", "initials")
    named = pattern(
        "court_in_sentence",
        high_courts=alternation("court_words", "high_courts"),
        particular=alternation("court_words", "particular"),
    )
    return re.compile(rf"(?P<court>\b{named})(?!\w)|(?<![\w.(])(?P<initials>{initials})(?!\w)")
