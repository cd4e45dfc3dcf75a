"""Administrative penalties: those that should follow a decision not to prosecute, and those that can't be right."""

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


def _procuratorate(court: Court) -> str:
    return court.name.replace("人民法院", "人民检察院")


def _not_prosecuted(g: RecordGround, decided: date | None = None, **more: Cell) -> tuple[Person, Court, date]:
    court, day = g.court(), decided or add_months(AS_OF, -g.dice.between(10, 24))
    who = g.person(court, sex="男")
    g.target(who)
    act = g.dice.pick(("醉酒驾驶机动车", "盗窃他人财物", "非法捕捞水产品", "故意伤害他人身体"))
    number = f"{court.case_code}检刑不诉({day.year}){g.serial('')}号"
    sent = days_after(day, 12)
    told: dict[str, Cell] = {
        "decision_no": number, "organ": _procuratorate(court), "person": who.name, "person_id": who.number,
        "charge": "盗窃罪", "ground": "discretionary", "act": act, "fact_from": days_after(day, -150),
        "fact_until": days_after(day, -150), "decided": day, "needs_penalty": True,
        "opinion_no": f"检意〔{day.year}〕{g.serial('')}号", "sent_to": f"{court.county}公安局", "sent": sent,
        "reply_due": add_months(sent, 2), "region": court.code,
    }  # fmt: skip
    g.add("non-prosecution-transfers", **{**told, **more})
    return who, court, day


def _no_reply(g: RecordGround) -> None:
    _not_prosecuted(g, reply="none")


def _never_sent(g: RecordGround) -> None:
    _not_prosecuted(g, opinion_no=None, sent_to=None, sent=None, reply_due=None)


def _filed_and_forgotten(g: RecordGround) -> None:
    day = add_months(AS_OF, -22)
    _not_prosecuted(g, day, reply="pending", replied=add_months(day, 2))


def _due_tomorrow(g: RecordGround) -> None:
    _not_prosecuted(g, days_after(AS_OF, -30))


def _punished_last_day(g: RecordGround) -> None:
    who, court, day = _not_prosecuted(g)
    number = penalty(
        g, who, f"{court.county}公安局", court, add_months(days_after(day, 12), 2), act="盗窃", fine=None,
        kinds=["行政拘留"], detention_days=10, status="executed",
    )  # fmt: skip
    g.rows[-2].values.update(reply="penalised", replied=add_months(day, 2), penalty_no=number)


def _punished_silently(g: RecordGround) -> None:
    who, court, day = _not_prosecuted(g)
    fact = days_after(day, -150)
    penalty(g, who, f"{court.county}公安局", court, days_after(day, 60), act="盗窃", fine=800, fact_from=fact,
            fact_until=fact, status="executed", paid=days_after(day, 66), paid_sum=800)  # fmt: skip


def _punished_before(g: RecordGround) -> None:
    who, court, day = _not_prosecuted(g, reply="not_penalised", reason="already", replied=days_after(AS_OF, -200))
    fact = days_after(day, -150)
    penalty(g, who, f"{court.county}公安局", court, days_after(day, -100), act="盗窃", fine=None, kinds=["行政拘留"],
            detention_days=7, fact_from=fact, fact_until=fact, status="executed")  # fmt: skip


def _time_barred(g: RecordGround) -> None:
    day = add_months(AS_OF, -12)
    _not_prosecuted(g, day, fact_from=add_months(day, -40), fact_until=add_months(day, -40), reply="not_penalised",
                    reason="time_barred", replied=add_months(day, 2))  # fmt: skip


def _none_due(g: RecordGround) -> None:
    _not_prosecuted(g, ground="insufficient", needs_penalty=False, opinion_no=None, sent_to=None, sent=None,
                    reply_due=None)  # fmt: skip


def _need_unknown(g: RecordGround) -> None:
    _not_prosecuted(g, needs_penalty=None, opinion_no=None, sent_to=None, sent=None, reply_due=None)


REVERSE: Final[dict[str, Builder]] = {
    "no_reply": _no_reply, "never_sent": _never_sent, "filed_and_forgotten": _filed_and_forgotten,
    "due_later": _due_tomorrow, "punished_last_day": _punished_last_day, "punished_silently": _punished_silently,
    "punished_before": _punished_before, "time_barred": _time_barred, "none_due": _none_due,
    "need_unknown": _need_unknown,
}  # fmt: skip

