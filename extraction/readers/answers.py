"""Answers of the process that reads hostile bytes: plain JSON, so that even one that was taken over says only words."""

from __future__ import annotations

import json
from typing import IO, Any

from anmai.extraction.readers.reading import Reading
from anmai.extraction.reading_process import LENGTH

#: Most bytes of one answer: a text of 64 MB, escaped.
_LONGEST = 1 << 30


def tell(stream: IO[bytes], kind: str, **words: Any) -> None:
    """Write one answer."""
    data = json.dumps({"kind": kind, **words}).encode("ascii")
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def hear(stream: IO[bytes]) -> dict[str, Any]:
    """Read one answer.

    Raises:
        EOFError: The other side is gone.
        ValueError: It says no answer.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    size = LENGTH.unpack(head)[0]
    if size > _LONGEST:
        raise ValueError("the answer is too long")
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    answer = json.loads(data)
    if not isinstance(answer, dict) or "kind" not in answer:
        raise ValueError("no answer")
    return answer


def as_words(reading: Reading) -> dict[str, Any]:
    """A reading as plain data."""
    return {
        "text": reading.text,
        "notes": list(reading.notes),
        "recognised": [list(part) for part in reading.recognised],
        "reader": reading.reader,
        "version": reading.version,
    }


def as_reading(told: dict[str, Any]) -> Reading:
    """A reading from plain data.

    Raises:
        ValueError, KeyError, TypeError: The data are none.
    """
    reader, version = told["reader"], told["version"]
    return Reading(
        str(told["text"]),
        tuple(str(note) for note in told["notes"]),
        tuple((int(start), int(end), float(sure)) for start, end, sure in told["recognised"]),
        None if reader is None else str(reader),
        None if version is None else str(version),
    )
