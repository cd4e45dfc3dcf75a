"""Plantings for missing-supplementary-penalty.

The pattern: a fixed term for a charge of which every band demands a fine when it was committed, and no fine; or a fine
below the least that the law allows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anmai.sample.cases import CriminalCase
from anmai.sample.plant_lone import lone_case
from anmai.sample.planting import NUMBERED, Ground, Planting
from anmai.sample.wording import add_months, days_after


def _case(ground: Ground, charges: tuple[str, ...], *, offence: date | None = None, **more: Any) -> Planting:
    court = ground.courts(1)[0]
    day = offence or ground.days(1, first=(2013, 2020))[0]
    person = ground.person(court, day.year, age=(24, 52))
    given: dict[str, Any] = {"fine": 0, "months": ground.dice.between(8, 20), **more}
    return Planting([lone_case(ground, 0, court, person, day, charges=charges, **given)], [person])


def _first(planting: Planting) -> CriminalCase:
    case = planting.cases[0]
    assert isinstance(case, CriminalCase)
    return case


def _theft_bare(ground: Ground) -> Planting:
    return _case(ground, ("盗窃罪",))


def _drugs_bare(ground: Ground) -> Planting:
    return _case(ground, ("贩卖毒品罪",))


def _fine_of_500(ground: Ground) -> Planting:
    return _case(ground, ("盗窃罪",), fine=500)


def _suspended_bare(ground: Ground) -> Planting:
    return _case(ground, ("诈骗罪",), months=12, probation=18)


def _several_bare(ground: Ground) -> Planting:
    return _case(ground, ("故意伤害罪", "盗窃罪"))


def _extortion_bare(ground: Ground) -> Planting:
    return _case(ground, ("敲诈勒索罪",), offence=days_after(date(2011, 5, 1), ground.dice.between(0, 60)))


def _one_of_two(ground: Ground) -> Planting:
    planting = _case(ground, ("诈骗罪", "盗窃罪"), fine=4000)
    accused = _first(planting).accused[0]
    accused.counts[1] = replace(accused.counts[1], fine=0)
    accused.fine = accused.counts[0].fine
    return planting


def _fine_of_1000(ground: Ground) -> Planting:
    return _case(ground, ("盗窃罪",), fine=1000)


def _detention_bare(ground: Ground) -> Planting:
    return _case(ground, ("危险驾驶罪",), months=2)


def _extortion_old_law(ground: Ground) -> Planting:
    return _case(ground, ("敲诈勒索罪",), offence=days_after(date(2011, 4, 30), -ground.dice.between(0, 60)))


def _injury_bare(ground: Ground) -> Planting:
    return _case(ground, ("故意伤害罪",))


def _affray_bare(ground: Ground) -> Planting:
    return _case(ground, ("寻衅滋事罪",))


def _minor_500(ground: Ground) -> Planting:
    planting = _case(ground, ("盗窃罪",), fine=500)
    case = _first(planting)
    person = ground.person(case.court, 2018, age=(18, 23))
    case.offence = days_after(add_months(person.birth, 12 * 17), ground.dice.between(10, 250))
    case.signed = days_after(case.offence, 100)
    accused = case.accused[0]
    accused.person, accused.view, accused.custody = person, NUMBERED, days_after(case.offence, 2)
    planting.targets = [person]
    return planting


def _damage_bare(ground: Ground) -> Planting:
    return _case(ground, ("故意毁坏财物罪",))


def _mixed_lawful(ground: Ground) -> Planting:
    return _case(ground, ("故意伤害罪", "盗窃罪"), fine=3000)


def _term_cut(ground: Ground) -> Planting:
    planting = _case(ground, ("盗窃罪",), months=18)
    _first(planting).accused[0].cut = "term"
    return planting


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    builder.__name__[1:]: builder
    for builder in (
        _theft_bare, _drugs_bare, _fine_of_500, _suspended_bare, _several_bare, _extortion_bare, _one_of_two,
        _fine_of_1000, _detention_bare, _extortion_old_law, _injury_bare, _affray_bare, _minor_500, _damage_bare,
        _mixed_lawful, _term_cut,
    )
}  # fmt: skip
