"""Who acts: the name that decisions, opinions and steps are kept under."""

from __future__ import annotations

import streamlit as st

from anmai.ui.session import PERSON, person, t


def person_name() -> None:
    """A field for the visitor's own name, kept for the session and in a cookie."""
    st.text_input(
        t("person.name"),
        value=None if PERSON in st.session_state else person(),
        key=PERSON,
        placeholder=t("person.hint"),
        max_chars=64,
        width=230,
        persist_state="session",
    )
