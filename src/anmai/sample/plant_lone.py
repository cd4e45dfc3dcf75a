"""A case with one defendant, as plantings on earlier and later sentences need it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from anmai.sample.cases import Accused, Count, CriminalCase, PriorTold, View
from anmai.sample.people import Person
from anmai.sample.planting import NUMBERED, Ground
from anmai.sample.vocabulary import Court, vocabulary
from anmai.sample.wording import days_after


def lone_case(
    ground: Ground, place: int, court: Court, person: Person, offence: date, *,
    charges: Sequence[str] = ("盗窃罪",), months: int = 9, probation: int | None = None, fine: int | None = None,
    priors: Sequence[PriorTold] = (), found: Sequence[str] = ("坦白",), argued: Sequence[str] = (),
    view: View = NUMBERED, custody: date | None = None, judged_after: int = 120,
) -> CriminalCase:  # fmt: skip
    """A case judged ``judged_after`` days after the offence.

    Args:
        ground: The plot's ground.
        place: Place among the plot's documents.
        court: The court.
        person: The defendant.
        offence: Day of the (last) offence.
        charges: Names of the charges, punished together when there are several.
        months: Term of each charge; detention where the charge knows no other.
        probation: Probation period in months when suspended.
        fine: Yuan for each charge that knows a fine; None: 3,000; 0: none is imposed.
        priors: What the header tells.
        found: Circumstances found by the court.
        argued: Extra sentences of the court's view.
        view: What the header shows of him.
        custody: First day of custody; three days after the offence when not given.
        judged_after: Days from the offence to the signature.
    """
    chosen = [vocabulary().charges[name] for name in charges]
    demanded = 3000 if fine is None else fine
    counts = [Count(charge, months + turn, demanded if charge.fine else 0) for turn, charge in enumerate(chosen)]
    total = months if len(counts) == 1 else sum(count.months for count in counts) - 2
    accused = Accused(
        person=person,
        view=view,
        counts=counts,
        months=total,
        fine=sum(count.fine for count in counts),
        detention=all(charge.detention for charge in chosen),
        probation=probation,
        priors=list(priors),
        custody=None if probation else custody or days_after(offence, 3),
        bail=probation is not None,
        found=list(found),
        argued=list(argued),
    )
    return CriminalCase(
        court=court, number=ground.number(place), signed=days_after(offence, judged_after), offence=offence,
        accused=[accused], victim="王海", victim_id=f"V{ground.plot.number}-{place}",
    )  # fmt: skip
