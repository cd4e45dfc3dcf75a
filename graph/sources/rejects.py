"""Rejected rows as a file: the cells as they were written, the row's number, and why it was rejected."""

from __future__ import annotations

import csv
from pathlib import Path

import sqlalchemy as sa

from anmai.errors import SourceError
from anmai.graph.sources.cells import as_text
from anmai.graph.sources.stored import stored_row
from anmai.store import Store
from anmai.store.source_tables import RejectedRow, SourceFile, SourceLoad

#: What stands before the cells.
ROW, REASONS = "anmai:row", "anmai:reasons"


def rejects_path(table: str) -> Path:
    """Where the rejected rows of a file go: beside it; those of a database into the working folder."""
    path = Path(table)
    return path.with_name(f"{path.name}.rejects.csv") if path.is_file() else Path("database.rejects.csv")


def write_rejects(store: Store, load_id: str, path: Path) -> int:
    """Write the rejected rows of a load as CSV (UTF-8 with a mark, as spreadsheets want it), or remove an older file.

    Cells are written as they are, so that the file can be put right and loaded: open it in a spreadsheet with care.

    Returns:
        How many there are.

    Raises:
        SourceError: The file can't be written.
    """
    with store.session(write=False) as session:
        load = session.get_one(SourceLoad, load_id)
        file = session.get(SourceFile, load.file_id)
        headers = list(file.headers) if file is not None else []
        query = sa.select(RejectedRow).where(RejectedRow.load_id == load_id).order_by(RejectedRow.row)
        rows = session.scalars(query).all()
    told = [(each, stored_row(each.body, each.row, headers)) for each in rows]
    names = headers or list(dict.fromkeys(name for _, row in told for name in row.headers))
    part = path.with_name(f".{path.name}.part")
    try:
        if not rows:
            path.unlink(missing_ok=True)
            return 0
        with part.open("w", encoding="utf-8-sig", errors="surrogatepass", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([*names, ROW, REASONS])
            for each, row in told:
                cells = dict(zip(row.headers, row.cells, strict=False))
                reasons = "; ".join(": ".join(filter(None, (one["column"], one["message"]))) for one in each.reasons)
                writer.writerow([*(as_text(cells.get(name)) for name in names), each.row, reasons])
        part.replace(path)
    except OSError as error:
        raise SourceError(
            f"{path} can't be written: {error.strerror}.", remedy="Name another file with --rejects."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return len(rows)
