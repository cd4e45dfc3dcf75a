"""Plantings for repeat-offender-group.

The pattern: three or more people who together commit three or more acts of the repeat-offender model's charges within
two years, at least two of them in three or more acts. All in one city, so that the cross-region model is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from anmai.sample.cases import CriminalCase
from anmai.sample.people import Person, namesake
from anmai.sample.planting import BY_COUNTY, NUMBERED, Ground, Planting
from anmai.sample.vocabulary import Charge, Court, vocabulary

_JOINT: Final = ("聚众斗殴罪", "寻衅滋事罪")
#: Days between judgments: six months are served meanwhile, and three acts lie within two years.
_NEAR: Final = (240, 330)


def _city(ground: Ground) -> list[Court]:
    cities = [city for city in vocabulary().cities.values() if len(city) >= 2]
    return ground.dice.several(ground.dice.pick(cities), 2)


def _acts(
    ground: Ground, members: Callable[[int, Court, int], Sequence[Person]], *, count: int = 3,
    gap: tuple[int, int] = _NEAR, charges: Sequence[str] = _JOINT, by_number: bool = True,
) -> Planting:  # fmt: skip
    """Joint cases in one city; ``members`` gives who takes part in each (place, court, year)."""
    courts, days = _city(ground), ground.days(count, first=(2014, 2018), gap=gap)
    cases: list[CriminalCase] = []
    for place, day in enumerate(days):
        court = courts[place % len(courts)]
        first, *mates = members(place, court, day.year)
        charge: Charge = vocabulary().charges[ground.dice.pick(charges)]
        view = NUMBERED if by_number else BY_COUNTY
        cases.append(ground.criminal(place, court, day, first, [charge], view=view, months=6, before=100, mates=mates))
    core = [accused.person for accused in cases[0].accused[:2]]
    return Planting(list(cases), list(core))


def _core(ground: Ground, size: int) -> Callable[[Court, int], list[Person]]:
    """The same people each time that they are asked for."""
    held: list[Person] = []

    def people(court: Court, year: int) -> list[Person]:
        while len(held) < size:
            held.append(ground.person(court, year))
        return held

    return people


def _two_and_a_third(ground: Ground) -> Planting:
    core = _core(ground, 2)
    return _acts(ground, lambda _place, court, year: [*core(court, year), ground.person(court, year)])


def _three_throughout(ground: Ground) -> Planting:
    core = _core(ground, 3)
    return _acts(ground, lambda _place, court, year: core(court, year))


def _third_once(ground: Ground) -> Planting:
    core = _core(ground, 2)
    return _acts(
        ground, lambda place, court, year: core(court, year) + ([ground.person(court, year)] if place == 1 else [])
    )


def _two_acts(ground: Ground) -> Planting:
    core = _core(ground, 2)
    return _acts(ground, lambda _place, court, year: [*core(court, year), ground.person(court, year)], count=2)


def _two_people(ground: Ground) -> Planting:
    core = _core(ground, 2)
    return _acts(ground, lambda _place, court, year: core(court, year))


def _one_constant(ground: Ground) -> Planting:
    core = _core(ground, 1)
    return _acts(
        ground, lambda _place, court, year: [*core(court, year), *(ground.person(court, year) for _ in range(2))]
    )


def _over_two_years(ground: Ground) -> Planting:
    core = _core(ground, 2)
    return _acts(ground, lambda _place, court, year: [*core(court, year), ground.person(court, year)], gap=(390, 460))


def _thefts(ground: Ground) -> Planting:
    core = _core(ground, 2)
    return _acts(
        ground, lambda _place, court, year: [*core(court, year), ground.person(court, year)], charges=("盗窃罪",)
    )


def _mates_namesakes(ground: Ground) -> Planting:
    core, seen = _core(ground, 2), {}

    def members(place: int, court: Court, year: int) -> Sequence[Person]:
        first, second = core(court, year)
        # Each time another man of the second one's name, born on another day.
        seen[place] = namesake(ground.dice, second, f"{second.true_id}n{place}", court) if place else second
        return [first, seen[place], ground.person(court, year)]

    return _acts(ground, members, by_number=False)


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    "two_and_a_third": _two_and_a_third,
    "three_throughout": _three_throughout,
    "third_once": _third_once,
    "two_acts": _two_acts,
    "two_people": _two_people,
    "one_constant": _one_constant,
    "over_two_years": _over_two_years,
    "thefts": _thefts,
    "mates_namesakes": _mates_namesakes,
}
