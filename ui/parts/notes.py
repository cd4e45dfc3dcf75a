"""Notes on a lead, an entity or a document, and the form for a new one."""

from __future__ import annotations

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import NoteView
from anmai.ui.markup import empty, esc
from anmai.ui.parts.moments import moment, zone
from anmai.ui.session import client, t


def notes(subject_kind: str, subject_id: str, kept: list[NoteView]) -> None:
    """Show the notes and take a new one; what was typed stays until it is stored."""
    slot = f"note:{subject_kind}:{subject_id}"
    if st.session_state.pop(f"{slot}:stored", False):
        st.session_state[slot] = ""
    shown = "".join(
        f'<div class="am-noteitem"><header>{esc(moment(note.at))} · {esc(note.by)}</header>{esc(note.text)}</div>'
        for note in kept
    )
    if kept:
        st.caption(t("common.zone", zone=zone()))
    st.html(shown or empty(t("notes.empty")))
    st.text_area(
        t("notes.new"), key=slot, placeholder=t("notes.placeholder"), height=90, max_chars=4000, persist_state="session"
    )
    if st.button(t("notes.add"), key=f"{slot}:add"):
        text = str(st.session_state.get(slot) or "").strip()
        if not text:
            st.warning(t("notes.nothing"))
            return
        try:
            client().add_note(subject_kind, subject_id, text)
        except AnmaiError as error:
            st.error(f"{t('notes.kept')} {error}")
            return
        st.session_state[f"{slot}:stored"] = True
        st.rerun()
