"""From a row of a table to the values of an entry, or to the reasons why it is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from anmai.graph.sources.cells import Cell, as_text
from anmai.graph.sources.columns import Column
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import Matched, match
from anmai.graph.sources.numbers import is_scientific
from anmai.graph.sources.values import Convert, Refused, Value, converter, parts

#: Longest key that is kept as written; longer ones are hashed.
_LONGEST_KEY: Final = 160
#: Letters of a cell that a reason shows.
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as a reader gives it.

    Attributes:
        number: Place in the file or table, from 1, the header counted.
        headers: Names of the cells; the same object for all rows of a flat table.
        error: Why the row can't be read at all.
    """

    number: int
    headers: tuple[str, ...]
    cells: Sequence[Cell]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is rejected, or why a value is doubtful: the column (None for the row as a whole) and a sentence."""

    column: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.column}: {self.message}" if self.column else self.message


@dataclass(slots=True)
class ReadRow:
    """What a row says.

    Attributes:
        key: Names the row within its source; None where it is rejected.
        values: Column → value, or list of values; columns without a value are left out.
        reasons: Why it is rejected; empty for a good row.
        doubts: Values that are kept and used as no key.
    """

    key: str | None
    values: dict[str, Value | list[Value]] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    doubts: list[Reason] = field(default_factory=list)

    def sure(self, column: str) -> bool:
        """Whether a column has a value without a doubt."""
        return column in self.values and all(doubt.column != column for doubt in self.doubts)


class RowReader:
    """Reads rows by a mapping.

    Args:
        mapping: The mapping.
        serials: The table is a spreadsheet: numbers in columns of dates are its days.
    """

    def __init__(self, mapping: Mapping, *, serials: bool = False) -> None:
        self.mapping = mapping
        self._serials = serials
        self._plans: dict[tuple[str, ...], list[tuple[int, Column, Convert]]] = {}
        self._converters: dict[tuple[str, str | None], Convert] = {}
        self._required = [column.name for column in mapping.columns if column.required]

    def read(self, row: TableRow) -> ReadRow:
        """Read one row; nothing is raised for what it holds.

        Raises:
            SourceError: Its headers contradict the mapping.
        """
        found = ReadRow(None)
        if row.error is not None:
            found.reasons.append(Reason(None, row.error))
            return found
        plan = self._plans.get(row.headers)
        if plan is None:
            plan = self._plans[row.headers] = self._planned(match(row.headers, self.mapping))
        cells = row.cells
        width = len(cells)
        if width > len(row.headers):
            found.reasons.append(Reason(None, f"{width} cells under {len(row.headers)} headers"))
            return found
        for place, column, convert in plan:
            cell = cells[place] if place < width else None
            if cell is None or cell == "":
                continue
            try:
                if column.many:
                    self._add_list(found, column, convert, cell)
                    continue
                told = convert(cell)
            except Refused as error:
                found.reasons.append(Reason(column.name, f"{_shortened(cell)} {error}"))
                continue
            if told.value is not None:
                found.values[column.name] = told.value
                if told.doubt is not None:
                    found.doubts.append(Reason(column.name, f"{_shortened(cell)} {told.doubt}"))
        for name in self._required:
            if name not in found.values and all(reason.column != name for reason in found.reasons):
                found.reasons.append(Reason(name, "is required and has no value"))
        if not found.reasons:
            found.key = self._key(found)
        return found

    def _planned(self, matched: Matched) -> list[tuple[int, Column, Convert]]:
        plan = []
        for column in self.mapping.columns:
            place = matched.places.get(column.name)
            if place is not None:
                unit = matched.units.get(column.name) or column.measure
                known = (column.name, unit.zh if unit else None)
                if known not in self._converters:
                    self._converters[known] = converter(column, unit, serials=self._serials)
                plan.append((place, column, self._converters[known]))
        return plan

    def _add_list(self, found: ReadRow, column: Column, convert: Convert, cell: Cell) -> None:
        values: list[Value] = []
        for part in parts(cell):
            told = convert(part)
            if told.value is not None:
                values.append(told.value)
            elif column.type not in ("integer", "number", "money"):
                # Element i belongs to element i of other columns, and lists of the graph hold no null.
                values.append("")
            if told.doubt is not None:
                found.doubts.append(Reason(column.name, f"{_shortened(part)} {told.doubt}"))
        if any(value != "" for value in values):
            found.values[column.name] = values

    def _key(self, found: ReadRow) -> str | None:
        names = self.mapping.entry.key
        if not names:
            body = json.dumps(found.values, ensure_ascii=False, sort_keys=True)
            return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        told = [_key_part(found.values.get(name)) for name in names]
        if not any(told):
            found.reasons.append(Reason(names[0], "is the row's key and has no value"))
            return None
        for name, part in zip(names, told, strict=True):
            if is_scientific(part):
                found.reasons.append(Reason(name, f"{part} has lost digits (scientific notation) and is the row's key"))
                return None
        key = "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in told)
        if len(key) > _LONGEST_KEY or not key.isprintable():
            return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return key


def _key_part(value: Value | list[Value] | None) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _shortened(cell: Cell) -> str:
    text = as_text(cell)
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"
