"""Tables of databases: SQLAlchemy URLs, and DuckDB files. Read only; passwords are never kept or shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from anmai.errors import SourceError, UsageError
from anmai.graph.sources.cells import plain_cell
from anmai.graph.sources.rows import TableRow

#: Statements that make a session read only, by dialect.
_READ_ONLY = {
    "sqlite": "PRAGMA query_only=ON",
    "postgresql": "SET TRANSACTION READ ONLY",
    "mysql": "SET TRANSACTION READ ONLY",
    "mariadb": "SET TRANSACTION READ ONLY",
}
_BATCH = 2000


def shown_url(url: str) -> str:
    """A database's URL without its password.

    Raises:
        UsageError: It is no URL of a database.
    """
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError as error:
        raise UsageError(f"{url.partition('@')[2] or url} is no URL of a database.",
                         remedy="Write dialect://user:password@host/database.") from error  # fmt: skip


def read_database(url: str, *, table: str | None, query: str | None) -> Iterator[TableRow]:
    """The rows of a table or query, in a stream.

    Raises:
        SourceError: The database can't be reached, or refuses the query.
    """
    try:
        engine = sa.create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise SourceError(
            f"{shown_url(url)} can't be opened: {error}", remedy="Install its SQLAlchemy driver."
        ) from error
    try:
        with engine.connect() as connection:
            told = _READ_ONLY.get(engine.dialect.name)
            if told is not None:
                connection.exec_driver_sql(told)
            statement: Any = sa.text(query) if query else sa.select(sa.text("*")).select_from(_named(table))
            result = connection.execution_options(stream_results=True, yield_per=_BATCH).execute(statement)
            headers = tuple(str(name) for name in result.keys())
            for number, row in enumerate(result, 1):
                yield TableRow(number, headers, [plain_cell(cell) for cell in row])
            connection.rollback()
    except SQLAlchemyError as error:
        told_error = str(getattr(error, "orig", None) or error)
        raise SourceError(
            f"{shown_url(url)} refused: {told_error}", remedy="Check the table, the query and the rights."
        ) from error
    finally:
        engine.dispose()


def _named(table: str | None) -> Any:
    assert table is not None
    schema, _, name = table.rpartition(".")
    return sa.table(name, schema=schema or None)


def read_duckdb(path: Path, *, table: str | None, query: str | None) -> Iterator[TableRow]:
    """The rows of a table or query of a DuckDB file, in a stream.

    Raises:
        SourceError: It is no DuckDB file, or refuses the query.
    """
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"}) as connection:
            quoted = ".".join('"' + part.replace('"', '""') + '"' for part in (table or "").split("."))
            result = connection.execute(query or f"SELECT * FROM {quoted}")
            headers = tuple(str(each[0]) for each in result.description or ())
            number = 0
            while rows := result.fetchmany(_BATCH):
                for row in rows:
                    number += 1
                    yield TableRow(number, headers, [plain_cell(cell) for cell in row])
    except duckdb.Error as error:
        raise SourceError(f"{path} refused: {error}", remedy="Check the table, the query and the file.") from error
