"""The second reader's forms: who stands behind decisions, and agreeing or disagreeing with them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import LeadFooting
from anmai.ui.markup import chip
from anmai.ui.parts.moments import moment
from anmai.ui.parts.person_name import person_name
from anmai.ui.parts.table import Cell, lines, quiet
from anmai.ui.session import client, t, told_error

#: Keys that work inside the reason's field and with a Chinese input method on, which takes plain letters.
AGREE_KEY, DISAGREE_KEY = "Alt+1", "Alt+2"


def opinion(key: str, decisions: Sequence[str], *, keys: bool = False, ready: bool = True) -> None:
    """Reason and two buttons: agree and disagree with the decisions, as one more person.

    Args:
        key: Names the form on its page.
        decisions: Ids.
        keys: Whether the buttons answer to keys; one form of a page at most.
        ready: Whether there is something to say.
    """
    why_place, yes_place, no_place = st.columns([5, 2, 2], vertical_alignment="bottom")
    with why_place:
        why = st.text_input(
            t("second.why"), key=f"{key}:why", placeholder=t("second.hint"), max_chars=500, persist_state="session",
            live="300ms" if keys else False,
        )  # fmt: skip
    with yes_place:
        yes = st.button(t("second.agree"), key=f"{key}:agree", disabled=not ready, shortcut=AGREE_KEY if keys else None)
    with no_place:
        no = st.button(
            t("second.disagree"), key=f"{key}:disagree", disabled=not ready, shortcut=DISAGREE_KEY if keys else None
        )
    if yes or no:
        _say(list(decisions), (why or "").strip(), agrees=yes)


def _say(decisions: list[str], why: str, *, agrees: bool) -> None:
    if not why:
        st.warning(t("decisions.undo_reason_needed"))
        return
    try:
        change = client().say(decisions, why, agrees=agrees)
    except AnmaiError as error:
        st.error(told_error(error))
        return
    st.toast(t("second.done", n=len(change.decisions)))
    st.rerun()


def readers_cell(agreeing: Sequence[str], disagreeing: Sequence[tuple[str, str, str]]) -> Cell:
    """Who agrees, and who does not with when and why, as a table's cell."""
    names = "、".join(agreeing) or t("second.nobody")
    return lines(
        t("second.agreeing", names=names),
        *[quiet(t("second.disagreeing", name=by, at=moment(at), why=why)) for by, why, at in disagreeing],
    )


def lead_needs(lead: str, footing: LeadFooting) -> None:
    """What a lead still needs before it is confirmed, and the form to give it."""
    if footing.ready:
        return
    unread = [need.decision for need in footing.needs if need.state == "unread"]
    opposed = len(footing.needs) - len(unread)
    labels = [chip(t("second.needs", n=len(unread)), "in_review")] if unread else []
    labels += [chip(t("second.opposed_count", n=opposed), "warn")] if opposed else []
    st.html(f'<div class="am-banner quiet">{"".join(labels)}{t("second.lead_note")}</div>')
    person_name()
    opinion(f"second:{lead}", [need.decision for need in footing.needs])
