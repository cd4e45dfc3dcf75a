"""A lead's way through people: which step is allowed, its history, its audit entry."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.services.lead_identity import lead_standing, need_told
from anmai.api.services.leads import find_lead
from anmai.errors import Conflict, SecondReaderNeeded, UsageError
from anmai.forms.lead import DISMISS_REASONS, STATUS_STEPS
from anmai.forms.views import LeadStepView
from anmai.store import audit
from anmai.store.engine import now
from anmai.store.tables import LeadStep

MAX_NOTE = 10_000


def allowed_steps(status: str) -> list[str]:
    """The statuses that a person may set now, in the order of the way."""
    order = ("unreviewed", "in_review", "confirmed", "dismissed")
    return [step for step in order if step in STATUS_STEPS.get(status, frozenset())]


def change_status(
    session: Session,
    lead: str,
    status: str,
    who: str,
    *,
    reason: str | None = None,
    note: str | None = None,
    seen_hash: str | None = None,
    single_reviewer: bool = False,
) -> str:
    """Take a lead one step on, in the caller's transaction, with history and audit.

    Args:
        session: A write session of the store.
        lead: Its id.
        status: Where to.
        who: The acting person.
        reason: Why; a dismissal needs one of ``DISMISS_REASONS``.
        note: Free words.
        seen_hash: ``content_hash`` of what the person looked at.
        single_reviewer: An office of one: a lead is confirmed though a second person has not read the identity
            decisions that it hangs on; the audit entry names them.

    Returns:
        The lead's id.

    Raises:
        NotFound: There is no such lead.
        UsageError: An unknown status or reason, or a dismissal without one.
        Conflict: The step is not allowed from where the lead stands, or its content changed since ``seen_hash``.
        SecondReaderNeeded: It is to be confirmed, and two persons have not agreed on the identity decisions that it
            hangs on.
    """
    if status not in STATUS_STEPS or status == "withdrawn":
        raise UsageError(f"{status!r} can't be set.", remedy="Use unreviewed, in_review, confirmed or dismissed.")
    if status == "dismissed" and reason not in DISMISS_REASONS:
        raise UsageError("A dismissal needs its reason.", remedy=f"Give one of {', '.join(DISMISS_REASONS)}.")
    if reason is not None and len(reason) > 64:
        raise UsageError("A reason has at most 64 characters.", remedy="Put the rest into the note.")
    if note is not None and len(note) > MAX_NOTE:
        raise UsageError(f"A note has at most {MAX_NOTE} characters.")
    row, finding = find_lead(session, lead)
    if seen_hash is not None and seen_hash != finding.content_hash:
        raise Conflict(f"Lead {row.id} changed since it was looked at.", remedy="Read it again, then set its status.")
    if status not in STATUS_STEPS[row.status]:
        allowed = ", ".join(allowed_steps(row.status)) or "nothing: its finding is gone"
        raise Conflict(f"Lead {row.id} is {row.status} and can't become {status}.", remedy=f"Allowed: {allowed}.")
    unread = _read_enough(session, row.id, finding.body, single_reviewer) if status == "confirmed" else {}
    before, moment = row.status, now()
    row.status = status
    row.changed = moment
    row.dismiss_reason = reason if status == "dismissed" else None
    if status in ("confirmed", "dismissed"):
        row.reviewed_hash = finding.content_hash
    session.add(
        LeadStep(
            lead_id=row.id,
            at=moment,
            by=who,
            before=before,
            after=status,
            reason=reason,
            note=note,
            content_hash=finding.content_hash,
        )
    )
    detail = {"before": before, "after": status, "reason": reason, "content_hash": finding.content_hash}
    audit.append(session, who, "lead.status", f"lead:{row.id}", detail | unread)
    return row.id


def _read_enough(session: Session, lead: str, body: dict[str, Any], single_reviewer: bool) -> dict[str, Any]:
    """What the audit says of a confirmation beyond the usual; refuses one that hangs on one reader alone."""
    found = lead_standing(session, body)
    if found.ready:
        return {}
    if single_reviewer and not found.opposed:
        return {"single_reviewer": True, "unread_decisions": [row.id for row in found.unread]}
    raise SecondReaderNeeded(
        f"Lead {lead[:12]} hangs on {len(found.unread) + len(found.opposed)} identity decisions that two different "
        "persons must agree on before it is confirmed.",
        need_told(found),
        remedy=f"Have them read: anmai identity second {lead[:12]}, or the lead's page. "
        "An office of one may set ANMAI_SINGLE_REVIEWER=1.",
    )


def history(session: Session, lead: str) -> list[LeadStepView]:
    """The steps of a lead, oldest first."""
    rows = session.scalars(sa.select(LeadStep).where(LeadStep.lead_id == lead).order_by(LeadStep.id))
    return [
        LeadStepView(at=row.at, by=row.by, before=row.before, after=row.after, reason=row.reason, note=row.note)
        for row in rows
    ]
