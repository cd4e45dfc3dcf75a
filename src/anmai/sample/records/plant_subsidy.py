"""Agricultural subsidies: one machine or plot in two places, dead and jailed claimants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.people import Person
from anmai.sample.records.frames import custody, death
from anmai.sample.records.ground import RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import days_after

Builder = Callable[[RecordGround], None]


def _claim(g: RecordGround, who: Person, court: Court, applied: date, program: str, /, **more: Cell) -> None:
    g.add("agricultural-subsidies", **{
        "claim_no": g.serial("BT"), "claimant": who.name, "claimant_id": who.number or None, "program": program,
        "sum": g.dice.between(20, 600) * 100, "year": applied.year, "applied": applied,
        "approved": days_after(applied, 30), "paid": days_after(applied, 60), "account": g.account(),
        "account_holder": who.name, "region": court.code, **more,
    })  # fmt: skip


def _machine(g: RecordGround, who: Person, court: Court, registered: date, /, **more: Cell) -> str:
    number = g.serial("NJ")
    g.add("farm-machines", **{
        "machine_no": number, "model": g.dice.pick(("4LZ-5联合收割机", "1504轮式拖拉机")), "owner": who.name,
        "owner_id": who.number, "invoiced": days_after(registered, -20), "price": 168_000, "registered": registered,
        "region": court.code, **more,
    })  # fmt: skip
    return number


def _plot(g: RecordGround, who: Person, court: Court, area: float, /, **more: Cell) -> str:
    number = f"{court.code}{g.serial('')}"
    g.add("farm-plots", **{
        "plot_no": number, "area": area, "contractor": who.name, "contractor_id": who.number, "mode": "own",
        "from": date(2015, 1, 1), "until": date(2044, 12, 31), "use": "耕地", "region": court.code, **more,
    })  # fmt: skip
    return number


def _farmer(g: RecordGround, court: Court, *, age: tuple[int, int] = (35, 65)) -> Person:
    who = g.person(court, age=age)
    g.target(who)
    return who


def _machine_in_two_counties(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    there = g.other_court(court)
    first, second = _farmer(g, court), _farmer(g, there)
    number = _machine(g, first, court, day)
    _claim(g, first, court, day, "machine", machine_no=number, quantity=1)
    _claim(g, second, there, g.soon(day, 60, 200), "machine", machine_no=number, quantity=1)


def _machine_twice_by_one(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    who = _farmer(g, court)
    number = _machine(g, who, court, day)
    _claim(g, who, court, day, "machine", machine_no=number, quantity=1)
    _claim(g, who, g.other_court(court, city=False), g.soon(day, 200, 400), "machine", machine_no=number, quantity=1)


def _plot_by_two(g: RecordGround, **second: Cell) -> None:
    court, day = g.court(), date(g.dice.between(2019, 2022), 4, 10)
    owner, other = _farmer(g, court), _farmer(g, court)
    number = _plot(g, owner, court, 12.5)
    _claim(g, owner, court, day, "grain", plot_no=number, area=12.5)
    _claim(g, other, court, days_after(day, 6), "grain", plot_no=number, area=12.5, **second)


def _dead_claimant(g: RecordGround) -> None:
    court, died = g.court(), g.day(2018, 2020)
    who = _farmer(g, court, age=(66, 84))
    death(g, who, died, registered=days_after(died, 15))
    number = _plot(g, who, court, 7.2)
    _claim(g, who, court, date(died.year + 1, 5, 12), "soil", plot_no=number, area=7.2)


def _jailed_claimant(g: RecordGround) -> None:
    court, taken = g.court(), g.day()
    who = g.person(court, sex="男", age=(30, 50))
    g.target(who)
    custody(g, who, court, taken, days_after(taken, 220), reason="to_prison", charge="盗窃罪")
    number = _machine(g, who, court, days_after(taken, 50))
    _claim(g, who, court, days_after(taken, 60), "machine", machine_no=number, quantity=1)


def _two_programs(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    who = _farmer(g, court)
    number = _machine(g, who, court, day)
    _claim(g, who, court, day, "machine", machine_no=number, quantity=1)
    _claim(g, who, court, g.soon(day, 100, 200), "machine_work", machine_no=number, area=320)


def _successive_years(g: RecordGround) -> None:
    court = g.court()
    who = _farmer(g, court)
    number = _plot(g, who, court, 9)
    for year in (2020, 2021, 2022):
        _claim(g, who, court, date(year, 4, g.dice.between(3, 20)), "grain", plot_no=number, area=9)


def _died_after(g: RecordGround) -> None:
    court, day = g.court(), g.day(2019, 2021)
    who = _farmer(g, court, age=(66, 84))
    number = _plot(g, who, court, 6.1)
    _claim(g, who, court, day, "soil", plot_no=number, area=6.1)
    death(g, who, g.soon(day, 8, 50))


def _heir(g: RecordGround) -> None:
    court, died = g.court(), g.day(2018, 2020)
    father = g.person(court, sex="男", age=(70, 85))
    son = _farmer(g, court)
    death(g, father, died)
    number = _plot(g, father, court, 8.4, until=died)
    g.add("farm-plots", plot_no=number, area=8.4, contractor=son.name, contractor_id=son.number, mode="inheritance",
          from_=days_after(died, 1), until=date(2044, 12, 31), region=court.code)  # fmt: skip
    _claim(g, son, court, date(died.year + 1, 4, 8), "grain", plot_no=number, area=8.4, heir_of=father.name)


def _lessee(g: RecordGround) -> None:
    court, day = g.court(), date(g.dice.between(2020, 2022), 4, 2)
    owner, tenant = _farmer(g, court), _farmer(g, court)
    number = _plot(g, owner, court, 30)
    g.add("farm-plots", plot_no=number, area=30, contractor=owner.name, contractor_id=owner.number, lessee=tenant.name,
          lessee_id=tenant.number, mode="lease", from_=date(day.year - 1, 1, 1), until=date(day.year + 4, 12, 31),
          region=court.code)  # fmt: skip
    _claim(g, owner, court, day, "soil", plot_no=number, area=30)
    _claim(g, tenant, court, days_after(day, 9), "grain", plot_no=number, area=30)


def _works_elsewhere(g: RecordGround) -> None:
    court, day = g.court(), date(g.dice.between(2020, 2022), 5, 20)
    who, there = _farmer(g, court), g.other_court(court)
    number = _machine(
        g, who, court, date(day.year - 1, 3, 2), work_permit=g.serial("KQ"), work_permit_from=days_after(day, -20),
        work_permit_until=days_after(day, 100),
    )  # fmt: skip
    _claim(g, who, court, day, "machine_work", machine_no=number, area=210)
    _claim(g, who, there, days_after(day, 18), "machine_work", machine_no=number, area=340)


def _number_missing(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    there = g.other_court(court)
    _claim(g, _farmer(g, court), court, day, "machine", machine_no=None, quantity=1, sum=42_000)
    _claim(g, _farmer(g, there), there, days_after(day, 40), "machine", machine_no=None, quantity=1, sum=42_000)


SUBSIDY: Final[dict[str, Builder]] = {
    "machine_in_two_counties": _machine_in_two_counties, "machine_twice_by_one": _machine_twice_by_one,
    "plot_by_two": _plot_by_two, "dead_claimant": _dead_claimant, "jailed_claimant": _jailed_claimant,
    "two_programs": _two_programs, "successive_years": _successive_years, "died_after": _died_after, "heir": _heir,
    "lessee": _lessee, "works_elsewhere": _works_elsewhere,
    "paid_back": lambda g: _plot_by_two(g, sum=1200, returned=1200), "number_missing": _number_missing,
}  # fmt: skip
