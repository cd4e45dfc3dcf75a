"""Findings into leads: a finding keeps its identity, changed content marks its lead, one that is gone withdraws it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from anmai.forms.lead import Finding
from anmai.store.engine import now
from anmai.store.tables import FindingRow, LeadRow, LeadStep

_CHUNK = 500


def save_findings(session: Session, run_id: str, findings: Iterable[Finding]) -> None:
    """Store what a batch found; new findings become leads, known ones are renewed, withdrawn ones return."""
    by = f"run:{run_id}"
    for finding in findings:
        known = session.get(FindingRow, finding.finding_id)
        body, content, time = finding.model_dump(mode="json"), finding.content_hash, now()
        if known is None:
            session.add(
                FindingRow(
                    id=finding.finding_id, slug=finding.model, anchor=finding.anchor, version=finding.version,
                    content_hash=content, body=body, present=True, first_run=run_id, last_run=run_id,
                )
            )  # fmt: skip
            session.flush()
            lead = LeadRow(
                id=finding.finding_id[:16], finding_id=finding.finding_id, slug=finding.model, status="unreviewed",
                target_id=finding.target.id, created=time, changed=time,
            )  # fmt: skip
            session.add(lead)
            session.flush()
            _step(session, lead, by, None, "unreviewed", None, content)
            continue
        lead = session.scalars(select(LeadRow).where(LeadRow.finding_id == known.id)).one()
        if known.content_hash != content:
            lead.changed = time
            lead.target_id = finding.target.id
            if known.present:
                _step(session, lead, by, lead.status, lead.status, "content_changed", content)
        known.version, known.content_hash, known.body, known.last_run = finding.version, content, body, run_id
        if not known.present:
            known.present = True
            back = lead.before_withdrawal or "unreviewed"
            _step(session, lead, by, lead.status, back, "found_again", content)
            lead.status, lead.before_withdrawal, lead.changed = back, None, time


def withdraw(session: Session, run_id: str, gone: Iterable[FindingRow]) -> int:
    """Mark findings as gone and withdraw their leads; what people had decided is kept for a return."""
    count = 0
    for finding in gone:
        finding.present = False
        lead = session.scalars(select(LeadRow).where(LeadRow.finding_id == finding.id)).one()
        if lead.status != "withdrawn":
            _step(session, lead, f"run:{run_id}", lead.status, "withdrawn", "finding_gone", finding.content_hash)
            lead.before_withdrawal, lead.status, lead.changed = lead.status, "withdrawn", now()
        count += 1
    return count


def present_among(session: Session, slug: str, anchors: list[str]) -> list[FindingRow]:
    """The model's present findings at these anchors."""
    found: list[FindingRow] = []
    for start in range(0, len(anchors), _CHUNK):
        found += session.scalars(
            select(FindingRow).where(
                FindingRow.slug == slug, FindingRow.present, FindingRow.anchor.in_(anchors[start : start + _CHUNK])
            )
        )
    return found


def not_seen(session: Session, slug: str, run_id: str) -> list[FindingRow]:
    """Present findings that a full run has not found: their anchors are gone from the graph."""
    return list(
        session.scalars(
            select(FindingRow).where(FindingRow.slug == slug, FindingRow.present, FindingRow.last_run != run_id)
        )
    )


def _step(
    session: Session, lead: LeadRow, by: str, before: str | None, after: str, reason: str | None, content: str
) -> None:
    session.add(
        LeadStep(lead_id=lead.id, at=now(), by=by, before=before, after=after, reason=reason, content_hash=content)
    )
