"""The ruling's text with marked passages, beside a list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import streamlit as st

from anmai.ui.parts.segments import cut


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage to mark: code points of the source text, what it shows, and whether it matters for the lead."""

    id: str
    start: int
    end: int
    group: str
    label: str
    words: str
    strong: bool = False


@cache
def _component() -> Callable[..., Any]:
    files = resources.files("anmai.ui.parts")
    return st.components.v2.component(
        "anmai_ruling",
        css=files.joinpath("ruling.css").read_text("utf-8") + "\n",
        js=files.joinpath("ruling.js").read_text("utf-8") + "\n",
    )


def ruling(
    key: str, text: str, passages: Sequence[Marked], *, texts: Mapping[str, str], focus: str = "", height: int = 620
) -> None:
    """Draw the text; ``focus`` is the id of the passage to scroll to at first."""
    # Several spans of one value share its id: all are marked, the list names it once.
    first = {passage.id: passage for passage in reversed(passages)}
    items = [
        {
            "id": passage.id,
            "group": passage.group,
            "label": passage.label,
            "text": passage.words,
            "tone": "strong" if passage.strong else "",
            "title": f"{passage.group} · {passage.label}",
        }
        for passage in dict.fromkeys(first[passage.id] for passage in passages)
    ]
    segments = cut(text, [(passage.id, passage.start, passage.end) for passage in passages])
    _component()(
        key=key,
        data={
            "view": f"{key}:{focus}",
            "segments": [{"text": segment.text, "passages": list(segment.passages)} for segment in segments],
            "items": items,
            "focus": focus,
            "height": height,
            "texts": dict(texts),
        },
    )
