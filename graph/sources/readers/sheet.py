"""Spreadsheets (.xlsx) through openpyxl (MIT): values as they were last computed, no formula is run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from anmai.errors import SourceError, UsageError
from anmai.graph.sources.cells import Cell, as_text, plain_cell
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import HEADER_WITHIN, find_header
from anmai.graph.sources.readers.delimited import no_header
from anmai.graph.sources.rows import TableRow

#: Unpacked bytes of one workbook; more is a bomb, or belongs in a database.
_MOST_BYTES: Final = 8 * 1024**3


def sheet_of(path: Path, asked: str | None) -> str:
    """The sheet that is read: the one asked for, else the first that has rows.

    Raises:
        SourceError: The file is no workbook.
        UsageError: It has no such sheet.
    """
    book = _opened(path)
    try:
        if asked is not None:
            if asked not in book.sheetnames:
                raise UsageError(f"{path} has no sheet {asked}.", remedy=f"It has: {'、'.join(book.sheetnames)}.")
            return asked
        for name in book.sheetnames:
            if any(cell is not None for row in islice(book[name].iter_rows(values_only=True), 20) for cell in row):
                return str(name)
        raise SourceError(f"{path} has no rows.", remedy="Export the table again.")
    finally:
        book.close()


def read_sheet(path: Path, sheet: str, mapping: Mapping | None) -> Iterator[TableRow]:
    """The rows below the header, in a stream.

    Raises:
        SourceError: The file is no workbook, or no row looks like the mapping's header.
    """
    book = _opened(path)
    try:
        rows: Iterator[tuple[Any, ...]] = book[sheet].iter_rows(values_only=True)
        first = [[plain_cell(cell) for cell in row] for row in islice(rows, HEADER_WITHIN)]
        at = find_header([[as_text(cell) for cell in row] for row in first], mapping)
        if at is None:
            raise no_header(f"{path.name}/{sheet}", mapping)
        headers = tuple(as_text(cell) for cell in first[at])
        while headers and not headers[-1]:
            headers = headers[:-1]
        rest = ([plain_cell(cell) for cell in row] for row in rows)
        for number, cells in enumerate(chain(first[at + 1 :], rest), at + 2):
            trimmed = _trimmed(cells, len(headers))
            if trimmed:
                yield TableRow(number, headers, trimmed)
    finally:
        book.close()


def _trimmed(cells: list[Cell], width: int) -> list[Cell]:
    while cells and (cells[-1] is None or cells[-1] == ""):
        cells.pop()
    return cells[:width] if len(cells) > width and not any(as_text(cell) for cell in cells[width:]) else cells


def _opened(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(each.file_size for each in archive.infolist())
        if size > _MOST_BYTES:
            raise SourceError(f"{path} unpacks to {size} bytes.", remedy="Export the table as CSV or Parquet.")
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise SourceError(f"{path} is no .xlsx workbook: {error}", remedy="Save it as .xlsx or .csv.") from error
