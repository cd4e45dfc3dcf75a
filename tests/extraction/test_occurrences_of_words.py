"""Where a word stands in a text, found without a regular expression."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from anmai.extraction.text.occurrences import occurrences

_TEXTS = st.text(alphabet="张某王。", max_size=40)
_WORDS = st.text(alphabet="张某王", min_size=1, max_size=3)


@given(_TEXTS, _WORDS)
def test_occurrences_are_those_of_a_pattern(text: str, word: str) -> None:
    assert list(occurrences(text, word)) == [match.start() for match in re.finditer(word, text)]


@given(_TEXTS, _WORDS)
def test_overlapping_occurrences_are_all_places_where_the_word_begins(text: str, word: str) -> None:
    places = [at for at in range(len(text)) if text.startswith(word, at)]

    assert list(occurrences(text, word, overlapping=True)) == places


def test_occurrences_keep_to_their_part_of_the_text() -> None:
    assert list(occurrences("某甲某甲某甲", "某甲", 1, 5)) == [2]


def test_an_empty_word_stands_nowhere() -> None:
    assert list(occurrences("某甲", "")) == []
