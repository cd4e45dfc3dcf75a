"""Which document belongs to which planting: arithmetic, so that any document can be asked for alone.

Plantings stand in rounds; a round holds one or two of each model and kind in a fixed number of places. A shuffle
spreads the places over the whole run. Places that a planting doesn't need, and all others, are ordinary documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from anmai.sample.dice import Shuffle
from anmai.sample.vocabulary import vocabulary

REPEAT, RING, PROBATION, CHAIN = (
    "repeat-offender-cross-region",
    "false-litigation-ring",
    "improper-probation",
    "chain",
)
GROUP = "repeat-offender-group"
NEW_CRIME, RECIDIVISM, PENALTY = "new-crime-in-probation", "missed-recidivism", "missing-supplementary-penalty"
#: (model, kind, places) of one round.
ROUND: Final[tuple[tuple[str, str, int], ...]] = (
    (REPEAT, "positive", 4), (REPEAT, "near_miss", 3), (REPEAT, "look_alike", 4), (REPEAT, "unknown", 3),
    (RING, "positive", 10), (RING, "near_miss", 8), (RING, "look_alike", 9), (RING, "unknown", 8),
    (PROBATION, "positive", 2), (PROBATION, "near_miss", 1), (PROBATION, "near_miss", 1),
    (PROBATION, "look_alike", 1), (PROBATION, "look_alike", 1), (PROBATION, "unknown", 1),
    (CHAIN, "link", 2), (CHAIN, "link", 2),
    (NEW_CRIME, "positive", 2), (NEW_CRIME, "positive", 2), (NEW_CRIME, "near_miss", 2),
    (NEW_CRIME, "look_alike", 2), (NEW_CRIME, "unknown", 2),
    (RECIDIVISM, "positive", 2), (RECIDIVISM, "positive", 2), (RECIDIVISM, "near_miss", 2),
    (RECIDIVISM, "look_alike", 2), (RECIDIVISM, "look_alike", 2), (RECIDIVISM, "unknown", 2),
    (PENALTY, "positive", 1), (PENALTY, "positive", 1), (PENALTY, "near_miss", 1), (PENALTY, "look_alike", 1),
    (PENALTY, "unknown", 1),
    (GROUP, "positive", 3), (GROUP, "near_miss", 3), (GROUP, "look_alike", 3),
)  # fmt: skip
PLACES: Final = sum(places for _, _, places in ROUND)
_STARTS: Final = tuple(sum(places for _, _, places in ROUND[:turn]) for turn in range(len(ROUND)))


@dataclass(frozen=True, slots=True)
class Plot:
    """The ground of one planting.

    Attributes:
        number: Number of the planting in the run.
        variant: Which of the model's variants of this kind (cyclic).
        first: Rank of its first place.
        places: How many documents it may have.
    """

    number: int
    model: str
    kind: str
    variant: int
    first: int
    places: int


def rounds(size: int) -> int:
    """How many rounds a run of ``size`` documents holds: 2 at 200, 4 at 600, 5 from 750, then one in 800."""
    if size < PLACES + PLACES // 4:
        return 0
    return max(min(max(2, size // 150), 5, size // PLACES), size // 800)


class Plan:
    """The plan of a run."""

    def __init__(self, size: int, seed: int) -> None:
        self.size, self.seed = size, seed
        self.rounds = rounds(size)
        self.shuffle = Shuffle(size, seed)

    @property
    def plots(self) -> int:
        """Number of plantings."""
        return self.rounds * len(ROUND)

    def plot(self, number: int) -> Plot:
        """The ground of planting ``number``."""
        turn, entry = divmod(number, len(ROUND))
        model, kind, places = ROUND[entry]
        same = [place for place, (m, k, _) in enumerate(ROUND) if (m, k) == (model, kind)]
        variants = len(vocabulary().patterns[model][kind])
        variant = (turn * len(same) + same.index(entry)) % variants
        return Plot(number, model, kind, variant, turn * PLACES + _STARTS[entry], places)

    def find(self, index: int) -> tuple[int, int] | None:
        """The planting and the place in it of document ``index``; None for an ordinary document."""
        rank = self.shuffle.rank(index)
        turn, rest = divmod(rank, PLACES)
        if turn >= self.rounds:
            return None
        entry = next(entry for entry in range(len(ROUND) - 1, -1, -1) if rest >= _STARTS[entry])
        return turn * len(ROUND) + entry, rest - _STARTS[entry]

    def index(self, plot: Plot, place: int) -> int:
        """The document that stands on a place of a planting."""
        return self.shuffle.place(plot.first + place)
