"""Finds the names of courts: the one in the caption, and those that sentences name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from anmai.extraction.languages.en.words import alternation
from anmai.extraction.text.normal import Span

_LEAD: Final = re.compile(r"[\W_\d]*(?:(?:in|before)\s+)?(?:the\s+)?(?:hon'?\W?ble\s+|honou?rable\s+)?", re.I)
_AT: Final = re.compile(
    r"\s*,?\s*(?:at\s+[A-Z]\w+(?:[ -][A-Z]\w+){0,2}|(?:,\s*)?(?:[A-Z]\w+\s+)?bench\W{1,3}(?:at\s+)?[A-Z]?\w*|bench\s+(?:at\s+)?[A-Z]\w+)",
    re.I,
)
_CUT: Final = re.compile(r"(?<=\S)[ ]{3,}\S|\s*(?:\bcoram\b|\bpresent\s*:|\bbefore\s*:)|\s*[:*]|\(", re.I)


def caption_court(text: str, start: int, end: int) -> Span | None:
    """The court's name in a line of the caption, without In The.

    Args:
        text: Plain text.
        start: Of the line, or of the two lines that the name takes.
        end: Where they end.
    """
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    named = re.compile(r"courts?\b|tribunal\b|commission\b|forum\b|c\s*o\s*u\s*r\s*t", re.I).search(text, start, end)
    if named is None:
        return None
    cut = _CUT.search(text, named.end(), end)
    stop = (
        cut.start()
        if cut
        and "bench" not in text[cut.start() : end].lower()[:60]
        and not re.search(r"s\s+u\s+p\s+r|S U P R", text[start:end], re.I)
        else end
    )
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
    return re.compile(
        rf"(?:Court|Tribunal|Lords|Council|Circuit|Judge|Magistrate|Commission|{alternation('court_words', 'initials')})\b"
    )


@cache
def _body() -> re.Pattern[str]:
    places = alternation("court_words", "high_courts")
    initials = alternation("court_words", "initials")
    particular = alternation("court_words", "particular")
    place = (
        r"(?:(?:\s+of|,)\s+(?:the\s+)?(?:India|[A-Z]\w+(?:\s+(?:and|&)\s+[A-Z]\w+|\s+[A-Z]\w+){0,2})|\s+at\s+[A-Z]\w+)"
    )
    words = r"(?:(?:[A-Z][\w.'-]*|\d+\s?(?:st|nd|rd|th)|[IVX]+|&|and|of|the|for|-cum-)\s+){0,6}?"
    return re.compile(
        rf"(?P<court>\b(?:"
        rf"Supreme\s+Court(?:\s+of\s+(?:India|[A-Z]\w+(?:\s[A-Z]\w+)?))?|Apex\s+Court|(?:U\.?S\.?|United\s+States)\s+(?:Supreme\s+Court|(?:District|Bankruptcy|Tax)\s+Court{place}?)|"
        rf"(?:{places}\s+High\s+Court(?:\s+at\s+[A-Z]\w+)?|High\s+Court\s+(?:of\s+Judicature\s+)?(?:of|at|for)\s+(?:the\s+)?(?:State\s+of\s+)?{places}(?:\s+at\s+[A-Z]\w+)?)|"
        rf"Court\s+of\s+(?:Appeals?|Session|Justice|King's\s+Bench|Queen's\s+Bench|Protection|Claims)(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z]\w+(?:\s[A-Z]\w+){{0,2}})?|House\s+of\s+Lords|Privy\s+Council|"
        rf"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Federal|D\.C\.)\s+Circuit|"
        rf"(?:(?:\d+\s?(?:st|nd|rd|th)\s+|[IVX]+\s+)?(?:Additional\s+|Addl\.?\s+|Principal\s+|National\s+|State\s+|Central\s+|Special\s+|Chief\s+)*(?:{particular}\s+)+(?:Appellate\s+)?Tribunal"
        rf"(?:-cum-[A-Z0-9][\w.]*(?:\s+[A-Z][\w.]*){{0,5}})?{place}?)|"
        rf"(?:(?:\d+\s?(?:st|nd|rd|th)|[IVX]+|[Ll]earned|Principal|Prl\.)\s+)?(?:(?:Addl\.?|Additional|Principal|Prl\.|Chief|Special|Senior|Junior|Metropolitan|City|Civil|Sessions|District|Family|Judicial|Assistant|&|and)\s+)+"
        rf"(?:Judge|Magistrate|Sessions\s+Judge|Court)(?:\s+(?:&|and)\s+(?:[A-Z][\w.]*\s+){{1,4}}(?:for\s+[A-Z]\w+\s+Cases))?(?:,\s+[A-Z]\w+)|"
        rf"(?:TADA|POCSO|NIA|CBI|POTA)\s+Court|National\s+[A-Z]\w+(?:\s[A-Z]\w+){{0,3}}\s+(?:Tribunal|Commission){place}?"
        rf"))(?!\w)|(?<![\w.(])(?P<initials>{initials})(?![\w])"
    )
