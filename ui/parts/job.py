"""A long job followed on the page: phase, how far, what was skipped and why."""

from __future__ import annotations

from typing import Final

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import JobView
from anmai.ui.markup import bullets, esc
from anmai.ui.parts.table import Column, Row, table
from anmai.ui.session import client, go, label, named, t, told_error

#: States in which a job goes no further.
ENDED: Final = frozenset({"done", "failed", "stopped", "cannot_conclude"})
EVERY: Final = 1.0


def follow(name: str) -> None:
    """Follow the job kept under ``job:<name>`` of the session, until it ends."""
    job_id = st.session_state.get(f"job:{name}")
    if not job_id:
        return
    if st.session_state.get(f"job:{name}:ended") == job_id:
        try:
            show(client().job(job_id), name)
        except AnmaiError as error:
            st.error(told_error(error))
    else:
        _watch(name, job_id)


@st.fragment(run_every=EVERY)
def _watch(name: str, job_id: str) -> None:
    try:
        job = client().job(job_id)
    except AnmaiError as error:
        st.warning(t("job.away", error=str(error)))
        return
    show(job, name)
    if job.state in ENDED:
        st.session_state[f"job:{name}:ended"] = job_id
        st.rerun(scope="app")


def show(job: JobView, name: str) -> None:
    """Draw a job."""
    doing = t("job.line", state=label("job_state", job.state), phase=label("job_phase", job.phase))
    if job.total:
        st.progress(min(1.0, job.done / job.total), text=f"{doing} · {job.done:,} / {job.total:,}")
    elif job.state in ENDED:
        st.caption(doing)
    else:
        st.progress(0.0, text=f"{doing} · {job.done:,}")
    if job.error:
        st.error(told_error(job.error))
    counts = [
        named(label("job_counts", key), str(value)) for key, value in job.counts.items() if not isinstance(value, dict)
    ]
    if counts:
        st.html(bullets(counts, tone="small"))
    if job.skipped:
        st.html(f'<div class="am-banner quiet">{esc(t("job.skipped", n=len(job.skipped)))}</div>')
        columns = [
            Column("document", t("passages.document"), "30%"),
            Column("reason", t("job.reason"), "24%"),
            Column("message", t("job.message")),
        ]
        rows = [
            Row(
                str(number),
                {
                    "document": skip.get("document"),
                    "reason": label("skip_reasons", skip.get("reason")),
                    "message": told_error(skip.get("message") or ""),
                },
            )
            for number, skip in enumerate(job.skipped)
        ]
        table(f"skipped:{name}", columns, rows, empty="", go=go)