# Penalties that can't be right


def _firm(g: RecordGround) -> tuple[Organization, Court]:
    court = g.court()
    firm = g.company(court, g.dice.pick(("食品有限公司", "餐饮管理有限公司", "建材有限公司")))
    g.target(firm)
    return firm, court


def _fine(g: RecordGround, firm: Organization, court: Court, decided: date, /, **more: Any) -> None:
    fact, yuan = days_after(decided, -60), more.pop("fine", 20_000)
    organ = more.pop("organ", f"{court.county}市场监督管理局")
    told: dict[str, Any] = {
        "fact": "超过保质期食品仍在货架销售。", "fact_from": fact, "fact_until": fact, "fact_place": firm.address,
        "fine_limit": 50_000, "due": days_after(decided, 15), "paid": days_after(decided, 8), "paid_sum": yuan,
        "status": "executed", "act": "销售超过保质期的食品",
    }  # fmt: skip
    penalty(g, firm, organ, court, decided, fine=yuan, **{**told, **more})


def _fined_twice(g: RecordGround, gap: int = 25, **second: Any) -> None:
    firm, court = _firm(g)
    day = add_months(AS_OF, -14)
    fact = days_after(day, -60)
    _fine(g, firm, court, day)
    _fine(g, firm, court, days_after(day, gap), **{
        "organ": f"{court.county}综合行政执法局", "fact_from": fact, "fact_until": fact, **second,
    })  # fmt: skip


def _above_the_limit(g: RecordGround) -> None:
    firm, court = _firm(g)
    _fine(g, firm, court, add_months(AS_OF, -12), fine=68_000)


def _never_paid(g: RecordGround, /, **more: Any) -> None:
    firm, court = _firm(g)
    _fine(g, firm, court, add_months(AS_OF, -18), **{"paid": None, "paid_sum": None, "status": "pending", **more})


def _at_the_limit(g: RecordGround) -> None:
    firm, court = _firm(g)
    _fine(g, firm, court, add_months(AS_OF, -12), fine=50_000)


def _not_yet_due(g: RecordGround) -> None:
    firm, court = _firm(g)
    _fine(g, firm, court, days_after(AS_OF, -10), paid=None, paid_sum=None, status="pending")


def _two_acts(g: RecordGround) -> None:
    later = add_months(AS_OF, -12)
    _fined_twice(g, 61, fact_from=later, fact_until=later, act="销售标签不符合规定的食品", fact="预包装食品无标签。")


def _daily(g: RecordGround) -> None:
    firm, court = _firm(g)
    day = add_months(AS_OF, -14)
    told = {"organ": f"{court.city}生态环境局", "act": "超标排放水污染物拒不改正", "fact": "复查仍超标排放。"}
    _fine(g, firm, court, day, fine_limit=None, **told)
    _fine(g, firm, court, days_after(day, 40), daily=True, fine=200_000, fine_limit=None,
          fact_from=days_after(day, -60), fact_until=days_after(day, 30), **told)  # fmt: skip


def _licence_revoked_too(g: RecordGround) -> None:
    _fined_twice(g, fine=None, kinds=["吊销许可证件"], fine_limit=None, paid=None, paid_sum=None, due=None)


def _first_revoked(g: RecordGround) -> None:
    _fined_twice(g)
    g.rows[0].values.update(status="revoked", paid=None, paid_sum=None)


ANOMALY: Final[dict[str, Builder]] = {
    "fined_twice": _fined_twice, "above_the_limit": _above_the_limit, "never_enforced": _never_paid,
    "at_the_limit": _at_the_limit, "not_yet_due": _not_yet_due,
    "enforcement_applied": lambda g: _never_paid(g, enforcement_applied=add_months(AS_OF, -12)),
    "two_acts": _two_acts, "daily": _daily, "licence_revoked_too": _licence_revoked_too,
    "first_revoked": _first_revoked,
    "deferred": lambda g: _never_paid(g, status="deferred", deferred_until=add_months(AS_OF, 6), paid_sum=5_000),
    "payment_unknown": lambda g: _never_paid(g, status=None, due=None, fine_limit=None),
}  # fmt: skip
