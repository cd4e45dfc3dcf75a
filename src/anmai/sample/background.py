"""Ordinary cases: lawful sentences, unrelated parties. No background case satisfies a supervision model by chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Final

from anmai.sample.cases import (
    Accused,
    ActsFor,
    Appeal,
    Case,
    CivilCase,
    Commutation,
    Count,
    CriminalCase,
    Enforcement,
    Outcome,
    PriorTold,
    Side,
    Unread,
    View,
)
from anmai.sample.criminal import police
from anmai.sample.dice import Dice, mix
from anmai.sample.masks import mask_style
from anmai.sample.organizations import Organization, bank, known_company
from anmai.sample.people import Lawyer, Person, full_name, lawyer, local_person, migrant_person
from anmai.sample.vocabulary import Charge, Court, vocabulary
from anmai.sample.wording import add_months, days_after

#: Share of masked documents.
MASKED: Final = 0.25
_KINDS: Final = ("criminal", "appeal", "commutation", "lending", "dispute", "enforcement", "unread")
_SHARES: Final = tuple(accumulate((47, 5, 2, 19, 14, 9, 4)))
_OUTCOMES: Final[tuple[Outcome, ...]] = ("判决", "缺席", "调解", "撤诉", "驳回")
_OUTCOME_SHARES: Final = tuple(accumulate((40, 27, 14, 12, 7)))
_FIRST_DAY, _LAST_DAY = date(2012, 3, 1).toordinal(), date(2022, 11, 30).toordinal()


@dataclass(frozen=True, slots=True)
class Seat:
    """Where document ``index`` of a run is heard, and its own numbers there.

    Attributes:
        court: The basic court.
        turn: How many documents of this court come before.
        number: Case number, ≡ 1 (mod 3): plantings take ≡ 2, cases outside the sample ≡ 0.
        upper_number: The same for the intermediate court.
    """

    index: int
    court: Court
    turn: int
    number: int
    upper_number: int


def seat(index: int, size: int) -> Seat:
    """The seat of a document in a run of ``size``."""
    courts = vocabulary().courts
    used = max(10, min(len(courts), size // 8))
    place, turn = index % used, index // used
    court = courts[place * len(courts) // used]
    most = 331 if size // used < 331 else 4999
    number = 3 * ((turn * 229 + mix(place) % most) % most) + 1
    position = vocabulary().cities[court.city_code].index(court)
    return Seat(index, court, turn, number, 3 * (turn * 10 + position) + 1)


def header_view(dice: Dice, *, masked: bool = False, civil: bool = False) -> View:
    """What a court's habit shows of a person."""
    throw = dice.between(1, 100)
    birth = "day" if throw <= 80 else "month" if throw <= 84 else "year" if throw <= 87 else "none"
    number = "none"
    if birth == "day" and dice.chance(0.2 if civil else 0.38):
        number = "full" if dice.chance(0.82) else "partial"
    if masked and number == "full":
        number = "partial" if dice.chance(0.3) else "none"
    domicile = dice.chance(0.75)
    return View(
        birth=birth,  # type: ignore[arg-type]
        number=number,  # type: ignore[arg-type]
        sex=dice.chance(0.95),
        household=dice.chance(0.45) or not domicile,
        domicile=domicile,
        detail=not masked and dice.chance(0.4),
        background=dice.chance(0.9),
    )


def signing_day(dice: Dice) -> date:
    """A day on which a court signs."""
    return date.fromordinal(dice.between(_FIRST_DAY, _LAST_DAY))


def party(dice: Dice, where: Seat, slot: int, year: int, *, civil: bool) -> Person:
    """A person of document ``where``: two in three from the court's county."""
    born = (year - 56, year - 20)
    if slot >= 4 or dice.chance(0.66):
        return local_person(dice, where.index, where.turn, slot, where.court, born, civil=civil)
    return migrant_person(dice, where.index, slot, where.court, born, civil=civil)


def counsel(dice: Dice, court: Court) -> Lawyer:
    """A lawyer of the province."""
    return lawyer(court.province, dice.between(0, 159))


