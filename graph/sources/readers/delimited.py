"""Tables as text (.csv, .tsv, .txt) in any encoding, with any of the usual delimiters."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from anmai.errors import SourceError
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import HEADER_WITHIN, find_header
from anmai.graph.sources.readers.table import EncodingOf
from anmai.graph.sources.rows import TableRow

_SAMPLE: Final = 256 * 1024
#: Longest cell. An unclosed quotation would gather the rest of the file into one.
_LONGEST_CELL: Final = 8 * 1024 * 1024
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def read_delimited(path: Path, mapping: Mapping | None, encoding_of: EncodingOf) -> Iterator[TableRow]:
    """The rows below the header, in a stream.

    Bytes that the encoding doesn't know spoil their own row alone: they come as surrogates, which no column takes.

    Raises:
        SourceError: No row looks like the mapping's header, or a quotation never ends.
    """
    encoding, mark = _encoding(path, encoding_of)
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    with path.open("rb") as binary:
        binary.seek(mark)
        errors = (
            "surrogatepass" if encoding.startswith("utf-16") or encoding.startswith("utf-32") else "surrogateescape"
        )
        text = io.TextIOWrapper(binary, encoding=encoding, errors=errors, newline="")
        sample = text.read(_SAMPLE)
        lines = chain(io.StringIO(sample, newline=""), _rest(text, sample))
        rows = csv.reader(_joined(lines), delimiter=_delimiter(path, sample))
        yield from _rows(path, mapping, rows)


def _rows(path: Path, mapping: Mapping | None, rows: Iterator[list[str]]) -> Iterator[TableRow]:
    number = 0
    try:
        first = list(islice(rows, HEADER_WITHIN))
        at = find_header(first, mapping)
        if at is None:
            raise no_header(path.name, mapping)
        headers = tuple(name.strip() for name in first[at])
        width = len(headers)
        for number, cells in enumerate(chain(first[at + 1 :], rows), at + 2):
            if not any(cells):
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            yield TableRow(number, headers, cells)
    except csv.Error as error:
        raise SourceError(
            f"{path}: after row {number} the table can't be read any more ({error}).",
            remedy="Look for a quotation mark that is not closed.",
        ) from error


def no_header(name: str, mapping: Mapping | None) -> SourceError:
    """The error for a table of which no row names a column of the mapping."""
    wanted = "、".join(column.accepted[0] for column in mapping.columns[:6]) if mapping is not None else "?"
    kind = mapping.name if mapping is not None else "a table"
    return SourceError(
        f"{name}: none of the first {HEADER_WITHIN} rows is a header of {kind} ({wanted} …).",
        remedy="Choose another kind (`anmai sources kinds`) or describe this table (`anmai sources new`).",
    )


def _rest(text: io.TextIOWrapper, sample: str) -> Iterator[str]:
    # The sample ended inside a line: what follows completes it.
    yield from text if sample else ()


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Lines, of which the one that the sample cut in two is put together again."""
    held = ""
    for line in lines:
        line = held + line
        if line.endswith(("\n", "\r")):
            held = ""
            yield line
        else:
            held = line
    if held:
        yield held


def _delimiter(path: Path, sample: str) -> str:
    if path.suffix.lower() == ".tsv":
        return "\t"
    lines = [line for line in sample.splitlines()[: HEADER_WITHIN + 1] if line.strip()]
    return max((",", "\t", ";", "|"), key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _encoding(path: Path, encoding_of: EncodingOf) -> tuple[str, int]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    encoding, mark = encoding_of(sample, str(path), whole=len(sample) < _SAMPLE)
    if encoding == "utf-8" and not mark and len(sample) == _SAMPLE:
        wrong = _first_wrong(path)
        if wrong is not None:
            with path.open("rb") as file:
                file.seek(max(0, wrong - _SAMPLE // 2))
                file.readline()
                told = encoding_of(file.read(_SAMPLE), str(path), whole=False)[0]
            # A few bad bytes in UTF-8 spoil their rows; a text of another encoding that began in ASCII is that other.
            return (told, 0) if sample.isascii() else (encoding, mark)
    return encoding, mark


def _first_wrong(path: Path) -> int | None:
    """Where a file stops being UTF-8; None when all of it is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return done + error.start
            done += len(block)
    return None
