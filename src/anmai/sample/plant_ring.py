"""Plantings for false-litigation-ring.

The pattern: a group tied by representative, address or agent that brings six or more private-lending suits within
three years, at least two members on both sides, mostly ended by mediation, withdrawal or default.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from anmai.sample.cases import ActsFor, CivilCase, Enforcement, Outcome, Side, View
from anmai.sample.organizations import Organization, bank, new_company
from anmai.sample.people import Lawyer, Person, full_name, lawyer
from anmai.sample.planting import NUMBERED, Ground, Planting
from anmai.sample.vocabulary import Court, vocabulary
from anmai.sample.wording import add_months, days_after

Member = Person | Organization
#: Who sues whom in a circle of four: (lender, borrower, guarantor) by place in the group.
_CIRCLE: Final = ((0, 1, None), (1, 2, None), (2, 0, 3), (3, 0, None), (0, 2, 1), (1, 3, None), (2, 3, None))
_SOFT: Final[tuple[Outcome, ...]] = ("调解", "撤诉", "缺席", "调解", "调解", "撤诉", "缺席", "调解")


def _legal_worker(ground: Ground, court: Court) -> Lawyer:
    pattern = vocabulary().organizations["law_offices"][0]
    return Lawyer(full_name(ground.dice, "男"), pattern.format(county=court.county), office=True)


def _attorney(ground: Ground, court: Court) -> Lawyer:
    return lawyer(court.province, ground.dice.between(0, 159))


def _suit(
    ground: Ground, place: int, court: Court, signed: date, lender: Member, borrower: Member, *,
    guarantor: Member | None = None, outcome: Outcome = "调解", agent: Lawyer | None = None,
    cause: str = "民间借贷纠纷", view: View = NUMBERED, kin: str | None = None, mask: str | None = None,
) -> CivilCase:  # fmt: skip
    return CivilCase(
        court=court,
        number=ground.number(place),
        signed=signed,
        filed=days_after(signed, -60),
        cause=cause,
        outcome=outcome,
        lenders=[Side(lender, view)],
        borrowers=[Side(borrower, view)],
        guarantors=[Side(guarantor, view)] if guarantor else [],
        yuan=ground.dice.between(10, 300) * 10_000,
        due=days_after(signed, -ground.dice.between(300, 700)),
        agents=[ActsFor(agent)] if agent else [],
        kin=kin,
        mask=mask,
    )


def _days(ground: Ground, count: int, span: int = 840) -> list[date]:
    first = date(ground.dice.between(2013, 2018), ground.dice.between(1, 12), ground.dice.between(1, 28))
    return [days_after(first, span * turn // (count - 1)) for turn in range(count)]


def _circle(
    ground: Ground, members: Sequence[Member], courts: Sequence[Court], *, agent: Lawyer | None,
    suits: Sequence[tuple[int, int, int | None]] = _CIRCLE[:6], outcomes: Sequence[Outcome] = _SOFT,
    days: list[date] | None = None, view: View = NUMBERED, kin: Sequence[str] | None = None, mask: str | None = None,
) -> Planting:  # fmt: skip
    days = days or _days(ground, len(suits))
    cases = [
        _suit(
            ground, place, courts[place % len(courts)], days[place], members[lender], members[borrower],
            guarantor=None if third is None else members[third], outcome=outcomes[place % len(outcomes)], agent=agent,
            view=view, kin=kin[place % len(kin)] if kin else None, mask=mask,
        )
        for place, (lender, borrower, third) in enumerate(suits)
    ]  # fmt: skip
    return Planting(list(cases), list(members))


def _people(ground: Ground, court: Court, count: int) -> list[Person]:
    return [
        ground.person(court, 2014, sex=ground.dice.pick(("男", "男", "女")), age=(25, 50), civil=True)
        for _ in range(count)
    ]


def _court(ground: Ground) -> Court:
    return ground.dice.pick(vocabulary().courts)


def _circle_by_agent(ground: Ground) -> Planting:
    court = _court(ground)
    return _circle(ground, _people(ground, court, 4), [court], agent=_legal_worker(ground, court), suits=_CIRCLE)


def _shells(ground: Ground, court: Court, count: int, **same: object) -> list[Organization]:
    shells: dict[str, Organization] = {}
    while len(shells) < count:
        shell = new_company(ground.dice, court, "shell", **same)  # type: ignore[arg-type]
        shells.setdefault(shell.name, shell)
    return list(shells.values())


def _shells_one_representative(ground: Ground) -> Planting:
    court = _court(ground)
    owner = ground.person(court, 2014, age=(30, 55), civil=True)
    members: list[Member] = [*_shells(ground, court, 3, representative=(owner.name, owner.true_id)), owner]
    suits = ((0, 1, 3), (1, 2, 3), (2, 0, 3), (0, 2, 3), (1, 0, 3), (2, 1, 3), (3, 0, None))
    return _circle(ground, members, [court], agent=None, suits=suits)


def _shared_address(ground: Ground) -> Planting:
    court = _court(ground)
    dice = ground.dice
    street = f"{dice.pick(vocabulary().names['streets'])}{dice.between(1, 300)}号"
    address = f"{street}{dice.between(3, 20)}层{dice.between(301, 2012)}室"
    members: list[Member] = list(_shells(ground, court, 4, address=address))
    return _circle(ground, members, [court], agent=None, suits=_CIRCLE)


def _with_outsiders(ground: Ground) -> Planting:
    court = _court(ground)
    members = _people(ground, court, 3)
    outsiders = _people(ground, court, 3)
    suits = ((0, 1, None), (1, 0, 2), (2, 1, None), (0, 3, None), (1, 4, None), (2, 5, None), (1, 2, None))
    planting = _circle(ground, [*members, *outsiders], [court], agent=_attorney(ground, court), suits=suits)
    planting.targets = list(members)
    return planting


def _two_courts(ground: Ground) -> Planting:
    courts = ground.courts(2, province=True)
    planting = _circle(
        ground, _people(ground, courts[0], 4), courts, agent=_legal_worker(ground, courts[0]), suits=_CIRCLE
    )
    first = planting.cases[0]
    assert isinstance(first, CivilCase)
    planting.cases.append(Enforcement(first, ground.number(len(planting.cases)), days_after(first.signed, 200)))
    return planting


def _guarantor_side(ground: Ground) -> Planting:
    court = _court(ground)
    members, outsiders = _people(ground, court, 3), _people(ground, court, 3)
    suits = ((0, 3, 1), (1, 4, 0), (2, 5, 0), (0, 4, 2), (1, 3, 2), (2, 4, 1))
    planting = _circle(ground, [*members, *outsiders], [court], agent=_legal_worker(ground, court), suits=suits)
    planting.targets = list(members)
    return planting


def _five_suits(ground: Ground) -> Planting:
    court = _court(ground)
    return _circle(ground, _people(ground, court, 4), [court], agent=_legal_worker(ground, court), suits=_CIRCLE[:5])


def _over_three_years(ground: Ground) -> Planting:
    court = _court(ground)
    first = date(ground.dice.between(2013, 2017), ground.dice.between(1, 12), ground.dice.between(1, 28))
    days = [add_months(first, 7 * turn) for turn in range(5)] + [days_after(add_months(first, 36), 1)]
    return _circle(ground, _people(ground, court, 4), [court], agent=_legal_worker(ground, court), days=days)


def _one_member_both_sides(ground: Ground) -> Planting:
    court = _court(ground)
    suits = ((0, 1, None), (0, 2, None), (0, 3, None), (4, 0, None), (0, 5, None), (0, 6, None), (0, 7, None))
    return _circle(ground, _people(ground, court, 8), [court], agent=_legal_worker(ground, court), suits=suits)


def _contested(ground: Ground) -> Planting:
    court = _court(ground)
    outcomes: tuple[Outcome, ...] = ("判决", "驳回", "判决", "判决", "调解", "判决")
    return _circle(ground, _people(ground, court, 4), [court], agent=_legal_worker(ground, court), outcomes=outcomes)


def _no_tie(ground: Ground) -> Planting:
    court = _court(ground)
    return _circle(ground, _people(ground, court, 4), [court], agent=None)


def _many_borrowers(
    ground: Ground, court: Court, lender: Member, *, cause: str, agent: Lawyer | None, count: int = 8
) -> Planting:
    days = _days(ground, count)
    outcomes: tuple[Outcome, ...] = ("缺席", "缺席", "调解", "撤诉")
    cases = [
        _suit(
            ground, place, court, days[place], lender, borrower, outcome=outcomes[place % 4], agent=agent, cause=cause
        )
        for place, borrower in enumerate(_people(ground, court, count))
    ]
    return Planting(list(cases), [lender])


def _licensed_lender(ground: Ground) -> Planting:
    court = _court(ground)
    lender = new_company(ground.dice, court, "lender")
    cause = ground.dice.pick(("小额借款合同纠纷", "民间借贷纠纷"))
    return _many_borrowers(ground, court, lender, cause=cause, agent=_attorney(ground, court))


def _lawyer_with_clients(ground: Ground) -> Planting:
    court = _court(ground)
    agent, days = _attorney(ground, court), _days(ground, 7)
    people = _people(ground, court, 14)
    cases = [
        _suit(ground, place, court, day, people[2 * place], people[2 * place + 1], outcome=_SOFT[place], agent=agent)
        for place, day in enumerate(days)
    ]
    return Planting(list(cases), [people[2 * place] for place in range(len(days))])


def _family_loans(ground: Ground) -> Planting:
    court = _court(ground)
    people = _people(ground, court, 4)
    surname = people[0].surname
    kin = [replace(one, name=surname + one.name.removeprefix(one.surname), address=people[0].address) for one in people]
    outcomes: tuple[Outcome, ...] = ("判决", "调解", "判决", "调解", "撤诉", "判决")
    view = View(number="full", detail=True)
    return _circle(
        ground, kin, [court], agent=None, outcomes=outcomes, view=view, kin=("兄弟", "叔侄", "堂兄弟", "亲属")
    )


def _trade_debts(ground: Ground) -> Planting:
    court = _court(ground)
    members: list[Member] = []
    while len({one.name for one in members}) < 4:
        members = [new_company(ground.dice, court, "trade") for _ in range(4)]
    planting = _circle(ground, members, [court], agent=_attorney(ground, court), suits=_CIRCLE)
    dispute = vocabulary().disputes[0]
    for case in planting.cases:
        assert isinstance(case, CivilCase)
        case.cause, case.dispute, case.guarantors = dispute["cause"], dispute, []
    return planting


def _bank_lending(ground: Ground) -> Planting:
    court = _court(ground)
    lender = bank(court, ground.dice.between(0, 3))
    return _many_borrowers(ground, court, lender, cause="金融借款合同纠纷", agent=_attorney(ground, court))


def _lone_lender(ground: Ground) -> Planting:
    court = _court(ground)
    lender = ground.person(court, 2014, age=(30, 55), civil=True)
    return _many_borrowers(ground, court, lender, cause="民间借贷纠纷", agent=_attorney(ground, court))


def _masked_parties(ground: Ground) -> Planting:
    court = _court(ground)
    view = View(birth="year", number="none", household=False)
    return _circle(
        ground, _people(ground, court, 4), [court], agent=_legal_worker(ground, court), view=view, mask="某某"
    )


def _outcomes_cut(ground: Ground) -> Planting:
    court = _court(ground)
    outcomes: tuple[Outcome, ...] = ("判决",)
    planting = _circle(
        ground, _people(ground, court, 4), [court], agent=_legal_worker(ground, court), outcomes=outcomes
    )
    planting.cut = frozenset(range(len(planting.cases)))
    return planting


BUILDERS: Final[dict[str, Callable[[Ground], Planting]]] = {
    "circle_by_agent": _circle_by_agent,
    "shells_one_representative": _shells_one_representative,
    "shared_address": _shared_address,
    "with_outsiders": _with_outsiders,
    "two_courts": _two_courts,
    "guarantor_side": _guarantor_side,
    "five_suits": _five_suits,
    "over_three_years": _over_three_years,
    "one_member_both_sides": _one_member_both_sides,
    "contested": _contested,
    "no_tie": _no_tie,
    "licensed_lender": _licensed_lender,
    "lawyer_with_clients": _lawyer_with_clients,
    "family_loans": _family_loans,
    "trade_debts": _trade_debts,
    "bank_lending": _bank_lending,
    "lone_lender": _lone_lender,
    "masked_parties": _masked_parties,
    "outcomes_cut": _outcomes_cut,
}
