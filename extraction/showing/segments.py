"""Cuts a text where passages begin and end, so that nested and overlapping ones can be coloured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of the text that gave a value: [start, end) and the value's number on the page."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same passages cover.

    Attributes:
        passages: Those that cover it, the shortest first.
        begins: Values of which a passage begins here.
    """

    start: int
    end: int
    passages: tuple[Passage, ...]
    begins: tuple[int, ...]


def cut(length: int, passages: Sequence[Passage]) -> Iterator[Segment]:
    """The segments of a text of ``length`` code points, in order, without gaps.

    Passages are cut to the text; empty ones still begin somewhere, so that a value can be scrolled to.
    """
    kept = sorted(
        (Passage(max(0, min(one.start, length)), max(0, min(one.end, length)), one.value) for one in passages),
        key=lambda one: (one.start, one.end, one.value),
    )
    edges = sorted({0, length, *(one.start for one in kept), *(one.end for one in kept)})
    active: list[Passage] = []
    position = 0
    for start, end in pairwise(edges):
        active = [one for one in active if one.end > start]
        begins: list[int] = []
        while position < len(kept) and kept[position].start == start:
            begins.append(kept[position].value)
            active.append(kept[position])
            position += 1
        covering = sorted((one for one in active if one.end > start), key=lambda one: (one.end - one.start, one.value))
        yield Segment(start, end, tuple(covering), tuple(dict.fromkeys(begins)))
    late = tuple(dict.fromkeys(one.value for one in kept[position:]))
    if late:
        yield Segment(length, length, (), late)
