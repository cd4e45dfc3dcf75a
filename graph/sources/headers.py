"""Headers of files: their form for comparison, and which column of a mapping each belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from anmai.errors import SourceError

if TYPE_CHECKING:
    from anmai.graph.sources.columns import Column, Unit
    from anmai.graph.sources.form import Mapping

_NOTE: Final = re.compile(r"[(\[【](.*?)[)\]】]")
_PLAIN: Final = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")
#: Rows above the header that a table may have (titles, dates of export).
HEADER_WITHIN: Final = 15


def plain(written: str) -> str:
    """A header for comparison: half width, lower case, without blanks, punctuation and notes in brackets.

    金额（元）, 金额 and " 金 额 " are one header. A header that is nothing but a note keeps it.
    """
    text = unicodedata.normalize("NFKC", written).lower()
    return _PLAIN.sub("", _NOTE.sub("", text)) or _PLAIN.sub("", text)


@dataclass(frozen=True, slots=True)
class Matched:
    """Which place of a row holds which column.

    Attributes:
        places: Column name → index of the cell.
        units: Column name → unit that the header writes (金额（万元）), which counts before the mapping's.
        missing: Columns of the mapping that the file doesn't have.
        unknown: Headers that the mapping doesn't know; their cells are kept with the row.
    """

    places: dict[str, int] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def match(headers: Sequence[str], mapping: Mapping) -> Matched:
    """Find the mapping's columns among a file's headers.

    Raises:
        SourceError: Two headers are of one column, or one writes a unit of another kind.
    """
    own, titles = _claims(mapping)
    found = Matched({}, {})
    unknown: list[str] = []
    for place, header in enumerate(headers):
        told = plain(header)
        column = own.get(told) or titles.get(told)
        if column is None:
            if header.strip():
                unknown.append(header)
            continue
        if column.name in found.places:
            other = headers[found.places[column.name]]
            raise SourceError(
                f"{other!r} and {header!r} are both the column {column.name} of {mapping.name}.",
                remedy="Rename or remove one of them.",
            )
        found.places[column.name] = place
        unit = _unit_of(header, column)
        if unit is not None:
            found.units[column.name] = unit
    missing = tuple(column.name for column in mapping.columns if column.name not in found.places)
    return Matched(found.places, found.units, missing, tuple(unknown))


def find_header(rows: Sequence[Sequence[str]], mapping: Mapping | None) -> int | None:
    """Which of a table's first rows is its header; None where none is.

    The one with most of the mapping's columns, or, without a mapping, the first with the most filled cells.
    """
    if mapping is None:
        filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
        return filled.index(max(filled)) if any(filled) else None
    own, titles = _claims(mapping)
    counts = [sum(plain(cell) in own or plain(cell) in titles for cell in row if cell) for row in rows]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def needed(mapping: Mapping) -> tuple[str, ...]:
    """Columns that a file must have: required ones and those of the key."""
    required = [column.name for column in mapping.columns if column.required]
    return tuple(dict.fromkeys((*required, *mapping.entry.key)))


def _claims(mapping: Mapping) -> tuple[dict[str, Column], dict[str, Column]]:
    own = {plain(header): column for column in mapping.columns for header in column.accepted}
    titled = [(plain(text), column) for column in mapping.columns for text in (column.title.zh, column.title.en)]
    times = Counter(text for text, _ in {(text, column.name) for text, column in titled})
    return own, {text: column for text, column in titled if times[text] == 1}


def _unit_of(header: str, column: Column) -> Unit | None:
    from anmai.graph.sources.columns import units

    measure = column.measure
    if measure is None:
        return None
    for note in _NOTE.findall(unicodedata.normalize("NFKC", header)):
        word = note.strip().removeprefix("单位").lstrip(":： ")
        for unit in units().values():
            if word and word.lower() in (unit.zh.lower(), unit.en.lower()):
                if unit.stored != measure.stored:
                    raise SourceError(
                        f"The header {header!r} is in {unit.zh} ({unit.en}), the column {column.name} in {measure.zh}.",
                        remedy="Correct the header, or use a mapping with this unit.",
                    )
                return unit
    return None
