"""Cut a text at the borders of its passages, so that overlapping ones can be drawn as marks."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that lies in the same passages throughout."""

    text: str
    passages: tuple[str, ...]


def cut(text: str, passages: Iterable[tuple[str, int, int]]) -> list[Segment]:
    """Segments that put together give ``text`` again.

    Args:
        text: The source text.
        passages: (id, start, end) each, in code points, end exclusive; what lies outside the text is cut off, empty
            ones are ignored.
    """
    size = len(text)
    clipped = [(name, max(0, start), min(end, size)) for name, start, end in passages]
    kept = [(name, start, end) for name, start, end in clipped if start < end]
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for name, start, end in kept:
        opens.setdefault(start, []).append(name)
        closes.setdefault(end, []).append(name)
    borders = sorted({0, size, *opens, *closes})
    segments: list[Segment] = []
    current: list[str] = []
    for at, until in itertools.pairwise(borders):
        for name in closes.get(at, ()):
            current.remove(name)
        current.extend(opens.get(at, ()))
        segments.append(Segment(text[at:until], tuple(current)))
    return segments
