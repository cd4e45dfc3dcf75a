"""Chinese and Arabic numerals, plain and financial (壹拾万), as Python numbers."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{str(i): i for i in range(10)},
    "两": 2, "俩": 2, "弍": 2, "貳": 2, "叄": 3, "參": 3, "陸": 6, "O": 0, "o": 0, "l": 1, "I": 1, "元": 1, "幺": 1,
}  # fmt: skip
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
#: Characters that may stand in a Chinese numeral.
CHINESE: Final = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億貳叄參陸廿卅"
_ARABIC: Final = re.compile(r"\d{1,3}(?:，\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def digits(text: str) -> int | None:
    """Read characters digit by digit: 二〇一九 → 2019, 2O19 → 2019; None when one of them is no digit."""
    value = 0
    for character in text:
        digit = _DIGITS.get(character)
        if digit is None:
            return None
        value = value * 10 + digit
    return value if text else None


def number(text: str) -> float | None:
    """Read a whole numeral: 12，000 → 12000, 3.2万 → 32000, 一亿二千万, 壹拾万, 1万5千, 廿三; None when it is none.

    An omitted last unit is read as Chinese does: 一万二 → 12000, 三百五 → 350.
    """
    if text.isdecimal():
        return float(text)
    total = section = 0.0
    pending: float | None = None
    unit_before = 0.0
    zero = False
    position = 0
    seen = False
    while position < len(text):
        character = text[position]
        match = _ARABIC.match(text, position)
        if match:
            if pending is not None:
                return None
            pending = float(match.group().replace("，", ""))
            position = match.end()
            seen, zero = True, True
            continue
        position += 1
        if character in "廿卅":
            section += 20 if character == "廿" else 30
            unit_before = 10
            seen = True
        elif character in _GROUPS:
            group = _GROUPS[character]
            section += pending or 0
            if not seen:
                return None
            total, section = (total + section) * group if group > total > 0 else total + section * group, 0.0
            pending, unit_before, zero = None, group, False
        elif character in _UNITS:
            section += (1 if pending is None else pending) * _UNITS[character]
            pending, unit_before, zero, seen = None, _UNITS[character], False, True
        elif character in _DIGITS and character not in "OolI元":
            digit = _DIGITS[character]
            if digit == 0 and pending is None:
                zero, seen = True, True
                continue
            pending = digit if pending is None else pending * 10 + digit
            seen = True
        else:
            return None
    if not seen:
        return None
    if pending is not None and unit_before > 10 and not zero and pending < 10:
        pending *= unit_before / 10
    return total + section + (pending or 0)


def whole(text: str) -> int | None:
    """Read a numeral that must be a whole number (article, month, day)."""
    value = number(text)
    return int(value) if value is not None and value == int(value) else None
