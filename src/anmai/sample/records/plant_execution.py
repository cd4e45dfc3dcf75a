"""Sentences that were not carried out, and community correction that lapsed: plantings on rulings of the sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from anmai.sample.people import namesake
from anmai.sample.records.frames import correction, custody, death, notice, prison
from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.wording import add_months, days_after, term_end

Builder = Callable[[RecordGround], None]


def _effective(g: RecordGround) -> date:
    """When the judgment took effect: ten days to appeal, and some for service."""
    return days_after(g.criminal.signed, 16)


def _case(g: RecordGround) -> dict[str, Any]:
    return {"case_number": g.ruling.number, "court": g.ruling.court}


def _charge(g: RecordGround) -> str:
    return g.accused.counts[0].charge.name


def _no_trace(g: RecordGround) -> None:
    g.target(g.accused.person)


def _notice_unanswered(g: RecordGround) -> None:
    who, court = g.accused.person, g.criminal.court
    g.target(who)
    notice(
        g, who, court, days_after(_effective(g), 5), penalty="imprisonment", months=g.accused.months,
        receiver_kind="custody", effective=_effective(g), **_case(g),
    )  # fmt: skip


def _bailed_and_gone(g: RecordGround) -> None:
    who, court, offence = g.accused.person, g.criminal.court, g.criminal.offence
    g.target(who)
    custody(g, who, court, days_after(offence, 6), days_after(offence, 20), reason="bail", charge=_charge(g))


def _serve(g: RecordGround, start: date) -> None:
    """The term carried out from a day: notice, custody, prison where more than three months are left."""
    who, court, months = g.accused.person, g.criminal.court, g.accused.months
    end = term_end(start, months)
    notice(
        g, who, court, days_after(start, -2), penalty="imprisonment", months=months, receiver_kind="custody",
        received=start, effective=_effective(g), term_from=start, term_until=end, **_case(g),
    )  # fmt: skip
    moved = days_after(start, 20)
    custody(g, who, court, start, moved, basis="recommitted", reason="to_prison", charge=_charge(g), **_case(g))
    prison(
        g, who, court, moved, start, end, released=end if end < AS_OF else None,
        kind="term_served" if end < AS_OF else None, charge=_charge(g), **_case(g),
    )  # fmt: skip


def _carried_out_late(g: RecordGround) -> None:
    g.target(g.accused.person)
    _serve(g, days_after(_effective(g), g.dice.between(70, 110)))


def _covered_by_custody(g: RecordGround) -> None:
    who, court, months = g.accused.person, g.criminal.court, g.accused.months
    g.target(who)
    end = days_after(g.criminal.signed, g.dice.between(0, 3))
    start = days_after(add_months(end, -months), 1)
    custody(g, who, court, start, end, basis="arrest", reason="term_served", charge=_charge(g), term_from=start,
            term_until=end, **_case(g))  # fmt: skip


def _short_rest(g: RecordGround) -> None:
    who, court, months, signed = g.accused.person, g.criminal.court, g.accused.months, g.criminal.signed
    g.target(who)
    first = add_months(signed, -months)
    custody(g, who, court, first, add_months(first, months - 2), reason="bail", charge=_charge(g))
    start = days_after(_effective(g), 3)
    custody(g, who, court, start, term_end(start, 2), basis="serving", reason="term_served", charge=_charge(g),
            term_from=start, term_until=term_end(start, 2), **_case(g))  # fmt: skip


def _served_outside(g: RecordGround) -> None:
    who, court, months, start = g.accused.person, g.criminal.court, g.accused.months, _effective(g)
    g.target(who)
    end = term_end(start, months)
    notice(
        g, who, court, start, penalty="imprisonment", months=months, receiver_kind="correction", received=start,
        effective=start, outside=True, outside_until=end, **_case(g),
    )  # fmt: skip
    correction(g, who, court, days_after(start, 3), start, end, kind="outside", charge=_charge(g),
               ended=end if end < AS_OF else None, reason="expired" if end < AS_OF else None, **_case(g))  # fmt: skip


def _died(g: RecordGround) -> None:
    g.target(g.accused.person)
    death(g, g.accused.person, days_after(g.criminal.signed, g.dice.between(1, 14)))


def _appeal_filed(g: RecordGround) -> None:
    who, court, signed = g.accused.person, g.criminal.court, g.criminal.signed
    g.target(who)
    g.add(
        "litigation-filings", record_no=g.serial("LA"), case_type="criminal", court=court.appeal,
        case_number=f"（{signed.year}）{court.appeal_code}刑终{900 + g.number % 90}号", filed=days_after(signed, 25),
        party=[who.name], party_role=["上诉人"],
    )  # fmt: skip
    _serve(g, days_after(signed, 95))


def _record_without_number(g: RecordGround) -> None:
    who, court = g.accused.person, g.criminal.court
    g.target(who)
    other = namesake(g.dice, who, f"{who.true_id}-same", who.home, birth=who.birth)
    start = days_after(_effective(g), 9)
    custody(g, other, court, start, days_after(start, 25), basis="recommitted", reason="to_prison", birth_date=None,
            household=None)  # fmt: skip


# Community correction: the period runs from the day on which the judgment takes effect (刑法 73).


def _enrolled(g: RecordGround, after: int = 6, **more: Cell) -> tuple[date, date]:
    """The ordinary course: notice with receipt, registration within ten days; returns the period."""
    who, court, start = g.accused.person, g.criminal.court, _effective(g)
    end = term_end(start, g.accused.probation or 12)
    notice(
        g, who, court, days_after(start, 1), penalty="suspended", months=g.accused.months, receiver_kind="correction",
        received=days_after(start, 4), effective=start, **_case(g),
    )  # fmt: skip
    over = end < AS_OF
    told: dict[str, Any] = {
        "ended": end if over else None, "end_reason": "expired" if over else None, "charge": _charge(g), **more,
    }  # fmt: skip
    correction(g, who, court, days_after(start, after), start, end, **_case(g), **told)
    return start, end


def _journey(g: RecordGround, day: date, mode: str, *, far: bool = True) -> None:
    who, home = g.accused.person, g.criminal.court
    there = g.other_court(home) if far else g.other_court(home, city=False)
    abroad = mode == "border_exit"
    g.add(
        "travel-records", record_no=g.serial("CX"), name=who.name, id_number=who.number, mode=mode,
        number="MF8012" if mode == "flight" else "G1203" if mode == "train" else None, origin=home.city,
        destination="曼谷" if abroad else there.city, left=g.at(day, 9), arrived=g.at(day, 15),
        origin_region=home.city_code, region=None if abroad else there.city_code,
    )  # fmt: skip


def _leave(g: RecordGround, first: date, last: date, *, approved: bool | None = True) -> None:
    who, court = g.accused.person, g.criminal.court
    g.add(
        "correction-leave", leave_no=g.serial("QJ"), name=who.name, id_number=who.number,
        reason=g.dice.pick(("就医", "探亲", "务工")), from_=first, until=last, approved=approved,
        approved_on=days_after(first, -2) if approved else None, returned=last if approved else None,
        organ=f"{court.county}司法所",
    )  # fmt: skip


def _inside(g: RecordGround, start: date, end: date) -> date:
    """A day well inside the period and before the records end."""
    last = min(end, AS_OF)
    return days_after(start, max(30, (last - start).days * g.dice.between(30, 70) // 100))


def _never_enrolled(g: RecordGround) -> None:
    g.target(g.accused.person)


def _enrolled_on_paper(g: RecordGround) -> None:
    who, court, start = g.accused.person, g.criminal.court, _effective(g)
    g.target(who)
    notice(
        g, who, court, days_after(start, 1), penalty="suspended", months=g.accused.months, receiver_kind="correction",
        received=None, effective=start, **_case(g),
    )  # fmt: skip


def _away(mode: str) -> Builder:
    def build(g: RecordGround) -> None:
        g.target(g.accused.person)
        start, end = _enrolled(g)
        _journey(g, _inside(g, start, end), mode)

    return build


def _new_crime_unseen(g: RecordGround) -> None:
    g.target(g.accused.person)
    start, end = _enrolled(g)
    day = _inside(g, start, end)
    custody(g, g.accused.person, g.other_court(g.criminal.court), day, days_after(day, 60), charge="盗窃罪",
            reason="bail")  # fmt: skip


def _last_day(g: RecordGround) -> None:
    g.target(g.accused.person)
    _enrolled(g, 10)


def _within_city(g: RecordGround) -> None:
    who, home = g.accused.person, g.criminal.court
    g.target(who)
    start, end = _enrolled(g)
    day = _inside(g, start, end)
    g.add("travel-records", record_no=g.serial("CX"), name=who.name, id_number=who.number, mode="hotel", number="305",
          destination=home.city, left=g.at(day, 18), arrived=g.at(days_after(day, 1), 9), origin_region=home.code,
          region=home.code)  # fmt: skip


def _approved(g: RecordGround) -> None:
    g.target(g.accused.person)
    start, end = _enrolled(g)
    day = _inside(g, start, end)
    _leave(g, days_after(day, -1), days_after(day, 5))
    _journey(g, day, g.dice.pick(("flight", "train")))


def _moved(g: RecordGround) -> None:
    who, there = g.accused.person, g.other_court(g.criminal.court)
    g.target(who)
    start = _effective(g)
    end = term_end(start, g.accused.probation or 12)
    day = _inside(g, start, end)
    _enrolled(g, 5, ended=day, end_reason="moved", moved_to=there.place)
    over = end < AS_OF
    correction(g, who, there, days_after(day, 4), day, end, ended=end if over else None,
               reason="expired" if over else None, charge=_charge(g), **_case(g))  # fmt: skip


def _after_the_end(g: RecordGround) -> None:
    g.target(g.accused.person)
    _, end = _enrolled(g)
    _journey(g, days_after(end, 9), "flight")


def _before_the_start(g: RecordGround) -> None:
    g.target(g.accused.person)
    start, _ = _enrolled(g)
    _journey(g, days_after(start, -12), "train")


def _answer_missing(g: RecordGround) -> None:
    g.target(g.accused.person)
    start, end = _enrolled(g)
    day = _inside(g, start, end)
    _leave(g, days_after(day, -1), days_after(day, 5), approved=None)
    _journey(g, day, "train")


UNEXECUTED: Final[dict[str, Builder]] = {
    "no_trace": _no_trace, "notice_unanswered": _notice_unanswered, "bailed_and_gone": _bailed_and_gone,
    "carried_out_late": _carried_out_late, "covered_by_custody": _covered_by_custody, "short_rest": _short_rest,
    "served_outside": _served_outside, "died": _died, "appeal_filed": _appeal_filed,
    "record_without_number": _record_without_number,
}  # fmt: skip
CORRECTION: Final[dict[str, Builder]] = {
    "never_enrolled": _never_enrolled, "enrolled_on_paper": _enrolled_on_paper, "flight_without_leave": _away("flight"),
    "abroad_without_leave": _away("border_exit"), "new_crime_unseen": _new_crime_unseen, "last_day": _last_day,
    "within_city": _within_city, "approved_leave": _approved, "moved": _moved, "after_the_end": _after_the_end,
    "before_the_start": _before_the_start, "answer_missing": _answer_missing,
}  # fmt: skip
