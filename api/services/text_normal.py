"""One normal form of text for searching: widths, spaces, punctuation and letter case don't count; offsets are kept."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

#: Masks (张××, 张＊) are told by one letter; else 张×× would be searched as 张.
_MASK: Final = str.maketrans(dict.fromkeys("×✕╳＊*✖", "x"))


@lru_cache(maxsize=65536)
def _normal(letter: str) -> str:
    folded = unicodedata.normalize("NFKC", letter.translate(_MASK)).translate(_MASK).casefold()
    return "".join(part for part in folded if part.isalnum())


def normal_form(text: str) -> str:
    """The text as it is searched: NFKC, case-folded, letters and digits alone.

    Example:
        >>> normal_form("（2019） 浙0106刑初 123号")
        '2019浙0106刑初123号'
    """
    return "".join(map(_normal, text))


def normal_form_with_offsets(text: str) -> tuple[str, list[int]]:
    """The normal form, and for each of its letters the code point of ``text`` that it came from."""
    letters: list[str] = []
    offsets: list[int] = []
    for index, letter in enumerate(text):
        for part in _normal(letter):
            letters.append(part)
            offsets.append(index)
    return "".join(letters), offsets


def terms_of(query: str) -> list[str]:
    """The terms of a query: parts between spaces, in normal form, without empty and repeated ones.

    A query whose parts make one case number is one term: "(2019) 浙0106 刑初 123号".
    """
    whole = normal_form(query)
    if whole.endswith("号") and whole[:4].isdigit():
        return [whole]
    parts = [normal_form(part) for part in query.split()]
    return list(dict.fromkeys(part for part in parts if part))


def occurrences(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """Where the terms stand in ``text``: spans of code points, end exclusive, in order, not overlapping."""
    plain, offsets = normal_form_with_offsets(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        at = plain.find(term)
        while at >= 0:
            found.append((offsets[at], offsets[at + len(term) - 1] + 1))
            at = plain.find(term, at + len(term))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
