"""Reader of plain text files (.txt)."""

from __future__ import annotations

from typing import Final

from anmai.extraction.readers.encoding import decode
from anmai.extraction.readers.reading import Reading

NAME: Final = "txt"
VERSION: Final = "1"


def read(raw: bytes, place: str) -> Reading:
    """The text of a .txt file. Markup in it stays text; line ends stay as they are.

    Raises:
        DocumentError: reason ``binary`` or ``encoding``.
    """
    return Reading(decode(raw, place))
