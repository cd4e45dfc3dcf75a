"""The parts of a page below its head, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st


def sections(key: str, titles: Mapping[str, str], draw: Mapping[str, Callable[[], None]], label: str) -> None:
    """A row of headings; the chosen one's part is drawn.

    st.tabs forgets which tab is open when a title changes (a count, the language) and draws all of them each time.

    Args:
        key: Streamlit's key.
        titles: Heading of each part, by name.
        draw: What draws it, by the same names.
        label: What the row is called by screen readers.
    """
    names = list(titles)
    with st.container(key=f"sections_{key}"):
        chosen = st.segmented_control(
            label, names, default=names[0], required=True, key=f"section:{key}", format_func=lambda name: titles[name],
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
    draw[str(chosen)]()
