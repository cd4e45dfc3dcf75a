"""Where somebody lives or sits, by levels of GB/T 2260 and by what an address says below them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from anmai.graph.regions import divisions, place_at_start

_BLANK: Final = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_HIDDEN: Final = re.compile(r"[×xX*＊某○●□■?_…]")
_NOTE: Final = re.compile(r"[(（].*?[)）]")
_HOUSE: Final = re.compile(r"[\dA-Za-z一二三四五六七八九十-]+(?:号|室|幢|栋|弄)")
#: What an address names below the county: township, village, street, estate.
_STREET: Final = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:街道|路|街|巷|镇|乡|村|庄|屯|社区|小区|花园|家园|新村|大道|苑|公寓|弄)"
)
_UPPER: Final = re.compile(r"^.{2,9}?(?:自治区|自治州|省|市|盟|地区)")
_COUNTY: Final = re.compile(r"^.{1,9}?(?:自治县|县|区|旗|市)")


@dataclass(slots=True)
class Where:
    """All that is told of somebody's places. Codes of GB/T 2260; lists without order, each value once."""

    counties: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    provinces: set[str] = field(default_factory=set)
    streets: set[str] = field(default_factory=set)
    house: str | None = None


def where(texts: Iterable[str], codes: Iterable[str] = ()) -> Where:
    """Read addresses and codes of counties (of a household or an identity number).

    Args:
        texts: Written addresses and households.
        codes: Six-digit codes.
    """
    told = Where()
    for text in texts:
        found, streets, house = _read(text)
        _add(told, found)
        told.streets.update(streets)
        told.house = told.house or house
    for code in codes:
        _add(told, code)
    return told


def _add(told: Where, code: str | None) -> None:
    division = divisions().get(code) if code else None
    if division is None:
        return
    told.provinces.add(division.province_code)
    if division.city_code:
        told.cities.add(division.city_code)
    if division.level == "county":
        told.counties.add(division.code)


@lru_cache(maxsize=1 << 16)
def _read(written: str) -> tuple[str | None, tuple[str, ...], str | None]:
    """The narrowest division, the names below it, and the whole rest where it is precise to a house."""
    text = _NOTE.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", written))).rstrip(",.;:，。；：、")
    place = place_at_start(text)
    below = _below(text)
    streets = tuple(dict.fromkeys(_STREET.findall(below)))
    precise = below if below and _HOUSE.search(below) and not _HIDDEN.search(below) else None
    house = f"{place.county}|{precise}" if place and place.county and precise else None
    return place.narrowest if place else None, streets, house


def _below(text: str) -> str:
    """An address without its divisions: 浙江省杭州市西湖区文三路5号 → 文三路5号."""
    for _ in range(2):
        found = _UPPER.match(text)
        if found and place_at_start(found.group()) is not None:
            text = text[found.end() :]
    found = _COUNTY.match(text)
    return text[found.end() :] if found and len(found.group()) < 8 else text
