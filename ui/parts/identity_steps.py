"""The visitor's last decisions on identity, which one key takes back and another puts in force again."""

from __future__ import annotations

import streamlit as st

from anmai.errors import AnmaiError
from anmai.ui.markup import esc
from anmai.ui.session import client, t, told_error

_DONE = "_identity_done"
_UNDONE = "_identity_undone"
UNDO_KEY, REDO_KEY = "Alt+Z", "Alt+Shift+Z"


def remember(decision: str, told: str) -> None:
    """Keep a decision that the visitor just made; what he had taken back can't be put back after it."""
    st.session_state.setdefault(_DONE, []).append((decision, told))
    st.session_state[_UNDONE] = []


def undo_and_redo() -> None:
    """Two buttons: take the last decision back, put the last one that was taken back in force again."""
    done: list[tuple[str, str]] = st.session_state.get(_DONE, [])
    undone: list[tuple[str, str]] = st.session_state.get(_UNDONE, [])
    if not done and not undone:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="identity_steps"):
        told = t("steps.last", told=done[-1][1]) if done else t("steps.taken_back", told=undone[-1][1])
        st.html(f'<span class="am-note">{esc(told)}</span>', width="content")
        if st.button(t("steps.undo"), key="steps_undo", disabled=not done, shortcut=UNDO_KEY):
            _turn(done, undone, back=True)
        if st.button(t("steps.redo"), key="steps_redo", disabled=not undone, shortcut=REDO_KEY):
            _turn(undone, done, back=False)


def _turn(of: list[tuple[str, str]], to: list[tuple[str, str]], *, back: bool) -> None:
    decision, told = of[-1]
    try:
        if back:
            client().undo_decision(decision, t("steps.undo_why"))
        else:
            client().redo_decision(decision, t("steps.redo_why"))
    except AnmaiError as error:
        st.error(told_error(error))
        return
    to.append(of.pop())
    st.session_state[_DONE], st.session_state[_UNDONE] = (of, to) if back else (to, of)
    st.toast(t("steps.undone", told=told) if back else t("steps.redone", told=told))
    st.rerun()
