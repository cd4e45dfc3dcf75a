"""Headers of files: their form for comparison, and which column of a mapping each belongs to."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NOTE: Final = re.compile(r"[(\[【].*?[)\]】]")
_PLAIN: Final = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")


def plain(written: str) -> str:
    """A header for comparison: half width, lower case, without blanks, punctuation and notes in brackets.

    金额（元）, 金额 and " 金 额 " are one header. A header that is nothing but a note keeps it.
    """
    text = unicodedata.normalize("NFKC", written).lower()
    return _PLAIN.sub("", _NOTE.sub("", text)) or _PLAIN.sub("", text)
