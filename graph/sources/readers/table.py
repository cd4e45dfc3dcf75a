"""A table that is open for reading: what it is, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anmai.graph.sources.rows import TableRow

#: Tells the encoding of a text from its first bytes, and the length of its mark: (sample, place, whole) → both.
EncodingOf = Callable[..., tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: Shown as the row's file: a file's name, or table@database.
        address: Where it lies; of a database without its password.
        digest: SHA-256 (hex) of the file; None for a database, whose rows have no order to go on in.
        serials: It is a spreadsheet: dates may be numbers of days.
        rows: Begins to read its rows, the header left out.
        flat: All rows have the same headers; else each row, an object, has its own.
        total: How many rows there are, where that is known without reading them.
        sheet: The sheet that is read.
    """

    name: str
    address: str
    digest: str | None
    serials: bool
    rows: Callable[[], Iterator[TableRow]]
    flat: bool = True
    total: int | None = None
    sheet: str | None = None
