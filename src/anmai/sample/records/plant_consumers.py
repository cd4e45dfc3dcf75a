"""Calls to the hotline 12345: shops that close with prepaid money, and causes that many people report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.organizations import Organization
from anmai.sample.people import Person
from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]
_CLOSED: Final = (
    "在该店办理的健身年卡还剩八个月，昨天去发现大门紧锁，电话打不通，要求退卡。",
    "去年充值五千元，现门店已搬空，老板失联，卡内余额不退。",
    "店家贴出停业告示后跑路，会员群已解散，预付款无处退。",
    "孩子的课程卡还有四十节，机构突然关门，负责人联系不上。",
    "美容卡余额三千多元，门店关闭，要求退还预付卡余额。",
)
_ASKS: Final = ("咨询该店何时恢复营业，已与店方协商一致。", "店方通知搬迁至新址，卡可继续使用，来电确认地址。")


def _call(g: RecordGround, court: Court, day: date, who: Person | None, content: str, /, **more: Cell) -> None:
    g.add("hotline-calls", **{
        "call_no": g.serial("GD"), "called": g.at(day), "caller": who.name if who else None,
        "phone": g.phone(), "kind": "complaint", "content": content, "organ": f"{court.county}市场监督管理局",
        "region": court.code, **more,
    })  # fmt: skip


class _Shop:
    """A shop that issues prepaid cards."""

    def __init__(self, g: RecordGround, **more: Cell) -> None:
        self.g, self.court = g, g.court()
        self.head = g.person(self.court, age=(28, 48))
        self.brand = g.dice.pick(("悦动健身", "优雅美业", "启明托育"))
        self.firm = g.company(self.court, "健身服务有限公司", head=self.head)
        self.day = add_months(AS_OF, -g.dice.between(6, 14))
        self.registered(self.firm, self.head, add_months(self.day, -40), brand=self.brand, **more)
        g.add("prepaid-card-issuers", filing_no=g.serial("BA"), issuer=self.firm.name, issuer_code=self.firm.code,
              brand=self.brand, trade="健身", address=self.firm.address, from_=add_months(self.day, -4),
              until=add_months(self.day, -1), balance=620_000, cards=410, status="filed",
              region=self.court.code)  # fmt: skip
        g.target(self.firm)

    def registered(self, firm: Organization, head: Person, established: date, **more: Cell) -> None:
        """A company's entry and its people."""
        g = self.g
        g.add("company-register", **{
            "credit_code": firm.code, "name": firm.name, "kind": "有限责任公司", "representative": head.name,
            "representative_id": head.number, "capital": 1_000_000, "address": firm.address,
            "established": established, "status": "active", "region": self.court.code, **more,
        })  # fmt: skip
        g.add("company-people", credit_code=firm.code, company=firm.name, person=head.name, person_id=head.number,
              post="shareholder", share=90, since=established)  # fmt: skip

    def calls(self, count: int, *, one: bool = False, words: tuple[str, ...] = _CLOSED, **more: Cell) -> None:
        """People call about it."""
        g = self.g
        who, phone = g.person(self.court), g.phone()
        for turn in range(count):
            if not one:
                who, phone = g.person(self.court), g.phone()
            _call(g, self.court, days_after(self.day, g.dice.between(0, 25)), who, words[turn % len(words)], **{
                "phone": phone, "subject": self.firm.name, "subject_code": self.firm.code, "address": self.firm.address,
                "theme": "预付卡消费", **more,
            })  # fmt: skip

    def closes(self) -> None:
        """It asks to be struck off."""
        self.g.add("company-changes", credit_code=self.firm.code, company=self.firm.name, item="deregistration_notice",
                   after="简易注销公告", changed=days_after(self.day, 9), region=self.court.code)  # fmt: skip

    def successor(self, head: Person | None = None, **more: Cell) -> None:
        """A new company, by default of the same man."""
        firm = self.g.company(self.court, "体育文化有限公司", head=head or self.head)
        self.registered(firm, head or self.head, days_after(self.day, -20), **more)


def _flight(g: RecordGround) -> None:
    shop = _Shop(g)
    shop.calls(g.dice.between(6, 9))
    shop.closes()
    shop.successor()


