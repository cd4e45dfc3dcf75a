"""Plantings for repeat-offender-cross-region.

The pattern: one person sentenced in three or more cases of injury, provocation, affray or unlawful detention by courts
of two or more cities within ten years.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from anmai.sample.cases import Appeal, CivilCase, Commutation, CriminalCase, Side, View
from anmai.sample.people import Person, namesake, uncommon_name
from anmai.sample.planting import BY_COUNTY, NUMBERED, Ground, Planting, told
from anmai.sample.vocabulary import Charge, Court, vocabulary
from anmai.sample.wording import add_months, days_after

_NO_HOME = View(number="none", household=False, domicile=True)


def _series(
    ground: Ground, courts: list[Court], *, view: View = NUMBERED, charges: list[Charge] | None = None,
    name: str | None = None, days: list[date] | None = None, tell: bool = False,
) -> Planting:  # fmt: skip
    """One person's cases, one at each court."""
    days = days or ground.days(len(courts))
    person = ground.person(courts[0], days[0].year, name=name)
    cases: list[CriminalCase] = []
    for place, (court, day) in enumerate(zip(courts, days, strict=True)):
        charge = charges[place] if charges else ground.violent()
        priors = [told(case) for case in cases] if tell else []
        who = replace(person, living=court)
        cases.append(ground.criminal(place, court, day, who, [charge], view=view, priors=priors))
    return Planting(list(cases), [person])


def _first_person(planting: Planting) -> Person:
    person = planting.targets[0]
    assert isinstance(person, Person)
    return person


def _number_three_provinces(ground: Ground) -> Planting:
    return _series(ground, ground.courts(3, province=False), tell=ground.dice.chance(0.5))


def _county_two_cities(ground: Ground) -> Planting:
    first, second = ground.courts(2, province=True)
    return _series(ground, [first, second, first], view=BY_COUNTY)


def _uncommon_name_two_provinces(ground: Ground) -> Planting:
    first, second = ground.courts(2, province=False)
    return _series(ground, [first, second, second], view=_NO_HOME, name=uncommon_name(ground.dice))


def _joint_affray(ground: Ground) -> Planting:
    planting = _series(ground, ground.courts(3, province=False))
    case = planting.cases[1]
    assert isinstance(case, CriminalCase)
    mates = [ground.person(case.court, case.signed.year) for _ in range(2)]
    affray = [vocabulary().charges["聚众斗殴罪"]]
    planting.cases[1] = ground.criminal(1, case.court, case.signed, case.accused[0].person, affray, mates=mates)
    return planting


def _with_appeal(ground: Ground) -> Planting:
    planting = _series(ground, ground.courts(3, province=False))
    last = planting.cases[2]
    assert isinstance(last, CriminalCase)
    planting.cases.append(Appeal(last, ground.number(3), days_after(last.signed, 60)))
    return planting


def _several_charges(ground: Ground) -> Planting:
    first, second = ground.courts(2, province=True)
    planting = _series(ground, [first, second, second])
    case = planting.cases[2]
    assert isinstance(case, CriminalCase)
    charges = [ground.violent(), vocabulary().charges["盗窃罪"]]
    planting.cases[2] = ground.criminal(2, case.court, case.signed, case.accused[0].person, charges)
    return planting


def _group(ground: Ground) -> Planting:
    first, second = ground.courts(2, province=True)
    days = ground.days(3, gap=(240, 330))
    constant = [ground.person(first, days[0].year) for _ in range(2)]
    cases: list[CriminalCase] = []
    for place, (court, day) in enumerate(zip((first, second, first), days, strict=True)):
        mates = [constant[1], ground.person(court, day.year)]
        charge = vocabulary().charges[ground.dice.pick(("聚众斗殴罪", "寻衅滋事罪"))]
        cases.append(ground.criminal(place, court, day, constant[0], [charge], months=6, before=100, mates=mates))
    return Planting(list(cases), list(constant))


def _partial_number(ground: Ground) -> Planting:
    return _series(ground, ground.courts(3, province=False), view=View(number="partial"))


def _masked_with_number(ground: Ground) -> Planting:
    planting = _series(ground, ground.courts(3, province=False))
    case = planting.cases[1]
    assert isinstance(case, CriminalCase)
    case.mask = "某某"
    return planting


def _four_cases_both_eras(ground: Ground) -> Planting:
    days = ground.days(4, first=(2012, 2013), gap=(700, 900))
    return _series(ground, ground.courts(4, province=False), days=days, tell=True)


def _two_cases_prior_told(ground: Ground) -> Planting:
    return _series(ground, ground.courts(2, province=False), tell=True)


def _one_city(ground: Ground) -> Planting:
    cities = [city for city in vocabulary().cities.values() if len(city) >= 3 and not city[0].is_municipal]
    return _series(ground, ground.dice.several(ground.dice.pick(cities), 3))


def _municipality(ground: Ground) -> Planting:
    cities = [city for city in vocabulary().cities.values() if city[0].is_municipal]
    return _series(ground, ground.dice.several(ground.dice.pick(cities), 3))


