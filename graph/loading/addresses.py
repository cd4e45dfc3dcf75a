"""Addresses that tie people: precise to a house, room or street number, in one written form."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_BLANK: Final = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_HIDDEN: Final = re.compile(r"[×xX*＊某○●□■?_…]")
_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")
#: A number before one of these is a house or room; a village's group (3组) holds many houses.
_PRECISE: Final = re.compile(r"[\dA-Za-z一二三四五六七八九十-]+(?:号|室|幢|栋|弄)")
_NOTE: Final = re.compile(r"[(].*?[)]")
_NUMBER: Final = re.compile(r"(?<![一二三四五六七八九十百])[一二三四五六七八九](?=号|室|幢|栋|弄|单元|楼|层)")


def precise_address(written: str | None) -> str | None:
    """The address in one form (half width, no blanks, no notes in brackets), or None where it is masked or vague."""
    if not written:
        return None
    text = _NOTE.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", written))).rstrip(",.;:，。；：、")
    if _HIDDEN.search(text) or _PRECISE.search(text) is None:
        return None
    return _NUMBER.sub(lambda found: found[0].translate(_DIGITS), text)
