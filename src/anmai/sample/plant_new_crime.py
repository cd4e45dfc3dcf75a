"""Plantings for new-crime-in-probation.

The pattern: a suspended sentence, a new crime that surely lies in its probation period (which runs from the judgment's
effect, not from its signature), and a later ruling that doesn't revoke the suspension.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from anmai.sample.cases import Accused, CriminalCase, PriorTold, View
from anmai.sample.people import namesake
from anmai.sample.plant_lone import lone_case
from anmai.sample.planting import BY_COUNTY, Ground, Planting
from anmai.sample.wording import add_months, days_after

_MONTHS, _PROBATION = 12, 24


def _earlier(ground: Ground, probation: int | None = _PROBATION) -> CriminalCase:
    """The first case: fraud, one year, suspended for two years unless said otherwise."""
    court = ground.courts(1)[0]
    signed = ground.days(1, first=(2014, 2018))[0]
    person = ground.person(court, signed.year, age=(26, 48))
    return lone_case(
        ground, 0, court, person, days_after(signed, -120), charges=("诈骗罪",), months=_MONTHS, probation=probation
    )


def _told(case: CriminalCase) -> PriorTold:
    accused = case.accused[0]
    return PriorTold(
        accused.counts[0].charge.name, case.signed, case.court.name, accused.months, probation=accused.probation,
        fine=accused.fine,
    )  # fmt: skip


def _later(
    ground: Ground, first: CriminalCase, offence: date, *, place: int = 1, tell: bool = False,
    charge: str = "盗窃罪", months: int = 9, probation: int | None = None, view: View | None = None,
) -> CriminalCase:  # fmt: skip
    court = ground.courts(1)[0]
    person = replace(first.accused[0].person, living=court)
    case = lone_case(
        ground, place, court, person, offence, charges=(charge,), months=months, probation=probation,
        priors=[_told(first)] if tell else [],
    )  # fmt: skip
    if view is not None:
        case.accused[0].view = view
    return case


def _within(ground: Ground, first: CriminalCase) -> date:
    return days_after(first.signed, ground.dice.between(60, 680))


def _pair(first: CriminalCase, later: CriminalCase) -> Planting:
    return Planting([first, later], [first.accused[0].person])


def _two_rulings(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _within(ground, first)))


def _told_only(ground: Ground) -> Planting:
    first = _earlier(ground)
    return Planting([_later(ground, first, _within(ground, first), place=0, tell=True)], [first.accused[0].person])


def _told_and_known(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _within(ground, first), tell=True))


def _negligent(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _within(ground, first), charge="交通肇事罪"))


def _detention(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _within(ground, first), charge="危险驾驶罪", months=2, tell=True))


def _suspended_again(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _within(ground, first), months=8, probation=12))


def _before_judgment(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, days_after(first.signed, -ground.dice.between(5, 60)), tell=True))


def _after_period(ground: Ground) -> Planting:
    first = _earlier(ground)
    over = add_months(first.signed, _PROBATION)
    return _pair(first, _later(ground, first, days_after(over, ground.dice.between(50, 300))))


def _told_over(ground: Ground) -> Planting:
    first = _earlier(ground)
    offence = days_after(add_months(first.signed, _PROBATION), ground.dice.between(50, 900))
    return Planting([_later(ground, first, offence, place=0, tell=True)], [first.accused[0].person])


def _revoked(ground: Ground) -> Planting:
    first = _earlier(ground)
    later = _later(ground, first, _within(ground, first), tell=True, months=10)
    accused: Accused = later.accused[0]
    accused.revokes = _told(first)
    accused.months = 10 + _MONTHS - ground.dice.between(1, 3)
    return _pair(first, later)


def _namesake(ground: Ground) -> Planting:
    first = _earlier(ground)
    later = _later(ground, first, _within(ground, first), view=BY_COUNTY)
    first.accused[0].view = BY_COUNTY
    person = first.accused[0].person
    later.accused[0].person = namesake(ground.dice, person, f"{person.true_id}n", later.court)
    return Planting([first, later], [later.accused[0].person])


def _unsuspended(ground: Ground) -> Planting:
    first = _earlier(ground)
    accused = first.accused[0]
    again = lone_case(
        ground, 0, first.court, accused.person, first.offence, charges=("危险驾驶罪",), months=3, judged_after=40
    )
    return _pair(again, _later(ground, again, days_after(again.signed, ground.dice.between(150, 320)), tell=True))


def _codefendant(ground: Ground) -> Planting:
    first = _earlier(ground, probation=None)
    other = ground.person(first.court, first.signed.year, age=(26, 48))
    mate = replace(first.accused[0], person=other, probation=_PROBATION, custody=None, bail=True)
    first.accused.append(mate)
    later = _later(ground, first, days_after(first.signed, 420))
    later.accused[0].found.insert(0, "累犯")
    return _pair(first, later)


def _before_effect(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, days_after(first.signed, 15)))


def _near_end(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, days_after(add_months(first.signed, _PROBATION), 10)))


def _masked(ground: Ground) -> Planting:
    first = _earlier(ground)
    hidden = View(number="none", household=False)
    later = _later(ground, first, _within(ground, first), view=hidden)
    first.accused[0].view = hidden
    first.mask = later.mask = "某某"
    return _pair(first, later)


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    builder.__name__[1:]: builder
    for builder in (
        _two_rulings, _told_only, _told_and_known, _negligent, _detention, _suspended_again, _before_judgment,
        _after_period, _told_over, _revoked, _namesake, _unsuspended, _codefendant, _before_effect, _near_end, _masked,
    )
}  # fmt: skip
