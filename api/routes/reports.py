"""Citizens' reports: taking them down, listing, answering, and what a reporter hears under the number."""

from __future__ import annotations

from fastapi import APIRouter

from anmai.api.deps import Ctx, Limit, Offset, ReadSession, Who
from anmai.api.services import reports
from anmai.forms.report import NewReport, ReportAnswer, ReportList, ReportStatus, ReportStepOn, ReportView

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("")
def list_reports(
    session: ReadSession, status: ReportStatus | None = None, offset: Offset = 0, limit: Limit = 50
) -> ReportList:
    """Citizens' reports, the newest first."""
    return reports.list_reports(session, status, offset, limit)


@router.post("", status_code=201)
def add_report(context: Ctx, who: Who, body: NewReport) -> ReportView:
    """Take a report down; its number is what the reporter asks by."""
    with context.store.session() as session:
        return reports.add_report(session, body, who)


@router.get("/{number}")
def report(session: ReadSession, number: str) -> ReportView:
    """A report with all its steps."""
    return reports.find_report(session, number)


@router.get("/{number}/answer")
def answer(session: ReadSession, number: str) -> ReportAnswer:
    """What the reporter may be told under the number: where it stands, the words of each step; no name, no content."""
    return reports.answer_to(session, number)


@router.post("/{number}/steps")
def step(context: Ctx, who: Who, number: str, body: ReportStepOn) -> ReportView:
    """Take a report a step further, with the words that its reporter hears."""
    with context.store.session() as session:
        return reports.step(session, number, body.status, body.told, who)