def _over_ten_years(ground: Ground) -> Planting:
    first = ground.days(1, first=(2011, 2012))[0]
    last = days_after(add_months(first, 120), 1)
    planting = _series(ground, ground.courts(3, province=False), days=[first, add_months(first, 70), last])
    case = planting.cases[0]
    assert isinstance(case, CriminalCase)
    case.offence = days_after(case.offence, -60)
    return planting


def _other_charges(ground: Ground) -> Planting:
    names = ("盗窃罪", "诈骗罪", "掩饰、隐瞒犯罪所得罪")
    charges = [vocabulary().charges[ground.dice.pick(names)] for _ in range(3)]
    return _series(ground, ground.courts(3, province=False), charges=charges)


def _two_violent_one_theft(ground: Ground) -> Planting:
    charges = [ground.violent(), vocabulary().charges["盗窃罪"], ground.violent()]
    return _series(ground, ground.courts(3, province=False), charges=charges)


def _people_of_one_name(
    ground: Ground,
    count: int,
    view: View,
    *,
    same_birth: bool = False,
    mask: str | None = None,
    name: str | None = None,
) -> Planting:
    courts, days = ground.courts(count, province=False), ground.days(count)
    person = ground.person(
        courts[0], days[0].year, name=name or ground.dice.pick(("张伟", "王磊", "李强", "刘军", "陈勇"))
    )
    people = [person]
    for turn in range(1, count):
        born = person.birth if same_birth else None
        people.append(namesake(ground.dice, person, f"{person.true_id}n{turn}", courts[turn], born))
    cases = [
        ground.criminal(place, court, day, who, [ground.violent()], view=view, mask=mask)
        for place, (court, day, who) in enumerate(zip(courts, days, people, strict=True))
    ]
    return Planting(list(cases), list(people))


def _namesakes(ground: Ground) -> Planting:
    return _people_of_one_name(ground, 3, BY_COUNTY)


def _same_mask(ground: Ground) -> Planting:
    return _people_of_one_name(ground, 4, View(number="none", household=False), mask="某某")


def _appeal_counted_again(ground: Ground) -> Planting:
    planting = _series(ground, ground.courts(2, province=False))
    last = planting.cases[1]
    assert isinstance(last, CriminalCase)
    last.accused[0].months = 20
    last.accused[0].counts = [replace(last.accused[0].counts[0], months=20)]
    planting.cases.append(Appeal(last, ground.number(2), days_after(last.signed, 70)))
    planting.cases.append(Commutation(last, ground.number(3), days_after(last.signed, 330), 2))
    return planting


def _namesake_same_birth(ground: Ground) -> Planting:
    return _people_of_one_name(ground, 3, BY_COUNTY, same_birth=True)


def _plaintiff_elsewhere(ground: Ground) -> Planting:
    courts, days = ground.courts(3, province=False), ground.days(3)
    planting = _series(ground, courts[:2], days=days[:2])
    person = _first_person(planting)
    borrower = ground.person(courts[2], days[2].year, civil=True)
    planting.cases.append(CivilCase(
        court=courts[2], number=ground.number(2), signed=days[2], filed=days_after(days[2], -60), cause="民间借贷纠纷",
        outcome="缺席", lenders=[Side(person, NUMBERED)], borrowers=[Side(borrower, NUMBERED)], guarantors=[],
        yuan=46_000, due=days_after(days[2], -500),
    ))  # fmt: skip
    return planting


def _two_and_a_namesake(ground: Ground) -> Planting:
    courts, days = ground.courts(3, province=False), ground.days(3)
    planting = _series(ground, courts[:2], days=days[:2], view=BY_COUNTY)
    person = _first_person(planting)
    other = namesake(ground.dice, person, f"{person.true_id}n", courts[2])
    planting.cases.append(ground.criminal(2, courts[2], days[2], other, [ground.violent()], view=BY_COUNTY))
    return planting


def _birth_missing(ground: Ground) -> Planting:
    return _people_of_one_name(ground, 3, View(birth="none", number="none", household=False, domicile=False))


def _birth_year_only(ground: Ground) -> Planting:
    view = View(birth="year", number="none", household=False)
    return _people_of_one_name(ground, 3, view, same_birth=True)


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    "number_three_provinces": _number_three_provinces,
    "county_two_cities": _county_two_cities,
    "uncommon_name": _uncommon_name_two_provinces,
    "joint_affray": _joint_affray,
    "with_appeal": _with_appeal,
    "several_charges": _several_charges,
    "group": _group,
    "partial_number": _partial_number,
    "masked_with_number": _masked_with_number,
    "four_cases_both_eras": _four_cases_both_eras,
    "two_cases_prior_told": _two_cases_prior_told,
    "one_city": _one_city,
    "municipality": _municipality,
    "over_ten_years": _over_ten_years,
    "other_charges": _other_charges,
    "two_violent_one_theft": _two_violent_one_theft,
    "namesakes": _namesakes,
    "same_mask": _same_mask,
    "appeal_counted_again": _appeal_counted_again,
    "namesake_same_birth": _namesake_same_birth,
    "plaintiff_elsewhere": _plaintiff_elsewhere,
    "two_and_a_namesake": _two_and_a_namesake,
    "birth_missing": _birth_missing,
    "birth_year_only": _birth_year_only,
}
