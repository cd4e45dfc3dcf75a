"""Jobs asked for through the API: ingests of uploaded files and model runs, as rows of the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import NotFound
from anmai.forms.views import JobView
from anmai.store import audit
from anmai.store.engine import new_id, now
from anmai.store.tables import Job

Kind = Literal["ingest", "models"]
#: Under this key of ``counts`` a job keeps what it skipped; shown as ``skipped``.
SKIPPED: Final = "skipped_documents"
#: Skipped documents that are listed; the counts say how many there are.
MOST_SKIPPED: Final = 1000


def add_job(session: Session, kind: Kind, request: dict[str, Any], who: str, *, job_id: str | None = None) -> JobView:
    """Queue a job, with its audit entry."""
    moment = now()
    row = Job(
        id=job_id or new_id(),
        kind=kind,
        request=request,
        by=who,
        state="queued",
        phase="queued",
        counts={},
        created=moment,
        changed=moment,
        done=0,
        attempts=0,
    )
    session.add(row)
    told = {"slug": request["slug"]} if kind == "models" else {"files": request["files"]}
    audit.append(session, who, f"{kind}.ask", f"job:{row.id}", told)
    return job_view(row)


def find_job(session: Session, job: str) -> JobView:
    """One job.

    Raises:
        NotFound: There is none.
    """
    row = session.get(Job, job)
    if row is None:
        raise NotFound(f"There is no job {job!r}.", remedy="GET /api/v1/jobs lists them.")
    return job_view(row)


def list_jobs(session: Session, offset: int, limit: int) -> list[JobView]:
    """Jobs, newest first."""
    query = sa.select(Job).order_by(Job.created.desc(), Job.id).offset(offset).limit(limit)
    return [job_view(row) for row in session.scalars(query)]


def job_view(row: Job) -> JobView:
    """A job as the API shows it."""
    skipped: Sequence[dict[str, str]] = row.counts.get(SKIPPED, [])
    return JobView(
        id=row.id,
        kind=cast(Kind, row.kind),
        state=row.state,
        phase=row.phase,
        done=row.done,
        total=row.total,
        counts={name: value for name, value in row.counts.items() if name != SKIPPED},
        skipped=list(skipped),
        error=row.error,
        created=row.created,
        changed=row.changed,
    )
