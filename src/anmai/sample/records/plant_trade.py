"""Goods: chains of counterfeits, and parcels that are split at the border."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person
from anmai.sample.records.ground import RecordGround, address_of
from anmai.sample.records.style import Cell
from anmai.sample.wording import days_after

Builder = Callable[[RecordGround], None]


class _Brand:
    """A registered mark."""

    def __init__(self, g: RecordGround) -> None:
        self.g, self.court = g, g.court()
        self.owner = g.company(self.court, "日用化工股份有限公司")
        self.number, self.day = g.serial("ZC"), g.day(2021, 2022)
        self.mark = g.dice.pick(("澄露", "岚溪", "霁月坊"))
        g.add("trademarks", mark_no=self.number, mark=self.mark, owner=self.owner.name, owner_code=self.owner.code,
              classes="3", goods="洗面奶；香水", valid_from=date(2016, 5, 7), valid_until=date(2026, 5, 6))  # fmt: skip

    def authorised(self, dealer: Organization | Person, shop: str | None = None) -> None:
        """The owner lets somebody deal."""
        self.g.add("brand-authorisations", authorisation_no=self.g.serial("SQ"), mark_no=self.number, mark=self.mark,
                   owner=self.owner.name, dealer=dealer.name,
                   dealer_id=dealer.number if isinstance(dealer, Person) else None,
                   dealer_code=None if isinstance(dealer, Person) else dealer.code, shop=shop, kind="dealing",
                   from_=date(2020, 1, 1), until=date(2025, 12, 31))  # fmt: skip

    def sale(self, seller: Person | Organization, shop: str, /, *, price: int, account: str,
             sender: Person | None = None,
             phone: str | None = None, **more: Cell) -> None:  # fmt: skip
        """An order, with its parcel where the sender is known."""
        g, parcel = self.g, self.g.serial("KD") if sender else None
        day = g.soon(self.day, 0, 40)
        g.add("brand-sales", **{
            "order_no": g.serial("DD"), "platform": "拼得惠", "shop": shop, "seller": seller.name,
            "seller_id": seller.number if isinstance(seller, Person) else None,
            "seller_code": None if isinstance(seller, Person) else seller.code, "mark_no": self.number,
            "mark": self.mark, "goods": f"{self.mark}洗面奶", "quantity": 1, "price": price, "list_price": 180,
            "sum": price, "ordered": g.at(day), "parcel_no": parcel, "payee_account": account,
            "region": self.court.code,
            **more,
        })  # fmt: skip
        if sender is not None:
            g.add("parcels", parcel_no=parcel, courier="通捷快递", sender=sender.name, sender_id=sender.number,
                  sender_phone=phone, sender_address=address_of(sender), recipient=f"{sender.surname}女士",
                  recipient_phone=g.phone(), item="日用品", weight=0.4, sent=g.at(day, 21),
                  region=sender.living.code)  # fmt: skip


def _chain(g: RecordGround, counterfeit: bool | None = None) -> None:
    brand = _Brand(g)
    maker, phone, account = g.person(brand.court), g.phone(), g.account()
    g.target(maker)
    for turn in range(3):
        seller = g.person(g.other_court(brand.court))
        g.target(seller)
        for _ in range(5):
            brand.sale(seller, f"好物严选{g.number}{turn}店", price=g.dice.between(19, 35), account=account,
                       sender=maker,
                       phone=phone, counterfeit=counterfeit)  # fmt: skip


def _one_order(g: RecordGround) -> None:
    brand = _Brand(g)
    seller = g.person(brand.court)
    g.target(seller)
    brand.sale(seller, "闲置小铺", price=60, account=g.account(), sender=seller, phone=g.phone())


def _full_price(g: RecordGround) -> None:
    brand = _Brand(g)
    seller, account, phone = g.person(brand.court), g.account(), g.phone()
    g.target(seller)
    for _ in range(3):
        brand.sale(seller, "代购日记", price=175, account=account, sender=seller, phone=phone)


def _dealer(g: RecordGround) -> None:
    brand = _Brand(g)
    firm, account = g.company(brand.court, "化妆品销售有限公司"), g.account()
    keeper, phone = g.person(brand.court), g.phone()
    g.target(firm)
    brand.authorised(firm, f"{brand.mark}授权店")
    for turn in range(10):
        brand.sale(firm, f"{brand.mark}授权{turn % 2 + 1}店", price=g.dice.between(68, 99), account=account,
                   sender=keeper,
                   phone=phone)  # fmt: skip


def _warehouse(g: RecordGround) -> None:
    brand = _Brand(g)
    keeper, phone = g.person(brand.court), g.phone()
    for _ in range(3):
        firm = g.company(brand.court, "电子商务有限公司")
        g.target(firm)
        brand.authorised(firm)
        for _ in range(4):
            brand.sale(firm, f"{firm.name[:6]}旗舰店", price=165, account=g.account(), sender=keeper, phone=phone)


def _sellers_missing(g: RecordGround) -> None:
    brand = _Brand(g)
    unknown: dict[str, Any] = {"seller": None, "seller_id": None, "parcel_no": None}
    for _ in range(6):
        seller = g.person(brand.court)
        g.target(seller)
        brand.sale(seller, f"小店{g.dice.between(1, 9)}", price=30, account=g.account(), **unknown)


CHAIN: Final[dict[str, Builder]] = {
    "chain": _chain, "chain_found_counterfeit": lambda g: _chain(g, counterfeit=True), "one_order": _one_order,
    "full_price": _full_price, "authorised_dealer": _dealer, "common_warehouse": _warehouse,
    "sellers_missing": _sellers_missing,
}  # fmt: skip

# At the border


def _declare(g: RecordGround, day: date, buyer: Person | None, phone: str | None, address: str | None, yuan: int,
             /, **more: Cell) -> None:  # fmt: skip
    g.add("customs-declarations", **{
        "declaration_no": g.serial("QD"), "parcel_no": g.serial("GJ"), "order_no": g.serial("DD"),
        "direction": "import", "mode": "personal", "shipper": "HARBOUR LANE TRADING",
        "buyer": buyer.name if buyer else None,
        "buyer_id": buyer.number if buyer else None, "buyer_phone": phone, "address": address, "goods": "护肤品",
        "hs_code": "33049900", "quantity": 4, "weight": 1.6, "value": yuan, "declared": day, "port": "滨海机场海关",
        "payer": buyer.name if buyer else None, "mismatch": False, "paid": yuan, **more,
    })  # fmt: skip


def _split(g: RecordGround, count: int = 8, *, names: int = 8, days: int = 2) -> None:
    court, day = g.court(), g.day()
    boss, phone, main = g.person(court), g.phone(), g.serial("ZYD")
    g.target(boss)
    people = [g.person(court) for _ in range(names)]
    for turn in range(count):
        _declare(g, days_after(day, turn % days), people[turn % names], phone, address_of(boss),
                 g.dice.between(850, 990), payer=boss.name, main_no=main, region=court.code)  # fmt: skip


def _misdeclared(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    firm = g.company(court, "供应链管理有限公司")
    g.target(firm)
    for _ in range(4):
        _declare(g, day, None, g.phone(), firm.address, 900, buyer=firm.name, buyer_code=firm.code, mode="general",
                 declarant=firm.name, declarant_code=firm.code, goods="塑料配件", inspected_goods="品牌手表",
                 mismatch=True,
                 assessed=86_000, region=court.code)  # fmt: skip
        day = g.soon(day, 9, 20)


def _few_parcels(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    who, phone = g.person(court), g.phone()
    g.target(who)
    for turn in range(2):
        _declare(g, days_after(day, turn), who, phone, address_of(who), 640, region=court.code)


def _many_buyers(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    shop = g.company(court, "跨境电子商务有限公司")
    g.target(shop)
    for _ in range(12):
        buyer = g.person(g.other_court(court))
        _declare(g, day, buyer, g.phone(), address_of(buyer), g.dice.between(120, 990), mode="ecommerce",
                 platform=shop.name, platform_code=shop.code, region=buyer.home.code)  # fmt: skip


def _family_orders(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    home, phone = g.person(court), g.phone()
    for _ in range(2):
        who = g.person(court)
        g.target(who)
        _declare(g, day, who, phone, address_of(home), 700, mode="ecommerce", region=court.code)
        day = days_after(day, 60)


def _correct_weight(g: RecordGround) -> None:
    court, day = g.court(), g.day()
    firm = g.company(court, "进出口有限公司")
    g.target(firm)
    for _ in range(3):
        _declare(g, day, None, g.phone(), firm.address, 52_000, buyer=firm.name, buyer_code=firm.code, mode="general",
                 declarant=firm.name, declarant_code=firm.code, goods="纺织面料", inspected_goods="纺织面料",
                 assessed=52_000, region=court.code)  # fmt: skip
        day = g.soon(day, 20, 50)


def _buyers_missing(g: RecordGround) -> None:
    day = g.day()
    for _ in range(6):
        _declare(g, day, None, None, None, 900)


BORDER: Final[dict[str, Builder]] = {
    "split_parcels": _split, "split_over_weeks": lambda g: _split(g, 12, names=6, days=12), "misdeclared": _misdeclared,
    "two_parcels": _few_parcels, "many_buyers": _many_buyers, "family_orders": _family_orders,
    "inspected_and_right": _correct_weight, "buyers_missing": _buyers_missing,
}  # fmt: skip
