"""What a call or report is about, and where: themes by their words (data/report_themes.yaml), places by their names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

#: Ends of names of places that neighbours share; the house number after them is left out.
_PLACE: Final = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:大道|公路|国道|路|街|巷|弄|胡同|新村|村|小区|花园|公寓|广场|市场|大厦|工业园|产业园|水库|码头)"
)
#: Waters; what goes on after the word is another name (滨河路, 西湖区).
_WATER: Final = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:河|江|湖)(?!道|水|[\u4e00-\u9fff]?(?:区|县|市|镇|乡|省))")
#: Divisions before the name of a place.
_DIVISIONS: Final = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|自治县|省|市|州|盟|区|县|旗|街道|镇|乡))+(?=[\u4e00-\u9fff]{2})"
)
#: Words before the place in running text that are none of its name.
_LEAD: Final = re.compile(r"^.*?(?:住在|位于|反映|附近|旁边|来自|地处|关于|投诉|举报|在)")


@dataclass(frozen=True, slots=True)
class Theme:
    """A cause that people report.

    Attributes:
        words: A text has the theme by these.
        needs: One of these must stand in it too; empty: none must.
        refuses: None of these may.
    """

    name: str
    zh: str
    en: str
    words: tuple[str, ...]
    needs: tuple[str, ...]
    refuses: tuple[str, ...]

    def weight(self, text: str) -> int:
        """How many of its words a text names; 0 where it is not about it."""
        if any(word in text for word in self.refuses):
            return 0
        if self.needs and not any(word in text for word in self.needs):
            return 0
        return sum(word in text for word in self.words)


@cache
def themes() -> tuple[Theme, ...]:
    """All themes, in the order in which they win ties."""
    text = (resources.files("anmai.graph.derived") / "data" / "report_themes.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return tuple(
        Theme(
            name, each["zh"], each["en"], tuple(each["words"]), tuple(each.get("and", ())), tuple(each.get("not", ()))
        )
        for name, each in told.items()
    )


def theme_of(text: str | None) -> str | None:
    """The theme of a text; None where it names no word of any."""
    if not text:
        return None
    best, weight = None, 0
    for theme in themes():
        found = theme.weight(text)
        if found > weight:
            best, weight = theme.name, found
    return best


def place_of(address: str | None, content: str | None = None) -> str | None:
    """The street, village, estate or water that an address, or else a text, names; None where it names none.

    浙江省杭州市西湖区滨河路12号 and 滨河路14号附近 are one place: 滨河路.
    """
    if address:
        found = _named(_DIVISIONS.sub("", _plain(address), count=1))
        if found:
            return found
    return _named(_LEAD.sub("", _plain(content), count=1)) if content else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _named(text: str) -> str | None:
    found = _PLACE.search(text) or _WATER.search(text)
    return found.group() if found and len(found.group()) > 1 else None
