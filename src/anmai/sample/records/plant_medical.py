"""The medical insurance fund: dead, jailed and absent patients, cut-up stays, cards that travel together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from anmai.sample.people import Person, namesake
from anmai.sample.records.frames import custody, death, hospital, stay_in_hospital
from anmai.sample.records.ground import RecordGround
from anmai.sample.vocabulary import Court
from anmai.sample.wording import days_after

Builder = Callable[[RecordGround], None]


def _patient(g: RecordGround) -> tuple[Person, Court]:
    court = g.court()
    who = g.person(court, age=(58, 82))
    g.target(who)
    return who, court


def _dead_patient(g: RecordGround) -> None:
    who, court = _patient(g)
    died = g.day()
    death(g, who, died, registered=days_after(died, 60))
    admitted = g.soon(died, 8, 40)
    stay_in_hospital(g, who, court, admitted, g.soon(admitted, 6, 12))


def _jailed_patient(g: RecordGround) -> None:
    court = g.court()
    who = g.person(court, sex="男", age=(28, 50))
    g.target(who)
    taken = g.day()
    custody(g, who, court, taken, days_after(taken, 150), reason="released", charge="诈骗罪")
    admitted = g.soon(taken, 20, 90)
    stay_in_hospital(g, who, court, admitted, days_after(admitted, 9), diagnosis="腰椎间盘突出症")


def _elsewhere(g: RecordGround) -> None:
    who, court = _patient(g)
    admitted = g.day()
    stay_in_hospital(g, who, court, admitted, days_after(admitted, 12), diagnosis="慢性支气管炎")
    there, day = g.other_court(court), days_after(admitted, 3)
    g.add("travel-records", record_no=g.serial("CX"), name=who.name, id_number=who.number, mode="hotel", number="806",
          destination=there.city, left=g.at(day, 15), arrived=g.at(days_after(day, 4), 10), region=there.city_code,
          origin_region=there.city_code)  # fmt: skip


def _split_stays(g: RecordGround) -> None:
    who, court = _patient(g)
    day, where = g.day(), hospital(court, g.number)
    for _ in range(g.dice.between(4, 5)):
        until = g.soon(day, 6, 8)
        stay_in_hospital(g, who, court, day, until, where=where, diagnosis="高血压3级")
        day = g.soon(until, 0, 1)


def _two_hospitals_at_once(g: RecordGround) -> None:
    who, court = _patient(g)
    day = g.day()
    stay_in_hospital(g, who, court, day, days_after(day, 11), where=hospital(court, 0))
    stay_in_hospital(g, who, court, days_after(day, 3), days_after(day, 9), where=hospital(court, 3))


def _accident_paid_twice(g: RecordGround, refunded: bool = False) -> None:
    court = g.court()
    who, driver = g.person(court, age=(30, 65)), g.person(court, sex="男")
    g.target(who)
    happened, plate = g.day(), g.plate(court)
    number = g.serial("SG")
    g.add("traffic-accidents", accident_no=number, happened=g.at(happened), place=f"{court.county}人民路", plate=plate,
          driver=driver.name, driver_id=driver.number, liability="full", kind="机动车与行人相撞", deaths=0, injured=1,
          handled="ordinary", region=court.code)  # fmt: skip
    total = g.dice.between(18, 60) * 1000
    g.add("insurance-claims", claim_no=g.serial("LP"), insured=driver.name, insured_id=driver.number, plate=plate,
          driver=driver.name, driver_id=driver.number, happened=g.at(happened), accident_no=number, cause="碰撞行人",
          claimed=total, paid=total, paid_on=days_after(happened, 120), payee=who.name, payee_account=g.account(),
          region=court.code)  # fmt: skip
    stay_in_hospital(
        g, who, court, happened, days_after(happened, 16), diagnosis="左胫骨骨折", total=total,
        cause="traffic_accident", refunded=round(total * 0.7, 2) if refunded else None,
    )  # fmt: skip


def _cards_at_one_till(g: RecordGround, count: int = 9) -> None:
    court = g.court()
    shop = g.company(court, "大药房有限公司")
    g.target(shop)
    terminal, moment = g.serial("POS"), g.at(g.day(), 9, 5)
    for _ in range(count):
        holder = g.person(g.other_court(court, city=False), age=(50, 80))
        for week in range(3):
            g.add("pharmacy-swipes", swipe_no=g.serial("YD"), swiped=moment + timedelta(days=7 * week),
                  pharmacy=shop.name, pharmacy_code=shop.code, holder=holder.name, holder_id=holder.number,
                  card_no=f"YBK{holder.number[-12:]}", item="阿胶", quantity=4, chronic=False, sum=1980,
                  fund_paid=1980, terminal=terminal, region=court.code)  # fmt: skip
        moment += timedelta(minutes=g.dice.between(1, 2))


def _settled_late(g: RecordGround) -> None:
    who, court = _patient(g)
    admitted = g.day()
    died = g.soon(admitted, 9, 20)
    stay_in_hospital(g, who, court, admitted, died, settled=days_after(died, 75), diagnosis="肺部感染")
    death(g, who, died, registered=days_after(died, 20))


def _released_before(g: RecordGround) -> None:
    court = g.court()
    who = g.person(court, sex="男", age=(28, 50))
    g.target(who)
    taken = g.day()
    left = days_after(taken, 60)
    custody(g, who, court, taken, left, reason="bail", charge="故意伤害罪")
    stay_in_hospital(g, who, court, left, days_after(left, 10), diagnosis="胃溃疡")


def _two_stays(g: RecordGround) -> None:
    who, court = _patient(g)
    day, where = g.day(), hospital(court, g.number)
    stay_in_hospital(g, who, court, day, days_after(day, 9), where=where, diagnosis="肺部感染")
    again = days_after(day, 9 + g.dice.between(35, 60))
    stay_in_hospital(g, who, court, again, days_after(again, 8), where=where, diagnosis="脑梗死")


def _kin_refill(g: RecordGround) -> None:
    court = g.court()
    who, wife = g.person(court, sex="男", age=(60, 80)), g.person(court, sex="女", age=(58, 78))
    g.target(who)
    day = g.day()
    stay_in_hospital(g, who, court, day, days_after(day, 20))
    g.add("pharmacy-swipes", swipe_no=g.serial("YD"), swiped=g.at(days_after(day, 6)),
          pharmacy=f"{court.county}惠民药店",
          holder=who.name, holder_id=who.number, card_no=f"YBK{who.number[-12:]}", buyer=wife.name,
          buyer_id=wife.number, buyer_relation="spouse", item="苯磺酸氨氯地平片", quantity=2, chronic=True, sum=86,
          fund_paid=60, terminal=g.serial("POS"), region=court.code)  # fmt: skip


def _transferred(g: RecordGround) -> None:
    who, court = _patient(g)
    day = g.day()
    move = days_after(day, 4)
    stay_in_hospital(g, who, court, day, move, where=hospital(court, 0), diagnosis="急性心肌梗死")
    stay_in_hospital(
        g, who, court, move, days_after(move, 10), where=f"{court.city}第一人民医院", diagnosis="急性心肌梗死"
    )


def _village_pharmacy(g: RecordGround) -> None:
    court = g.court()
    shop = g.company(court, "便民药店")
    g.target(shop)
    day, terminal = g.day(), g.serial("POS")
    for turn in range(8):
        holder = g.person(court, age=(40, 80))
        g.add("pharmacy-swipes", swipe_no=g.serial("YD"), swiped=g.at(days_after(day, 3 * turn)), pharmacy=shop.name,
              pharmacy_code=shop.code, holder=holder.name, holder_id=holder.number, card_no=f"YBK{holder.number[-12:]}",
              item=g.dice.pick(("二甲双胍片", "感冒灵颗粒", "缬沙坦胶囊")), quantity=1, chronic=True,
              sum=g.dice.between(20, 90), fund_paid=20, terminal=terminal, region=court.code)  # fmt: skip


def _death_without_number(g: RecordGround) -> None:
    who, court = _patient(g)
    died = g.day()
    other = namesake(g.dice, who, f"{who.true_id}-same", who.home, birth=who.birth)
    death(g, other, died, birth_date=None, household=None)
    admitted = g.soon(died, 10, 30)
    stay_in_hospital(g, who, court, admitted, days_after(admitted, 7))


MEDICAL: Final[dict[str, Builder]] = {
    "dead_patient": _dead_patient, "jailed_patient": _jailed_patient, "elsewhere": _elsewhere,
    "split_stays": _split_stays, "two_hospitals_at_once": _two_hospitals_at_once,
    "accident_paid_twice": _accident_paid_twice, "cards_at_one_till": _cards_at_one_till,
    "released_before": _released_before, "two_stays": _two_stays, "settled_late": _settled_late,
    "kin_refill": _kin_refill, "transferred": _transferred, "village_pharmacy": _village_pharmacy,
    "accident_refunded": lambda g: _accident_paid_twice(g, refunded=True),
    "death_without_number": _death_without_number,
}  # fmt: skip
