"""Whether confidence means something: how often values of a given confidence are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from anmai.extraction.evaluation.rows import Row

#: Lower edges of the bins; a bin reaches up to the next edge, the last one holds 1.0 alone.
EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
#: From here on a value is called sure.
SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Bin:
    """Values whose confidence is at least ``low`` and under ``high`` (1.0 alone in the last bin)."""

    low: float
    high: float
    n: int
    right: int

    @property
    def share(self) -> float | None:
        """The share that is right; None where the bin is empty."""
        return self.right / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability table of a set of values.

    Attributes:
        bins: In order of confidence.
        sure: All values with a confidence of at least SURE.
    """

    bins: tuple[Bin, ...]
    sure: Bin

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        told = [{**asdict(one), "share": one.share} for one in (*self.bins, self.sure)]
        return {"bins": told[:-1], "sure": told[-1]}


def confidence_of(row: Row, provenance: Mapping[str, float]) -> float:
    """The confidence of a row: that of its weakest part.

    Args:
        row: A row of a record.
        provenance: JSON Pointer → confidence. A part without a row of its own takes that of what holds it, or the
            weakest of what it holds.
    """
    return min((_of_path(path, provenance) for path in row.paths), default=1.0)


def _of_path(path: str, provenance: Mapping[str, float]) -> float:
    above = path
    while above:
        if above in provenance:
            return provenance[above]
        above = above.rpartition("/")[0]
    return min((value for name, value in provenance.items() if name.startswith(f"{path}/")), default=1.0)


def reliability(values: Iterable[tuple[float, bool]]) -> Reliability:
    """The table of values, each with its confidence and whether it is right."""
    counts: Sequence[list[int]] = [[0, 0] for _ in EDGES]
    sure = [0, 0]
    for confidence, right in values:
        place = max((number for number, edge in enumerate(EDGES) if confidence >= edge), default=0)
        for held in (counts[place], sure) if confidence >= SURE else (counts[place],):
            held[0] += 1
            held[1] += right
    highs = (*EDGES[1:], 1.0)
    bins = tuple(Bin(low, high, n, right) for low, high, (n, right) in zip(EDGES, highs, counts, strict=True))
    return Reliability(bins, Bin(SURE, 1.0, sure[0], sure[1]))
