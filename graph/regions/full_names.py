"""The full name of an organ: with the province, and for a district's organ the city, that it lies in."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from anmai.graph.regions.places import place_at_start
from anmai.graph.regions.table import divisions

#: Codes of districts of a city 市辖区 end below this; counties and county-level cities are named without their city.
_FIRST_COUNTY: Final = 21


@lru_cache(maxsize=16384)
def full_name(name: str) -> str:
    """``name`` with what its place leaves out: 义乌市人民法院 → 浙江省义乌市人民法院.

    Args:
        name: Name of a court or another organ, without blanks.

    Returns:
        The full name; the name as it is where it begins with a province, with no place, or with a place's short name,
        or where several places bear that name (朝阳区人民法院).
    """
    place = place_at_start(name)
    if place is None:
        return name
    table = divisions()
    province = table[place.province].name
    if name.startswith(province):
        return name
    if place.city and name.startswith(table[place.city].names):
        return province + name
    if place.county and name.startswith(table[place.county].names):
        of_city = place.city is not None and place.city != place.province and int(place.county[4:]) < _FIRST_COUNTY
        return province + (table[place.city].name if place.city and of_city else "") + name
    return name
