"""Rows as the store keeps them: cells as written, compressed; read again with the mapping that they were loaded by."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from typing import Any

from anmai.graph.sources.cells import Cell
from anmai.graph.sources.rows import TableRow


def row_body(row: TableRow, *, flat: bool) -> bytes:
    """A row's cells as JSON (UTF-8): a list in the order of the file's headers, or an object.

    Args:
        row: The row.
        flat: All rows of the table have the same headers, which the file's entry keeps.
    """
    told: Any = list(row.cells) if flat else dict(zip(row.headers, row.cells, strict=False))
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def body_hash(body: bytes, headers: Sequence[str], decided_by: str) -> str:
    """A hash (40 hex digits) that changes with the row, its headers, or what decides its meaning."""
    found = hashlib.blake2b(decided_by.encode(), digest_size=20)
    found.update("\0".join(headers).encode("utf-8", "surrogatepass"))
    found.update(body)
    return found.hexdigest()


def packed(body: bytes) -> bytes:
    """A body as it is stored."""
    return zlib.compress(body)


def stored_row(body: bytes, number: int, headers: Sequence[str]) -> TableRow:
    """A stored row, as its reader gave it."""
    told = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
    if isinstance(told, dict):
        return TableRow(number, tuple(told), list(told.values()))
    cells: list[Cell] = told
    return TableRow(number, tuple(headers), cells)
