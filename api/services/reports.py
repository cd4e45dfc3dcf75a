"""Citizens' reports: taken down under a number, answered, and told to the graph as records."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.services.sources import LoadOptions, LoadResult, TableChoice, load_source
from anmai.errors import Conflict, NotFound, UsageError
from anmai.forms.report import (
    MOST_A_DAY,
    MUST_TELL,
    REPORT_STEPS,
    NewReport,
    ReportAnswer,
    ReportList,
    ReportStatus,
    ReportStepView,
    ReportView,
    read_number,
    report_number,
)
from anmai.graph.connection import Graph
from anmai.graph.derived.report_texts import place_of, theme_of
from anmai.settings import Settings
from anmai.store import Store, audit
from anmai.store.engine import now
from anmai.store.report_tables import CitizenReport, ReportStep

#: Kind and name of the source that reports become.
KIND: Final = "citizen-reports"
_CHINA: Final = datetime.timezone(datetime.timedelta(hours=8))


def add_report(session: Session, report: NewReport, who: str) -> ReportView:
    """Take a report down; the audit log tells that it came, not what it says.

    Args:
        session: A write session: the number and the report are stored together.
        report: What was reported.
        who: Who takes it down.

    Raises:
        UsageError: The content is blank.
        Conflict: The day's numbers are used up.
    """
    content = report.content.strip()
    if not content:
        raise UsageError("举报内容为空。 The report says nothing.", remedy="Write down what was reported.")
    day = datetime.datetime.now(_CHINA).date()
    last = session.scalar(sa.select(sa.func.max(CitizenReport.sequence)).where(CitizenReport.day == day.isoformat()))
    sequence = (last or 0) + 1
    if sequence > MOST_A_DAY:
        raise Conflict(f"{day} 的编号已用完。 All numbers of {day} are used.", remedy="Go on tomorrow.")
    row = CitizenReport(
        number=report_number(day, sequence), received=now(), day=day.isoformat(), sequence=sequence, status="received",
        content=content, reporter=_told(report.reporter), phone=_told(report.phone), subject=_told(report.subject),
        address=_told(report.address), region=_told(report.region), channel=report.channel,
    )  # fmt: skip
    session.add(row)
    session.add(ReportStep(number=row.number, at=row.received, by=who, before=None, after="received", told=None))
    audit.append(session, who, "report.add", f"report:{row.number}", {"channel": row.channel})
    session.flush()
    return _view(session, row)


def step(session: Session, number: str, status: ReportStatus, told: str | None, who: str) -> ReportView:
    """Take a report a step further.

    Args:
        session: A write session.
        number: As somebody writes it.
        status: Where it goes.
        told: What its reporter hears.
        who: Who acts.

    Raises:
        NotFound: There is no such report, or the number's check digit is wrong.
        Conflict: The status doesn't follow the present one.
        UsageError: The reporter must hear of this step in words.
    """
    row, words = _find(session, number), _told(told)
    if status not in REPORT_STEPS[row.status]:
        allowed = "、".join(sorted(REPORT_STEPS[row.status]))
        raise Conflict(
            f"{row.number} 现为 {row.status}，不能变为 {status}。"
            f" {row.number} is {row.status} and can't become {status}.",
            remedy=f"It can become: {allowed}.",
        )
    if words is None and status in MUST_TELL:
        raise UsageError(
            f"{status} 须告知举报人。 Its reporter must hear of {status}.", remedy="Give the words with --text."
        )
    session.add(ReportStep(number=row.number, at=now(), by=who, before=row.status, after=status, told=words))
    audit.append(session, who, "report.step", f"report:{row.number}", {"before": row.status, "after": status})
    row.status = status
    session.flush()
    return _view(session, row)


def find_report(session: Session, number: str) -> ReportView:
    """A report with all its steps.

    Raises:
        NotFound: There is none of that number, or its check digit is wrong.
    """
    return _view(session, _find(session, number))


def answer_to(session: Session, number: str) -> ReportAnswer:
    """What the reporter may be told under the number: where it stands and the words of each step.

    Raises:
        NotFound: There is none of that number, or its check digit is wrong.
    """
    row = _find(session, number)
    return ReportAnswer.model_validate({**_common(row), "steps": _steps(session, row.number)})


def list_reports(session: Session, status: ReportStatus | None, offset: int, limit: int) -> ReportList:
    """Reports, the newest first."""
    wanted = sa.select(CitizenReport)
    if status is not None:
        wanted = wanted.where(CitizenReport.status == status)
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(wanted.order_by(CitizenReport.number.desc()).offset(offset).limit(limit)).all()
    return ReportList(total=total, offset=offset, limit=limit, reports=[_view(session, row) for row in rows])


def load_reports(settings: Settings, store: Store, *, graph: Graph | None = None) -> LoadResult | None:
    """Tell the graph of all reports, as the source citizen-reports; None where there is none.

    Loading again brings what changed; the same reports change nothing.

    Raises:
        BusyError: Another process writes to this home.
        ServerUnavailable: Neo4j can't be reached; the rows are stored, the same call goes on.
    """
    with store.session(write=False) as session:
        rows = session.scalars(sa.select(CitizenReport).order_by(CitizenReport.number)).all()
        lines = [json.dumps(_record(row), ensure_ascii=False) for row in rows]
    if not lines:
        return None
    with TemporaryDirectory(prefix="anmai-reports-") as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_source(settings, TableChoice(str(path)), KIND, LoadOptions(replace=True), graph=graph)


def _record(row: CitizenReport) -> dict[str, str | None]:
    received = datetime.datetime.fromisoformat(row.received).astimezone(_CHINA)
    return {
        "number": row.number, "called": f"{received:%Y-%m-%d %H:%M}", "caller": row.reporter, "phone": row.phone,
        "content": row.content, "subject": row.subject, "address": row.address, "region": row.region,
        "channel": row.channel, "status": row.status,
    }  # fmt: skip


def _find(session: Session, number: str) -> CitizenReport:
    right = read_number(number)
    if right is None:
        raise NotFound(
            f"{number} 不是举报编号。 {number} is no report's number.",
            remedy="A number is JB and 13 digits, the last a check digit: look for a mistyped one.",
        )
    row = session.get(CitizenReport, right)
    if row is None:
        raise NotFound(f"没有编号为 {right} 的举报。 There is no report {right}.", remedy="See `anmai reports list`.")
    return row


def _told(text: str | None) -> str | None:
    return (text or "").strip() or None


def _steps(session: Session, number: str) -> list[ReportStepView]:
    rows = session.scalars(sa.select(ReportStep).where(ReportStep.number == number).order_by(ReportStep.id))
    return [ReportStepView.model_validate(each, from_attributes=True) for each in rows]


def _common(row: CitizenReport) -> dict[str, str]:
    return {"number": row.number, "received": row.received, "status": row.status}


def _view(session: Session, row: CitizenReport) -> ReportView:
    told = ("content", "reporter", "phone", "subject", "address", "region", "channel")
    return ReportView.model_validate(
        {
            **_common(row),
            **{name: getattr(row, name) for name in told},
            "theme": theme_of(row.content),
            "place": place_of(row.address, row.content),
            "steps": _steps(session, row.number),
        }
    )
