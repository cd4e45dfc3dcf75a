"""Lending with the bank's money: plantings on lending rulings of the sample (民间借贷解释 13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.people import Person
from anmai.sample.records.frames import transfer
from anmai.sample.records.ground import RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]


class _Loan:
    """The loan of the ruling: lender, borrower, sum and day, and their accounts."""

    def __init__(self, g: RecordGround) -> None:
        lender, borrower = g.civil.lenders[0].who, g.civil.borrowers[0].who
        assert isinstance(lender, Person) and isinstance(borrower, Person)
        self.g, self.lender, self.borrower = g, lender, borrower
        self.yuan, self.day = g.civil.yuan, g.civil.due
        self.account, self.to = g.account(), g.account()
        g.target(lender)

    def lent(self, day: date | None = None, **more: Cell) -> None:
        """The money goes to the borrower."""
        transfer(self.g, self.g.at(day or self.day, 15), self.lender, self.account, self.borrower, self.to, self.yuan,
                 **{"remark": "借款", "balance": 3_200, **more})  # fmt: skip

    def bank(self, granted: date, yuan: float | None = None, **more: Cell) -> None:
        """A bank lends to the lender."""
        court = self.g.civil.court
        self.g.add("bank-loans", **{
            "contract_no": self.g.serial("DK"), "bank": f"{court.county}农村商业银行", "borrower": self.lender.name,
            "borrower_id": self.lender.number or None, "kind": "business", "purpose": "进货", "sum": yuan or self.yuan,
            "rate": 5.6, "granted": granted, "due": add_months(granted, 12), "account": self.account, **more,
        })  # fmt: skip

    def others_sued(self, count: int) -> None:
        """He sued others too."""
        court = self.g.civil.court
        for turn in range(count):
            filed = days_after(self.g.civil.filed, 40 * turn - 60)
            other = self.g.person(court)
            self.g.add(
                "litigation-filings", record_no=self.g.serial("LA"), case_type="civil", court=court.name,
                case_number=f"（{filed.year}）{court.case_code}民初{9_000 + self.g.number * 3 % 900 + turn}号",
                filed=filed,
                party=[self.lender.name, other.name], party_role=["原告", "被告"],
            )  # fmt: skip


def _bank_loan(g: RecordGround) -> None:
    loan = _Loan(g)
    loan.bank(days_after(loan.day, -g.dice.between(1, 6)))
    loan.lent()
    loan.others_sued(3)


def _cards(g: RecordGround) -> None:
    loan = _Loan(g)
    shop = g.company(g.civil.court, "电子商行")
    cards = [g.serial("6250") for _ in range(4)]
    for place, card in enumerate(cards):
        g.add("credit-card-transactions", serial_no=g.serial("XY"), made=g.at(days_after(loan.day, place - 5)),
              bank="银穗银行", holder=loan.lender.name, holder_id=loan.lender.number or None, card_no=card,
              kind="purchase",
              merchant=shop.name, merchant_code=shop.code, category="家用电器", sum=round(loan.yuan / 4, 2),
              to_account=loan.account, terminal=f"POS{g.number}")  # fmt: skip
    transfer(g, g.at(days_after(loan.day, -1), 10), shop, g.account(), loan.lender, loan.account, loan.yuan * 0.99,
             remark="货款退回")  # fmt: skip
    loan.lent()
    loan.others_sued(4)


def _instalment(g: RecordGround) -> None:
    loan = _Loan(g)
    loan.bank(days_after(loan.day, -2), kind="card_instalment", purpose="装修")
    loan.lent()
    loan.others_sued(2)


def _repaid_before(g: RecordGround) -> None:
    loan = _Loan(g)
    granted = add_months(loan.day, -30)
    loan.bank(granted, due=add_months(granted, 12), repaid=add_months(granted, 12))
    loan.lent(balance=loan.yuan * 1.4)


def _lent_first(g: RecordGround) -> None:
    loan = _Loan(g)
    loan.lent(balance=loan.yuan * 0.3)
    loan.bank(days_after(loan.day, 45), purpose="购车", kind="consumer")


def _own_funds(g: RecordGround) -> None:
    loan = _Loan(g)
    transfer(g, g.at(days_after(loan.day, -4)), g.person(g.civil.court), g.account(), loan.lender, loan.account,
             loan.yuan * 1.3, remark="售房款")  # fmt: skip
    loan.lent(balance=loan.yuan * 0.3)


def _home_loan(g: RecordGround) -> None:
    loan = _Loan(g)
    developer = g.company(g.civil.court, "房地产开发有限公司")
    loan.bank(days_after(loan.day, -10), loan.yuan * 6.0, kind="home", purpose="购房", account=g.account(),
              due=add_months(loan.day, 240))  # fmt: skip
    transfer(g, g.at(days_after(loan.day, -9)), loan.lender, g.account(), developer, g.account(), loan.yuan * 6.0,
             remark="购房款")  # fmt: skip
    loan.lent(balance=loan.yuan * 2.0)


def _payee_missing(g: RecordGround) -> None:
    loan = _Loan(g)
    loan.bank(days_after(loan.day, -3), account=None)
    loan.lent(payee=None, payee_id=None, remark=None)


RELENDING: Final[dict[str, Builder]] = {
    "bank_loan": _bank_loan, "cards": _cards, "instalment": _instalment, "repaid_before": _repaid_before,
    "lent_first": _lent_first, "own_funds": _own_funds, "home_loan": _home_loan, "payee_missing": _payee_missing,
}  # fmt: skip
