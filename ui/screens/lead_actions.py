"""What a person does with a lead: take it a step on, and take it along as a file."""

from __future__ import annotations

import streamlit as st

from anmai.errors import AnmaiError, Conflict, SecondReaderNeeded
from anmai.forms.lead import DISMISS_REASONS
from anmai.forms.views import LeadView
from anmai.ui.parts.download import downloads
from anmai.ui.session import client, label, t


def status_step(lead: LeadView) -> None:
    """A popover with the allowed steps, the reason of a dismissal and a note."""
    if not lead.allowed_steps:
        st.caption(t("status_step.none"))
        return
    key = f"step:{lead.id}"
    with st.popover(t("status_step.open"), type="primary", key=f"{key}:popover"):
        wanted = st.radio(
            t("status_step.to"), lead.allowed_steps, key=f"{key}:to", index=None, horizontal=True,
            format_func=lambda code: t(f"status_step.{code}"), persist_state="page",
        )  # fmt: skip
        reason = None
        if wanted == "dismissed":
            reason = st.selectbox(
                t("status_step.reason"), list(DISMISS_REASONS), index=None, key=f"{key}:reason",
                placeholder=t("status_step.reason_hint"), persist_state="page",
                format_func=lambda code: label("dismiss_reasons", code),
            )  # fmt: skip
        note = st.text_area(
            t("status_step.note"), key=f"{key}:note", height=80, max_chars=2000, persist_state="session"
        )
        if st.button(t("status_step.do"), key=f"{key}:do", type="primary", disabled=wanted is None):
            if wanted == "dismissed" and not reason:
                st.warning(t("status_step.reason_needed"))
                return
            _take(lead, str(wanted), reason, (note or "").strip() or None)


def _take(lead: LeadView, wanted: str, reason: str | None, note: str | None) -> None:
    try:
        client().set_status(lead.id, wanted, reason=reason, note=note, seen_hash=lead.content_hash)
    except SecondReaderNeeded as error:
        st.warning(t("status_step.second_reader", n=len(error.decisions)))
        return
    except Conflict as error:
        st.error(f"{t('status_step.conflict')} {error}")
        return
    except AnmaiError as error:
        st.error(f"{t('status_step.kept')} {error}")
        return
    for part in ("to", "reason", "note"):
        st.session_state.pop(f"step:{lead.id}:{part}", None)
    st.toast(t("status_step.done", status=label("status", wanted)))
    st.rerun()


def exports(lead: LeadView) -> None:
    """A popover with a download for each form; the file is made when it is asked for."""
    with st.popover(t("export.open"), key=f"export:{lead.id}"):
        st.caption(t("export.note"))
        downloads(f"export:{lead.id}", lambda form: client().export_lead(lead.id, form), of=lead.content_hash)
