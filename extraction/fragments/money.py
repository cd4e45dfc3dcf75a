"""Sums of money as they are named in sentences, with the words that belong to them.

A mention takes in the kind of money on either side (人民币600元, 现金人民币50余元, 1500元人民币, 港币30元), a
bracketed note on it (人民币（以下同币种）50元) and what makes it vague behind (左右, 以上, 钱). It leaves out the verb
or noun before it (价值, 共计, 得款) and a 约 that stands before everything else. Face values (一元面额) and pieces
(三块手表) are no sums.
"""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import iter_sums

_CURRENCY: Final = (
    "人民币|港币|港元|美元|美金|欧元|英镑|韩币|韩元|日元|日币|台币|新台币|澳门币|澳币|澳元|泰币|泰铢|"
    "越南币|越南盾|卢布|人民(?!币)"
)
_COINS: Final = "现金|硬币|零钱|钱款|纸币"
#: The longest run of words before a figure that is looked at, in characters.
_REACH: Final = 24
_BEFORE: Final = re.compile(
    rf"(?:(?:{_COINS})(?:共计|合计)?(?:约)?)?(?:(?:{_CURRENCY})(?:（以下[^（）]{{2,10}}）)?(?:现金)?(?:共计|合计)?(?:约)?)?$"
)
_AFTER: Final = re.compile(rf"(?:左右|以上)?(?:(?:人民币|{_COINS})(?:{_COINS})?|钱(?![包币柜箱]))?(?:/[张包条])?")
_FACE_VALUE: Final = re.compile(r"(?:至[\d一二两五十百]{1,3}元)?(?:人民币)?(?:面额|面值)")
#: How the words end that may stand before a figure, and how those begin that may stand behind it: elsewhere none are
#: looked for.
_ENDS: Final = frozenset(word[-1] for word in f"{_CURRENCY}|{_COINS}".replace("(?!币)", "").split("|")) | {*"）计约"}
_BEGINNINGS: Final = frozenset(word[0] for word in f"人民币|{_COINS}".split("|")) | {*"左以钱/面至"}


def money(text: str) -> list[Span]:
    """Every sum that ``text`` names, in order, as [start, end)."""
    spans: list[Span] = []
    if "元" not in text and "块" not in text and "圆" not in text:
        return spans
    for hit in iter_sums(text):
        start, end = hit.start, hit.end
        if text[end - 1] == "块" and not text.startswith(("钱", "人民币"), end):
            continue
        if text[end : end + 1] in _BEGINNINGS:
            if _FACE_VALUE.match(text, end):
                continue
            after = _AFTER.match(text, end)
            end = after.end() if after else end
        if text[start - 1 : start] in _ENDS:
            near = max(0, start - _REACH)
            before = _BEFORE.search(text, near, start)
            start = before.start() if before else start
        spans.append((start, end))
    return spans
