"""Builds the planting that stands on a plot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from anmai.sample import (
    plant_group,
    plant_new_crime,
    plant_penalty,
    plant_probation,
    plant_recidivism,
    plant_repeat,
    plant_ring,
)
from anmai.sample.cases import Appeal, CivilCase, CriminalCase, Enforcement, Side
from anmai.sample.dice import Dice
from anmai.sample.plan import CHAIN, GROUP, NEW_CRIME, PENALTY, PROBATION, RECIDIVISM, REPEAT, RING, Plot
from anmai.sample.planting import NUMBERED, Ground, Planting
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import add_months, days_after, term_end


def _criminal_chain(ground: Ground) -> Planting:
    court = ground.dice.pick(vocabulary().courts)
    signed = ground.days(1, first=(2013, 2020))[0]
    person = ground.person(court, signed.year)
    case = ground.criminal(0, court, signed, person, [vocabulary().charges["盗窃罪"]])
    return Planting([case, Appeal(case, ground.number(1), days_after(signed, 66))], [person])


def _civil_chain(ground: Ground) -> Planting:
    court = ground.dice.pick(vocabulary().courts)
    signed = ground.days(1, first=(2013, 2020))[0]
    lender, borrower = (ground.person(court, signed.year, civil=True) for _ in range(2))
    case = CivilCase(
        court=court, number=ground.number(0), signed=signed, filed=days_after(signed, -70), cause="民间借贷纠纷",
        outcome="判决", lenders=[Side(lender, NUMBERED)], borrowers=[Side(borrower)], guarantors=[], yuan=86_000,
        due=days_after(signed, -600),
    )  # fmt: skip
    return Planting([case, Enforcement(case, ground.number(1), days_after(signed, 240))], [lender, borrower])


_BUILDERS: Final[dict[str, dict[str, Callable[[Ground], Planting]]]] = {
    REPEAT: plant_repeat.BUILDERS,
    RING: plant_ring.BUILDERS,
    PROBATION: plant_probation.BUILDERS,
    NEW_CRIME: plant_new_crime.BUILDERS,
    RECIDIVISM: plant_recidivism.BUILDERS,
    PENALTY: plant_penalty.BUILDERS,
    GROUP: plant_group.BUILDERS,
    CHAIN: {"criminal_chain": _criminal_chain, "civil_chain": _civil_chain},
}


def variant(plot: Plot) -> dict[str, Any]:
    """The entry of data/patterns.yaml that stands on a plot: key, codes, what and why in Chinese and English."""
    entry: dict[str, Any] = vocabulary().patterns[plot.model][plot.kind][plot.variant]
    return entry


def build(plot: Plot, seed: int) -> Planting:
    """The planting of a plot; the same each time."""
    planting = _BUILDERS[plot.model][variant(plot)["key"]](Ground(Dice(seed, plot.number, 53), plot))
    assert len(planting.cases) <= plot.places
    if plot.model in (REPEAT, GROUP):
        _find_recidivists(planting)
    return planting


def _find_recidivists(planting: Planting) -> None:
    """Let courts find 累犯 in whoever commits a case within five years of another one's end.

    Else the cases of one repeated offender would miss it, which is another model's pattern.
    """
    cases = sorted((case for case in planting.cases if isinstance(case, CriminalCase)), key=lambda case: case.signed)
    for at, later in enumerate(cases):
        for accused in later.accused:
            served = [
                term_end(one.custody, one.months)
                for case in cases[:at]
                for one in case.accused
                if one.person.true_id == accused.person.true_id and one.custody is not None
            ]
            if any(end < later.offence <= add_months(end, 60) for end in served) and "累犯" not in accused.found:
                accused.found.insert(0, "累犯")
