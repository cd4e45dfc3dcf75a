"""A planting: cases that together make a pattern or look like one, and who and what is true about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from anmai.sample.cases import Accused, Case, Count, CriminalCase, PriorTold, View
from anmai.sample.dice import Dice
from anmai.sample.organizations import Organization
from anmai.sample.people import Person, full_name, planted_person
from anmai.sample.plan import Plot
from anmai.sample.vocabulary import Charge, Court, vocabulary
from anmai.sample.wording import days_after, term_end

NUMBERED = View(number="full")
BY_COUNTY = View(number="none", household=True, birth="day")


@dataclass(slots=True)
class Planting:
    """What a builder gives: the cases in the order of their places, and whom the pattern is about.

    Attributes:
        cases: One for each document, at most as many as the plot has places.
        targets: People and organizations that a lead on this planting is about.
        cut: Places whose document is published cut off before its operative part.
    """

    cases: list[Case]
    targets: list[Person | Organization]
    cut: frozenset[int] = field(default_factory=frozenset)


class Ground:
    """What builders need of a plot: dice, unused numbers, people and courts."""

    def __init__(self, dice: Dice, plot: Plot) -> None:
        self.dice, self.plot = dice, plot
        self._people = 0

    def number(self, place: int) -> int:
        """A case number of a planting's place: ≡ 2 (mod 3), no other case of the run has it."""
        return 3 * (self.plot.first + place) + 2

    def person(
        self, home: Court, year: int, *, sex: str = "男", living: Court | None = None, name: str | None = None,
        age: tuple[int, int] = (22, 45), civil: bool = False,
    ) -> Person:  # fmt: skip
        """A new person, ``age`` years old in ``year``."""
        slot, self._people = self._people, self._people + 1
        born = (year - age[1], year - age[0])
        return planted_person(
            self.dice, self.plot.number, slot, home, born, sex=sex, living=living, name=name, civil=civil
        )

    def cities(self, count: int, *, province: bool | None = None) -> list[list[Court]]:
        """Courts of ``count`` different cities: of one province (True), of different ones (False), or either."""
        table = vocabulary().cities
        codes = list(table)
        first = self.dice.pick([code for code in codes if province is not True or _neighbours(code, codes) >= count])
        chosen = [first]
        while len(chosen) < count:
            code = self.dice.pick(codes)
            same = code[:2] == first[:2]
            if code in chosen or (province is True and not same):
                continue
            if province is False and code[:2] in {known[:2] for known in chosen}:
                continue
            chosen.append(code)
        return [table[code] for code in chosen]

    def courts(self, count: int, *, province: bool | None = None) -> list[Court]:
        """One court from each of ``count`` different cities."""
        return [self.dice.pick(city) for city in self.cities(count, province=province)]

    def days(
        self, count: int, *, first: tuple[int, int] = (2013, 2016), gap: tuple[int, int] = (490, 760)
    ) -> list[date]:
        """Signing days with gaps of so many days, the first in the years given."""
        days = [date(self.dice.between(*first), self.dice.between(1, 12), self.dice.between(1, 28))]
        while len(days) < count:
            days.append(days_after(days[-1], self.dice.between(*gap)))
        return days

    def violent(self, *, group: bool = False) -> Charge:
        """A charge of the repeat-offender model's list."""
        return self.dice.pick([charge for charge in vocabulary().violent if charge.group or not group])

    def criminal(
        self, place: int, court: Court, signed: date, person: Person, charges: Sequence[Charge], *,
        view: View = NUMBERED, months: int | None = None, before: int = 150, mask: str | None = None,
        priors: Sequence[PriorTold] = (), mates: Sequence[Person] = (),
    ) -> CriminalCase:  # fmt: skip
        """A case that ends in imprisonment served, for one person and perhaps mates."""
        dice, offence = self.dice, days_after(signed, -before)
        accused = [
            _sentenced(dice, one, view, charges, offence, months or dice.between(6, 10)) for one in (person, *mates)
        ]
        accused[0].priors = list(priors)
        if priors and any(prior.released and (offence - prior.released).days < 1800 for prior in priors):
            accused[0].found.append("累犯")
        accused[0].found.append("坦白")
        return CriminalCase(
            court=court,
            number=self.number(place),
            signed=signed,
            offence=offence,
            accused=accused,
            victim=full_name(dice, "男"),
            victim_id=f"V{self.plot.number}-{place}",
            mask=mask,
        )


def _neighbours(code: str, codes: Sequence[str]) -> int:
    return sum(other[:2] == code[:2] for other in codes)


def _sentenced(
    dice: Dice, person: Person, view: View, charges: Sequence[Charge], offence: date, months: int
) -> Accused:
    counts = [Count(charge, months + turn, 2000 if charge.fine else 0) for turn, charge in enumerate(charges)]
    total = months if len(counts) == 1 else sum(count.months for count in counts) - dice.between(2, 4)
    return Accused(
        person=person,
        view=view,
        counts=counts,
        months=total,
        fine=sum(count.fine for count in counts),
        custody=days_after(offence, dice.between(1, 9)),
    )


def told(case: CriminalCase) -> PriorTold:
    """How a later header tells the first defendant's sentence in this case."""
    accused = case.accused[0]
    assert accused.custody is not None
    return PriorTold(
        charge=accused.counts[0].charge.name,
        day=case.signed,
        court=case.court.name,
        months=accused.months,
        fine=accused.fine,
        released=term_end(accused.custody, accused.months),
    )
