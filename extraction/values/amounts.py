"""Sums of money in yuan: 53600元, 五万三千六百元, 3.2万元, 人民币12,000元, 1万5千元, 八元五角, 十三万余元.

Foreign money (美元, 港元 …) is not read: the figure before 元 must be a numeral.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.quick_value import quick_value
from anmai.extraction.values.numbers import CHINESE, digits, number

#: A numeral. Its first character stands before all that is asked of it, so that the search skips all others at once.
_NUMERAL: Final = (
    rf"[\d{CHINESE}](?<![\d.第].)(?:(?<=\d)(?:\d{{0,2}}(?:，\d{{3}})+(?:\.\d+)?|\d*(?:\.\d+)?)|(?<=[{CHINESE}]))"
)
#: A sum: a numeral, perhaps with 余/多, then 元, perhaps 角 and 分.
SUM: Final = re.compile(
    rf"(?P<figure>{_NUMERAL}(?:\d|\.\d|[{CHINESE}]){{0,22}})(?P<about>余|多|余万|多万)?(?:元|圆|块)"
    rf"(?:整|正)?(?:(?P<jiao>[\d{CHINESE}])角)?(?:(?P<fen>[\d{CHINESE}])分)?"
)


@quick_value
class SumHit:
    """A sum in a text: [start, end), yuan, and whether the text calls it approximate (余, 多)."""

    start: int
    end: int
    yuan: float
    approximate: bool = False


def _money(match: re.Match[str]) -> float | None:
    figure, about, jiao, fen = match.group("figure", "about", "jiao", "fen")
    value = number(figure)
    if value is None:
        return None
    if about in ("余万", "多万"):
        value *= 10_000
    if jiao:
        value += (digits(jiao) or 0) / 10
    if fen:
        value += (digits(fen) or 0) / 100
    return round(value, 2)


def iter_sums(text: str, start: int = 0, end: int | None = None) -> Iterator[SumHit]:
    """Every sum in text[start:end], in order; the span covers the figure and its 元, not 人民币 before it."""
    for match in SUM.finditer(text, start, len(text) if end is None else end):
        yuan = _money(match)
        if yuan is not None:
            yield SumHit(match.start(), match.end(), yuan, match.group("about") is not None)


def first_sum(text: str, start: int = 0, end: int | None = None) -> SumHit | None:
    """The first sum in text[start:end], or None."""
    return next(iter_sums(text, start, end), None)
