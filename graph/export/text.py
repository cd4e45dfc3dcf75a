"""Text that a format can't hold, made harmless and back: ``_xHHHH_`` for one UTF-16 unit.

This is the escape of ECMA-376 (part 1, 22.9.2.19, ST_Xstring), which spreadsheets and office programs know. A ``_``
that stands before ``xHHHH`` in the text itself becomes ``_x005F_``: reading gives back exactly what was written.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

#: Not allowed in XML 1.0 (W3C, 2.2 Char), or changed by its line-end handling (CR); lone surrogates have no UTF-8.
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: What tables keep only in part: everything above.
NOT_IN_TABLES: Final = NOT_IN_XML
#: Lone surrogates alone: what no UTF-8 can carry.
NOT_IN_UTF8: Final = re.compile("[\ud800-\udfff]")

_LIKE_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4})")
_ESCAPE: Final = re.compile("_x([0-9A-F]{4})_")


def escape(text: str, unfit: re.Pattern[str]) -> str:
    """The text with every unfit character as ``_xHHHH_``."""
    guarded = _LIKE_ESCAPE.sub("_x005F_", text)
    return unfit.sub(lambda found: f"_x{ord(found.group()):04X}_", guarded)


def unescape(text: str) -> str:
    """The text that ``escape`` was given."""
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)


def dumps(value: Any, *, indent: int | None = None) -> str:
    r"""JSON that any UTF-8 file can hold: Chinese as it is, lone surrogates as ``\udXXX``.

    Raises:
        ValueError: The value holds NaN or an infinite number, which JSON does not know (``plain`` removes them).
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return NOT_IN_UTF8.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def plain(value: Any) -> Any:
    """A property's value as JSON knows it; numbers that JSON lacks become {"@number": "NaN" | "inf" | "-inf"}."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"@number": "NaN" if value != value else str(value)}
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def unplain(value: Any) -> Any:
    """The value that ``plain`` was given."""
    if isinstance(value, dict):
        if set(value) == {"@number"}:
            return float(value["@number"])
        return {name: unplain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [unplain(part) for part in value]
    return value
