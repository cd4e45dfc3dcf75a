"""What a reader is, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from anmai.forms.document import Recognised


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of bytes.

    Attributes:
        text: The source text.
        notes: What a user should know of it, as full sentences without the place.
        recognised: Parts that were recognised in pictures, in order.
        reader: Name of the reader when it isn't the format's own, e.g. "pdf+ocr".
        version: Version of that reader; None with ``reader``.
    """

    text: str
    notes: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    reader: str | None = None
    version: str | None = None


class Reader(NamedTuple):
    """A reader of one format: its name and version go with every text that it made.

    Attributes:
        name: Its name.
        version: Raised when it gives other text for the same bytes.
        read: From bytes and their place (for messages) to a reading; raises ``anmai.errors.DocumentError``.
        max_bytes: Larger files are refused.
        guarded: It runs in a process of its own, since it may crash, hang or eat memory on hostile bytes.
    """

    name: str
    version: str
    read: Callable[[bytes, str], Reading]
    max_bytes: int
    guarded: bool = False
