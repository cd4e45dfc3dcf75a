"""Adding files, and the jobs that read them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile

from anmai.api.deps import Ctx, Limit, Offset, ReadSession, Who
from anmai.api.services import jobs
from anmai.api.services.uploads import keep_uploads
from anmai.forms.views import JobView
from anmai.store.engine import new_id

router = APIRouter(tags=["ingest"])


@router.post("/ingest", status_code=202)
def ingest(
    context: Ctx,
    who: Who,
    files: Annotated[list[UploadFile], File(description="Rulings: text, web pages, Word, .pdf, pictures, .zip")],
    replace: Annotated[bool, Query(description="Files correct earlier ones of the same name")] = False,
) -> JobView:
    """Keep the files and queue their reading; the job tells how far it is and what was skipped."""
    job = new_id()
    names = keep_uploads(context.settings, job, [(file.filename, file.file) for file in files], replace=replace)
    with context.store.session() as session:
        view = jobs.add_job(session, "ingest", {"files": names, "folder": job}, who, job_id=job)
    context.worker.wake()
    return view


@router.get("/jobs")
def list_jobs(context: Ctx, session: ReadSession, offset: Offset = 0, limit: Limit = 50) -> list[JobView]:
    """Jobs, newest first."""
    return [context.worker.live(view) for view in jobs.list_jobs(session, offset, limit)]


@router.get("/jobs/{job_id}")
def job(context: Ctx, session: ReadSession, job_id: str) -> JobView:
    """One job: its phase, how far it is, and the documents that it skipped, with reasons."""
    return context.worker.live(jobs.find_job(session, job_id))
