"""The word lists of data/mention_words.yaml as parts of regular expressions."""

from __future__ import annotations

import re
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
    return "|".join(map(re.escape, words(name)))


@cache
def given_characters() -> frozenset[str]:
    """Characters of which given names are mostly made."""
    return frozenset(table("given_names")["characters"].replace(" ", ""))
