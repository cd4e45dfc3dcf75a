"""Tables of objects: JSON lines, and Parquet. Fields inside fields become paths: parties[].name, place.code."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anmai.errors import SourceError
from anmai.graph.sources.cells import Cell, plain_cell
from anmai.graph.sources.readers.table import EncodingOf
from anmai.graph.sources.rows import TableRow


def flat(told: dict[str, Any]) -> dict[str, Cell]:
    """An object as path → cell. Fields of objects in a list become lists, element i belonging to element i."""
    found: dict[str, Cell] = {}
    for name, value in told.items():
        if isinstance(value, dict):
            found.update((f"{name}.{path}", cell) for path, cell in flat(value).items())
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            elements = [flat(each) for each in value]
            for path in dict.fromkeys(path for each in elements for path in each):
                found[f"{name}[].{path}"] = [each.get(path) for each in elements]
        else:
            found[name] = plain_cell(value)
    return found


def read_json_lines(path: Path, encoding_of: EncodingOf) -> Iterator[TableRow]:
    """An object a line; a line that is none comes as a row with an error.

    Raises:
        SourceError: The file is no text.
    """
    with path.open("rb") as file:
        sample = file.read(256 * 1024)
        encoding, mark = encoding_of(sample, str(path), whole=len(sample) < 256 * 1024)
    shapes: dict[tuple[str, ...], tuple[str, ...]] = {}
    wide = encoding.startswith(("utf-16", "utf-32"))
    with path.open("rb") as binary:
        binary.seek(mark)
        errors = "surrogatepass" if wide else "surrogateescape"
        lines = io.TextIOWrapper(binary, encoding=encoding, errors=errors, newline="\n")
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
            except ValueError as error:
                yield TableRow(number, (), (), f"is no JSON ({error})")
                continue
            if not isinstance(told, dict):
                yield TableRow(number, (), (), "is no JSON object")
                continue
            cells = flat(told)
            names = tuple(cells)
            yield TableRow(number, shapes.setdefault(names, names), list(cells.values()))


def parquet_rows(path: Path) -> int:
    """How many rows a Parquet file has.

    Raises:
        SourceError: It is none.
    """
    return int(_parquet(path).metadata.num_rows)


def read_parquet(path: Path) -> Iterator[TableRow]:
    """The rows of a Parquet file, in a stream.

    Raises:
        SourceError: It is none.
    """
    number = 0
    for batch in _parquet(path).iter_batches(batch_size=2000):
        names = tuple(batch.schema.names)
        for told in batch.to_pylist():
            number += 1
            cells = flat(told)
            yield TableRow(number, names if tuple(cells) == names else tuple(cells), list(cells.values()))


def _parquet(path: Path) -> Any:
    import pyarrow
    import pyarrow.parquet

    try:
        return pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise SourceError(f"{path} is no Parquet file: {error}", remedy="Export the table again.") from error
