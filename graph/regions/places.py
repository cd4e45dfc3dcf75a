"""Finding the division that a text begins with: 浙江省杭州市西湖区…, 杭州市西湖区…, 义乌市…."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from anmai.graph.regions.table import Division, divisions

_PROVINCE_ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies, as far as its text says. Codes of GB/T 2260; None where unsaid or ambiguous."""

    province: str
    city: str | None = None
    county: str | None = None

    @property
    def narrowest(self) -> str:
        """The code of the smallest division that is known."""
        return self.county or self.city or self.province


def place_at_start(text: str) -> Place | None:
    """The place that ``text`` begins with; None when it begins with none, or with a name that several places bear.

    A county's name alone is enough where only one place bears it (义乌市); 朝阳区 alone is not.
    """
    text = text.replace(" ", "").replace("\u3000", "")
    index = _index()
    for provinces in (index.provinces, index.short_provinces):
        # 吉林市 is a city before 吉林 is a province: full names of provinces, then cities, then short names.
        if provinces is index.short_provinces:
            city = _longest(text, index.cities)
            if city is not None and len(city[1]) == 1:
                return _inside(text[len(city[0]) :], city[1][0])
        found = _longest(text, provinces)
        if found is not None:
            return _inside(text[len(found[0]) :], found[1][0])
    county = _longest(text, index.counties)
    if county is None:
        return None
    bearer = _the_one(county[1])
    return None if bearer is None else _of(bearer)


def city_by_short_name(text: str) -> Place | None:
    """The city that ``text`` begins with, named without 市; too weak a sign for addresses (长春路)."""
    found = _longest(text, _index().short_cities)
    return _of(found[1][0]) if found is not None and len(found[1]) == 1 else None


@dataclass(frozen=True, slots=True)
class _Index:
    provinces: dict[str, list[Division]]
    short_provinces: dict[str, list[Division]]
    cities: dict[str, list[Division]]
    short_cities: dict[str, list[Division]]
    counties: dict[str, list[Division]]
    within: dict[str, dict[str, list[Division]]]


@lru_cache(maxsize=1)
def _index() -> _Index:
    table = divisions().values()
    short: dict[str, list[Division]] = {}
    within: dict[str, dict[str, list[Division]]] = {}
    for division in table:
        if division.level == "province":
            short[_short(division.name)] = [division]
            continue
        for parent in {division.province_code, division.city_code}:
            if parent is not None and parent != division.code:
                names = within.setdefault(parent, {})
                for name in division.names:
                    names.setdefault(name, []).append(division)
    return _Index(
        provinces=_by_name(division for division in table if division.level == "province"),
        short_provinces=short,
        cities=_by_name(division for division in table if division.level == "city"),
        short_cities={
            name.removesuffix("市"): bearers
            for name, bearers in _by_name(division for division in table if division.level == "city").items()
            if name.endswith("市")
        },
        counties=_by_name(division for division in table if division.level == "county"),
        within=within,
    )


def _short(province: str) -> str:
    for ending in _PROVINCE_ENDINGS:
        if province.endswith(ending):
            return province.removesuffix(ending)
    return province


def _by_name(found: Iterable[Division]) -> dict[str, list[Division]]:
    names: dict[str, list[Division]] = {}
    for division in found:
        for name in division.names:
            names.setdefault(name, []).append(division)
    return names


def _longest(text: str, names: dict[str, list[Division]]) -> tuple[str, list[Division]] | None:
    """The longest name that ``text`` begins with, and who bears it."""
    for length in range(min(len(text), 15), 1, -1):
        bearers = names.get(text[:length])
        if bearers:
            return text[:length], bearers
    return None


def _inside(rest: str, outer: Division) -> Place:
    """Read on inside a province or city."""
    found = _longest(rest, _index().within.get(outer.code, {}))
    if found is None:
        return _of(outer)
    name, bearers = found
    inner = _the_one(bearers)
    if inner is None:
        return _of(outer)
    return _inside(rest[len(name) :], inner) if inner.level == "city" else _of(inner)


def _the_one(bearers: list[Division]) -> Division | None:
    """Whom a name means: the one that bears it today, else the one that bore it last; None when several do."""
    present = [division for division in bearers if division.abolished is None]
    if not present:
        last = max(division.abolished or 0 for division in bearers)
        present = [division for division in bearers if division.abolished == last]
    return present[0] if len(present) == 1 else None


def _of(division: Division) -> Place:
    county = division.code if division.level == "county" else None
    return Place(division.province_code, division.city_code, county)
