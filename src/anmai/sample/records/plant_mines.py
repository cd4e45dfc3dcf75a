"""Mines: stone dug without a permit, after it, or above its output."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
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
