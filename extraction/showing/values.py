"""A record as a tree of named values, each with its number, passages and confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from anmai.extraction.data.tables import table
from anmai.forms.record import Record

#: What a record says about its own reading; the page tells it apart from what was read.
_ABOUT: Final = frozenset({"id", "status", "reason", "warnings", "provenance", "organ_kind", "language"})


@dataclass(slots=True)
class Shown:
    """A value, an item or a list as the page shows it.

    Attributes:
        name: Its path without numbers, for its label; empty for the items of a list.
        words: The value in words; None for what only holds others.
        number: The number of a value that has passages; None for others.
        confidence: Of the value, or of what it was read with.
        component: The pipeline component that read it.
        parts: What it holds.
    """

    name: str
    words: str | None = None
    number: int | None = None
    confidence: float | None = None
    component: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    parts: list[Shown] = field(default_factory=list)

    def all(self) -> Iterator[Shown]:
        """This one and everything in it."""
        yield self
        for part in self.parts:
            yield from part.all()


def categories() -> Mapping[str, Mapping[str, Any]]:
    """What fields are coloured by: category → Chinese and English name, colour, fields of the record."""
    told: Mapping[str, Mapping[str, Any]] = table("shown_categories")
    return told


def category_of(field_: str) -> str:
    """The category of a field of the record; the last one for fields that the table lacks."""
    named = categories()
    return next((name for name, one in named.items() if field_ in one["fields"]), list(named)[-1])


def shown_fields(record: Record) -> list[Shown]:
    """The record's fields that hold anything, in the order of categories, every value with a number of its own."""
    body = record.as_json()
    rows = {row.path: row for row in record.provenance}
    counter = iter(range(1, 10**9))

    def build(value: Any, path: str, name: str) -> Shown | None:
        row = rows.get(path)
        if isinstance(value, dict) and not (row and {"start", "end"} <= value.keys()):
            parts = [build(item, f"{path}/{key}", f"{name}/{key}") for key, item in value.items()]
            return _holding(name, [part for part in parts if part])
        if isinstance(value, list) and not row:
            parts = [build(item, f"{path}/{number}", name) for number, item in enumerate(value)]
            return _holding(name, [part for part in parts if part])
        if value is None or value is False or value == []:
            return None
        shown = Shown(name, _words(value))
        if row:
            shown.number, shown.confidence, shown.component = next(counter), row.confidence, row.component
            shown.spans = tuple((start, end) for start, end in row.spans)
        return shown

    order = {name: place for place, name in enumerate(_field_order())}
    fields = sorted((name for name in body if name not in _ABOUT), key=lambda name: order.get(name, len(order)))
    return [shown for name in fields if (shown := build(body[name], f"/{name}", name))]


def _holding(name: str, parts: list[Shown]) -> Shown | None:
    return Shown(name, parts=parts) if parts else None


def _field_order() -> list[str]:
    return [field_ for one in categories().values() for field_ in one["fields"]]


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or "")
    if isinstance(value, list):
        return " – ".join(_words(item) for item in value if item is not None)
    if isinstance(value, bool):
        return "✓"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
