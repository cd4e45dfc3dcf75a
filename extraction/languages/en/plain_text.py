"""English source text with plain characters: one for one, so that an offset here is the source's offset.

Layout speaks in an English caption (party on the left, role on the right, counsel below), so white space stays. Rules
can look for straight quotes, plain hyphens and full stops whatever the court typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from anmai.extraction.text.normal import NormalText

_BLANKS: Final = re.compile(r"\s+")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_GROUPS: Final = {
    " ": "\t\r\xa0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
    "\n": "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "'": "\u2018\u2019\u201a\u201b\u0060\u00b4\u2032",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\xad\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    ".": "\u2026\u2024\u2025\u00b7\u2022",
    "\ufffd": "".join(map(chr, range(0xD800, 0xE000))),
}


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for code in range(0x1D400, 0x1D7CC):  # mathematical alphabets that some PDF writers use for bold type
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    for plain, variants in _GROUPS.items():
        table.update({ord(variant): plain for variant in variants})
    return table


class EnglishText(NormalText):
    """A normalised English text; words keep single spaces between them."""

    __slots__ = ()

    def words(self, start: int, end: int) -> str:
        """The source's own characters of a span, every run of white space as one space."""
        return _HALVES.sub("\ufffd", _BLANKS.sub(" ", self.source[start:end])).strip()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's span: the same, without white space at its edges."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end


def normalise(source: str) -> NormalText:
    """Give a text plain characters; never fails.

    Args:
        source: The text as the reader got it.

    Returns:
        A text of the same length whose offsets are the source's.
    """
    return EnglishText(source, source.translate(_table()), (0,), (0,))
