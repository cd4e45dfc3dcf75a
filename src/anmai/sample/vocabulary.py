"""The word lists of data/, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import yaml


def _yaml(name: str) -> Any:
    return yaml.safe_load((files("anmai.sample") / "data" / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Court:
    """A basic court with the place that it serves.

    Attributes:
        code: GB/T 2260 code of the county, e.g. 330106.
        county: 西湖区.
        city: 杭州市; the municipality itself for 北京 上海 天津 重庆.
        city_code: GB/T 2260 code of the city, 330100 (110000 for a municipality).
        case_code: Code in case numbers since 2016: 浙0106.
        old_code: Short name in case numbers before: 杭西.
        appeal: The intermediate court above, and its case code.
    """

    code: str
    county: str
    city: str
    city_code: str
    province: str
    case_code: str
    old_code: str
    appeal: str
    appeal_code: str

    @property
    def place(self) -> str:
        """The county with all above it, as in a household entry: 浙江省杭州市西湖区."""
        return f"{self.city}{self.county}" if self.is_municipal else f"{self.province}{self.city}{self.county}"

    @property
    def is_municipal(self) -> bool:
        """Whether the court lies in one of the four municipalities, which count as one city."""
        return self.city == self.province

    @property
    def name(self) -> str:
        """浙江省杭州市西湖区人民法院; counties and county cities stand straight under the province."""
        if self.is_municipal:
            return f"{self.city}{self.county}人民法院"
        return f"{self.province}{self.city if self.county.endswith('区') else ''}{self.county}人民法院"

    @property
    def short_name(self) -> str:
        """The name without the province, as many rulings have it."""
        if self.is_municipal:
            return self.name
        return f"{self.city if self.county.endswith('区') else ''}{self.county}人民法院"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge with its ordinary range and our wordings for it.

    ``amount_kind`` says what a sum in the facts is: the "total" of the crime, a drug "price", or "loose" where a
    reader may take it for the total or not.
    """

    name: str
    article: int
    sub: int | None
    weight: float
    violent: bool
    negligent: bool
    detention: bool
    low: int
    high: int
    fine: tuple[int, int] | None
    amount: tuple[int, int] | None
    amount_kind: str
    victim: bool
    group: bool
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    reasoning: tuple[str, ...]

    @property
    def short(self) -> str:
        """The charge without 罪."""
        return self.name.removesuffix("罪")


def _old_code(city: str, county: str, *, municipal: bool) -> str:
    if municipal:
        return county.removesuffix("区")
    return f"{city[0]}{county[0]}" if county.endswith("区") else county[:2].removesuffix("县")


class Vocabulary:
    """All word lists."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = _yaml("names.yaml")
        self.organizations: dict[str, Any] = _yaml("organizations.yaml")
        self.criminal: dict[str, Any] = _yaml("criminal.yaml")
        self.appeals: dict[str, Any] = _yaml("appeals.yaml")
        self.civil: dict[str, Any] = _yaml("civil.yaml")
        self.disputes: list[dict[str, Any]] = _yaml("disputes.yaml")
        self.enforcement: dict[str, Any] = _yaml("enforcement.yaml")
        self.statutes: dict[str, Any] = _yaml("statutes.yaml")
        self.unread: dict[str, Any] = _yaml("unread.yaml")
        self.patterns: dict[str, Any] = _yaml("patterns.yaml")

    @cached_property
    def surnames(self) -> tuple[list[str], list[float]]:
        """Surnames and the running total of their frequencies."""
        text = (files("anmai.sample") / "data" / "surnames.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines()))
        return [row["surname"] for row in rows], list(accumulate(float(row["per_hundred"]) for row in rows))

    @cached_property
    def ethnicities(self) -> tuple[list[str], list[float]]:
        """Ethnic groups and the running total of their weights."""
        table: dict[str, float] = self.names["ethnicities"]
        return list(table), list(accumulate(table.values()))

    @cached_property
    def courts(self) -> tuple[Court, ...]:
        """All basic courts, in the order of their codes."""
        above = _yaml("municipal_courts.yaml")
        text = (files("anmai.sample") / "data" / "divisions.csv").read_text(encoding="utf-8")
        courts = []
        for row in csv.DictReader(text.splitlines()):
            city, county, code, letter = row["city"], row["name"], row["code"], row["abbreviation"]
            appeal = f"{row['province']}{city}中级人民法院"
            appeal_code = f"{letter}{code[2:4]}"
            if city in above:
                known = [entry for entry in above[city] if county in entry["districts"]]
                entry = (known or above[city])[0]
                appeal, appeal_code = entry["name"], entry["code"]
            courts.append(
                Court(
                    code=code,
                    county=county,
                    city=city,
                    city_code=row["city_code"],
                    province=row["province"],
                    case_code=f"{letter}{code[2:]}",
                    old_code=_old_code(city, county, municipal=city in above),
                    appeal=appeal,
                    appeal_code=appeal_code,
                )
            )
        return tuple(courts)

    @cached_property
    def cities(self) -> dict[str, list[Court]]:
        """Courts by the GB/T 2260 code of their city."""
        cities: dict[str, list[Court]] = {}
        for court in self.courts:
            cities.setdefault(court.city_code, []).append(court)
        return cities

    @cached_property
    def charges(self) -> dict[str, Charge]:
        """Charges by name."""
        charges = {}
        for entry in _yaml("charges.yaml"):
            low, high = entry.get("detention") or entry["months"]
            charges[entry["charge"]] = Charge(
                name=entry["charge"],
                article=entry["article"],
                sub=entry.get("sub"),
                weight=entry["weight"],
                violent=entry.get("violent", False),
                negligent=entry.get("negligent", False),
                detention="detention" in entry,
                low=low,
                high=high,
                fine=tuple(entry["fine"]) if "fine" in entry else None,
                amount=tuple(entry["amount"]) if "amount" in entry else None,
                amount_kind=entry.get("amount_kind", "total"),
                victim=entry.get("victim", False),
                group=entry.get("group", False),
                facts=tuple(entry["facts"]),
                evidence=tuple(entry["evidence"]),
                reasoning=tuple(entry["reasoning"]),
            )
        return charges

    @cached_property
    def charge_weights(self) -> tuple[list[Charge], list[float]]:
        """Charges and the running total of their weights."""
        charges = list(self.charges.values())
        return charges, list(accumulate(charge.weight for charge in charges))

    @cached_property
    def violent(self) -> list[Charge]:
        """The charges of the repeat-offender model's default list."""
        return [charge for charge in self.charges.values() if charge.violent]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The word lists, read on first use."""
    return Vocabulary()
