"""Reader of tables of texts (.csv, .tsv) as databases and spreadsheets export them: a header, then a ruling a row.

Cells may hold line breaks and be as long as a ruling; the file is read in a stream, in whatever encoding it is in.
"""

from __future__ import annotations

import codecs
import csv
import io
import threading
from collections.abc import Iterator
from typing import BinaryIO, Final

from anmai.errors import DocumentError
from anmai.extraction.readers.encoding import encoding_of
from anmai.extraction.readers.limits import MAX_COLUMNS, MAX_LINE_BYTES
from anmai.extraction.readers.rows import Row

NAME: Final = "csv"
VERSION: Final = "1"

_SAMPLE: Final = 256 * 1024
#: csv.field_size_limit is one for the whole process; it is only ever raised, and under this lock.
_limit_lock: Final = threading.Lock()


def read_rows(stream: BinaryIO, key: str, *, tabs: bool) -> Iterator[Row]:
    """Each row below the header, streaming.

    Args:
        stream: The open file.
        key: The file's key, for messages.
        tabs: Columns are parted by tabs whatever the header looks like (.tsv).

    Yields:
        Rows; one that can't be read with its error. An unclosed quotation ends the table with one.
    """
    with _limit_lock:
        csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE_BYTES))
    buffered = io.BufferedReader(stream, _SAMPLE) if isinstance(stream, io.RawIOBase) else stream
    sample = buffered.read(_SAMPLE)
    try:
        encoding, mark = encoding_of(sample, key, whole=len(sample) < _SAMPLE)
    except DocumentError as error:
        yield Row(1, b"", None, error)
        return
    lines = _Lines(sample[mark:], buffered, encoding)
    rows = csv.reader(lines, delimiter="\t" if tabs else _delimiter(sample[mark:], encoding), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        if len(header) > MAX_COLUMNS:
            raise DocumentError("too_large", f"{key}: {len(header)} columns.", remedy=f"Export at most {MAX_COLUMNS}.")
    except (csv.Error, UnicodeDecodeError, DocumentError) as error:
        yield Row(1, b"", None, error if isinstance(error, DocumentError) else _refused(error, f"{key}:1", encoding))
        return
    lines.take()
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except (csv.Error, UnicodeDecodeError) as error:
            raw = lines.take()
            yield Row(number, raw, None, _refused(error, f"{key}:{number}", encoding))
            if isinstance(error, UnicodeDecodeError) or lines.ended:
                return
            continue
        raw = lines.take()
        if not any(cells):
            continue
        if len(cells) > len(header):
            yield Row(number, raw, None, DocumentError(
                "malformed", f"{key}:{number}: {len(cells)} cells under {len(header)} columns.",
                remedy="Quote cells that hold the delimiter.",
            ))  # fmt: skip
            continue
        yield Row(number, raw, dict(zip(header, cells, strict=False)))


def _refused(error: Exception, place: str, encoding: str) -> DocumentError:
    if isinstance(error, UnicodeDecodeError):
        return DocumentError("encoding", f"{place}: bytes that are no {encoding}.", remedy="Save the table as UTF-8.")
    if "field larger" in str(error):
        return DocumentError(
            "too_large", f"{place}: a cell of more than {MAX_LINE_BYTES} characters.", remedy="Split it."
        )
    return DocumentError(
        "malformed", f"{place}: the row is no CSV ({error}).", remedy="Quote cells that hold quotes or line breaks."
    )


def _delimiter(sample: bytes, encoding: str) -> str:
    """What parts the header's columns: the most frequent of comma, semicolon and tab."""
    text = codecs.getincrementaldecoder(encoding)("ignore").decode(sample)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max((",", "\t", ";"), key=first.count)


class _Lines:
    """Lines of text from a stream of bytes, as csv.reader wants them; remembers the bytes of those taken."""

    def __init__(self, sample: bytes, stream: BinaryIO | io.BufferedReader, encoding: str) -> None:
        self._text = io.TextIOWrapper(io.BufferedReader(_Joined(sample, stream)), encoding=encoding, newline="")
        self._encoding = encoding
        self._taken: list[str] = []
        self._length = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE_BYTES)
        if not line:
            self.ended = True
            raise StopIteration
        self._length += len(line)
        if self._length > MAX_LINE_BYTES:
            # An unclosed quotation would gather the rest of the file into one cell.
            self._taken.clear()
            self.ended = True
            raise csv.Error(f"field larger than {MAX_LINE_BYTES}")
        self._taken.append(line)
        return line.replace("\0", "")

    def take(self) -> bytes:
        """The bytes of the lines since the last call."""
        raw = "".join(self._taken).rstrip("\r\n").encode(self._encoding)
        self._taken.clear()
        self._length = 0
        return raw


class _Joined(io.RawIOBase):
    """A sample that was read already, and the rest of its stream."""

    def __init__(self, sample: bytes, stream: BinaryIO | io.BufferedReader) -> None:
        self._sample = memoryview(sample)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data: bytes | memoryview
        if self._sample:
            data, self._sample = self._sample[: len(buffer)], self._sample[len(buffer) :]
        else:
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
