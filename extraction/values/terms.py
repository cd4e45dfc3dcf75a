"""Terms of punishment in months: 一年六个月, 一年零六个月, 1年6个月, 六个月, 二年, 半年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anmai.extraction.values.numbers import whole

_N: Final = r"(?:\d{1,2}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})"
#: Years, months, or both; days are no term of imprisonment but may follow (又十五日).
TERM: Final = re.compile(
    rf"(?P<years>{_N})年(?P<half>半)?(?:(?:零|又|〇|另)?(?P<more>{_N})个?月)?(?!度|间|后|前|代|以)|"
    rf"(?P<months>{_N})个?月(?!份)|(?P<halfyear>半年)"
)


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term in a text: [start, end) and its months."""

    start: int
    end: int
    months: int


def _months(match: re.Match[str]) -> int | None:
    if match.group("halfyear"):
        return 6
    if match.group("months"):
        return whole(match.group("months"))
    years = whole(match.group("years"))
    more = whole(match.group("more")) if match.group("more") else 0
    if years is None or more is None:
        return None
    return years * 12 + more + (6 if match.group("half") else 0)


def term_at(text: str, start: int, end: int | None = None) -> TermHit | None:
    """The term that begins exactly at ``start``, or None."""
    match = TERM.match(text, start, len(text) if end is None else end)
    months = _months(match) if match else None
    return TermHit(match.start(), match.end(), months) if match and months is not None else None


def first_term(text: str, start: int = 0, end: int | None = None) -> TermHit | None:
    """The first term in text[start:end], or None."""
    match = TERM.search(text, start, len(text) if end is None else end)
    months = _months(match) if match else None
    return TermHit(match.start(), match.end(), months) if match and months is not None else None
