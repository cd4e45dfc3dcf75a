"""Writing a command's output file: complete or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from anmai.errors import UsageError


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write lines of UTF-8 under another name first, so that a broken run leaves no half file.

    Returns:
        How many lines were written.

    Raises:
        UsageError: The file can't be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for count, line in enumerate(lines, 1):  # noqa: B007 (the count is the answer)
                file.write(line + "\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}.", remedy="Name another file.") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file, as ``write_lines`` does.

    Raises:
        UsageError: The file can't be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}.", remedy="Name another file.") from error
    finally:
        part.unlink(missing_ok=True)
