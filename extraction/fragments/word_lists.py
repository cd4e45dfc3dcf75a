"""The word lists of data/mention_words.yaml as parts of regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from anmai.extraction.data.tables import table


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


def beginning(*names: str, also: str = "") -> str:
    """A look ahead at the first characters of the words of some lists, of shielded names and of ``also``."""
    firsts = {word[0] for name in names for word in words(name)} | {word[0] for word in _shielded()} | {*also}
    return f"(?=[{''.join(map(re.escape, sorted(firsts)))}])"


def shielded() -> str:
    """Names of places that hold a word which elsewhere ends or begins a name (和平, 于都), as alternatives."""
    return any_of(_shielded())


@cache
def _shielded() -> tuple[str, ...]:
    return tuple(sorted(table("places")["shielded"].split(), key=lambda word: (-len(word), word)))


@cache
def given_characters() -> frozenset[str]:
    """Characters of which given names are mostly made."""
    return frozenset(table("given_names")["characters"].replace(" ", ""))
