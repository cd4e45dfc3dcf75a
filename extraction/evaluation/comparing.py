"""When two values count as the same: without spaces, width, brackets or closing punctuation; free text closely."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any, Final

#: One comparable part of a row: plain text, a number, or several in a fixed order.
Part = str | float | bool | None | tuple["Part", ...]

#: Free text (addresses, occupations) counts as the same from this share of matching characters on.
CLOSE_ENOUGH: Final = 0.85
_BRACKETS: Final = str.maketrans(
    {"〔": "(", "[": "(", "【": "(", "〕": ")", "]": ")", "】": ")", "《": None, "》": None}
)
_EDGES: Final = "，,。.;；:：、\"'“”"
_PLACE_LABEL: Final = re.compile(
    r"^(?:户籍所在地|户籍地|户籍|住所地|住所|住址|现住址|现住|家住|暂住|住|籍贯|经常居住地|地址)[:为是]*"
)
_SCHOOLING: Final = re.compile(r"(?:文化程度|文化|学历|毕业|肄业)$")


def plain_part(value: Any) -> Part:
    """A value in the form that is compared.

    Args:
        value: A leaf of a record, or a list of them (it becomes a tuple in the same order).
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return round(float(value), 2)
    if isinstance(value, list | tuple):
        return tuple(plain_part(item) for item in value)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))
    return text.translate(_BRACKETS).strip(_EDGES)


def plain_field(field: str, value: Any) -> Part:
    """As ``plain_part``, without the words that a field may or may not carry along (住…, …文化程度, 族)."""
    part = plain_part(value)
    if not isinstance(part, str) or not part:
        return part
    if field in ("domicile", "household", "address"):
        return _PLACE_LABEL.sub("", part)
    if field == "education":
        return _SCHOOLING.sub("", part)
    if field == "ethnicity" and not part.endswith("族"):
        return part + "族"
    return part


def close(left: Part, right: Part) -> bool:
    """Whether two free texts are near enough to be one."""
    return SequenceMatcher(None, str(left), str(right)).ratio() >= CLOSE_ENOUGH
