"""导入 Import: hand files over from the page, watch them being read, see what was skipped and why."""

from __future__ import annotations

from typing import Final

import streamlit as st

from anmai.errors import AnmaiError, Conflict
from anmai.ui.markup import heading, section
from anmai.ui.parts.job import ENDED, follow
from anmai.ui.parts.moments import moment
from anmai.ui.parts.table import Column, Row, chips, table
from anmai.ui.session import client, go, label, t

#: Limits of POST /ingest (docs/api.md).
FILES, FILE_MB, CALL_MB = 50, 20, 100
ENDINGS: Final = (
    "txt", "html", "htm", "mht", "mhtml", "docx", "docm", "doc", "wps", "rtf", "pdf", "png", "jpg", "jpeg", "tif",
    "tiff", "bmp", "jsonl", "csv", "tsv", "zip",
)  # fmt: skip


def page() -> None:
    """Draw the page."""
    st.html(heading(t("import.title"), sub=t("import.intro")))
    # Streamlit's own word on the button is English in every language.
    button = "[data-testid='stFileUploaderDropzone'] button p"
    st.html(
        f"<style>{button} {{ font-size: 0; }}"
        f"{button}::after {{ content: '{t('import.browse')}'; font-size: 13px; }}</style>"
    )
    round_ = st.session_state.setdefault("import_round", 0)
    files = st.file_uploader(
        t("import.choose"), type=list(ENDINGS), accept_multiple_files=True, key=f"import_files_{round_}",
        max_upload_size=FILE_MB, help=t("import.limits", files=FILES, file_mb=FILE_MB, call_mb=CALL_MB),
    )  # fmt: skip
    st.caption(t("import.limits", files=FILES, file_mb=FILE_MB, call_mb=CALL_MB))
    replace = st.checkbox(t("import.replace"), key=f"import_replace_{round_}")
    st.caption(t("import.replace_note"))
    if st.button(t("import.do"), key="import_do", type="primary", disabled=not files):
        size = sum(file.size for file in files)
        if len(files) > FILES or size > CALL_MB * 1024 * 1024:
            st.warning(t("import.too_much", files=FILES, call_mb=CALL_MB))
        else:
            try:
                job = client().ingest(((file.name, file.getvalue()) for file in files), replace=replace)
            except Conflict as error:
                st.error(t("import.same_name", option=t("import.replace"), told=error.message))
            except AnmaiError as error:
                st.error(f"{t('import.kept')} {error}")
            else:
                st.session_state["job:import"] = job.id
                st.session_state["import_round"] = round_ + 1
                st.rerun()
    follow("import")
    if st.session_state.get("job:import:ended") and st.session_state.get("job:import:ended") == st.session_state.get(
        "job:import"
    ):
        with st.container(horizontal=True):
            if st.button(t("import.to_documents"), key="import_to_documents"):
                go({"page": "documents"})
            if st.button(t("import.to_models"), key="import_to_models", type="primary"):
                go({"page": "models"})
    st.html(section(t("import.earlier")))
    columns = [
        Column("created", t("runs.started"), "140px", "nowrap"),
        Column("kind", t("job.kind"), "120px"),
        Column("state", t("runs.state"), "130px"),
        Column("done", t("job.done"), "120px", "right"),
        Column("skipped", t("job.skipped_count"), "90px", "right"),
        Column("error", t("job.message")),
    ]
    rows = [
        Row(
            job.id,
            {
                "created": moment(job.created),
                "kind": label("job_kind", job.kind),
                "state": chips((label("job_state", job.state), "good" if job.state == "done" else "info")),
                "done": f"{job.done:,}" + (f" / {job.total:,}" if job.total else ""),
                "skipped": len(job.skipped),
                "error": job.error,
            },
            tone="off" if job.state in ENDED - {"done"} else "",
        )
        for job in client().jobs()
    ]
    table("jobs_table", columns, rows, empty=t("import.no_jobs"), go=go)
