"""Files to take along: made when they are asked for, then saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

import streamlit as st

from anmai.errors import AnmaiError
from anmai.ui.answers import Download
from anmai.ui.client import ExportFormat
from anmai.ui.session import t, told_error

FORMATS: Final[tuple[ExportFormat, ...]] = ("json", "graphml", "csv", "cypher")


def downloads(slot: str, make: Callable[[ExportFormat], Download], *, of: str = "") -> None:
    """A button for each form of file, and behind it the made file to save.

    Args:
        slot: Names the place: files made there stay until something else is to be exported.
        make: Makes the file.
        of: What it is made of; another value forgets the files made before.
    """
    for form in FORMATS:
        kept = f"{slot}:{form}"
        if st.button(t(f"export.{form}"), key=f"{kept}:make", width="stretch"):
            try:
                st.session_state[kept] = (of, make(form))
            except AnmaiError as error:
                st.error(told_error(error))
                continue
        source, made = cast("tuple[str, Download | None]", st.session_state.get(kept, (of, None)))
        if made is not None and source == of:
            st.download_button(
                t("export.save", name=made.name, kb=max(1, len(made.content) // 1024)),
                made.content, made.name, made.media_type, key=f"{kept}:save", on_click="ignore", width="stretch",
                type="primary",
            )  # fmt: skip
