"""Drugs and their weights, as sentences name them: 甲基苯丙胺, 冰毒; 0.5克, 十余克. A 约 before a weight stays out."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.fragments.word_lists import alternatives
from anmai.extraction.text.normal import Span

_NUMERAL: Final = "〇零一二三四五六七八九十百千两半"
#: The first character stands before all that is asked of it, so that the search skips all others at once.
_WEIGHT: Final = re.compile(
    rf"[\d{_NUMERAL}](?<![\d.].)(?:(?<=\d)\d*(?:\.\d+)?|"
    rf"(?<=[{_NUMERAL}])[{_NUMERAL}]*(?:点[〇零一二三四五六七八九]+)?)(?:余|多)?"
    r"(?:千克|公斤|毫克|克|盎司|g(?![a-z])|kg|mg)"
)


@cache
def _drugs() -> re.Pattern[str]:
    return re.compile(alternatives("drugs"))


def drugs(text: str) -> list[Span]:
    """Where drugs are named, in order."""
    return [match.span() for match in _drugs().finditer(text)]


def weights(text: str) -> list[Span]:
    """Where weights are named, in order."""
    if "克" not in text and "斤" not in text and "g" not in text and "盎司" not in text:
        return []
    return [match.span() for match in _WEIGHT.finditer(text)]
