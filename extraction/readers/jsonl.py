"""Reader of tables of texts (.jsonl): one JSON object a line, with an id and a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from anmai.errors import DocumentError
from anmai.extraction.readers.encoding import decode
from anmai.extraction.readers.limits import MAX_LINE_BYTES
from anmai.extraction.readers.rows import Row

NAME: Final = "jsonl"
VERSION: Final = "1"


def read_rows(stream: BinaryIO, key: str) -> Iterator[Row]:
    """Each line that isn't blank as a row, in the file's order, streaming.

    Args:
        stream: The open file.
        key: The file's key, for messages.

    Yields:
        Rows; a broken line yields one with its error (``malformed``, ``too_large`` …).
    """
    for number, raw in _raw_lines(stream):
        try:
            yield Row(number, raw or b"", _values(raw, f"{key}:{number}"))
        except DocumentError as error:
            yield Row(number, raw or b"", None, error)


def _raw_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line; None for one beyond the limit, which is passed over unread."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE_BYTES)
            yield number, None
        elif line.strip():
            yield number, line.rstrip(b"\r\n")


def _values(raw: bytes | None, place: str) -> dict[str, Any]:
    if raw is None:
        raise DocumentError(
            "too_large", f"{place}: the line is longer than {MAX_LINE_BYTES} bytes.", remedy="Split the text."
        )
    text = decode(raw, place)
    try:
        row = json.loads(text)
    except RecursionError as error:
        raise DocumentError(
            "too_nested", f"{place}: the JSON is nested too deep.", remedy="Each line must be one flat JSON object."
        ) from error
    except ValueError as error:
        raise DocumentError(
            "malformed", f"{place}: the line is no JSON ({error}).", remedy="Each line must be one JSON object."
        ) from error
    if not isinstance(row, dict):
        raise DocumentError(
            "malformed", f"{place}: the line is no JSON object.", remedy="Each line must be one JSON object."
        )
    return row
