"""Numbers that Word writes before paragraphs of a list (一、 （二） 3.): they stand in no paragraph's text.

After ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

_DIGITS: Final = "〇一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HEAVENLY: Final = "甲乙丙丁戊己庚辛壬癸"


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted.

    Attributes:
        levels: List (w:numId) → its levels.
        styles: Style of a paragraph → its list and level.
    """

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_: str | None, level: int | None, style: str | None) -> str:
        """The number of the next paragraph of a list; "" for paragraphs of none and for bullets."""
        if list_ is None and style in self.styles:
            list_, of_style = self.styles[style]
            level = of_style if level is None else level
        levels = self.levels.get(list_ or "")
        if not levels or (at := levels.get(level or 0)) is None:
            return ""
        counts = self._counts.setdefault(self.abstract_of.get(list_ or "", list_ or ""), {})
        level = level or 0
        counts[level] = counts.get(level, at.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if at.form in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", lambda m: self._written(levels, counts, int(m.group(1)) - 1), at.text)

    @staticmethod
    def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        at = levels.get(level)
        return written(counts.get(level, at.start), at.form) if at else ""


def written(number: int, form: str) -> str:
    """A number as a list writes it.

    Example:
        >>> written(12, "chineseCounting"), written(3, "upperRoman"), written(2, "decimal")
        ('十二', 'III', '2')
    """
    if form in {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                "taiwaneseCountingThousand", "chineseLegalSimplified"}:  # fmt: skip
        return _chinese(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form == "ideographTraditional":
        return _HEAVENLY[(number - 1) % 10]
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if form == "lowerRoman" else text.upper()
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    text, digits = "", str(number)
    for at, digit in enumerate(digits):
        place = len(digits) - at - 1
        if digit != "0":
            text += _DIGITS[int(digit)] + _PLACES[place]
        elif text and text[-1] != "零" and digits[at:].strip("0"):
            text += "零"
    return text[1:] if 10 <= number < 20 else text


def read_numbering(parts: Iterator[tuple[str, Element]], style_parts: Iterator[tuple[str, Element]]) -> Numbering:
    """The lists of a document.

    Args:
        parts: (name, element) at each end tag of word/numbering.xml, names without namespace.
        style_parts: The same of word/styles.xml.
    """
    numbering = Numbering()
    abstract: dict[str, dict[int, _Level]] = {}
    for name, element in parts:
        if name == "abstractNum":
            abstract[_value(element, "abstractNumId") or ""] = dict(_levels(element))
            element.clear()
        elif name == "num":
            id_ = _value(element, "numId") or ""
            of = next((_value(e, "val") for e in element.iter() if _local(e) == "abstractNumId"), "") or ""
            numbering.levels[id_] = {
                key: _Level(at.start, at.form, at.text) for key, at in abstract.get(of, {}).items()
            }
            numbering.abstract_of[id_] = id_ if _override(element, numbering.levels[id_]) else of
    for name, element in style_parts:
        if name == "style":
            list_ = next((_value(e, "val") for e in element.iter() if _local(e) == "numId"), None)
            level = next((_value(e, "val") for e in element.iter() if _local(e) == "ilvl"), None)
            if list_ is not None:
                numbering.styles[_value(element, "styleId") or ""] = (list_, _whole(level, 0))
            element.clear()
    return numbering


def _override(element: Element, levels: dict[int, _Level]) -> bool:
    """Starts and levels that one list sets for itself; whether it counts apart from others of its form."""
    apart = False
    for override in element:
        if _local(override) != "lvlOverride":
            continue
        at = _whole(_value(override, "ilvl"), 0)
        for child in override:
            if _local(child) == "startOverride" and at in levels:
                levels[at].start, apart = _whole(_value(child, "val"), 1), True
        levels.update(_levels(override))
    return apart


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for level in element:
        if _local(level) != "lvl":
            continue
        told = {_local(child): _value(child, "val") for child in level}
        yield (
            _whole(_value(level, "ilvl"), 0),
            _Level(_whole(told.get("start"), 1), told.get("numFmt") or "decimal", told.get("lvlText") or ""),
        )


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default
