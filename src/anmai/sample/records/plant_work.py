"""Work: the levy for employing disabled people, and wage guarantees of construction projects."""

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
_YEAR: Final = 2022
_WAGE: Final = 70_000
_RATIO: Final = 1.5


def _employer(g: RecordGround, headcount: float | None, disabled: list[str], **levy: Any) -> tuple[Organization, Court]:
    """An employer with staff, disabled staff of these grades, and its return; ``levy`` overrides the return."""
    court = g.court()
    firm = g.company(court, g.dice.pick(("机械制造有限公司", "服装有限公司", "物业管理有限公司")))
    g.target(firm)
    span: dict[str, Cell] = {"from": date(_YEAR, 1, 1), "until": date(_YEAR, 12, 31), "region": court.code}
    g.add("social-insurance", credit_code=firm.code, employer=firm.name, year=_YEAR, headcount=headcount,
          payroll=headcount * _WAGE if headcount else None, average_wage=_WAGE,
          insured=int(headcount) if headcount else None, kind="company", established=date(2010, 6, 1),
          **span)  # fmt: skip
    idle = levy.pop("idle", False)
    for grade in disabled:
        who = g.person(court)
        g.add("disabled-employees", credit_code=firm.code, employer=firm.name, year=_YEAR, employee=who.name,
              employee_id=who.number, certificate_no=f"{who.number}{grade}1", grade=grade, category="肢体",
              employed_from=date(_YEAR, 1, 1), months=12, wage=0 if idle else 3_600, insured=not idle,
              region=court.code)  # fmt: skip
    counted = sum(2 if grade in "12" else 1 for grade in disabled)
    due = max(0.0, round(((headcount or 0) * _RATIO / 100 - counted) * _WAGE, 2))
    told: dict[str, Any] = {
        "credit_code": firm.code, "employer": firm.name, "year": _YEAR, "declared": True,
        "declared_on": date(_YEAR + 1, 9, 12), "declared_headcount": headcount, "declared_disabled": counted,
        "audited": bool(disabled), "audited_disabled": counted if disabled else None, "ratio": _RATIO, "due": due,
        "paid": due, "paid_on": date(_YEAR + 1, 9, 14) if due else None, **span,
    }  # fmt: skip
    g.add("disability-levy", **{**told, **levy})
    return firm, court


def _not_declared(g: RecordGround) -> None:
    _employer(g, g.dice.between(60, 240), [], declared=False, declared_on=None, declared_headcount=None,
              declared_disabled=None, due=None, paid=0, paid_on=None)  # fmt: skip


def _headcount_hidden(g: RecordGround) -> None:
    _employer(g, g.dice.between(90, 200), [], declared_headcount=28, due=0, paid=0, relief_reason="small_employer",
              paid_on=None)  # fmt: skip


def _idle_staff(g: RecordGround) -> None:
    _employer(g, 100, ["3", "4"], idle=True)


def _audited_not_filed(g: RecordGround) -> None:
    _employer(g, 150, ["3"], declared=False, declared_on=None, declared_headcount=None, declared_disabled=None,
              due=None, paid=0, paid_on=None)  # fmt: skip


def _underpaid(g: RecordGround) -> None:
    headcount = g.dice.between(120, 260)
    _employer(g, headcount, [], paid=round(headcount * _RATIO / 100 * _WAGE * 0.2, 2))


def _given(headcount: float | None, disabled: list[str], **levy: Any) -> Builder:
    def build(g: RecordGround) -> None:
        _employer(g, headcount, disabled, **levy)

    return build


_UNPAID: Final[dict[str, Any]] = {"paid": 0, "paid_on": None}
LEVY: Final[dict[str, Builder]] = {
    "not_declared": _not_declared, "headcount_hidden": _headcount_hidden, "idle_staff": _idle_staff,
    "audited_not_filed": _audited_not_filed, "underpaid": _underpaid, "exact_ratio": _given(200, ["3", "4", "4"]),
    "paid_in_full": _given(130, ["4"]),
    "thirty_people": _given(30, [], due=0, relief_reason="small_employer", **_UNPAID),
    "severe_counts_double": _given(260, ["1", "2"]),
    "relieved": _given(100, [], relief=105_000, relief_reason="force_majeure", **_UNPAID),
    "headcount_missing": _given(None, [], declared=None, declared_on=None, due=None, paid=None, paid_on=None),
}  # fmt: skip

# Wage guarantees


