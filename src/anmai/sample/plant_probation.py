"""Plantings for improper-probation.

The pattern: a suspended sentence where the executed term is over three years, the court finds a recidivist or the
ringleader of a criminal group, the period lies outside article 73; weaker: a stated prior meets article 65.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from anmai.sample.background import counsel, header_view
from anmai.sample.cases import Accused, Appeal, Count, CriminalCase, PriorTold
from anmai.sample.people import Person
from anmai.sample.planting import Ground, Planting
from anmai.sample.vocabulary import Charge, vocabulary
from anmai.sample.wording import add_months, days_after

_ORDINARY: Final = ("盗窃罪", "诈骗罪", "故意伤害罪", "开设赌场罪", "掩饰、隐瞒犯罪所得罪")


def _case(
    ground: Ground,
    months: int,
    probation: int | None,
    *,
    charges: tuple[str, ...] = (),
    age: tuple[int, int] = (28, 50),
    years: tuple[int, int] = (2013, 2021),
) -> Planting:
    """A case with one defendant, suspended for ``probation`` months when given."""
    dice, words = ground.dice, vocabulary()
    court = dice.pick(words.courts)
    signed = ground.days(1, first=years)[0]
    offence = days_after(signed, -150)
    person = ground.person(court, offence.year, age=age)
    chosen: list[Charge] = [words.charges[name] for name in (charges or (dice.pick(_ORDINARY),))]
    detention = all(charge.detention for charge in chosen)
    counts = [Count(charge, months, dice.pick((3000, 5000, 8000)) if charge.fine else 0) for charge in chosen]
    accused = Accused(
        person=person,
        view=header_view(dice),
        counts=counts,
        months=months,
        fine=sum(count.fine for count in counts),
        detention=detention,
        probation=probation,
        custody=None if probation else days_after(offence, 3),
        bail=bool(probation),
        found=["坦白"],
        defender=counsel(dice, court) if dice.chance(0.5) else None,
    )
    case = CriminalCase(
        court=court, number=ground.number(0), signed=signed, offence=offence, accused=[accused],
        victim="王海", victim_id=f"V{ground.plot.number}",
    )  # fmt: skip
    return Planting([case], [person])


def _first(planting: Planting) -> tuple[CriminalCase, Accused]:
    case = planting.cases[0]
    assert isinstance(case, CriminalCase)
    return case, case.accused[0]


def _tell(planting: Planting, released_before: int, **prior: object) -> PriorTold:
    """Tell a prior of one year for theft that ended so many days before the offence."""
    case, accused = _first(planting)
    released = days_after(case.offence, -released_before)
    base = PriorTold(
        "盗窃罪", days_after(add_months(released, -12), 70), case.court.name, 12, fine=2000, released=released
    )
    entry = replace(base, **prior)  # type: ignore[arg-type]
    accused.priors.append(entry)
    return entry


def _over_three_years(ground: Ground) -> Planting:
    return _case(ground, ground.dice.pick((37, 38, 42, 48)), ground.dice.pick((48, 54, 60)))


def _recidivist(ground: Ground) -> Planting:
    planting = _case(ground, ground.dice.pick((10, 14, 18)), 24)
    _tell(planting, ground.dice.between(300, 1500))
    _first(planting)[1].found.insert(0, "累犯")
    return planting


def _period_too_short(ground: Ground) -> Planting:
    return _case(ground, 24, ground.dice.pick((12, 18)))


def _ringleader(ground: Ground) -> Planting:
    planting = _case(ground, 34, 48, charges=("诈骗罪",))
    _first(planting)[1].found.insert(0, "首要分子")
    return planting


def _prior_meets_65(ground: Ground) -> Planting:
    planting = _case(ground, ground.dice.pick((8, 12, 18)), 24)
    _tell(planting, ground.dice.between(200, 1700))
    accused = _first(planting)[1]
    accused.view = replace(accused.view, birth="day")  # that he was of age must be told
    return planting


def _joint_term_over(ground: Ground) -> Planting:
    planting = _case(ground, 24, 54, charges=("盗窃罪", "诈骗罪"))
    _first(planting)[1].months = 40
    return planting


def _under_one_year(ground: Ground) -> Planting:
    return _case(ground, 6, ground.dice.pick((6, 8, 10)))


def _detention_too_long(ground: Ground) -> Planting:
    return _case(ground, 4, ground.dice.pick((14, 18)), charges=("危险驾驶罪",))


def _period_too_long(ground: Ground) -> Planting:
    return _case(ground, 36, ground.dice.pick((66, 72)))


def _appeal_suspends(ground: Ground) -> Planting:
    planting = _case(ground, 44, None)
    case, accused = _first(planting)
    changed = replace(
        accused, months=40, counts=[replace(accused.counts[0], months=40)], probation=60, custody=None, found=[]
    )
    planting.cases.append(Appeal(case, ground.number(1), days_after(case.signed, 70), changed))
    return planting


def _detention_under_two(ground: Ground) -> Planting:
    return _case(ground, 1, 1, charges=("危险驾驶罪",))


def _three_years_exactly(ground: Ground) -> Planting:
    return _case(ground, 36, ground.dice.pick((36, 48, 54)))


def _period_equals_term(ground: Ground) -> Planting:
    months = ground.dice.pick((18, 24, 30))
    return _case(ground, months, months)


def _five_years_exactly(ground: Ground) -> Planting:
    return _case(ground, 36, 60)


def _one_year_exactly(ground: Ground) -> Planting:
    return _case(ground, ground.dice.pick((6, 10, 12)), 12)


def _detention_at_limits(ground: Ground) -> Planting:
    months, probation = ground.dice.pick(((2, 2), (1, 2), (5, 12), (3, 3)))
    return _case(ground, months, probation, charges=("危险驾驶罪",))


def _joint_term_at_limit(ground: Ground) -> Planting:
    planting = _case(ground, 22, 54, charges=("盗窃罪", "诈骗罪"))
    _first(planting)[1].months = 36
    return planting


def _over_three_unsuspended(ground: Ground) -> Planting:
    return _case(ground, ground.dice.pick((38, 42, 50)), None)


def _affray_leader(ground: Ground) -> Planting:
    planting = _case(ground, 30, 42, charges=("聚众斗殴罪",))
    _first(planting)[1].argued.append(vocabulary().criminal["argued"]["affray_leader"])
    return planting


def _five_years_and_a_day(ground: Ground) -> Planting:
    planting = _case(ground, 12, 18)
    case, _ = _first(planting)
    # Released on a day whose fifth anniversary is the day before the offence.
    day = days_after(case.offence, -1)
    _tell(planting, (case.offence - add_months(day, -60)).days)
    return planting


def _not_a_recidivist(ground: Ground) -> Planting:
    planting = _case(ground, 10, 18)
    _tell(planting, 400, months=4, detention=True, charge="危险驾驶罪")
    _first(planting)[1].argued.append(ground.dice.pick(vocabulary().criminal["argued"]["no_recidivist"]))
    return planting


def _claim_refused(ground: Ground) -> Planting:
    planting = _case(ground, 10, 18)
    _tell(planting, 2200)
    case, accused = _first(planting)
    case.claim = ground.dice.pick(vocabulary().criminal["argued"]["claim"])
    accused.argued.append(ground.dice.pick(vocabulary().criminal["argued"]["claim_refused"]))
    return planting


def _counsels_plea(ground: Ground) -> Planting:
    planting = _case(ground, 14, None)
    _tell(planting, 600)
    case, accused = _first(planting)
    accused.found.insert(0, "累犯")
    accused.defender = counsel(ground.dice, case.court)
    case.plea = ground.dice.pick(vocabulary().criminal["argued"]["plea_for_suspension"])
    return planting


def _codefendant_recidivist(ground: Ground) -> Planting:
    planting = _case(ground, 12, 18)
    case, accused = _first(planting)
    mate: Person = ground.person(case.court, case.offence.year, age=(30, 50))
    planting.cases[0] = case
    other = replace(
        accused, person=mate, probation=None, bail=False, custody=days_after(case.offence, 3), priors=[],
        found=["累犯", "坦白"], argued=[], months=16, counts=[replace(accused.counts[0], months=16)], defender=None,
    )  # fmt: skip
    case.accused.insert(0, other)
    released = days_after(case.offence, -500)
    other.priors.append(
        PriorTold(
            "盗窃罪", days_after(add_months(released, -10), 60), case.court.name, 10, fine=1000, released=released
        )
    )
    return planting


def _quoted_statute(ground: Ground) -> Planting:
    planting = _case(ground, 12, 18)
    _first(planting)[0].statutes = [65, 67, 72, 73, 74]
    return planting


def _negligent_prior(ground: Ground) -> Planting:
    planting = _case(ground, 10, 18)
    _tell(planting, 700, charge="交通肇事罪", fine=0)
    return planting


def _prior_under_18(ground: Ground) -> Planting:
    # From 2016 on, so that both crimes lie after 2011-05-01, when article 65 exempted minors.
    planting = _case(ground, 10, 18, age=(19, 23), years=(2016, 2021))
    case, accused = _first(planting)
    person = accused.person
    judged = days_after(add_months(person.birth, 12 * 17), 40)
    released = add_months(judged, 9)
    accused.view = replace(accused.view, birth="day")
    case.offence = max(days_after(released, 200), days_after(add_months(person.birth, 12 * 18), 300))
    case.signed = days_after(case.offence, 140)
    accused.priors.append(PriorTold("盗窃罪", judged, case.court.name, 10, fine=1000, released=released))
    accused.argued.append(vocabulary().criminal["argued"]["minor"])
    return planting


def _prior_suspended(ground: Ground) -> Planting:
    planting = _case(ground, 10, 18)
    _tell(planting, 300, probation=18, released=None, day=days_after(_first(planting)[0].offence, -1100))
    return planting


def _prior_long_ago(ground: Ground) -> Planting:
    planting = _case(ground, 12, 24)
    _tell(planting, ground.dice.between(2000, 4200))
    return planting


def _detention_prior(ground: Ground) -> Planting:
    planting = _case(ground, 8, 12)
    _tell(planting, ground.dice.between(200, 1500), months=5, detention=True)
    return planting


def _period_cut(ground: Ground) -> Planting:
    planting = _case(ground, 24, 36)
    _first(planting)[1].cut = "probation"
    return planting


def _release_missing(ground: Ground) -> Planting:
    planting = _case(ground, 10, 18)
    case, _ = _first(planting)
    _tell(planting, 0, released=None, months=24, day=days_after(case.offence, -2300))
    return planting


def _term_cut(ground: Ground) -> Planting:
    planting = _case(ground, 18, 24)
    _first(planting)[1].cut = "term"
    return planting


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    builder.__name__[1:]: builder
    for builder in (
        _over_three_years, _recidivist, _period_too_short, _ringleader, _prior_meets_65,
        _joint_term_over, _under_one_year,
        _detention_too_long, _period_too_long, _appeal_suspends, _detention_under_two, _three_years_exactly,
        _period_equals_term, _five_years_exactly, _one_year_exactly, _detention_at_limits, _joint_term_at_limit,
        _over_three_unsuspended, _affray_leader, _five_years_and_a_day, _not_a_recidivist,
        _claim_refused, _counsels_plea,
        _codefendant_recidivist, _quoted_statute, _negligent_prior, _prior_under_18, _prior_suspended, _prior_long_ago,
        _detention_prior, _period_cut, _release_missing, _term_cut,
    )
}  # fmt: skip
