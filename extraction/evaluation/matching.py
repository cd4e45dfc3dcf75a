"""Sets the rows of one record beside those of its gold: right, missed, invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from anmai.extraction.evaluation.comparing import close
from anmai.extraction.evaluation.rows import Row


@dataclass(slots=True)
class Matched:
    """One document's rows after comparison.

    Attributes:
        right: Pairs of a gold row and the row found that agrees with it.
        missed: Gold rows that were not found.
        invented: Rows found that the gold doesn't hold.
    """

    right: list[tuple[Row, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    invented: list[Row] = field(default_factory=list)


def match(gold: Iterable[Row], found: Iterable[Row]) -> Matched:
    """Pair rows of equal group and key; then rows whose free text is close. Each row is used once."""
    matched = Matched()
    left: dict[str, list[Row]] = defaultdict(list)
    by_key = {(row.group, row.key): row for row in found}
    open_gold: list[Row] = []
    for row in gold:
        same = by_key.pop((row.group, row.key), None)
        if same is None:
            open_gold.append(row)
        else:
            matched.right.append((row, same))
    for row in by_key.values():
        left[row.group].append(row)
    for row in open_gold:
        near = next((other for other in left[row.group] if row.close and _near(row, other)), None)
        if near is None:
            matched.missed.append(row)
        else:
            left[row.group].remove(near)
            matched.right.append((row, near))
    matched.invented = [row for rows in left.values() for row in rows]
    return matched


def _near(gold: Row, found: Row) -> bool:
    return gold.key[:-1] == found.key[:-1] and close(gold.key[-1], found.key[-1])
