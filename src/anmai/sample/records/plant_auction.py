"""Judicial auctions: bidders tied to the debtor or to one another, valuers and winners that come again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person
from anmai.sample.records.ground import RecordGround, address_of
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import days_after

Builder = Callable[[RecordGround], None]


class _Lot:
    """A lot: its debtor, creditor, value, and those who bid."""

    def __init__(self, g: RecordGround, court: Court | None = None, *, market: int | None = None, share: float = 0.95,
                 valuer: Organization | None = None) -> None:  # fmt: skip
        self.g, self.court = g, court or g.court()
        self.debtor, self.creditor = g.person(self.court), g.person(self.court)
        self.market = market or g.dice.between(60, 300) * 10_000
        self.value = int(self.market * share) // 10_000 * 10_000
        self.day = g.day(2020, 2022)
        self.lot, self.asset = g.serial("PM"), g.serial("ZC")
        self.number = f"（{self.day.year}）{self.court.case_code}执{3 * g.number + 3}号"
        self.debtor_account, self.bids = g.account(), 0
        maker = valuer or g.company(self.court, "资产评估有限公司")
        g.add("asset-valuations", report_no=g.serial("PG"), case_number=self.number, court=self.court.name,
              asset_no=self.asset, asset=self.name, method="valuation", valuer=maker.name, valuer_code=maker.code,
              appraiser="方衡", value=self.value, market=self.market, valued=days_after(self.day, -90),
              valid_until=days_after(self.day, 270), objected=False, region=self.court.code)  # fmt: skip

    @property
    def name(self) -> str:
        """The asset in words."""
        return f"{self.court.county}滨河路一号房产"

    def bid(self, who: Person | Organization, yuan: float, *, account: str | None = None, payer: str | None = None,
            phone: str | None = None, device: str | None = None, won: bool = False, **more: Cell) -> None:  # fmt: skip
        """Add a bidder."""
        g = self.g
        self.bids += 1
        g.add("auction-bids", **{
            "lot_no": self.lot, "bidder_no": f"J{self.bids:03d}", "bidder": who.name,
            "bidder_id": who.number if isinstance(who, Person) else None,
            "bidder_code": None if isinstance(who, Person) else who.code, "phone": phone or g.phone(),
            "registered": g.at(days_after(self.day, -5)), "deposit_payer": payer or who.name,
            "deposit_account": account or g.account(), "bids": g.dice.between(1, 9), "highest": yuan,
            "last_bid": g.at(days_after(self.day, 1), 10), "device": device or g.serial("IP"), "priority": "none",
            "capacity": "none", "won": won, "paid_rest": days_after(self.day, 12) if won else None, **more,
        })  # fmt: skip

    def sold(self, winner: Person | Organization, price: float, **more: Cell) -> None:
        """Add the lot as sold."""
        g = self.g
        g.add("judicial-auctions", **{
            "lot_no": self.lot, "asset_no": self.asset, "court": self.court.name, "case_number": self.number,
            "asset": self.name, "kind": "real_estate", "debtor": self.debtor.name, "debtor_id": self.debtor.number,
            "creditor": self.creditor.name, "creditor_id": self.creditor.number, "round": "1", "valuation": self.value,
            "reserve": int(self.value * 0.7), "deposit": int(self.value * 0.07), "started": g.at(self.day, 10, 0),
            "ended": g.at(days_after(self.day, 1), 10, 0), "bidders": self.bids, "result": "sold",
            "winner": winner.name, "winner_id": winner.number if isinstance(winner, Person) else None,
            "winner_code": None if isinstance(winner, Person) else winner.code, "price": price, "judge": "秦朔",
            "region": self.court.code, **more,
        })  # fmt: skip


def _debtor_pays_deposit(g: RecordGround) -> None:
    lot = _Lot(g)
    straw, other = g.person(lot.court), g.person(lot.court)
    g.target(straw)
    price = lot.value * 0.71
    lot.bid(straw, price, account=lot.debtor_account, payer=lot.debtor.name, won=True)
    lot.bid(other, lot.value * 0.7)
    lot.sold(straw, price)


def _one_purse(g: RecordGround) -> None:
    lot = _Lot(g)
    account, device, price = g.account(), g.serial("IP"), lot.value * 0.7
    crowd = [g.person(lot.court) for _ in range(3)]
    g.target(*crowd)
    for place, who in enumerate(crowd):
        lot.bid(who, price, account=account, device=device, won=place == 0)
    lot.sold(crowd[0], price)


def _spouse_of_debtor(g: RecordGround, /, **more: Any) -> None:
    lot = _Lot(g)
    wife, home = g.person(lot.court, sex="女"), g.serial("H")
    g.target(wife)
    for who, relation in ((lot.debtor, "head"), (wife, "spouse")):
        g.add("residence-records", record_no=g.serial("JZ"), name=who.name, id_number=who.number, sex=who.sex,
              birth_date=who.birth, kind="household", household_no=home, relation=relation,
              address=address_of(lot.debtor), from_=date(2012, 3, 5), region=lot.court.code)  # fmt: skip
    lot.bid(wife, lot.value * 0.7, won=True, **more)
    lot.sold(wife, lot.value * 0.7)


def _debtors_company(g: RecordGround) -> None:
    lot = _Lot(g)
    firm = g.company(lot.court, "置业有限公司")
    g.target(firm)
    g.add("company-people", credit_code=firm.code, company=firm.name, person=lot.debtor.name,
          person_id=lot.debtor.number, post="shareholder", share=80, since=date(2018, 5, 6))  # fmt: skip
    lot.bid(firm, lot.value * 0.72, won=True)
    lot.sold(firm, lot.value * 0.72)


def _valuer_and_winner(g: RecordGround) -> None:
    court = g.court()
    valuer, winner = g.company(court, "房地产估价有限公司"), g.person(court)
    g.target(winner, valuer)
    for _ in range(4):
        lot = _Lot(g, court, share=0.5, valuer=valuer)
        lot.bid(winner, lot.value * 0.7, won=True)
        lot.bid(g.person(court), lot.value * 0.7)
        lot.sold(winner, lot.value * 0.7)


def _strangers(g: RecordGround) -> None:
    lot = _Lot(g)
    crowd = [g.person(lot.court) for _ in range(4)]
    g.target(crowd[0])
    for place, who in enumerate(crowd):
        lot.bid(who, lot.value * (0.92 - place * 0.03), won=place == 0)
    lot.sold(crowd[0], lot.value * 0.92)


def _second_round(g: RecordGround) -> None:
    lot = _Lot(g)
    who = g.person(lot.court)
    g.target(who)
    lot.bid(who, lot.value * 0.56, won=True)
    lot.sold(who, lot.value * 0.56, round="2", reserve=lot.value * 0.56)


def _creditor_bids(g: RecordGround) -> None:
    lot = _Lot(g)
    g.target(lot.creditor)
    lot.bid(lot.creditor, lot.value * 0.7, won=True, capacity="creditor")
    lot.sold(lot.creditor, lot.value * 0.7)


def _investor(g: RecordGround) -> None:
    who = g.person(g.court())
    g.target(who)
    for _ in range(4):
        lot = _Lot(g, g.other_court(who.home))
        lot.bid(who, lot.value * 0.88, won=True)
        lot.bid(g.person(lot.court), lot.value * 0.86)
        lot.sold(who, lot.value * 0.88)


def _numbers_missing(g: RecordGround) -> None:
    lot = _Lot(g)
    crowd = [g.person(lot.court) for _ in range(2)]
    g.target(*crowd)
    unknown: dict[str, Any] = dict.fromkeys(("bidder_id", "deposit_account", "deposit_payer"))
    for place, who in enumerate(crowd):
        lot.bid(who, lot.value * 0.7, won=place == 0, **unknown)
    lot.sold(crowd[0], lot.value * 0.7, winner_id=None)


AUCTION: Final[dict[str, Builder]] = {
    "debtor_pays_deposit": _debtor_pays_deposit, "one_purse": _one_purse, "spouse_of_debtor": _spouse_of_debtor,
    "debtors_company": _debtors_company, "valuer_and_winner": _valuer_and_winner, "strangers": _strangers,
    "second_round": _second_round, "creditor_bids": _creditor_bids,
    "co_owner_bids": lambda g: _spouse_of_debtor(g, priority="co_owner", capacity="co_owner"), "investor": _investor,
    "numbers_missing": _numbers_missing,
}  # fmt: skip
