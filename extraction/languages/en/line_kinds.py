"""Tells what a line of a caption announces: court, judge, party, counsel, number, date, or the judgment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from anmai.extraction.languages.en.roles import names_role, role_pattern
from anmai.extraction.languages.en.words import alternation, table
from anmai.extraction.text.normal import Span


class Kind(Enum):
    """What a line announces; the values of those told by words alone are keys of data/line_patterns.yaml."""

    BLANK = "blank"
    HEADING = "heading"
    BETWEEN = "between"
    VERSUS = "versus"
    PRAYER = "prayer"
    COUNSEL = "counsel"
    JUDGE = "judge"
    FACTS = "facts"
    NUMBER = "number"
    COURT = "court"
    ROLE_AFTER = "role after the names"
    ROLE_BEFORE = "role before the names"
    BOTH_SIDES = "names on both sides of a v."
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the caption.

    Attributes:
        start: Of its words, without white space at the edges.
        end: Of its words.
        kind: What it announces.
        role: The role's words for ROLE_AFTER and ROLE_BEFORE.
        names: Span of the names that stand in it; empty when none do.
        after: For BOTH_SIDES, the span of the names after the v.
    """

    start: int
    end: int
    kind: Kind
    role: Span | None = None
    names: Span = (0, 0)
    after: Span = (0, 0)


#: A line longer than this is prose: no caption's line.
LONGEST: Final = 260
#: A line with more characters than this doesn't begin with a role and go on with names.
_LONGEST_ROLE_LINE: Final = 80
#: A page's number alone on its line.
_PAGE: Final = re.compile(r"[\W_]*\d{1,3}[\W_]*|page\s+\d+(?:\s+of\s+\d+)?", re.I)
_BOTH: Final = re.compile(
    r"(?P<left>[A-Z][^\n]{1,119}?|R\.?|Rex|The\s+(?:King|Queen))\s*(?:\s(?:v\.?|[vV]/?[sS]\.?|[Vv]ersus|VERSUS)|-\s?v\.?\s?-)\s+(?P<right>[A-Z(\d\"'][^\n]{1,120})"
)
#: Before a role that ends a sentence about counsel: Mr. Example, for the Appellant.
_FOR: Final = re.compile(r"\bfor\s+(?:the\s+)?[\w-]*$", re.I)


@dataclass(frozen=True, slots=True)
class _Signs:
    """How lines of one kind are told."""

    starts: re.Pattern[str] | None
    words: tuple[str, ...]
    holds: re.Pattern[str] | None

    def match(self, line: str, lowered: str) -> bool:
        if self.starts is not None and self.starts.match(line):
            return True
        return (
            self.holds is not None
            and any(word in lowered for word in self.words)
            and self.holds.search(line) is not None
        )


@cache
def _signs(kind: Kind) -> _Signs:
    entry = table("line_patterns")[kind.value]

    def joined(patterns: list[str]) -> str:
        filled = "|".join(patterns)
        filled = filled.replace("{role}", role_pattern(named=False))
        return filled.replace("{titles}", alternation("caption_words", "titles"))

    starts = None
    if "starts" in entry:
        starts = re.compile(rf"[\W_]*(?:{joined(entry['starts'])})", re.I)
    elif "whole" in entry:
        starts = re.compile(rf"[\W_]*(?:{joined(entry['whole'])})[\W_]*$", re.I)
    holds = re.compile(joined(entry["holds"]), re.I) if "holds" in entry else None
    return _Signs(starts, tuple(entry.get("words", ())), holds)


@cache
def _role_before() -> re.Pattern[str]:
    return re.compile(
        rf"[\W_]*(?:the\s+)?{role_pattern()}\s*\)?\s*(?::\s*-?|\s-{{1,2}}\s|\s{{3,}}(?=[A-Z]))[\s.:-]*(?P<names>.*)$",
        re.I,
    )


@cache
def _role_after() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){role_pattern()}\s*[-.,:;\])*_]*\s*(?:\(common\))?$", re.I)


#: What parts names from a role that follows them: dots, dashes, a bracket, or two blanks.
_LEAD: Final = re.compile(r"(?:[.\]_:)*]+|-{2,}|\s-)\s*$|\s{2,}$")


def read_line(text: str, start: int, end: int) -> Line:
    """The line [start, end) of a caption, trimmed, with what it announces."""
    words = text[start:end]
    if not words or _PAGE.fullmatch(words):
        return Line(start, end, Kind.BLANK)
    if len(words) > LONGEST:
        prayer = _signs(Kind.PRAYER).match(words[:LONGEST], "")
        return Line(start, end, Kind.PRAYER if prayer else Kind.PLAIN)
    lowered = words.lower()
    for kind in (Kind.HEADING, Kind.BETWEEN, Kind.VERSUS, Kind.PRAYER, Kind.COUNSEL):
        if _signs(kind).match(words, lowered):
            return Line(start, end, kind)
    role = _line_with_role(text, start, end) if names_role(lowered) else None
    if role:
        return role
    if _signs(Kind.JUDGE).match(words, lowered):
        return Line(start, end, Kind.JUDGE)
    both = _BOTH.fullmatch(words) if " v" in lowered or "-v" in lowered else None
    if both:
        left, right = ((start + both.start(group), start + both.end(group)) for group in ("left", "right"))
        return Line(start, end, Kind.BOTH_SIDES, None, left, right)
    for kind in (Kind.FACTS, Kind.NUMBER, Kind.COURT):
        if _signs(kind).match(words, lowered):
            return Line(start, end, kind)
    return Line(start, end, Kind.PLAIN)


def _line_with_role(text: str, start: int, end: int) -> Line | None:
    before = _role_before().match(text, start, end)
    if before:
        return Line(start, end, Kind.ROLE_BEFORE, before.span("role"), before.span("names"))
    after = _role_after().search(text, start, end)
    if after is None or _FOR.search(text[start : after.start()]):
        return None
    lead = _LEAD.search(text, start, after.start())
    if after.start() > start and lead is None:
        return None
    names_end = lead.start() if lead else start
    while names_end > start and text[names_end - 1] in " .":
        names_end -= 1
    if names_end == start and end - start > _LONGEST_ROLE_LINE:
        return None
    return Line(start, end, Kind.ROLE_AFTER, after.span("role"), (start, names_end))
