"""Precision, recall and F1 by group, micro and macro, with bootstrap intervals over documents.

Documents are drawn with replacement (Efron 1979, percentile interval): rows of one document stand and fall together,
so that drawing rows would make intervals too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

#: A group with fewer gold rows than this is marked: a single row moves its score by several points.
FEW_ROWS: Final = 20
#: Draws of documents, and the seed that makes intervals the same in every run.
DRAWS: Final = 1000
SEED: Final = 20_180_524
_LOW, _HIGH = 2.5, 97.5

#: Right, invented, missed of one group in one document.
Counts = tuple[int, int, int]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """A figure and its 95 % interval; None where draws can't give one."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One group's agreement with its gold.

    Attributes:
        n: Gold rows.
        few: The group has fewer than FEW_ROWS gold rows: judge it by reading, not by its score.
        in_macro: It counts in the macro average.
    """

    group: str
    n: int
    right: int
    invented: int
    missed: int
    precision: float
    recall: float
    f1: Score
    few: bool
    in_macro: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """All groups of one set; micro is over all rows, macro the mean of the groups' F1."""

    documents: int
    rows: int
    groups: tuple[GroupScore, ...]
    micro_f1: Score
    macro_f1: Score

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return asdict(self)


def score(
    documents: Sequence[Mapping[str, Counts]],
    *,
    least_rows: int = 3,
    order: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Scores:
    """Score a set of compared documents.

    Args:
        documents: For each document the counts of its groups.
        least_rows: Gold rows that a group needs to count in the macro average.
        order: Groups that come first, in this order; the others follow by name.
        draws: Draws for the intervals; 0 for none.
        seed: Seed of the draws.
    """
    ranks = {group: rank for rank, group in enumerate(order)}
    names = sorted({group for counts in documents for group in counts}, key=lambda name: (ranks.get(name, 999), name))
    table = np.array(
        [[counts.get(name, (0, 0, 0)) for name in names] for counts in documents], dtype=np.float64
    ).reshape(len(documents), len(names), 3)
    totals = table.sum(axis=0)
    counted = totals[:, 0] + totals[:, 2] >= least_rows
    drawn = _draw(table, draws, seed)
    # A draw may leave a small group without any row: it says nothing about that group.
    drawn_groups = np.where(drawn.sum(axis=2) > 0, _f1(drawn), np.nan)
    groups = tuple(
        _group(name, totals[place], drawn_groups[:, place], counted=bool(counted[place]))
        for place, name in enumerate(names)
    )
    whole = _f1(totals)
    macro = float(whole[counted].mean()) if counted.any() else 0.0
    micro = float(_f1(totals.sum(axis=0))) if names else 0.0
    held = np.where(counted, drawn_groups, np.nan)
    usable = held[~np.isnan(held).all(axis=1)] if held.size else held
    return Scores(
        documents=len(documents),
        rows=int((totals[:, 0] + totals[:, 2]).sum()) if names else 0,
        groups=groups,
        micro_f1=Score(micro, *_interval(_f1(drawn.sum(axis=1)))),
        macro_f1=Score(macro, *_interval(np.nanmean(usable, axis=1) if usable.size else np.empty(0))),
    )


def _draw(table: _Floats, draws: int, seed: int) -> _Floats:
    """Counts summed over each draw of documents: draws × groups × 3."""
    size = len(table)
    if not size or not draws:
        return np.empty((0, *table.shape[1:]))
    weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws).astype(np.float64)
    summed: _Floats = (weights @ table.reshape(size, -1)).reshape(draws, *table.shape[1:])
    return summed


def _f1(counts: _Floats) -> _Floats:
    right, invented, missed = counts[..., 0], counts[..., 1], counts[..., 2]
    whole = 2 * right + invented + missed
    return np.divide(2 * right, whole, out=np.zeros_like(whole), where=whole > 0)


def _interval(values: _Floats) -> tuple[float | None, float | None]:
    values = values[~np.isnan(values)]
    if not values.size:
        return None, None
    low, high = np.percentile(values, [_LOW, _HIGH])
    return float(low), float(high)


def _group(name: str, totals: _Floats, drawn: _Floats, *, counted: bool) -> GroupScore:
    right, invented, missed = (int(count) for count in totals)
    return GroupScore(
        group=name,
        n=right + missed,
        right=right,
        invented=invented,
        missed=missed,
        precision=right / (right + invented) if right + invented else 0.0,
        recall=right / (right + missed) if right + missed else 0.0,
        f1=Score(float(_f1(totals)), *_interval(drawn)),
        few=right + missed < FEW_ROWS,
        in_macro=counted,
    )
