"""Reader of plain text files (.txt)."""

from __future__ import annotations

from typing import Final

from anmai.extraction.readers.encoding import decode

NAME: Final = "txt"
VERSION: Final = "1"


def read(raw: bytes, place: str) -> str:
    """The text of a .txt file. Markup in it stays text; line ends stay as they are.

    Raises:
        DocumentError: reason ``binary`` or ``encoding``.
    """
    return decode(raw, place)
