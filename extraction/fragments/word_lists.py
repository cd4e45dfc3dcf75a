"""The word lists of data/mention_words.yaml as parts of regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from anmai.extraction.data.tables import table
from anmai.extraction.text.normal import Span


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of one list, the longest first.

    Args:
        name: Key of data/mention_words.yaml.
    """
    return tuple(sorted(set(table("mention_words")[name].split()), key=lambda word: (-len(word), word)))


def alternatives(name: str) -> str:
    """The words of one list as alternatives of a regular expression, the longest first."""
    return any_of(words(name))


def any_of(choices: Iterable[str]) -> str:
    """Words as alternatives, in their order, those with one first character together: few are tried at any place.

    A pattern that begins with them is searched for by their first characters alone.
    """
    rests: dict[str, list[str]] = {}
    for word in choices:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    together = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return f"(?:{'|'.join(together)})"


@dataclass(frozen=True, slots=True)
class WordFinder:
    """Finds words of a list, passing over longer words that hold one of them (放在 holds 在, 于都县 holds 于).

    Attributes:
        pattern: Finds them all; it is searched for by the words' first characters alone.
        wanted: Those that are looked for.
    """

    pattern: re.Pattern[str]
    wanted: frozenset[str]

    def all(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Where words of the list stand in text[start:end], in order."""
        wanted = self.wanted
        found = self.pattern.finditer(text, start, len(text) if end is None else end)
        return [match.span() for match in found if match.group() in wanted]

    def first(self, text: str, start: int, end: int) -> int:
        """Where the first of them begins in text[start:end]; ``end`` where there is none."""
        for match in self.pattern.finditer(text, start, end):
            if match.group() in self.wanted:
                return match.start()
        return end


@cache
def finder(wanted: str, passed_over: str | None = None) -> WordFinder:
    """A finder for a list of words.

    Args:
        wanted: Key of data/mention_words.yaml.
        passed_over: Key of the list of words that hold one of the wanted and aren't meant. Names of places that hold
            a word which elsewhere ends or begins a name (和平, 于都) are always passed over.
    """
    listed = (*(words(passed_over) if passed_over else ()), *_shielded())
    others = [word for word in listed if any(_meet(word, other) for other in words(wanted))]
    return WordFinder(re.compile(any_of((*others, *words(wanted)))), frozenset(words(wanted)) - set(others))


def _meet(first: str, second: str) -> bool:
    """Whether ``second`` may begin inside ``first``: others needn't be looked for to pass over them."""
    return any(first.startswith(second, at) or second.startswith(first[at:]) for at in range(len(first)))


@cache
def _shielded() -> tuple[str, ...]:
    return tuple(sorted(table("places")["shielded"].split(), key=lambda word: (-len(word), word)))


@cache
def given_characters() -> frozenset[str]:
    """Characters of which given names are mostly made."""
    return frozenset(table("given_names")["characters"].replace(" ", ""))
