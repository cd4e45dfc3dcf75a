"""What a court's name says: its level, and the division that it serves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from anmai.graph.regions.places import Place, city_by_short_name, place_at_start
from anmai.graph.regions.table import MUNICIPALITIES

Level = Literal["basic", "intermediate", "high", "supreme", "special"]

#: Courts that serve railways, seas, forests, patents …, not a division.
_SPECIAL: Final = re.compile(r"铁路|海事|知识产权|互联网|金融|军事|军区|林区|林业|农垦|垦区|矿区|油田|生产建设兵团")
#: Development zones, industrial parks, new districts: run by a city, without a code of their own.
_ZONE: Final = re.compile(r"开发区|园区|新区|高新区|示范区|合作区")


@dataclass(frozen=True, slots=True)
class CourtPlace:
    """Level of a court and codes of GB/T 2260; None where the name doesn't say, or says it ambiguously."""

    level: Level
    county: str | None
    city: str | None
    province: str | None

    @property
    def region(self) -> str | None:
        """The code of the division that the court serves."""
        return self.county or self.city or self.province


@lru_cache(maxsize=8192)
def court_place(name: str) -> CourtPlace:
    """Level and place of the court called ``name``.

    A municipality counts as one city. 高级 courts have a province alone, 中级 courts no county.
    """
    level = _level(name)
    if level == "supreme":
        return CourtPlace(level, None, None, None)
    name = name.removeprefix("原")
    # 芜湖经济技术开发区人民法院: such zones are no divisions, their courts name the city without 市.
    place = place_at_start(name) or (city_by_short_name(name) if _ZONE.search(name) else None)
    if place is None:
        return CourtPlace(level, None, None, None)
    return _limited(level, place)


def _level(name: str) -> Level:
    if name.startswith("最高"):
        return "supreme"
    if _SPECIAL.search(name):
        return "special"
    if "高级人民法院" in name:
        return "high"
    return "intermediate" if "中级" in name else "basic"


def _limited(level: Level, place: Place) -> CourtPlace:
    city = place.city or (place.province if place.province in MUNICIPALITIES else None)
    if level == "high":
        return CourtPlace(level, None, None, place.province)
    if level == "intermediate":
        return CourtPlace(level, None, city, place.province)
    return CourtPlace(level, place.county, city, place.province)