def _struck_off(g: RecordGround) -> None:
    ended = add_months(AS_OF, -3)
    shop = _Shop(g, status="deregistered", ended=ended)
    shop.calls(7)
    shop.successor()


def _two_calls(g: RecordGround) -> None:
    _Shop(g).calls(2)


def _calls_only(g: RecordGround) -> None:
    _Shop(g).calls(3, words=_ASKS, kind="question")


def _same_brand(g: RecordGround) -> None:
    shop = _Shop(g)
    shop.calls(1, words=_ASKS, kind="question")
    shop.successor(g.person(shop.court), brand=shop.brand)


def _one_caller(g: RecordGround) -> None:
    shop = _Shop(g)
    shop.calls(8, one=True, repeated=True)


def _moved_with_notice(g: RecordGround) -> None:
    shop = _Shop(g)
    shop.calls(6, words=_ASKS, kind="question", answered=g.at(days_after(shop.day, 30)), satisfied="yes")
    g.add("company-changes", credit_code=shop.firm.code, company=shop.firm.name, item="address",
          before=shop.firm.address, after=f"{shop.court.place}新华路99号", changed=shop.day,
          region=shop.court.code)  # fmt: skip


def _subject_missing(g: RecordGround) -> None:
    shop = _Shop(g)
    shop.calls(6, subject=None, subject_code=None, address=None)


PREPAID: Final[dict[str, Builder]] = {
    "flight": _flight, "struck_off": _struck_off, "two_calls": _two_calls, "questions_only": _calls_only,
    "same_brand_other_owner": _same_brand, "one_caller_often": _one_caller, "moved_with_notice": _moved_with_notice,
    "subject_missing": _subject_missing,
}  # fmt: skip

# Causes of public interest

_CAUSES: Final[dict[str, tuple[str, ...]]] = {
    "污水": (
        "{place}河道发黑发臭，夜间有人往河里排污水。", "反映{place}附近工厂偷排污水，河水颜色异常。",
        "{place}排污口长期直排，臭味扰民，请查处。", "住在{place}边上，河里又出现死鱼，怀疑上游偷排。",
    ),
    "占用盲道": (
        "{place}盲道被共享单车和摊位占满，视障人士无法通行。", "反映{place}人行道盲道断头，还被电箱挡住。",
        "{place}新修的盲道直通电线杆，存在安全隐患。",
    ),
    "过期食品": (
        "在{place}超市买到过期奶粉，店家拒绝处理。", "{place}小卖部向学生出售过期零食。",
        "{place}便利店多种食品超过保质期仍在售卖。",
    ),
}  # fmt: skip


def _reports(g: RecordGround, count: int, *, one: bool = False, days: int = 50, spread: bool = False,
             answered: bool = False, **more: Cell) -> None:  # fmt: skip
    court = g.court()
    theme = g.dice.pick(list(_CAUSES))
    day, street = g.day(2021, 2022), g.dice.pick(("滨河路", "站前路", "学府路", "工业路"))
    number = g.dice.between(1, 200)
    who, phone = g.person(court), g.phone()
    for turn in range(count):
        if not one:
            who, phone = g.person(court), g.phone()
        place = (
            f"{street}{number + turn % 3 * 2}号"
            if not spread
            else f"{g.dice.pick(('长安街', '育才路', '文化路'))}{turn * 37 + 1}号"
        )
        told: dict[str, Cell] = {"phone": phone, "address": f"{court.place}{place}", "kind": "report", "theme": None}
        if answered:
            told |= {"answered": g.at(days_after(day, 9)), "answer": "已现场核查并整改完毕。", "satisfied": "yes"}
        words = _CAUSES[theme][turn % len(_CAUSES[theme])].format(place=place)
        _call(g, court, g.soon(day, 0, days), who, words, **{**told, **more})


REPORTS: Final[dict[str, Builder]] = {
    "five_reporters": lambda g: _reports(g, 5), "eight_reporters": lambda g: _reports(g, 8),
    "two_reporters": lambda g: _reports(g, 2), "over_years": lambda g: _reports(g, 3, days=900),
    "one_reporter_often": lambda g: _reports(g, 9, one=True),
    "scattered": lambda g: _reports(g, 3, spread=True), "put_right": lambda g: _reports(g, 2, answered=True),
    "place_missing": lambda g: _reports(g, 5, address=None),
}  # fmt: skip
