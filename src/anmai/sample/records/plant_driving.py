"""Driving: licences that their holders may not have, and modified vehicles that come to harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person, namesake
from anmai.sample.records.frames import licence
from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]


def _driver(g: RecordGround, /, **more: Cell) -> tuple[Person, Court]:
    court = g.court()
    who = g.person(court, sex="男", age=(26, 55))
    g.target(who)
    licence(g, who, court, g.day(2015, 2018), **more)
    return who, court


def _drug_record(
    g: RecordGround, who: Person, court: Court, months_ago: int, kind: str = "found", **more: Cell
) -> None:
    found = add_months(AS_OF, -months_ago)
    g.add("drug-records", **{
        "record_no": g.serial("JD"), "name": who.name, "id_number": who.number or None, "kind": kind,
        "substance": g.dice.pick(("甲基苯丙胺", "海洛因", "氯胺酮")), "addiction": "addicted", "found": found,
        "organ": f"{court.county}公安局", "region": court.code, **more,
    })  # fmt: skip


def _drugs(g: RecordGround, months_ago: int = 14, **more: Any) -> None:
    who, court = _driver(g)
    _drug_record(g, who, court, months_ago, **more)


def _treated(g: RecordGround) -> None:
    who, court = _driver(g)
    _drug_record(g, who, court, 50, "compulsory", from_=None, until=add_months(AS_OF, -g.dice.between(6, 24)))


def _condition(g: RecordGround, condition: str, *, months_ago: int = 20, cancelled: bool = False, **more: Cell) -> None:
    ended: dict[str, Any] = {"status": "cancelled", "ended": add_months(AS_OF, -10)} if cancelled else {}
    who, court = _driver(g, **ended)
    g.add("medical-fitness", **{
        "record_no": g.serial("ZD"), "name": who.name, "id_number": who.number, "condition": condition,
        "grade": "1" if condition == "blind" else None,
        "diagnosis": {"blind": "双眼视神经萎缩", "epilepsy": "癫痫", "one_eye": "左眼弱视"}.get(condition),
        "diagnosed": add_months(AS_OF, -months_ago), "institution": f"{court.city}第一人民医院", "confirmed": True,
        "region": court.code, **more,
    })  # fmt: skip


def _drives_revoked(g: RecordGround) -> None:
    ended = add_months(AS_OF, -20)
    who, court = _driver(g, status="revoked", ended=ended, bar_reason="drunk", barred_from=ended,
                         barred_until=add_months(ended, 60))  # fmt: skip
    g.add("traffic-accidents", accident_no=g.serial("SG"), happened=g.at(g.soon(ended, 60, 400)), plate=g.plate(court),
          place=f"{court.county}环城西路", driver=who.name, driver_id=who.number, liability="main", kind="追尾",
          deaths=0,
          injured=1, handled="ordinary", region=court.code)  # fmt: skip


def _bar_over(g: RecordGround) -> None:
    who, court = _driver(g, status="valid", bar_reason="drunk", barred_from=add_months(AS_OF, -90),
                         barred_until=add_months(AS_OF, -30))  # fmt: skip
    g.add("traffic-accidents", accident_no=g.serial("SG"), happened=g.at(add_months(AS_OF, -8)), plate=g.plate(court),
          driver=who.name, driver_id=who.number, liability="minor", kind="剐蹭", deaths=0, injured=0, handled="summary",
          region=court.code)  # fmt: skip


def _accident_before_revocation(g: RecordGround) -> None:
    ended = add_months(AS_OF, -20)
    who, court = _driver(g, status="revoked", ended=ended, bar_reason="hit_and_run", barred_from=ended)
    g.add("traffic-accidents", accident_no=g.serial("SG"), happened=g.at(days_after(ended, -25)), plate=g.plate(court),
          driver=who.name, driver_id=who.number, liability="full", kind="逃逸", deaths=0, injured=1, handled="ordinary",
          region=court.code)  # fmt: skip


def _namesake_uses(g: RecordGround) -> None:
    who, court = _driver(g)
    other = namesake(g.dice, who, f"{who.true_id}-other", g.other_court(court))
    double = g.person(other.home, sex="男", name=who.name)
    _drug_record(g, double, double.home, 12)


def _nobody_sure(g: RecordGround) -> None:
    who, court = _driver(g)
    _drug_record(g, namesake(g.dice, who, f"{who.true_id}-same", who.home, birth=who.birth), court, 12)


UNFIT: Final[dict[str, Builder]] = {
    "drugs_recent": _drugs, "treatment_recent": _treated, "blind": lambda g: _condition(g, "blind"),
    "epilepsy": lambda g: _condition(g, "epilepsy"), "drives_revoked": _drives_revoked,
    "drugs_four_years_ago": lambda g: _drugs(g, 50), "one_eye": lambda g: _condition(g, "one_eye"),
    "accident_before_revocation": _accident_before_revocation, "bar_over": _bar_over,
    "record_withdrawn": lambda g: _drugs(g, corrected=True),
    "cancelled_already": lambda g: _condition(g, "epilepsy", cancelled=True),
    "cleared": lambda g: _condition(g, "epilepsy", months_ago=60, cleared=add_months(AS_OF, -30)),
    "namesake_uses": _namesake_uses, "record_without_number": _nobody_sure,
    "not_confirmed": lambda g: _condition(g, "epilepsy", confirmed=None),
}  # fmt: skip

# Modified vehicles


def _vehicle(g: RecordGround, use: str = "freight") -> tuple[Person, Court, str]:
    court = g.court()
    who, plate = g.person(court, sex="男", age=(28, 55)), g.plate(court)
    g.target(who)
    g.add("vehicles", plate=plate, vin=g.serial("LZZ"), kind="重型自卸货车", model="豪沃", owner=who.name,
          owner_id=who.number, use=use, status="valid", registered=g.day(2016, 2018), region=court.code)  # fmt: skip
    return who, court, plate


def _punished(g: RecordGround, vehicle: tuple[Person, Court, str], months_ago: int, shop: Organization | None = None,
              **more: Cell) -> None:  # fmt: skip
    who, court, plate = vehicle
    day = add_months(AS_OF, -months_ago)
    g.add("vehicle-modification-penalties", **{
        "decision_no": g.serial("GZ"), "plate": plate, "owner": who.name, "owner_id": who.number, "driver": who.name,
        "driver_id": who.number, "modification": g.dice.pick(("加高货厢栏板", "擅自加装钢板弹簧", "改变外廓尺寸")),
        "shop": shop.name if shop else None, "shop_code": shop.code if shop else None, "found": day, "decided": day,
        "fine": 500, "ordered": True, "organ": f"{court.county}公安局交通警察大队", "region": court.code, **more,
    })  # fmt: skip


def _crash(g: RecordGround, vehicle: tuple[Person, Court, str], months_ago: int, /, **more: Cell) -> None:
    who, court, plate = vehicle
    g.add("traffic-accidents", **{
        "accident_no": g.serial("SG"), "happened": g.at(add_months(AS_OF, -months_ago)),
        "place": f"{court.county}站前路",
        "plate": plate, "driver": who.name, "driver_id": who.number, "liability": "main", "kind": "侧翻", "deaths": 1,
        "injured": 1, "modified": True, "modification": "加高货厢栏板", "causal": True, "handled": "ordinary",
        "region": court.code, **more,
    })  # fmt: skip


def _never_restored(g: RecordGround, shop: Organization | None = None) -> None:
    vehicle = _vehicle(g)
    _punished(g, vehicle, 18, shop)
    _crash(g, vehicle, 6)


def _one_shop(g: RecordGround) -> None:
    court = g.court()
    shop = g.company(court, "汽车修理有限公司")
    for _ in range(3):
        _never_restored(g, shop)
    g.targets[:] = [shop]


def _punished_twice(g: RecordGround) -> None:
    vehicle = _vehicle(g)
    _punished(g, vehicle, 26, restored=add_months(AS_OF, -25))
    _punished(g, vehicle, 16)
    _crash(g, vehicle, 5)


def _restored_first(g: RecordGround) -> None:
    vehicle = _vehicle(g)
    _punished(g, vehicle, 18, restored=add_months(AS_OF, -17))
    _crash(g, vehicle, 6, modified=False, modification=None, causal=False)


def _crash_before(g: RecordGround) -> None:
    vehicle = _vehicle(g)
    _crash(g, vehicle, 20, modified=False, modification=None, causal=None)
    _punished(g, vehicle, 8)


def _registered_change(g: RecordGround) -> None:
    vehicle = who, court, plate = _vehicle(g)
    g.add("vehicle-changes", change_no=g.serial("BG"), plate=plate, owner=who.name, owner_id=who.number,
          item="加装尾板", applied=add_months(AS_OF, -16), approved=add_months(AS_OF, -15), result="approved",
          region=court.code)  # fmt: skip
    _crash(g, vehicle, 6, modified=False, modification=None, causal=False)


def _not_a_cause(g: RecordGround) -> None:
    vehicle = _vehicle(g)
    _punished(g, vehicle, 18, restored=add_months(AS_OF, -17))
    _crash(g, vehicle, 6, liability="none", modified=False, modification=None, causal=False)


def _not_examined(g: RecordGround) -> None:
    vehicle = _vehicle(g)
    _punished(g, vehicle, 18, ordered=None, restored=None)
    _crash(g, vehicle, 6, modified=None, modification=None, causal=None)


MODIFIED: Final[dict[str, Builder]] = {
    "never_restored": _never_restored, "one_shop": _one_shop, "punished_twice": _punished_twice,
    "crash_before": _crash_before, "restored_first": _restored_first, "registered_change": _registered_change,
    "not_a_cause": _not_a_cause, "not_examined": _not_examined,
}  # fmt: skip
