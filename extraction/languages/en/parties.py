"""Reads the parties: every name of a caption's blocks, its side, role and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from anmai.extraction.languages.en.caption import PartyBlock
from anmai.extraction.languages.en.names import skip_titles, trimmed
from anmai.extraction.languages.en.words import alternation, pattern
from anmai.extraction.text.normal import Span

_NUMBER: Final = re.compile(r"\W*(?:\(\d{1,3}\)|\(?\d{1,3}(?:\s*[.)\]]+(?!\d)|\s{2,}(?=[A-Z])))[\s.]*(?=\S)")
_LEAD: Final = re.compile(r"[\s.\-_:*>%+$~\[\]]*(?:(?:the|in re|re|ex parte|between)\b[\s:]*)?", re.I)
_JOINED: Final = re.compile(r",\s+and\s+|\s+and\s+|\s+&\s+|,\s+(?!(?:jr|sr|inc|llc|llp|ltd)\b)|;\s*", re.I)
_PERSON: Final = re.compile(r"[A-Z][\w'.-]*(?:\s+[A-Z][\w'.-]*){1,3}(?:,\s+(?:Jr|Sr|JR|SR)\.?)?")
_OFFICE: Final = re.compile(r"[A-Z][\w'.&-]*(?:,?\s+(?:[A-Z][\w'.-]*|of|the|for|and|&)){1,8}")
_CORPORATE: Final = re.compile(r",?\s+(?:Ltd|Limited|Inc|LLC|L\.L\.C|LLP|Corp|Co|PLC|N\.A|L\.P|S\.A)\b\.?", re.I)
_THROUGH: Final = re.compile(r"[\s,.]*(?:\([^)\n]*\)[\s,.]*)?(?:through|rep(?:resented|td)?\.?\s+by|by)\s+its\b", re.I)
_ENTRY_ENDS: Final = re.compile(r"(?:[,;]|\band)\s*$", re.I)
_COLUMN_GAP: Final = re.compile(r"[^\S\n]*[)|](?:\s|$)")
_NO_NAME: Final = re.compile(r"(?:L\.?Rs?|Ors|Anr|Others?|Another|Legal\s+(?:Heirs|Representatives))\.?", re.I)
_CONNECTED: Final = re.compile(r"(?:\b(?:of|the|for|and|in|to|at)|&)\s*$", re.I)
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class PartyHit:
    """A party where a caption names it.

    Attributes:
        name: Span of the name alone.
        side: ``petitioner`` or ``respondent``.
        role: Span of the role's words, or None.
        kind: ``person`` or ``organization``.
        number: Its number within its block, from 1.
    """

    name: Span
    side: str
    role: Span | None
    kind: str
    number: int


def read_parties(text: str, blocks: list[PartyBlock]) -> list[PartyHit]:
    """The parties of a caption's blocks, in the order of the text."""
    hits: list[PartyHit] = []
    for block in blocks:
        number = 0
        for start, end in _entries(text, block):
            for name in _names(text, start, end, block):
                number += 1
                kind = kind_of(text[slice(*name)], text[name[1] : name[1] + 60])
                hits.append(PartyHit(name, block.side, block.role, kind, number))
    return hits


#: The Crown, where it prosecutes: R v Example.
_CROWN: Final = re.compile(r"\s*(?P<name>R)\.?\s*")


def kind_of(name: str, after: str = "") -> str:
    """Whether a party's name is an organization's or office's, or a person's.

    Args:
        name: The party's name.
        after: What follows it: who acts "through its" somebody is no person.
    """
    return "organization" if name == "R" or _organization().search(name) or _THROUGH.match(after) else "person"


