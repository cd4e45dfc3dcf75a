"""Checking a table against a mapping before anything of it is loaded."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import Matched, match, needed
from anmai.graph.sources.readers.table import Table
from anmai.graph.sources.rows import ReadRow, RowReader
from anmai.graph.sources.values import Value

#: Row numbers and examples that a report lists of each kind; all are counted.
LISTED: Final = 10
_STEP: Final = 10_000
_SUMMED: Final = frozenset({"integer", "number", "money"})
_DATED: Final = frozenset({"date", "datetime"})
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Faults:
    """One kind of fault: how often, in which rows (the first ones), and what is wrong there."""

    count: int = 0
    rows: list[int] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    def add(self, row: int, message: str) -> None:
        """Count one more."""
        self.count += 1
        if len(self.rows) < LISTED:
            self.rows.append(row)
            if message not in self.examples:
                self.examples.append(message)


@dataclass(slots=True)
class ColumnReport:
    """A column of the file: rows with a value; least, greatest and sum, where that means something."""

    filled: int = 0
    least: Any = None
    greatest: Any = None
    sum: float | None = None

    def add(self, value: Value | list[Value], kind: str) -> None:
        """Count one more value."""
        self.filled += 1
        if isinstance(value, list) or kind not in _SUMMED | _DATED:
            return
        if self.least is None or value < self.least:
            self.least = value
        if self.greatest is None or value > self.greatest:
            self.greatest = value
        if kind in _SUMMED:
            self.sum = (self.sum or 0.0) + float(value)


@dataclass(slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        good: Rows that would be loaded (repeated keys with equal content counted once).
        rejected: Rows that would not, a reason or more each.
        refused: Why the table as a whole would not be loaded; None when it would.
        faults: Column (or "" for the row) → why rows are rejected.
        doubts: Column → values that are kept and used as no key.
        repeated: Rows whose key stood in an earlier row.
    """

    table: str
    kind: str
    columns: dict[str, ColumnReport] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    rows: int = 0
    good: int = 0
    rejected: int = 0
    refused: str | None = None
    faults: dict[str, Faults] = field(default_factory=dict)
    doubts: dict[str, Faults] = field(default_factory=dict)
    repeated: Faults = field(default_factory=Faults)

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            **{name: getattr(self, name) for name in ("table", "kind", "rows", "good", "rejected", "refused")},
            "missing": list(self.missing),
            "unknown": list(self.unknown),
            "columns": {
                name: {"filled": each.filled, "least": each.least, "greatest": each.greatest, "sum": each.sum}
                for name, each in self.columns.items()
            },
            "faults": {name: _plain(each) for name, each in self.faults.items()},
            "doubts": {name: _plain(each) for name, each in self.doubts.items()},
            "repeated": _plain(self.repeated),
        }


def check_table(table: Table, mapping: Mapping, progress: Progress = lambda _done, _total: None) -> CheckReport:
    """Read a whole table and tell what loading it would do; nothing is stored.

    Raises:
        SourceError: The table can't be read, or its headers contradict the mapping.
    """
    report = CheckReport(table.name, mapping.name)
    reader = RowReader(mapping, serials=table.serials)
    kinds: dict[str, str] = {column.name: column.type for column in mapping.columns}
    keys, numbers = array("Q"), array("Q")
    seen: set[tuple[str, ...]] = set()
    for row in table.rows():
        report.rows += 1
        if row.headers and row.headers not in seen:
            seen.add(row.headers)
            _note_headers(report, match(row.headers, mapping), first=len(seen) == 1)
        told = reader.read(row)
        _count(report, told, row.number, kinds)
        if told.key is not None:
            keys.append(int.from_bytes(hashlib.blake2b(told.key.encode(), digest_size=8).digest()))
            numbers.append(row.number)
        if report.rows % _STEP == 0:
            progress(report.rows, table.total)
    _find_repeated(report, keys, numbers)
    report.refused = refusal(mapping, report.missing, report.good)
    return report


def refusal(mapping: Mapping, missing: tuple[str, ...], good: int) -> str | None:
    """Why a table as a whole can't be loaded; None when it can."""
    lacking = [mapping.column(name) for name in needed(mapping) if name in missing]
    if lacking:
        told = "、".join(f"{column.name}（{column.title.zh}）" for column in lacking)
        return f"the table has no column for {told}"
    return None if good else "no row of it is good"


def _note_headers(report: CheckReport, matched: Matched, *, first: bool) -> None:
    for name in matched.places:
        report.columns.setdefault(name, ColumnReport())
    # Objects of JSON leave fields out: a column is missing where no object has it.
    report.missing = matched.missing if first else tuple(each for each in report.missing if each in matched.missing)
    report.unknown = tuple(dict.fromkeys((*report.unknown, *matched.unknown)))


def _count(report: CheckReport, told: ReadRow, number: int, kinds: dict[str, str]) -> None:
    for reason in told.reasons:
        report.faults.setdefault(reason.column or "", Faults()).add(number, reason.message)
    for doubt in told.doubts:
        report.doubts.setdefault(doubt.column or "", Faults()).add(number, doubt.message)
    if told.key is None:
        report.rejected += 1
        return
    report.good += 1
    for name, value in told.values.items():
        report.columns[name].add(value, kinds[name])


def _find_repeated(report: CheckReport, keys: array[int], numbers: array[int]) -> None:
    if not keys:
        return
    all_keys, all_numbers = np.frombuffer(keys, np.uint64), np.frombuffer(numbers, np.uint64)
    order = np.argsort(all_keys, kind="stable")
    again = np.flatnonzero(all_keys[order][1:] == all_keys[order][:-1]) + 1
    for number in sorted(int(all_numbers[order[at]]) for at in again):
        report.repeated.add(number, "the key stood in an earlier row")
    report.good -= len(again)


def _plain(faults: Faults) -> dict[str, Any]:
    return {"count": faults.count, "rows": faults.rows, "examples": faults.examples}
