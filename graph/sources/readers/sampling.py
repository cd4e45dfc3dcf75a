"""The first rows of a table that no mapping describes yet."""

from __future__ import annotations

from collections.abc import Iterator

from anmai.graph.sources.readers.opening import open_table
from anmai.graph.sources.readers.table import EncodingOf
from anmai.graph.sources.rows import TableRow


def sample_rows(
    asked: str, encoding_of: EncodingOf, *, sheet: str | None, table: str | None, query: str | None
) -> Iterator[TableRow]:
    """The rows of a table, in a stream; its header is the one of its first rows with the most filled cells.

    Raises:
        UsageError: The table can't be opened.
        SourceError: It is not what its ending says.
    """
    yield from open_table(asked, None, encoding_of, sheet_name=sheet, table=table, query=query).rows()
