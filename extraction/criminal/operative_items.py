"""The numbered items of an operative part, and how they are told from the items of a judgment that one of them quotes.

A second instance upholds or annuls items of the first judgment and often repeats them (撤销…第二项，即：二、被告人…).
What is repeated belongs to the item that quotes it, up to the next item of this judgment's own numbering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anmai.extraction.values.numbers import whole

_NUMERAL: Final = re.compile(r"[一二三四五六七八九十\d]+")
_QUOTING: Final = re.compile(r"即[：:]?[“]?\n?$|[：:][“]?\n?$|[“]$")


@dataclass(slots=True)
class Items:
    """The own numbering so far: how its items are written and the last number."""

    style: str | None = None
    last: int = 0

    def own(self, text: str, match: re.Match[str], *, quoting: bool) -> bool:
        """Whether an item's mark is this judgment's own; it is then counted.

        Args:
            text: The normalised text.
            match: The mark (一、 （一） 1、).
            quoting: An item that upholds or annuls is being read: marks that don't go on with the own numbering, or
                stand right behind 即：, are the quoted judgment's.
        """
        mark = match.group()
        style = "bracket" if mark[0] == "（" else "figure" if mark[0].isdecimal() else "plain"
        numeral = _NUMERAL.search(mark)
        number = (whole(numeral.group()) if numeral else None) or 0
        if quoting and self.style is not None:
            follows = style == self.style and number == self.last + 1
            if not follows or _QUOTING.search(text, max(0, match.start() - 4), match.start()):
                return False
        self.style, self.last = style, number
        return True


def quotes(text: str, start: int, end: int) -> bool:
    """Whether the sentence that upholds or annuls from ``start`` repeats what it upholds or annuls (即：…)."""
    stop = re.compile(r"[。；\n]").search(text, start, end)
    return re.compile(r"即[：:]").search(text, start, min(end, stop.end() if stop else end)) is not None
