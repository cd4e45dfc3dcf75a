"""Work safety: orders not met, accidents after them, trades without a licence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from anmai.sample.organizations import Organization
from anmai.sample.records.ground import AS_OF, RecordGround
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]


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
