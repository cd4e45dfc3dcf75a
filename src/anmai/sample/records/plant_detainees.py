"""Detainees: who pays for whom, and tips that were credited to the wrong man."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.people import Person
from anmai.sample.records.frames import custody, custody_place
from anmai.sample.records.ground import RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import days_after

Builder = Callable[[RecordGround], None]


def _detainee(g: RecordGround, court: Court, taken: date) -> tuple[Person, str]:
    who = g.person(court, sex="男", age=(22, 55))
    number = custody(g, who, court, taken, days_after(taken, g.dice.between(150, 300)), reason="to_prison",
                     charge=g.dice.pick(("诈骗罪", "开设赌场罪", "盗窃罪")))  # fmt: skip
    return who, number


def _pay(g: RecordGround, payer: Person | None, inmate: tuple[Person, str], court: Court, day: date, *,
         relation: str | None, phone: str | None, account: str | None, **more: Cell) -> None:  # fmt: skip
    g.add("detainee-payments", **{
        "payment_no": g.serial("JF"), "place": custody_place(court), "detainee": inmate[0].name,
        "detainee_id": inmate[0].number, "custody_no": inmate[1], "account": f"ZY{inmate[1]}",
        "payer": payer.name if payer else None, "payer_id": payer.number if payer else None, "payer_phone": phone,
        "payer_account": account, "relation": relation, "channel": g.dice.pick(("wechat", "alipay", "bank")),
        "sum": g.dice.between(3, 20) * 100, "paid": g.at(day), "region": court.code, **more,
    })  # fmt: skip


def _one_payer(g: RecordGround, count: int, places: int, relation: str = "friend", per: int = 2) -> None:
    home, day = g.court(), g.day()
    payer, phone, account = g.person(home), g.phone(), g.account()
    g.target(payer)
    courts = [home] + [g.other_court(home, city=False) for _ in range(places - 1)]
    for turn in range(count):
        court = courts[turn % places]
        inmate = _detainee(g, court, day)
        for month in range(per):
            _pay(g, payer, inmate, court, days_after(day, 20 + 30 * month + turn), relation=relation, phone=phone,
                 account=account)  # fmt: skip


def _shared_account(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    account, phone = g.account(), g.phone()
    for turn in range(5):
        payer = g.person(court)
        g.target(payer)
        _pay(g, payer, _detainee(g, court, day), court, days_after(day, 15 + turn), relation="friend", phone=phone,
             account=account)  # fmt: skip


def _family(g: RecordGround, inmates: int, relation: str) -> None:
    court, day = g.court(), g.day()
    payer, phone, account = g.person(court, age=(48, 66)), g.phone(), g.account()
    g.target(payer)
    for _ in range(inmates):
        inmate = _detainee(g, court, day)
        for month in range(6):
            _pay(g, payer, inmate, court, days_after(day, 20 + 25 * month), relation=relation, phone=phone,
                 account=account)  # fmt: skip


def _counter_terminal(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    for turn in range(6):
        payer = g.person(court)
        g.target(payer)
        _pay(g, payer, _detainee(g, court, day), court, days_after(day, 9 + 3 * turn), relation="parent",
             phone=g.phone(), account=None, channel="counter")  # fmt: skip


def _payer_missing(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    for turn in range(5):
        inmate = _detainee(g, court, day)
        g.target(inmate[0])
        _pay(g, None, inmate, court, days_after(day, 12 + turn), relation=None, phone=None, account=None)


PAYMENTS: Final[dict[str, Builder]] = {
    "one_payer_two_houses": lambda g: _one_payer(g, 6, 2), "one_payer_three_houses": lambda g: _one_payer(g, 9, 3),
    "shared_account": _shared_account, "two_detainees": lambda g: _one_payer(g, 2, 1),
    "one_detainee_often": lambda g: _one_payer(g, 1, 1, per=8), "parent": lambda g: _family(g, 1, "parent"),
    "parent_of_two": lambda g: _family(g, 2, "parent"), "lawyer": lambda g: _one_payer(g, 6, 2, "lawyer", 1),
    "counter": _counter_terminal, "payer_missing": _payer_missing,
}  # fmt: skip

# Tips and credit for them


def _tip(
    g: RecordGround, informant: Person, court: Court, tipped: date | None, case: tuple[str, Person], /, **more: Cell
) -> None:
    day = tipped or date(2021, 6, 1)
    g.add("tip-offs", **{
        "tip_no": g.serial("JJ"), "informant": informant.name, "informant_id": informant.number,
        "place": custody_place(court), "tipped": tipped, "recorded": day, "joint": False, "tip_source": "own",
        "content": "检举他人盗窃电动车的犯罪事实。", "suspect": case[1].name, "suspect_id": case[1].number,
        "police_case": case[0], "filed": days_after(day, 12), "suspect_caught": days_after(day, 20),
        "verified": days_after(day, 40), "found_true": True, "credited": True, "court": court.name,
        "region": court.code, **more,
    })  # fmt: skip


def _informant(g: RecordGround, court: Court, taken: date) -> Person:
    who = _detainee(g, court, taken)[0]
    g.target(who)
    return who


def _told_of(g: RecordGround, court: Court) -> tuple[str, Person]:
    return f"A{court.code}{g.serial('')}", g.person(court, sex="男")


def _one_tip_for_three(g: RecordGround, joint: bool = False, count: int = 3) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    told = _told_of(g, court)
    for turn in range(count):
        _tip(g, _informant(g, court, taken), court, days_after(taken, 40 + (0 if joint else 20 * turn)), told,
             joint=joint, **({} if joint else {"tip_source": "detainee"}))  # fmt: skip


def _older_than_custody(g: RecordGround) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    _tip(g, _informant(g, court, taken), court, days_after(taken, -30), _told_of(g, court), tip_source="detainee")


def _known_already(g: RecordGround) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    tipped = days_after(taken, 50)
    _tip(g, _informant(g, court, taken), court, tipped, _told_of(g, court), known_on=days_after(tipped, -35),
         filed=days_after(tipped, -30))  # fmt: skip


def _caught_before(g: RecordGround) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    tipped = days_after(taken, 50)
    _tip(g, _informant(g, court, taken), court, tipped, _told_of(g, court), suspect_caught=days_after(tipped, -9))


def _single(g: RecordGround, /, **more: Cell) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    tipped = days_after(taken, 45)
    told: dict[str, Cell] = {"known_on": days_after(tipped, 6), "filed": days_after(tipped, 8)}
    _tip(g, _informant(g, court, taken), court, tipped, _told_of(g, court), **{**told, **more})


def _typed_later(g: RecordGround) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    tipped = days_after(taken, 30)
    _tip(g, _informant(g, court, taken), court, tipped, _told_of(g, court), recorded=days_after(tipped, 70),
         known_on=days_after(tipped, 2), filed=days_after(tipped, 3))  # fmt: skip


def _day_missing(g: RecordGround) -> None:
    court, taken = g.court(), g.day(2019, 2021)
    _tip(g, _informant(g, court, taken), court, None, _told_of(g, court), known_on=days_after(taken, 60), filed=None,
         suspect_caught=None, recorded=days_after(taken, 80))  # fmt: skip


TIPS: Final[dict[str, Builder]] = {
    "one_tip_for_three": _one_tip_for_three, "older_than_custody": _older_than_custody,
    "known_already": _known_already, "caught_before": _caught_before,
    "not_credited": lambda g: _single(g, credited=False, found_true=False),
    "filed_the_same_day": lambda g: _single(g), "joint_tip": lambda g: _one_tip_for_three(g, joint=True, count=2),
    "typed_later": _typed_later, "day_missing": _day_missing,
}  # fmt: skip