def sentence(
    dice: Dice, person: Person, view: View, charges: list[Charge], offence: date, signed: date, *, suspend: bool
) -> Accused:
    """A lawful sentence: within the range, suspended only up to three years and within the limits of article 73."""
    counts = [
        Count(c, dice.between(c.low, c.high), dice.between(*c.fine) // 500 * 500 if c.fine else 0) for c in charges
    ]
    detention = all(charge.detention for charge in charges)
    if not detention:
        counts = [count for count in counts if not count.charge.detention] or counts
    longest, total = max(count.months for count in counts), sum(count.months for count in counts)
    months = longest if len(counts) == 1 else max(longest, min(total - dice.between(1, 3), 120))
    suspended = suspend and months <= 36
    floor = max(months, 2 if detention else 12)
    probation = min(12 if detention else 60, floor + dice.pick((0, 0, 2, 6, 12))) if suspended else None
    custody = None if suspended else _custody(dice, offence, signed, months)
    return Accused(
        person=person,
        view=view,
        counts=counts,
        months=months,
        fine=sum(count.fine for count in counts),
        detention=detention,
        probation=probation,
        custody=custody,
        bail=custody is None and dice.chance(0.7),
    )


def _custody(dice: Dice, offence: date, signed: date, months: int) -> date | None:
    """First day of custody; None where the term would end before the judgment: such a defendant stayed on bail."""
    custody = days_after(offence, dice.between(0, 12))
    return custody if (signed - custody).days < months * 30 - 10 else None


def _prior(dice: Dice, court: Court, offence: date, signed: date, accused: Accused) -> None:
    """Tell an earlier penalty; a recent one that makes a recidivist is found by the court and not suspended."""
    grown = add_months(accused.person.birth, 12 * 19)
    throw = dice.between(1, 10)
    charge = dice.pick(("盗窃罪", "诈骗罪", "掩饰、隐瞒犯罪所得罪", "开设赌场罪"))
    if throw <= 3:
        day = days_after(offence, -dice.between(100, 1500))
        reason, days = dice.pick((("吸食毒品", 15), ("盗窃", 10), ("殴打他人", 7), ("赌博", 10)))
        accused.priors.append(PriorTold(reason, day, police(court), 0, days=days))
        return
    if throw <= 5:
        day = days_after(offence, -dice.between(200, 1900))
        accused.priors.append(
            PriorTold("危险驾驶罪", day, court.short_name, dice.between(1, 4), detention=True, fine=3000)
        )
        return
    months = dice.between(6, 24)
    if throw <= 7:
        released = days_after(offence, -dice.between(2100, 4000))
    else:
        released = days_after(offence, -dice.between(90, 1500))
    day = days_after(add_months(released, -months), 60)
    if day <= grown:
        return
    fine = dice.pick((0, 1000, 2000, 5000))
    accused.priors.append(
        PriorTold(charge, day, dice.pick((court.name, court.short_name)), months, fine=fine, released=released)
    )
    negligent = all(count.charge.negligent for count in accused.counts)
    if throw > 7 and not accused.detention and not negligent:
        accused.probation, accused.custody = None, _custody(dice, offence, signed, accused.months)
        accused.bail = accused.custody is None
        accused.found.append("累犯")


def criminal_case(dice: Dice, where: Seat, *, number: int | None = None, single: bool = False) -> CriminalCase:
    """An ordinary criminal case."""
    words, court = vocabulary(), where.court
    signed = signing_day(dice)
    offence = days_after(signed, -dice.between(90, 420))
    masked = dice.chance(MASKED)
    charge = dice.weighted(*words.charge_weights)
    charges = [charge]
    if not charge.detention and dice.chance(0.09):
        other = dice.pick([c for c in words.charges.values() if not c.detention and c is not charge])
        charges.append(other)
    alone = single or len(charges) > 1 or charge.detention or charge.negligent
    more = 0 if alone else dice.between(1, 3) if charge.group else dice.pick((0, 0, 0, 0, 0, 0, 1, 2))
    accused: list[Accused] = []
    for slot in range(1 + more):
        person = party(dice, where, slot, offence.year, civil=False)
        view = header_view(dice, masked=masked)
        one = sentence(
            dice, person, view, charges if slot == 0 else [charge], offence, signed, suspend=dice.chance(0.36)
        )
        if dice.chance(0.22):
            _prior(dice, court, offence, signed, one)
        if slot and "累犯" not in one.found and one.months < accused[0].months:
            one.found.append("从犯")
        if dice.chance(0.75):
            one.found.append(dice.pick(("坦白", "坦白", "自首")))
        if offence.year >= 2018 and dice.chance(0.6):
            one.found.append("认罪认罚")
        if dice.chance(0.4):
            one.defender = counsel(dice, court)
        if dice.chance(0.05):
            one.alias = dice.pick(("老三", "大头", "小四川", "阿强", "黑子", "眼镜", "光头", "胖子"))
        accused.append(one)
    return CriminalCase(
        court=court,
        number=number or where.number,
        signed=signed,
        offence=offence,
        accused=accused,
        victim=full_name(dice, dice.pick(("男", "女"))),
        victim_id=f"V{where.index}",
        mask=mask_style(dice, signed) if masked else None,
        statutes=dice.several((64, 65, 67, 72, 73, 234, 264, 293), dice.between(1, 3)) if dice.chance(0.15) else [],
        claim=dice.pick(("建议判处有期徒刑。", "")) if dice.chance(0.3) else "",
    )


def _appeal(dice: Dice, where: Seat) -> Appeal:
    first = criminal_case(dice, where, number=3 * dice.between(3, 300), single=True)
    signed = days_after(first.signed, dice.between(40, 100))
    accused = first.accused[0]
    changed = None
    if (
        not accused.detention
        and not accused.probation
        and len(accused.counts) == 1
        and accused.months >= 9
        and dice.chance(0.3)
    ):
        count = accused.counts[0]
        months = accused.months - dice.between(1, 3)
        changed = replace(accused, counts=[replace(count, months=months)], months=months)
    return Appeal(first, where.upper_number, signed, changed)


def _commutation(dice: Dice, where: Seat) -> Commutation:
    case = criminal_case(dice, where, number=3 * dice.between(3, 300), single=True)
    accused = case.accused[0]
    count = Count(vocabulary().charges["诈骗罪"], dice.between(60, 120), 20000)
    custody = days_after(case.offence, 10)
    case.accused[0] = replace(
        accused, counts=[count], months=count.months, fine=count.fine, detention=False, probation=None, custody=custody,
        bail=False,
    )  # fmt: skip
    signed = days_after(case.signed, dice.between(700, 1000))
    return Commutation(case, where.upper_number, signed, dice.between(4, 9))


def _lending(dice: Dice, where: Seat, number: int | None = None) -> CivilCase:
    court, signed = where.court, signing_day(dice)
    masked = dice.chance(MASKED)
    lender: Person | Organization = party(dice, where, 0, signed.year, civil=True)
    cause = "民间借贷纠纷"
    if dice.chance(0.06):
        lender, cause = bank(court, dice.between(0, 3)), "金融借款合同纠纷"
    borrower: Person | Organization = party(dice, where, 1, signed.year, civil=True)
    if dice.chance(0.1):
        borrower = known_company(court, dice.between(0, 239))
    guarantors = [party(dice, where, 2, signed.year, civil=True)] if dice.chance(0.22) else []
    agents = [ActsFor(counsel(dice, court))] if dice.chance(0.5) else []
    if agents and dice.chance(0.2):
        agents.append(ActsFor(counsel(dice, court), "defendant"))
    return CivilCase(
        court=court,
        number=number or where.number,
        signed=signed,
        filed=days_after(signed, -dice.between(20, 150)),
        cause=cause,
        outcome=dice.weighted(_OUTCOMES, _OUTCOME_SHARES),
        lenders=[_side(dice, lender, masked)],
        borrowers=[_side(dice, borrower, masked)],
        guarantors=[_side(dice, who, masked) for who in guarantors],
        yuan=dice.between(8, 900) * 1000 if dice.chance(0.9) else dice.between(5000, 99_000),
        due=days_after(signed, -dice.between(400, 1500)),
        agents=agents,
        mask=mask_style(dice, signed) if masked else None,
    )


def _side(dice: Dice, who: Person | Organization, masked: bool) -> Side:
    return Side(who, header_view(dice, masked=masked, civil=True))


def _dispute(dice: Dice, where: Seat) -> CivilCase:
    table = vocabulary().disputes
    entry = dice.weighted(table, tuple(accumulate(one["weight"] for one in table)))
    case = _lending(dice, where)
    case.cause, case.dispute, case.guarantors = entry["cause"], entry, []
    if (entry.get("trade") and dice.chance(0.8)) or entry.get("org_plaintiff"):
        case.lenders = [Side(known_company(where.court, dice.between(0, 239)), case.lenders[0].view)]
    elif isinstance(case.lenders[0].who, Organization):
        case.lenders = [_side(dice, party(dice, where, 0, case.signed.year, civil=True), case.mask is not None)]
    if case.outcome == "驳回":
        case.outcome = "判决"
    case.yuan = dice.between(2_000, 400_000)
    return case


def _unread(dice: Dice) -> Unread:
    if dice.chance(0.15):
        return Unread("empty")
    head, reason = dice.pick(vocabulary().unread["stubs"])
    p, d = full_name(dice, "男"), full_name(dice, "女")
    return Unread("stub", head.format(p=p, d=d), reason)


def background_case(dice: Dice, index: int, size: int) -> Case:
    """The ordinary case of document ``index`` in a run of ``size``."""
    where = seat(index, size)
    kind = dice.weighted(_KINDS, _SHARES)
    if kind == "criminal":
        return criminal_case(dice, where)
    if kind == "appeal":
        return _appeal(dice, where)
    if kind == "commutation":
        return _commutation(dice, where)
    if kind == "lending":
        return _lending(dice, where)
    if kind == "dispute":
        return _dispute(dice, where)
    if kind == "enforcement":
        case = _lending(dice, where, 3 * dice.between(3, 300))
        if case.outcome in ("撤诉", "驳回"):
            case.outcome = "判决"
        return Enforcement(case, where.number, days_after(case.signed, dice.between(150, 700)))
    return _unread(dice)
