"""The identity decisions that hold an entity together, each with its evidence, each of which can be taken back."""

from __future__ import annotations

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import EntityView
from anmai.ui.markup import section
from anmai.ui.parts.decision_words import decision_columns, decision_row, holding
from anmai.ui.parts.table import table
from anmai.ui.session import client, go, t, told_error


def decisions(entity: EntityView) -> None:
    """Draw the decisions; the ticked ones can be taken back, with a reason."""
    holds, alone = holding(entity.decisions)
    st.html(section(t("decisions.holding"), t("decisions.note")))
    chosen = table(
        f"decisions:{entity.id}",
        decision_columns(),
        [decision_row(decision) for decision in holds],
        empty=t("decisions.empty"),
        go=go,
        choose=t("decisions.undo"),
    )
    living = {decision.id for decision in holds if decision.revoked is None}
    if living:
        _undo(entity, [decision for decision in chosen if decision in living])
    if alone:
        with st.expander(t("decisions.alone", n=len(alone)), key=f"alone:{entity.id}"):
            rows = [decision_row(decision) for decision in alone]
            table(f"decisions_alone:{entity.id}", decision_columns(), rows, empty="", go=go)


def _undo(entity: EntityView, chosen: list[str]) -> None:
    key = f"undo:{entity.id}"
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        why = st.text_input(
            t("decisions.undo_why"), key=f"{key}:why", placeholder=t("decisions.undo_hint"), max_chars=500,
            persist_state="session",
        )  # fmt: skip
    with right:
        asked = st.button(t("decisions.undo_do", n=len(chosen)), key=f"{key}:do", disabled=not chosen)
    if not asked:
        return
    if not (why or "").strip():
        st.warning(t("decisions.undo_reason_needed"))
        return
    try:
        for decision in chosen:
            client().undo_decision(decision, why.strip())
    except AnmaiError as error:
        st.error(told_error(error))
        return
    st.toast(t("decisions.undone", n=len(chosen)))
    st.rerun()