@cache
def _organization() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){alternation('caption_words', 'organization_words')}(?![\w'])|&", re.I)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(pattern("party_name_ends", name_ends=alternation("caption_words", "name_ends")), re.I)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{alternation('caption_words', 'name_goes_on')}\b|&\s*(?!ors|anr|others|another))", re.I)


def _entries(text: str, block: PartyBlock) -> list[Span]:
    """The spans of a block's parties: one a number, or one in all."""
    starts = [span for span in block.spans if span[0] < span[1]]
    if not starts:
        return []
    end = starts[-1][1]
    if len(starts) > 1 and _COLUMN_GAP.match(text, starts[0][1]):  # a column: the other one stands between its lines
        return [
            span
            for number, span in enumerate(starts)
            if number == 0 or _ENTRY_ENDS.search(text[slice(*starts[number - 1])])
        ]
    numbered = [span[0] for span in starts if _NUMBER.match(text, *span)]
    if numbered:
        return list(zip(numbered, [*numbered[1:], end], strict=True))
    return [(starts[0][0], end)]


def _names(text: str, start: int, end: int, block: PartyBlock) -> list[Span]:
    number = _NUMBER.match(text, start, end)
    start = number.end() if number else start
    several = block.role is not None and text[: block.role[1]].rstrip(")").endswith(("s", "S"))
    if several and not number:
        listed = _listed(text, start, end)
        if listed:
            return listed
    name = party_name(text, start, end)
    return [name] if name else []


def _listed(text: str, start: int, end: int) -> list[Span]:
    """The names of a list in one sentence: Ann Lee, Bob Roe and Carl Poe; none when it is no plain list."""
    spans: list[Span] = []
    at = start
    for comma in [*_JOINED.finditer(text, start, end), None]:
        stop = comma.start() if comma else end
        piece = trimmed(text, at, stop)
        at = skip_titles(text, _LEAD.match(text, at, stop).end(), stop)  # type: ignore[union-attr]
        organized = bool(_organization().search(text[at:piece])) and bool(_OFFICE.fullmatch(text, at, piece))
        if not organized and not _PERSON.fullmatch(text, at, piece):
            return []
        spans.append((at, piece))
        at = comma.end() if comma else end
    return spans if len(spans) > 1 else []


def party_name(text: str, start: int, end: int) -> Span | None:
    """The name that an entry begins with, without number, titles and what describes the party.

    Args:
        text: Plain text.
        start: Where the entry begins, after its number.
        end: Where it ends.
    """
    if crown := _CROWN.fullmatch(text, start, end):
        return crown.span("name")
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    start = skip_titles(text, start, end)
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    stop = _stop(text, start, min(end, start + _LONGEST))
    stop = trimmed_name(text, start, stop)
    name = text[start:stop]
    if (
        _NO_NAME.fullmatch(name)
        or stop - start < 2
        or not name[0].isupper()
        or not re.search(r"[A-Za-z]{2}|[A-Z]\.", name)
    ):
        return None
    return start, stop


def _stop(text: str, start: int, end: int) -> int:
    """Where an entry's name ends: before its address, parents, age, representative or 'and others'."""
    at = start
    while at < end:
        match = _ends().search(text, at, end)
        stop = match.start() if match else end
        line = text.find("\n", at, stop)
        while line >= 0 and (_CONNECTED.search(text[max(start, line - 8) : line]) or _goes_on().match(text, line, end)):
            line = text.find("\n", line + 1, stop)
        if line >= 0:
            return line
        corporate = _CORPORATE.match(text, stop, end) if match and match.group() == "," else None
        if corporate is None:
            return stop
        at = corporate.end()
    return end


def trimmed_name(text: str, start: int, end: int) -> int:
    """A party's name's end; Ltd. and initials keep their full stop."""
    while end > start and (text[end - 1] in " \n,;:-'\"]*_&" or text[start:end].endswith((" and", " And", " AND"))):
        end -= 3 if text[end - 1] in "dD" else 1
    while end > start and text[end - 1] == ".":
        word = re.search(r"[\w.]+$", text[start:end])
        if word and (re.fullmatch(r"(?:\w\.)+|.*\.[A-Z]\.", word.group()) or _CORPORATE.fullmatch(" " + word.group())):
            break
        end -= 1
    return end
