"""The identity decisions that hold an entity together, each with its evidence, each of which can be taken back."""

from __future__ import annotations

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import DecisionView, EntityView
from anmai.ui.markup import chip, empty, esc, facts
from anmai.ui.parts.graph_block import written
from anmai.ui.parts.notes import moment
from anmai.ui.session import client, label, t


def decisions(entity: EntityView) -> None:
    """Draw the decisions; taking one back asks for a reason."""
    st.caption(t("decisions.note"))
    if not entity.decisions:
        st.html(empty(t("decisions.empty")))
    for decision in entity.decisions:
        with st.container(border=True, key=f"decision_{decision.id}"):
            said, act = st.columns([6, 1], vertical_alignment="top")
            with said:
                st.html(_described(decision))
            with act:
                if decision.revoked is None:
                    _undo(decision)


def _described(decision: DecisionView) -> str:
    tone = {"same": "good", "different": "warn"}.get(decision.judgement, "")
    labels = chip(t(f"decisions.judgement.{decision.judgement}"), tone)
    labels += chip(label("rules", decision.rule or decision.key))
    if decision.revoked:
        labels += chip(t("decisions.revoked", at=moment(decision.revoked)), "warn")
    pairs = [(t("decisions.between"), f"{esc(decision.left)} — {esc(decision.right or decision.key or '')}")]
    pairs += [(label("properties", name), esc(written(value))) for name, value in decision.evidence.items()]
    if decision.score is not None:
        pairs.append((t("decisions.score"), f"{decision.score:.3f}"))
    if decision.why:
        pairs.append((t("decisions.why"), esc(decision.why)))
    pairs.append((t("decisions.by"), f"{esc(decision.by)} · {esc(moment(decision.created))}"))
    return labels + facts(pairs)


def _undo(decision: DecisionView) -> None:
    key = f"undo:{decision.id}"
    with st.popover(t("decisions.undo"), key=f"{key}:popover"):
        why = st.text_area(
            t("decisions.undo_why"), key=f"{key}:why", height=80, max_chars=2000, persist_state="session"
        )
        if st.button(t("decisions.undo_do"), key=f"{key}:do", type="primary"):
            if not (why or "").strip():
                st.warning(t("decisions.undo_reason_needed"))
                return
            try:
                client().undo_decision(decision.id, why.strip())
            except AnmaiError as error:
                st.error(str(error))
                return
            st.toast(t("decisions.undone"))
            st.rerun()
