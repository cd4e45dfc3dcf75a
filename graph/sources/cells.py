"""Cells as tables write them: plain values of JSON, placeholders, and the words for yes and no."""

from __future__ import annotations

import datetime
import decimal
import unicodedata
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

#: What readers give: text, number, truth, nothing, or a list of them. Dates become ISO texts.
Cell = str | int | float | bool | list[Any] | None
_BLANKS: Final = " \t\r\n\v\f\u3000\xa0\u200b\ufeff"


def plain_cell(value: Any) -> Cell:
    """A value of a driver or file format as a plain one; what it says is kept."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return None if value != value else value
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep="T", timespec="seconds").removesuffix("T00:00:00")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "backslashreplace")
    if isinstance(value, (list, tuple)):
        return [plain_cell(each) for each in value]
    return str(value)


def as_text(cell: Cell) -> str:
    """A cell as text without blanks around it; a whole number has no decimal point."""
    if isinstance(cell, str):
        return cell.strip(_BLANKS)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, list):
        return "、".join(as_text(each) for each in cell)
    return str(cell)


def half_width(text: str) -> str:
    """A text in half width; most are already."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@cache
def _words() -> dict[str, frozenset[str]]:
    text = (resources.files("anmai.graph.sources") / "data" / "placeholders.yaml").read_text(encoding="utf-8")
    return {name: frozenset(str(each) for each in told) for name, told in yaml.safe_load(text).items()}


def is_missing(text: str, *, free: bool = False) -> bool:
    """Whether a cell's text says that nothing is known.

    Args:
        text: Without blanks around it.
        free: Of a column of free text, where 无 is a word like others.
    """
    if len(text) > 8:
        return False
    return half_width(text).lower() in _words()["missing_text" if free else "missing"]


def is_missing_date(text: str) -> bool:
    """Whether a date is a filler (0000-00-00), or says that there is no end (9999-12-31)."""
    return text.partition(" ")[0] in _words()["dates"]


def truth(text: str) -> bool | None:
    """Yes or no as commonly written; None for other words."""
    word = half_width(text).lower()
    return True if word in _words()["true"] else False if word in _words()["false"] else None
