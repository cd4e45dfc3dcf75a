"""Numbers and sums of tables: 1,234.50, ￥3.2万元, 五万三千元, 12%, in the column's stored unit."""

from __future__ import annotations

import re
from typing import Final

import cn2an

from anmai.graph.sources.cells import Cell, half_width
from anmai.graph.sources.columns import Unit, units

_PLAIN: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
_WRITTEN: Final = re.compile(
    r"([-+]?)(?:人民币|rmb|cny|[¥￥])?\s*([-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?)\s*([^\d\s]*)", re.IGNORECASE
)
_CHINESE: Final = re.compile(r"[负零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点]+")
_GROUPED: Final = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d{1,4}(?:,\d{4})+(?:\.\d+)?|[^,]*")
_SIZES: Final = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)


def is_scientific(text: str) -> bool:
    """Whether a spreadsheet wrote a long number as 3.30106E+17, which loses its digits."""
    return _SCIENTIFIC.fullmatch(text) is not None


def read_number(cell: Cell, unit: Unit | None) -> float | None:
    """A number in the stored unit, or None for what is none.

    Args:
        cell: Not empty. A unit that it writes itself counts before ``unit``.
        unit: Unit of the column's cells.
    """
    factor = unit.factor if unit else 1.0
    if isinstance(cell, bool) or isinstance(cell, list) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _scaled(float(cell), factor)
    if _PLAIN.fullmatch(cell):
        return _scaled(float(cell), factor)
    return _written(half_width(cell).replace(" ", ""), unit, factor)


def _scaled(number: float, factor: float) -> float:
    # Rounding takes away what binary fractions add: 0.29 万元 are 2900 yuan, not 2899.9999999999995.
    return number if factor == 1 else float(f"{number * factor:.12g}")


def _written(text: str, unit: Unit | None, factor: float) -> float | None:
    if text.startswith("(") and text.endswith(")"):
        # Accountants write what is owed in brackets.
        text = "-" + text[1:-1]
    found = _WRITTEN.fullmatch(text)
    if found is not None and _GROUPED.fullmatch(found[2]):
        try:
            number = float(found[2].replace(",", ""))
        except ValueError:
            return None
        size = _size(found[3], unit)
        if size is None:
            return None
        sign = -1 if found[1] == "-" else 1
        return _scaled(sign * number, factor if found[3] == "" else size)
    chinese = _CHINESE.match(text)
    if chinese is None:
        return None
    try:
        number = float(cn2an.cn2an(chinese[0], "smart"))
    except ValueError:
        return None
    size = _size(text[chinese.end() :], unit)
    return None if size is None else _scaled(number, size)


def _size(ending: str, unit: Unit | None) -> float | None:
    """How many stored units one of what is written is; None for a unit of another kind."""
    ending = ending.rstrip("整正")
    if ending in ("", "元人民币"):
        return 1.0
    if ending == "%":
        return 0.01 if unit is None or unit.stored == "share" else None
    stored = unit.stored if unit else None
    for each in units().values():
        if ending in (each.zh, each.en) and (stored is None or each.stored == stored):
            return each.factor
    size = _SIZES.get(ending[:1])
    if size is not None:
        rest = _size(ending[1:], unit)
        return None if rest is None else size * rest
    return None
