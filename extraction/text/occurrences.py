"""Where a word stands in a text: found without a regular expression, which would be compiled for each name."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(
    text: str, word: str, start: int = 0, end: int | None = None, *, overlapping: bool = False
) -> Iterator[int]:
    """Where ``word`` begins in text[start:end], in order.

    Args:
        text: Any text.
        word: What is looked for; nothing is found of an empty one.
        start: Where the search begins.
        end: Where it stops; None for the text's end.
        overlapping: Whether the word is looked for inside itself too (某某 in 某某某).
    """
    last = len(text) if end is None else end
    step = 1 if overlapping else len(word)
    at = text.find(word, start, last) if word else -1
    while at >= 0:
        yield at
        at = text.find(word, at + step, last)
