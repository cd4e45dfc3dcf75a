"""What is wrong in a compared document, by kind, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from anmai.extraction.evaluation.matching import Matched
from anmai.extraction.evaluation.rows import Row

#: missed: the record lacks it · invented: the gold lacks it · value: the same fact with another value · boundary: a
#: mention that begins or ends elsewhere · label: a mention of another kind.
Kind = Literal["missed", "invented", "value", "boundary", "label"]
KINDS: Final[tuple[Kind, ...]] = ("missed", "invented", "value", "boundary", "label")
#: Characters shown on each side of a passage.
_AROUND: Final = 24


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement with the gold.

    Attributes:
        path: JSON Pointer of the value found; for what was missed, the group.
        expected: The gold's words; None for what was invented.
        found: The record's words; None for what was missed.
        passage: The text around the place, the words themselves between ⟦ and ⟧; None where they don't stand in it.
    """

    document: str
    group: str
    kind: Kind
    path: str
    expected: str | None
    found: str | None
    passage: str | None

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return asdict(self)


def faults_of(
    document: str, matched: Matched, text: str, spans: Mapping[str, list[tuple[int, int]]]
) -> Iterator[Fault]:
    """The faults of one document; a missed and an invented row about the same thing are one fault.

    Args:
        document: Its id.
        matched: Its compared rows.
        text: Its source text.
        spans: JSON Pointer → passages of the record's values.
    """
    left = list(matched.invented)
    for gold in matched.missed:
        kind, other = _partner(gold, left)
        if other is None:
            yield Fault(document, gold.group, "missed", gold.group, _words(gold), None, _gold_passage(gold, text))
        else:
            left.remove(other)
            passage = _passage(text, _span(other, spans))
            yield Fault(document, gold.group, kind, _path(other), _words(gold), _words(other), passage)
    for row in left:
        yield Fault(document, row.group, "invented", _path(row), None, _words(row), _passage(text, _span(row, spans)))


def _partner(gold: Row, invented: list[Row]) -> tuple[Kind, Row | None]:
    """What was found in the place of a missed row."""
    for other in invented:
        if gold.span and other.span:
            if gold.span == other.span:
                return "label", other
            if gold.group == other.group and gold.span[0] < other.span[1] and other.span[0] < gold.span[1]:
                return "boundary", other
        elif gold.group == other.group and len(gold.key) > 1 and gold.key[0] == other.key[0]:
            return "value", other
    return "missed", None


def _words(row: Row) -> str:
    return " · ".join(word for word in row.words if word) or str(row.span or "")


def _path(row: Row) -> str:
    return row.paths[-1] if row.paths else row.group


def _span(row: Row, spans: Mapping[str, list[tuple[int, int]]]) -> tuple[int, int] | None:
    if row.span:
        return row.span
    for path in reversed(row.paths):
        above = path
        while above:
            if spans.get(above):
                return spans[above][0]
            above = above.rpartition("/")[0]
    return None


def _gold_passage(gold: Row, text: str) -> str | None:
    if gold.span:
        return _passage(text, gold.span)
    for word in sorted(filter(None, gold.words), key=len, reverse=True):
        start = text.find(word)
        if start >= 0:
            return _passage(text, (start, start + len(word)))
    return None


def _passage(text: str, span: tuple[int, int] | None) -> str | None:
    if span is None:
        return None
    start, end = span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())
