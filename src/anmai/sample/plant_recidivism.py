"""Plantings for missed-recidivism.

The pattern: a fixed term served for an intentional crime by an adult, another intentional crime within five years that
again gets a fixed term, and a ruling that says nothing on 累犯.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from anmai.sample.cases import Appeal, CriminalCase, PriorTold
from anmai.sample.people import namesake
from anmai.sample.plant_lone import lone_case
from anmai.sample.planting import BY_COUNTY, NUMBERED, Ground, Planting, told
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import add_months, days_after, term_end

_MONTHS = 10


def _earlier(ground: Ground, **more: Any) -> CriminalCase:
    """The first case: fraud, ten months served, unless said otherwise."""
    court = ground.courts(1)[0]
    offence = days_after(ground.days(1, first=(2013, 2016))[0], -120)
    age = more.pop("age", (26, 48))
    person = ground.person(court, offence.year, age=age)
    given: dict[str, Any] = {"charges": ("诈骗罪",), "months": _MONTHS, **more}
    return lone_case(ground, 0, court, person, offence, **given)


def _end(first: CriminalCase) -> date:
    accused = first.accused[0]
    assert accused.custody is not None
    return term_end(accused.custody, accused.months)


def _later(ground: Ground, first: CriminalCase, offence: date, *, place: int = 1, **more: Any) -> CriminalCase:
    court = ground.courts(1)[0]
    return lone_case(ground, place, court, replace(first.accused[0].person, living=court), offence, **more)


def _pair(first: CriminalCase, later: CriminalCase) -> Planting:
    return Planting([first, later], [first.accused[0].person])


def _soon(ground: Ground, first: CriminalCase) -> date:
    return days_after(_end(first), ground.dice.between(60, 1400))


def _alone(ground: Ground, released_before: int, prior: dict[str, Any] | None = None, **more: Any) -> Planting:
    """One ruling whose header tells a prior released so many days before the offence."""
    court = ground.courts(1)[0]
    offence = ground.days(1, first=(2016, 2020))[0]
    person = ground.person(court, offence.year, age=(30, 50))
    released = days_after(offence, -released_before)
    entry = PriorTold(
        "诈骗罪", days_after(add_months(released, -_MONTHS), 70), court.name, _MONTHS, fine=2000, released=released
    )
    case = lone_case(ground, 0, court, person, offence, priors=[replace(entry, **(prior or {}))], **more)
    return Planting([case], [person])


def _untold(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _soon(ground, first)))


def _own_header(ground: Ground) -> Planting:
    return _alone(ground, ground.dice.between(90, 1700))


def _told_and_known(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _soon(ground, first), priors=[told(first)]))


def _just_within(ground: Ground) -> Planting:
    planting = _alone(ground, 0)
    case = planting.cases[0]
    assert isinstance(case, CriminalCase)
    released = add_months(days_after(case.offence, 2), -60)
    prior = case.accused[0].priors[0]
    case.accused[0].priors = [replace(prior, day=days_after(add_months(released, -_MONTHS), 70), released=released)]
    return planting


def _several_charges(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _soon(ground, first), charges=("盗窃罪", "敲诈勒索罪")))


def _five_years_over(ground: Ground) -> Planting:
    planting = _alone(ground, 0)
    case = planting.cases[0]
    assert isinstance(case, CriminalCase)
    released = add_months(days_after(case.offence, -1), -60)
    prior = case.accused[0].priors[0]
    case.accused[0].priors = [replace(prior, day=days_after(add_months(released, -_MONTHS), 70), released=released)]
    return planting


def _later_detention(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _soon(ground, first), charges=("危险驾驶罪",), months=3))


def _untold_over(ground: Ground) -> Planting:
    first = _earlier(ground)
    over = days_after(add_months(_end(first), 60), ground.dice.between(5, 200))
    return _pair(first, _later(ground, first, over))


def _found(ground: Ground) -> Planting:
    first = _earlier(ground)
    return _pair(first, _later(ground, first, _soon(ground, first), priors=[told(first)], found=("累犯", "坦白")))


def _namesake(ground: Ground) -> Planting:
    first = _earlier(ground, view=BY_COUNTY)
    later = _later(ground, first, _soon(ground, first), view=BY_COUNTY)
    person = first.accused[0].person
    later.accused[0].person = namesake(ground.dice, person, f"{person.true_id}n", later.court)
    return Planting([first, later], [later.accused[0].person])


def _suspended_prior(ground: Ground) -> Planting:
    first = _earlier(ground, probation=12)
    offence = days_after(add_months(first.signed, 12), ground.dice.between(60, 900))
    return _pair(first, _later(ground, first, offence))


def _detention_prior(ground: Ground) -> Planting:
    first = _earlier(ground, charges=("危险驾驶罪",), months=3, judged_after=40)
    return _pair(first, _later(ground, first, _soon(ground, first), priors=[replace(told(first), detention=True)]))


def _negligent_prior(ground: Ground) -> Planting:
    first = _earlier(ground, charges=("交通肇事罪",))
    return _pair(first, _later(ground, first, _soon(ground, first)))


def _refused(ground: Ground) -> Planting:
    words = vocabulary().criminal["argued"]["no_recidivist"]
    prior = {"months": 4, "detention": True, "charge": "危险驾驶罪"}
    return _alone(ground, ground.dice.between(90, 1500), prior, argued=[words[1]])


def _before_release(ground: Ground) -> Planting:
    """The later case is about an earlier crime: he is taken over on the day of his release."""
    first = _earlier(ground)
    offence = days_after(first.offence, -ground.dice.between(20, 90))
    released = _end(first)
    days = (released - offence).days + 100
    return _pair(first, _later(ground, first, offence, priors=[told(first)], custody=released, judged_after=days))


def _appealed(ground: Ground) -> Planting:
    first = _earlier(ground)
    return Planting([first, Appeal(first, ground.number(1), days_after(first.signed, 66))], [first.accused[0].person])


def _child(ground: Ground) -> Planting:
    """Seventeen at the earlier judgment."""
    court = ground.courts(1)[0]
    person = ground.person(court, 2019, age=(19, 24))
    judged = days_after(add_months(person.birth, 12 * 17), 40)
    released = add_months(judged, 8)
    offence = max(days_after(released, 200), days_after(add_months(person.birth, 12 * 18), 300))
    prior = PriorTold("盗窃罪", judged, court.name, 9, fine=1000, released=released)
    return Planting([lone_case(ground, 0, court, person, offence, priors=[prior])], [person])


def _negligent_later(ground: Ground) -> Planting:
    return _alone(ground, ground.dice.between(90, 1500), charges=("交通肇事罪",))


def _release_untold(ground: Ground) -> Planting:
    return _alone(ground, ground.dice.between(200, 1000), {"released": None})


def _birth_untold(ground: Ground) -> Planting:
    view = replace(NUMBERED, birth="none", number="none")
    return _alone(ground, ground.dice.between(200, 1000), view=view)


def _perhaps_commuted(ground: Ground) -> Planting:
    first = _earlier(ground)
    offence = days_after(add_months(_end(first), 60), -ground.dice.between(5, 100))
    return _pair(first, _later(ground, first, offence))


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    builder.__name__[1:]: builder
    for builder in (
        _untold, _own_header, _told_and_known, _just_within, _several_charges, _five_years_over, _later_detention,
        _untold_over, _found, _namesake, _suspended_prior, _detention_prior, _negligent_prior, _refused,
        _before_release, _appealed, _child, _negligent_later, _release_untold, _birth_untold, _perhaps_commuted,
    )
}  # fmt: skip
