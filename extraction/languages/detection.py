"""Tells a document's language from its characters: the share of Han characters among its letters."""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
#: Characters looked at in each of three places (start, middle, end): enough to tell, and no work on long documents.
_WINDOW: Final = 600
#: A Han character says about as much as this many Latin letters, so that a Chinese ruling that quotes an English
#: contract or names foreign companies stays Chinese, and an English one that quotes a Chinese name English.
_LETTERS_PER_HAN: Final = 3
_SHARE: Final = 0.4


def detect_language(text: str) -> str:
    """The code of the language whose pack should read a text.

    Args:
        text: A source text of any content.

    Returns:
        ``en`` where Latin letters clearly outweigh Han characters, else ``zh``, the platform's first language: a text
        without letters is read as it always was.
    """
    if len(text) <= 3 * _WINDOW:
        sample = text
    else:
        middle = len(text) // 2
        sample = text[:_WINDOW] + text[middle : middle + _WINDOW] + text[-_WINDOW:]
    latin = len(_LATIN.findall(sample))
    if not latin:
        return "zh"
    han = sum(map(len, _HAN.findall(sample))) * _LETTERS_PER_HAN
    return "en" if han < _SHARE * (han + latin) else "zh"
