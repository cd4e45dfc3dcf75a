"""Mines, waters and work safety: what was done without leave, above the limit, or after an order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person
from anmai.sample.records.frames import penalty
from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]


class _Mine:
    """A company that digs at a place."""

    def __init__(self, g: RecordGround, business: str = "石料有限公司") -> None:
        self.g, self.court = g, g.court()
        self.firm = g.company(self.court, business)
        self.place = f"{self.court.place}青石乡石门村{g.dice.between(1, 9)}组{g.number}号"
        g.target(self.firm)

    def permit(self, until: date, **more: Cell) -> str:
        """Its mining permit."""
        number = self.g.serial(f"C{self.court.code}")
        self.g.add("mining-permits", **{
            "permit_no": number, "holder": self.firm.name, "holder_code": self.firm.code, "mine": "石门采石场",
            "mineral": "建筑石料用灰岩", "mode": "露天开采", "area": 0.08, "address": self.place, "annual": 10,
            "valid_from": add_months(until, -60), "valid_until": until,
            "status": "valid" if until > AS_OF else "expired", "region": self.court.code, **more,
        })  # fmt: skip
        return number

    def power(self, months: int, kwh: int, industry: str | None = "mining") -> None:
        """Its use of electricity in the last months."""
        account = self.g.serial("YH")
        for back in range(months, 0, -1):
            first = add_months(date(AS_OF.year, AS_OF.month, 1), -back)
            self.g.add("power-use", account_no=account, user=self.firm.name, user_code=self.firm.code,
                       address=self.place, industry=industry, capacity=630, from_=first,
                       until=days_after(add_months(first, 1), -1), energy=kwh + self.g.dice.between(0, 900),
                       night=kwh // 2, region=self.court.code)  # fmt: skip

    def haulage(self, trips: int, tonnes: float, *, out: bool = True, permit: str | None = None,
                known: bool = True) -> None:  # fmt: skip
        """Stone leaves the place, or comes to it."""
        g, buyer = self.g, self.g.company(self.court, "混凝土有限公司")
        for turn in range(trips):
            loaded = g.at(days_after(AS_OF, -10 - turn * 3), 22)
            here, there = self.place if known else None, buyer.address
            shipper, consignee = (self.firm, buyer) if out else (buyer, self.firm)
            g.add("haulage", waybill_no=g.serial("YD"), shipper=shipper.name, shipper_code=shipper.code,
                  consignee=consignee.name, consignee_code=consignee.code, plate=g.plate(self.court),
                  cargo="石灰岩毛料",
                  weight=tonnes, loaded_at=here if out else there, unloaded_at=there if out else here, loaded=loaded,
                  origin_permit=permit, region=self.court.code)  # fmt: skip

    def explosives(self) -> None:
        """It buys explosives."""
        self.g.add("explosives-purchases", permit_no=self.g.serial("MB"), buyer=self.firm.name,
                   buyer_code=self.firm.code, kind="乳化炸药", quantity=2_400, detonators=600, purpose="采石爆破",
                   place=self.place, bought=add_months(AS_OF, -2), region=self.court.code)  # fmt: skip


def _no_permit(g: RecordGround) -> None:
    mine = _Mine(g)
    mine.power(6, 42_000)
    mine.haulage(12, 38)


def _expired_permit(g: RecordGround) -> None:
    mine = _Mine(g)
    number = mine.permit(add_months(AS_OF, -9))
    mine.power(6, 51_000)
    mine.explosives()
    mine.haulage(10, 40, permit=number)


def _above_output(g: RecordGround) -> None:
    mine = _Mine(g)
    number = mine.permit(add_months(AS_OF, 20), annual=0.05)
    mine.power(6, 88_000)
    mine.haulage(40, 40, permit=number)


def _renewal_pending(g: RecordGround) -> None:
    mine = _Mine(g)
    until = days_after(AS_OF, -35)
    number = mine.permit(until, renewal_applied=add_months(until, -2), renewal_accepted=True, status="renewing")
    mine.power(4, 40_000)
    mine.haulage(6, 36, permit=number)


def _within_permit(g: RecordGround) -> None:
    mine = _Mine(g)
    number = mine.permit(add_months(AS_OF, 20))
    mine.power(6, 45_000)
    mine.explosives()
    mine.haulage(12, 38, permit=number)


def _processing(g: RecordGround) -> None:
    mine = _Mine(g, "石材加工有限公司")
    mine.power(6, 60_000, "processing")
    mine.haulage(12, 38, out=False, permit=g.serial("C"))


def _idle_mine(g: RecordGround) -> None:
    mine = _Mine(g)
    mine.permit(add_months(AS_OF, -9))
    mine.power(6, 260)


def _place_missing(g: RecordGround) -> None:
    mine = _Mine(g)
    mine.power(6, 42_000, None)
    mine.haulage(5, 38, known=False)


MINING: Final[dict[str, Builder]] = {
    "no_permit": _no_permit, "expired_permit": _expired_permit, "above_output": _above_output,
    "renewal_pending": _renewal_pending, "within_permit": _within_permit, "processing_plant": _processing,
    "idle_mine": _idle_mine, "place_missing": _place_missing,
}  # fmt: skip

# Work safety


def _unit(g: RecordGround, business: str = "化工有限公司") -> tuple[Organization, Court]:
    court = g.court()
    firm = g.company(court, business)
    g.target(firm)
    return firm, court


def _order(g: RecordGround, firm: Organization, court: Court, issued: date, /, **more: Cell) -> None:
    g.add("safety-orders", **{
        "order_no": f"{court.county}应急责改〔{issued.year}〕{g.serial('')}号", "unit": firm.name,
        "unit_code": firm.code,
        "trade": "chemicals", "hazard": "可燃气体报警装置失效", "hazard_kind": "报警装置", "major": True,
        "issued": issued, "deadline": days_after(issued, 30), "rechecked": days_after(issued, 35), "met": True,
        "met_on": days_after(issued, 25), "organ": f"{court.county}应急管理局", "address": firm.address,
        "region": court.code, **more,
    })  # fmt: skip


def _accident(g: RecordGround, firm: Organization, court: Court, day: date, /, **more: Cell) -> None:
    g.add("work-accidents", **{
        "accident_no": g.serial("SA"), "unit": firm.name, "unit_code": firm.code, "trade": "chemicals",
        "happened": g.at(day), "reported": g.at(day, 21), "deaths": 1, "injured": 2, "loss": 1_800_000,
        "kind": "中毒和窒息", "hazard_kind": "报警装置", "concealed": False, "liability": "liable",
        "address": firm.address, "region": court.code, **more,
    })  # fmt: skip


def _licensed(g: RecordGround, firm: Organization, court: Court, until: date, /, **more: Cell) -> None:
    g.add("operating-licences", **{
        "licence_no": g.serial("WH"), "holder": firm.name, "holder_code": firm.code, "kind": "chemicals",
        "trade": "chemicals", "valid_from": add_months(until, -36), "valid_until": until,
        "status": "valid" if until > AS_OF else "expired", "address": firm.address, "region": court.code, **more,
    })  # fmt: skip


_VALID: Final = add_months(AS_OF, 18)
_UNMET: Final[dict[str, Any]] = {"met": False, "met_on": None}


def _order_after_order(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    for back in (18, 14, 10):
        _order(g, firm, court, add_months(AS_OF, -back), **_UNMET)


def _accident_after_order(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    issued = add_months(AS_OF, -16)
    _order(g, firm, court, issued, **_UNMET)
    _accident(g, firm, court, days_after(issued, 80))


def _unlicensed(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, add_months(AS_OF, -14))
    _order(g, firm, court, add_months(AS_OF, -4), hazard="未取得危险化学品经营许可从事经营", **_UNMET)


def _concealed(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    _accident(g, firm, court, add_months(AS_OF, -12), reported=g.at(add_months(AS_OF, -10)), concealed=True)


def _met_on_the_day(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    issued = add_months(AS_OF, -12)
    _order(g, firm, court, issued, met_on=days_after(issued, 30), rechecked=days_after(issued, 30))


def _put_right_late(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    issued = add_months(AS_OF, -12)
    _order(g, firm, court, issued, rechecked=days_after(issued, 50), met_on=days_after(issued, 48))


def _extended(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    issued = days_after(AS_OF, -60)
    _order(g, firm, court, issued, extended_until=days_after(AS_OF, 30), rechecked=None, met=None, met_on=None)


def _renewing(g: RecordGround) -> None:
    firm, court = _unit(g)
    until = days_after(AS_OF, -20)
    _licensed(g, firm, court, until, renewal_applied=add_months(until, -3), status="valid")
    _order(g, firm, court, add_months(AS_OF, -4))


def _other_cause(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    issued = add_months(AS_OF, -16)
    _order(g, firm, court, issued)
    _accident(g, firm, court, days_after(issued, 200), hazard_kind="车辆伤害", kind="车辆伤害", liability="not_liable")


def _recheck_missing(g: RecordGround) -> None:
    firm, court = _unit(g)
    _licensed(g, firm, court, _VALID)
    _order(g, firm, court, add_months(AS_OF, -9), rechecked=None, met=None, met_on=None)


SAFETY: Final[dict[str, Builder]] = {
    "order_after_order": _order_after_order, "accident_after_order": _accident_after_order, "unlicensed": _unlicensed,
    "concealed": _concealed, "met_on_the_day": _met_on_the_day, "put_right_late": _put_right_late,
    "extended": _extended, "renewing": _renewing, "other_cause": _other_cause, "recheck_missing": _recheck_missing,
}  # fmt: skip

# Waters

_RIVERS: Final = ("青弋河", "沱溪", "白沙江段", "柳河")


class _Outlet:
    """A unit that discharges into a water."""

    def __init__(self, g: RecordGround) -> None:
        self.g, (self.firm, self.court) = g, _unit(g, "印染有限公司")
        self.river, self.number = g.dice.pick(_RIVERS), g.serial("DW")

    def permit(self, until: date | None = None, **more: Cell) -> None:
        """Its permit to discharge."""
        last = until or _VALID
        self.g.add("permits-near-waters", **{
            "permit_no": self.g.serial(self.firm.code[:8]), "holder": self.firm.name, "holder_code": self.firm.code,
            "kind": "discharge", "water_body": self.river, "protected": True, "outlet_no": self.number,
            "pollutants": ["化学需氧量", "氨氮"], "limit": 80, "address": self.firm.address,
            "valid_from": add_months(last, -60), "valid_until": last,
            "status": "valid" if last > AS_OF else "expired", "region": self.court.code, **more,
        })  # fmt: skip

    def samples(self, values: list[float], **more: Cell) -> None:
        """Samples month by month."""
        for turn, value in enumerate(values):
            self.g.add("environmental-monitoring", **{
                "sample_no": self.g.serial("YP"), "unit": self.firm.name, "unit_code": self.firm.code,
                "outlet_no": self.number, "water_body": self.river, "protected": True, "pollutant": "化学需氧量",
                "value": value, "limit": 80, "exceeded": value > 80, "method": "inspection", "fault": False,
                "sampled": self.g.at(add_months(AS_OF, turn - len(values) - 4)), "address": self.firm.address,
                "region": self.court.code, **more,
            })  # fmt: skip


def _above_limit(g: RecordGround) -> None:
    outlet = _Outlet(g)
    outlet.permit()
    outlet.samples([186, 240.5, 212])


def _without_permit(g: RecordGround) -> None:
    outlet = _Outlet(g)
    outlet.samples([96, 131])


def _sand(g: RecordGround, until: date, /, **more: Cell) -> None:
    firm, court = _unit(g, "砂石有限公司")
    number, river = g.serial("CS"), g.dice.pick(_RIVERS)
    g.add("permits-near-waters", permit_no=number, holder=firm.name, holder_code=firm.code, kind="sand",
          water_body=river, protected=True, address=f"{court.place}{river}右岸采区", valid_from=add_months(until, -12),
          valid_until=until, status="valid" if until > AS_OF else "expired", region=court.code, **more)  # fmt: skip
    for turn in range(8):
        g.add("haulage", waybill_no=g.serial("YD"), shipper=firm.name, shipper_code=firm.code, cargo="河砂", weight=35,
              plate=g.plate(court), loaded_at=f"{court.place}{river}右岸采区", loaded=g.at(days_after(AS_OF,
                            -9 - 4 * turn), 2),
              origin_permit=number, region=court.code)  # fmt: skip


def _catch(g: RecordGround, count: int, /, **more: Cell) -> None:
    court, river = g.court(), g.dice.pick(_RIVERS)
    who: Person = g.person(court, sex="男", age=(32, 66))
    g.target(who)
    for turn in range(count):
        g.add("catch-records", **{
            "record_no": g.serial("YZ"), "person": who.name, "person_id": who.number, "gear": "电捕鱼装置",
            "banned_gear": True, "species": "鲢鱼", "weight": 18, "water_body": river, "protected": True,
            "closed_season": True, "caught": g.at(add_months(AS_OF, -12 + turn), 3), "handled": "none",
            "region": court.code, **more,
        })  # fmt: skip


def _permitted(g: RecordGround) -> None:
    outlet = _Outlet(g)
    outlet.permit()
    outlet.samples([62, 79.5, 80])


def _punished_already(g: RecordGround) -> None:
    outlet = _Outlet(g)
    outlet.permit()
    outlet.samples([150])
    day = days_after(add_months(AS_OF, -5), 40)
    fact = add_months(AS_OF, -5)
    penalty(g, outlet.firm, f"{outlet.court.city}生态环境局", outlet.court, day, act="超标排放水污染物", fine=200_000,
            fact_from=fact, fact_until=fact, paid=days_after(day, 10), paid_sum=200_000, status="executed")  # fmt: skip


def _device_fault(g: RecordGround) -> None:
    outlet = _Outlet(g)
    outlet.permit()
    outlet.samples([0.1, 999, 999], method="automatic", fault=True)


def _limit_missing(g: RecordGround) -> None:
    outlet = _Outlet(g)
    outlet.permit(limit=None)
    outlet.samples([120, 118], limit=None, exceeded=None)


WATERS: Final[dict[str, Builder]] = {
    "above_limit": _above_limit, "without_permit": _without_permit,
    "sand_permit_expired": lambda g: _sand(g, add_months(AS_OF, -7)), "poaching": lambda g: _catch(g, 3),
    "at_the_limit": _permitted, "one_angler": lambda g: _catch(
        g, 1, gear="手竿", banned_gear=False, closed_season=False, protected=False, weight=1, handled="lawful"),
    "sand_permit_valid": lambda g: _sand(g, _VALID), "punished_already": _punished_already,
    "device_fault": _device_fault, "poaching_punished": lambda g: _catch(g, 2, handled="penalty",
                                                                         decision_no="渔罚〔2023〕7号"),
    "limit_missing": _limit_missing,
}  # fmt: skip
