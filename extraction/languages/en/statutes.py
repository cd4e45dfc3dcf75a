"""Finds statutes and provisions that sentences cite, and pairs each provision with its statute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from anmai.extraction.languages.en.words import alternation, listed, pattern
from anmai.extraction.text.normal import Span

_PROVISION: Final = re.compile(rf"(?<!\w){pattern('provision')}")
#: What a provision begins with; looked for first, since it is quicker than trying every form at every character.
_PROVISION_WORD: Final = re.compile(
    r"[Ss]ec|SEC|[Ss]ub|SUB|[Aa]rt|ART|[Oo]rder|ORDER|[Rr]ule|RULE|[Rr]egul|REGUL|[Cc]hap|CHAP|"
    r"[Ss]s?\.|SS\.|[Uu]/[Ss]|§"
)
_ARTICLE: Final = re.compile(r"(?<![\w(.])(?P<number>\d{1,4})(?:[ -]?(?P<letter>[A-Z]{1,2})(?![a-z]))?")
_JOINED: Final = re.compile(r"\s*,?\s*(?:of|under|in)?\s*(?:the\s+)?(?:said\s+)?", re.I)
_LOWER: Final = frozenset(("of", "and", "the", "for", "in", "to", "on", "or", "with", "&"))


@dataclass(frozen=True, slots=True)
class Citation:
    """A statute's article that a sentence cites.

    Attributes:
        law: Span of the statute's name.
        article: The section's or article's number.
        letter: Its letter (Section 304B), or None.
        at: Span of the number.
    """

    law: Span
    article: int
    letter: str | None
    at: Span


def iter_provisions(text: str, start: int, end: int) -> Iterator[Span]:
    """Sections, articles, rules, chapters, with their numbers."""
    at = start
    while anchor := _PROVISION_WORD.search(text, at, end):
        match = _PROVISION.match(text, anchor.start(), end)
        if match is None:
            at = anchor.end()
            continue
        at = match.end()
        last = match.end()
        while last > match.start() and text[last - 1] in " ,-/&":
            last -= 1
        yield match.start(), last


@cache
def _heads() -> re.Pattern[str]:
    heads = alternation("statute_words", "heads")
    initials = alternation("statute_words", "initials")
    year = r"(?:\s*,?\s*(?:\(\s*(?:Act\s+)?(?:No\.?\s*)?\d+\s+of\s+)?\(?(?:1[789]|20)\d\d\)?)?"
    return re.compile(
        r"(?P<numbered>\bAct\s+(?:No\.?\s*)?\d+\s+of\s+(?:1[89]|20)\d\d)|"
        rf"(?P<initials>(?<![\w.])(?:{initials})(?!\w|\s+(?:Court|Tribunal)))|"
        rf"(?P<long>\b(?:{heads})\b(?:\s+of\s+India\b|\s+\(Amendment\))?)(?P<year>{year})"
    )


@cache
def _head_words() -> re.Pattern[str]:
    words = (*listed("statute_words", "heads"), *listed("statute_words", "initials"))
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def iter_statutes(text: str, start: int, end: int) -> Iterator[Span]:
    """Statutes by their titles or initials; 'the Act' alone names none."""
    taken = start
    for anchor in _head_words().finditer(text, start, end):
        match = _heads().match(text, anchor.start(), end)
        if match is None or anchor.start() < taken:
            continue
        if match.group("initials") or match.group("numbered"):
            span = match.span()
        else:
            first = _title_start(text, max(taken, match.start() - 160), match.start())
            head = match.group("long")
            bare = first == match.start()
            if bare and not (head and head.startswith("Constitution")):
                continue
            if head in ("Order", "Scheme", "Guidelines", "Bill", "Amendment", "Regulation") and not match.group("year"):
                continue
            span = (first, match.end())
        if span[0] >= taken:
            taken = span[1]
            yield span


_BACK: Final = re.compile(r"(?:[\w'.&()/-]+|&)\s+$")
_CAPITAL: Final = re.compile(r"[('\"]?[A-Z]")
_NOT_IN_TITLE: Final = frozenset(listed("statute_words", "not_in_title"))


def _title_start(text: str, start: int, end: int) -> int:
    """Where a statute's title begins, whose last word begins at ``end``: capitalised words and what joins them."""
    at = first = end
    while at > start:
        match = _BACK.search(text, max(start, at - 40), at)
        if match is None or match.start() < start or "\n\n" in match.group():
            break
        word = match.group().strip()
        if _CAPITAL.match(word):
            if word in _NOT_IN_TITLE or re.search(r"\d", word) or (word.endswith(".") and len(word) > 4):
                break
            first = at = match.start()
        elif word.lower() in _LOWER and first != end:
            at = match.start()
        else:
            break
    while first < end and not text[first].isalpha() and not (text[first] == "(" and ")" in text[first:end]):
        first += 1
    return first


def citations(text: str, provisions: list[Span], statutes: list[Span]) -> list[Citation]:
    """Provisions that a statute's name follows, number by number, each once."""
    found: dict[tuple[str, int, str | None], Citation] = {}
    by_start = {span[0]: span for span in statutes}
    for start, end in provisions:
        join = _JOINED.match(text, end)
        law = by_start.get(join.end() if join else end)
        if law is None or re.match(r"order|chapter|rule", text[start:end], re.I):
            continue
        for match in _ARTICLE.finditer(text, start, end):
            key = (text[slice(*law)], int(match.group("number")), match.group("letter"))
            found.setdefault(key, Citation(law, key[1], key[2], match.span()))
    return list(found.values())
