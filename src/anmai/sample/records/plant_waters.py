"""Protected waters: discharge, sand and fish without leave, above the limit, in closed seasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person
from anmai.sample.records.frames import penalty
from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]


def _unit(g: RecordGround, business: str) -> tuple[Organization, Court]:
    court = g.court()
    firm = g.company(court, business)
    g.target(firm)
    return firm, court


_VALID: Final = add_months(AS_OF, 18)
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
