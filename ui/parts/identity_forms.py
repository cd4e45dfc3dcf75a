"""The forms by which people decide who is who: same, different, unsure, split."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.views import IdentityChange
from anmai.ui.parts.identity_steps import remember
from anmai.ui.session import client, t

#: Judgement → the text of its button.
_JUDGEMENTS = {"same": "identity.same", "different": "identity.different", "unsure": "identity.unsure"}
#: Keys that work inside the reason's field and with a Chinese input method on, which takes plain letters.
_KEYS: Final = {"same": "Alt+1", "different": "Alt+2", "unsure": "Alt+3"}


def judge(key: str, left: str, right: str | None, *, named: str = "", keys: bool = False) -> None:
    """Reason and three buttons: the two are one, are not, or can't be told.

    Args:
        key: Names the form on its page.
        left: Entity id.
        right: Another one; None draws the form switched off.
        named: What the two are called, for the list of the visitor's last decisions; empty keeps them out of it.
        keys: Whether the buttons answer to keys; one form of a page at most.
    """
    acts = {
        judgement: (text, lambda why, judgement=judgement: client().decide_identity(judgement, left, right or "", why))
        for judgement, text in _JUDGEMENTS.items()
    }
    _form(key, acts, ready=right is not None, named=named, keys=keys)


def split(key: str, entity: str, mentions: list[str]) -> None:
    """Reason and one button: the chosen mentions are somebody else."""
    act = {"split": ("identity.split", lambda why: client().split_entity(entity, mentions, why))}
    _form(key, act, ready=bool(mentions), named=t("identity.split"))


def _form(
    key: str,
    acts: Mapping[str, tuple[str, Callable[[str], IdentityChange]]],
    *,
    ready: bool,
    named: str = "",
    keys: bool = False,
) -> None:
    places = st.columns([5, *([2] * len(acts))], vertical_alignment="bottom")
    with places[0]:
        why = st.text_input(
            t("identity.why"), key=f"{key}:why", placeholder=t("identity.hint"), max_chars=500, persist_state="session",
            live="300ms" if keys else False,
        )  # fmt: skip
    for place, (name, (text, act)) in zip(places[1:], acts.items(), strict=True):
        with place:
            if st.button(t(text), key=f"{key}:{name}", disabled=not ready, shortcut=_KEYS[name] if keys else None):
                _done(act, (why or "").strip(), f"{named} · {t(text)}" if named else "")


def _done(act: Callable[[str], IdentityChange], why: str, told: str) -> None:
    if not why:
        st.warning(t("decisions.undo_reason_needed"))
        return
    try:
        change = act(why)
    except AnmaiError as error:
        st.error(str(error))
        return
    if told:
        remember(change.decision.id, told)
    st.toast(t("identity.done", n=len(change.entities)))
    st.rerun()
