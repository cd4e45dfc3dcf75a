"""Tables whose cells wrap, sort and link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import streamlit as st

Cell = Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key of its cells, heading, CSS width, alignment ("", "right", "nowrap"), name to sort by."""

    key: str
    label: str
    width: str = ""
    align: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its id, its cells, where a click on it leads (``link``), and a tone ("off" greys it)."""

    id: str
    cells: Mapping[str, Cell]
    go: Mapping[str, str] | None = None
    tone: str = ""


def link(page: str, shown: str, /, tone: str = "", **params: str) -> Cell:
    """A cell that leads to another page with ``params`` in its address."""
    return {"text": shown, "go": {"page": page, **params}, "tone": tone}


def chips(*items: tuple[str, str]) -> Cell:
    """A cell of small labels: (text, tone) each."""
    return {"chips": [{"text": text, "tone": tone} for text, tone in items]}


def lines(*cells: Cell) -> Cell:
    """A cell of several lines; empty ones are left out."""
    return {"lines": [cell for cell in cells if cell not in (None, "")]}


def inline(*cells: Cell) -> Cell:
    """A cell of several short ones in a row; empty ones are left out."""
    return {"inline": [cell for cell in cells if cell not in (None, "")]}


def quiet(shown: str | None) -> Cell:
    """Small grey text."""
    return {"text": shown, "tone": "quiet"} if shown else None


def marked(shown: str, highlights: Sequence[tuple[int, int]]) -> Cell:
    """Text with highlighted parts; offsets in code points."""
    parts: list[dict[str, Any]] = []
    at = 0
    for start, end in sorted(highlights):
        start, end = max(start, at), min(end, len(shown))
        if end <= start:
            continue
        if start > at:
            parts.append({"text": shown[at:start], "mark": False})
        parts.append({"text": shown[start:end], "mark": True})
        at = end
    parts.append({"text": shown[at:], "mark": False})
    return {"parts": parts}


@cache
def _component() -> Callable[..., Any]:
    files = resources.files("anmai.ui.parts")
    return st.components.v2.component(
        "anmai_table",
        css=files.joinpath("table.css").read_text("utf-8") + "\n",
        js=files.joinpath("table.js").read_text("utf-8") + "\n",
    )


def table(
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    empty: str,
    go: Callable[[Mapping[str, str]], None],
    sort: str = "",
    on_sort: Callable[[str], None] | None = None,
    choose: str = "",
) -> list[str]:
    """Draw a table and answer with the ids of the ticked rows (``choose`` names the tick box).

    Args:
        key: Streamlit's key.
        columns: In order.
        rows: In order.
        empty: What to say, and what to do next, when there are no rows.
        go: Called with the page and its parameters when a link is followed.
        sort: Column that the rows are sorted by, with ``-`` for descending.
        on_sort: Called with the wanted sort.
        choose: Label of the tick boxes; none when empty.
    """
    data = {
        "columns": [
            {"key": c.key, "label": c.label, "width": c.width, "align": c.align, "sort": c.sort if on_sort else ""}
            for c in columns
        ],
        "rows": [
            {"id": r.id, "cells": dict(r.cells), "go": dict(r.go) if r.go else None, "tone": r.tone} for r in rows
        ],
        "sort": sort,
        "empty": empty,
        "choose": choose,
    }
    result = _component()(
        key=key,
        data=data,
        on_go_change=lambda: None,
        on_sort_change=lambda: None,
        on_chosen_change=lambda: None,
    )
    if result.get("go"):
        go({name: value for name, value in result["go"].items() if name != "serial"})
    if on_sort and result.get("sort"):
        on_sort(result["sort"])
    return list(result.get("chosen") or [])
