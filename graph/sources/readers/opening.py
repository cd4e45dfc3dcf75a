"""Which reader takes a table: by the file's ending, or by the form of a database's URL."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from anmai.errors import UsageError
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.readers import database, delimited, objects, sheet
from anmai.graph.sources.readers.table import EncodingOf, Table

#: Endings that are read.
ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson", ".parquet", ".duckdb")


def open_table(
    asked: str,
    mapping: Mapping | None,
    encoding_of: EncodingOf,
    *,
    sheet_name: str | None = None,
    table: str | None = None,
    query: str | None = None,
) -> Table:
    """A table, ready to be read once or several times.

    Args:
        asked: A file's path, or the SQLAlchemy URL of a database.
        mapping: Tells which of the first rows is the header; None takes the one with the most filled cells.
        encoding_of: Tells the encoding of texts.
        sheet_name: Sheet of a workbook; None takes the first that has rows.
        table: Table of a database.
        query: Query of a database instead of a table.

    Raises:
        UsageError: No such file, an ending that is not read, or a database without table or query.
        SourceError: The file is not what its ending says.
    """
    if "://" in asked:
        _one_of(asked, table, query)
        shown = database.shown_url(asked)
        return Table(f"{table or 'query'}@{shown}", shown, None, False,
                     lambda: database.read_database(asked, table=table, query=query))  # fmt: skip
    path = Path(asked)
    if not path.is_file():
        raise UsageError(f"There is no file {asked}.", remedy="Give a file's path, or the URL of a database.")
    ending = path.suffix.lower()
    if ending == ".duckdb":
        _one_of(asked, table, query)
        return Table(f"{table or 'query'}@{path.name}", str(path.resolve()), None, False,
                     lambda: database.read_duckdb(path, table=table, query=query))  # fmt: skip
    if ending not in ENDINGS:
        raise UsageError(f"{asked}: tables with the ending {ending or '(none)'} are not read.",
                         remedy=f"Save it as one of {' '.join(ENDINGS)}.")  # fmt: skip
    return _of_file(path, ending, mapping, encoding_of, sheet_name)


def _of_file(
    path: Path, ending: str, mapping: Mapping | None, encoding_of: EncodingOf, sheet_name: str | None
) -> Table:
    name, address, digest = path.name, str(path.resolve()), _digest(path)
    match ending:
        case ".xlsx":
            chosen = sheet.sheet_of(path, sheet_name)
            return Table(name, address, digest, True, lambda: sheet.read_sheet(path, chosen, mapping), sheet=chosen)
        case ".jsonl" | ".ndjson":
            return Table(name, address, digest, False, lambda: objects.read_json_lines(path, encoding_of), flat=False)
        case ".parquet":
            total = objects.parquet_rows(path)
            return Table(name, address, digest, False, lambda: objects.read_parquet(path), flat=False, total=total)
        case _:
            return Table(name, address, digest, False, lambda: delimited.read_delimited(path, mapping, encoding_of))


def _one_of(asked: str, table: str | None, query: str | None) -> None:
    if (table is None) == (query is None):
        raise UsageError(f"{asked} is a database.", remedy="Name either --table or --query.")


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()