class _Project:
    """A project of a general contractor."""

    def __init__(self, g: RecordGround, **more: Cell) -> None:
        self.g, self.court = g, g.court()
        self.firm = g.company(self.court, "建筑工程有限公司")
        self.builder = g.company(self.court, "置业发展有限公司")
        g.target(self.firm)
        self.code, self.started = g.serial(f"{self.court.code}XM"), add_months(AS_OF, -g.dice.between(20, 26))
        g.add("construction-projects", **{
            "project_code": self.code, "name": f"{self.court.county}安置房{g.dice.between(1, 9)}标段",
            "builder": self.builder.name, "builder_code": self.builder.code, "contractor": self.firm.name,
            "contractor_code": self.firm.code, "permit_no": g.serial("SG"), "sum": 86_000_000,
            "permitted": days_after(self.started, -12), "started": self.started,
            "planned_until": add_months(AS_OF, 8), "status": "running", "guarantee_exempt": False, "workers": 140,
            "region": self.court.code, **more,
        })  # fmt: skip

    def guarantee(self, first: date, last: date | None, **more: Cell) -> str:
        """A guarantee of the project; returns its number."""
        number = self.g.serial("BH")
        self.g.add("wage-guarantees", **{
            "guarantee_no": number, "project_code": self.code, "contractor": self.firm.name,
            "contractor_code": self.firm.code, "form": "bank_guarantee", "issuer": f"{self.court.county}农村商业银行",
            "sum": 1_290_000, "due_sum": 1_290_000, "issued": first, "valid_from": first, "valid_until": last,
            "status": "valid", "region": self.court.code, **more,
        })  # fmt: skip
        return number

    def complaint(self, sum_: int = 18_600) -> None:
        """A worker complains of unpaid wages."""
        g, who = self.g, self.g.person(self.g.other_court(self.court))
        filed = add_months(AS_OF, -2)
        g.add("wage-arrears-complaints", complaint_no=g.serial("TS"), worker=who.name, worker_id=who.number,
              phone=g.phone(), employer=self.firm.name, employer_code=self.firm.code, project_code=self.code, sum=sum_,
              owed_from=add_months(filed, -4), owed_until=filed, filed=filed, result="unpaid",
              region=self.court.code)  # fmt: skip


def _expired(g: RecordGround) -> None:
    project = _Project(g)
    project.guarantee(project.started, add_months(AS_OF, -5), status="expired")
    project.complaint()


def _no_guarantee(g: RecordGround) -> None:
    _Project(g).complaint()


def _not_stored(g: RecordGround) -> None:
    project = _Project(g)
    project.guarantee(project.started, None, form="cash", stored=100_000)


def _too_short(g: RecordGround) -> None:
    project = _Project(g)
    project.guarantee(project.started, add_months(project.started, 6), status="expired")


def _not_returned(g: RecordGround) -> None:
    done = add_months(AS_OF, -14)
    project = _Project(g, status="completed", completed=done, planned_until=done)
    project.guarantee(project.started, None, form="cash", stored=1_290_000, return_applied=add_months(done, 1),
                      released=None)  # fmt: skip


def _renewed(g: RecordGround, gap: int = 1) -> None:
    project = _Project(g)
    end = add_months(AS_OF, -6)
    renewal = project.guarantee(days_after(end, gap), add_months(AS_OF, 14))
    project.guarantee(project.started, end, status="renewed", renewed_by=renewal)


def _valid(g: RecordGround) -> None:
    project = _Project(g)
    project.guarantee(project.started, add_months(AS_OF, 11))


def _exempt(g: RecordGround) -> None:
    _Project(g, guarantee_exempt=True, exempt_reason="连续两年未发生欠薪", exempt_from=date(2021, 1, 1),
             exempt_until=add_months(AS_OF, 24))  # fmt: skip


def _completed(g: RecordGround) -> None:
    done = add_months(AS_OF, -8)
    project = _Project(g, status="completed", completed=done, planned_until=done)
    project.guarantee(project.started, done, status="released", released=add_months(done, 1))


def _not_begun(g: RecordGround) -> None:
    _Project(g, status="not_started", started=None)


def _dates_missing(g: RecordGround) -> None:
    project = _Project(g)
    project.guarantee(project.started, None, valid_from=None, status=None, issued=None)


WAGES: Final[dict[str, Builder]] = {
    "expired": _expired, "no_guarantee": _no_guarantee, "not_stored": _not_stored, "too_short": _too_short,
    "not_returned": _not_returned, "renewed": _renewed, "valid": _valid, "exempt": _exempt, "completed": _completed,
    "not_begun": _not_begun, "dates_missing": _dates_missing,
}  # fmt: skip
