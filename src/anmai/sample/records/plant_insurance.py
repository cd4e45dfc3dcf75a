"""Motor insurance: vehicles, drivers, shops and adjusters that have too many accidents together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person
from anmai.sample.records.ground import RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import days_after

Builder = Callable[[RecordGround], None]


def _claim(g: RecordGround, court: Court, day: date, own: tuple[str, Person], other: tuple[str, Person] | None,
           shop: Organization, adjuster: tuple[str, str], /, **more: Cell) -> None:  # fmt: skip
    yuan = g.dice.between(40, 380) * 100
    g.add("insurance-claims", **{
        "claim_no": g.serial("LP"), "policy_no": g.serial("BD"), "insurer": f"安济财产保险{court.city}分公司",
        "insured": own[1].name, "insured_id": own[1].number, "plate": own[0], "driver": own[1].name,
        "driver_id": own[1].number, "other_plate": other[0] if other else None,
        "other_driver": other[1].name if other else None, "other_driver_id": other[1].number if other else None,
        "happened": g.at(day, g.dice.between(0, 23)), "reported": g.at(days_after(day, 1)),
        "place": f"{court.county}{g.dice.pick(('环城西路', '工业路', '滨河路', '学府路'))}{g.dice.between(1, 90)}号",
        "cause": g.dice.pick(("追尾", "倒车碰撞", "单方碰撞护栏")), "phone": g.phone(), "shop": shop.name,
        "shop_code": shop.code, "adjuster": adjuster[0], "adjuster_no": adjuster[1], "claimed": yuan, "paid": yuan,
        "paid_on": days_after(day, 25), "payee": own[1].name, "payee_account": g.account(), "region": court.code,
        **more,
    })  # fmt: skip


def _setting(g: RecordGround) -> tuple[Court, Organization, tuple[str, str]]:
    court = g.court()
    return court, g.company(court, "汽车维修服务有限公司"), (f"祝{g.dice.pick('衡岚铮屿')}", g.serial("DS"))


def _driver(g: RecordGround, court: Court) -> tuple[str, Person]:
    return g.plate(court), g.person(court, sex="男", age=(22, 50))


def _one_vehicle(g: RecordGround) -> None:
    court, shop, adjuster = _setting(g)
    own, day = _driver(g, court), g.day()
    g.target(own[1])
    for _ in range(g.dice.between(5, 7)):
        _claim(g, court, day, own, None, shop, adjuster)
        day = g.soon(day, 25, 45)


def _same_two(g: RecordGround) -> None:
    court, shop, adjuster = _setting(g)
    one, two, day = _driver(g, court), _driver(g, court), g.day()
    g.target(one[1], two[1])
    for turn in range(4):
        own, other = (one, two) if turn % 2 == 0 else (two, one)
        _claim(g, court, day, own, other, shop, adjuster)
        day = g.soon(day, 30, 70)


def _circle_of_drivers(g: RecordGround) -> None:
    court, shop, adjuster = _setting(g)
    ring, day = [_driver(g, court) for _ in range(4)], g.day()
    g.target(*(who for _, who in ring))
    for turn in range(8):
        _claim(g, court, day, ring[turn % 4], ring[(turn + 1 + turn // 4) % 4], shop, adjuster)
        day = g.soon(day, 15, 40)


def _shop_and_adjuster(g: RecordGround) -> None:
    court, shop, adjuster = _setting(g)
    day, account = g.day(), g.account()
    g.target(shop)
    for _ in range(12):
        _claim(g, court, day, _driver(g, court), None, shop, adjuster, cause="单方碰撞护栏", payee=shop.name,
               payee_account=account)  # fmt: skip
        day = g.soon(day, 5, 12)


def _few(g: RecordGround, count: int = 2) -> None:
    court, shop, adjuster = _setting(g)
    own, day = _driver(g, court), g.day(2019, 2020)
    g.target(own[1])
    for _ in range(count):
        _claim(g, court, day, own, _driver(g, court), shop, adjuster)
        day = g.soon(day, 240, 400)


def _fleet(g: RecordGround) -> None:
    court, shop, _ = _setting(g)
    firm, day = g.company(court, "出租汽车有限公司"), g.day()
    g.target(firm)
    for _ in range(3):
        plate = g.plate(court)
        g.add("vehicles", plate=plate, kind="小型轿车", owner=firm.name, owner_code=firm.code, use="taxi",
              status="valid",
              registered=date(2018, 4, 9), region=court.code)  # fmt: skip
        for _ in range(4):
            driver = g.person(court, sex="男")
            _claim(g, court, day, (plate, driver), _driver(g, court), shop, (f"安{g.dice.pick('澜岳')}",
                   g.serial("DS")),
                   insured=firm.name, insured_id=None, network=True)  # fmt: skip
            day = g.soon(day, 20, 40)


def _black_spot(g: RecordGround) -> None:
    court, shop, _ = _setting(g)
    day = g.day()
    g.target(shop)
    for _ in range(12):
        own, other = _driver(g, court), _driver(g, court)
        number = g.serial("SG")
        for (plate, who), liability in ((own, "full"), (other, "none")):
            g.add("traffic-accidents", accident_no=number, happened=g.at(day), place=f"{court.county}南门环岛",
                  plate=plate,
                  driver=who.name, driver_id=who.number, liability=liability, kind="追尾", deaths=0, injured=0,
                  handled="ordinary", region=court.code)  # fmt: skip
        _claim(g, court, day, own, other, shop, (f"白{g.dice.pick('桦榆枫')}", g.serial("DS")), accident_no=number,
               place=f"{court.county}南门环岛", network=True)  # fmt: skip
        day = g.soon(day, 5, 14)


def _drivers_missing(g: RecordGround) -> None:
    court, shop, _ = _setting(g)
    day = g.day()
    for _ in range(4):
        own = _driver(g, court)
        g.target(own[1])
        _claim(g, court, day, own, None, shop, ("", ""), driver=None, driver_id=None, insured=None, insured_id=None,
               adjuster=None, adjuster_no=None, shop=None, shop_code=None, payee=None, payee_account=None)  # fmt: skip
        day = g.soon(day, 20, 60)


INSURANCE: Final[dict[str, Builder]] = {
    "one_vehicle": _one_vehicle, "same_two_vehicles": _same_two, "circle_of_drivers": _circle_of_drivers,
    "shop_and_adjuster": _shop_and_adjuster, "two_in_a_year": _few, "spread_out": lambda g: _few(g, 3), "fleet": _fleet,
    "black_spot": _black_spot, "drivers_missing": _drivers_missing,
}  # fmt: skip
