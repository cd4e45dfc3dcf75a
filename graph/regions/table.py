"""The table of administrative divisions: codes, names, levels, what lies in what."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, Literal

#: Version of the table, told by the relationships that are made from it.
VERSION: Final = "2023"
#: Municipalities under the central government: each counts as one city.
MUNICIPALITIES: Final = frozenset({"110000", "120000", "310000", "500000"})
#: Names that stand for no division of their own ("districts under the city", "counties under the province").
_PLACEHOLDERS: Final = frozenset({"市辖区", "县", "市", "市区", "郊区县"})

Level = Literal["province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Division:
    """One code of GB/T 2260.

    Attributes:
        code: Six digits.
        name: Its name, the newest where it changed.
        names: All names it had.
        level: By the code's form: province, city (prefecture) or county.
        abolished: Last year, where it no longer exists.
    """

    code: str
    name: str
    names: tuple[str, ...]
    level: Level
    abolished: int | None

    @property
    def province_code(self) -> str:
        """Code of its province (its own, for a province)."""
        return self.code[:2] + "0000"

    @property
    def municipality(self) -> bool:
        """Whether it is a municipality under the central government."""
        return self.code in MUNICIPALITIES

    @property
    def city_code(self) -> str | None:
        """Code of its city; a municipality's for whatever lies in one; None for provinces and what has no city."""
        if self.province_code in MUNICIPALITIES:
            return self.province_code
        code = self.code[:4] + "00"
        return code if self.level != "province" and code in divisions() else None

    @property
    def part_of(self) -> str | None:
        """Code of what it lies in directly; None for a province."""
        if self.level == "province":
            return None
        city = self.city_code
        return city if city is not None and city != self.code else self.province_code


@lru_cache(maxsize=1)
def divisions() -> Mapping[str, Division]:
    """All divisions by code, in the order of codes."""
    text = (resources.files("anmai.graph.regions") / "divisions.csv").read_text(encoding="utf-8")
    told: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        told.setdefault(row["code"], []).append(row)
    return {code: _division(code, rows) for code, rows in sorted(told.items()) if _is_real(code, rows)}


def _is_real(code: str, rows: list[dict[str, str]]) -> bool:
    stands_for_others = rows[-1]["name"] in _PLACEHOLDERS or "直辖" in rows[-1]["name"]
    return code.endswith("0000") or not stands_for_others


def _division(code: str, rows: list[dict[str, str]]) -> Division:
    # A name without a last year is the present one; otherwise the one that lasted longest.
    rows = sorted(rows, key=lambda row: (row["until"] == "", row["until"]))
    level: Level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
    until = rows[-1]["until"]
    return Division(
        code=code,
        name=rows[-1]["name"],
        names=tuple(dict.fromkeys(row["name"] for row in reversed(rows))),
        level=level,
        abolished=int(until) if until else None,
    )
