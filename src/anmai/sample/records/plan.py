"""Which record plantings a run holds, and where among the documents their rows are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from anmai.sample.records import (
    plant_auction,
    plant_consumers,
    plant_detainees,
    plant_driving,
    plant_execution,
    plant_hardship,
    plant_insurance,
    plant_medical,
    plant_mines,
    plant_money,
    plant_penalties,
    plant_safety,
    plant_subsidy,
    plant_trade,
    plant_waters,
    plant_work,
)
from anmai.sample.records.ground import RecordGround

KINDS: Final = ("positive", "near_miss", "look_alike", "unknown")
#: Plantings of one round, by kind: the next variants of each model in turn.
ROUND: Final[tuple[str, ...]] = (
    "positive", "near_miss", "positive", "look_alike", "positive", "look_alike", "unknown",
)  # fmt: skip
#: Rounds that a run may have at most: planted people's numbers are bounded.
MOST_ROUNDS: Final = 40
#: Of the rulings that a planting may hang on, one in so many gets one; the others show the ordinary course.
EACH_HOST: Final = 3
BUILDERS: Final[dict[str, dict[str, Callable[[RecordGround], None]]]] = {
    "unexecuted-sentence": plant_execution.UNEXECUTED,
    "community-correction-lapse": plant_execution.CORRECTION,
    "medical-insurance-fraud": plant_medical.MEDICAL,
    "unfit-driver": plant_driving.UNFIT,
    "modified-vehicle-accident": plant_driving.MODIFIED,
    "subsidy-fraud": plant_subsidy.SUBSIDY,
    "detainee-account-anomaly": plant_detainees.PAYMENTS,
    "meritorious-service-anomaly": plant_detainees.TIPS,
    "reverse-transfer-gap": plant_penalties.REVERSE,
    "penalty-anomaly": plant_penalties.ANOMALY,
    "judicial-auction-collusion": plant_auction.AUCTION,
    "insurance-fraud": plant_insurance.INSURANCE,
    "disability-employment-levy": plant_work.LEVY,
    "wage-guarantee-lapse": plant_work.WAGES,
    "credit-card-relending": plant_money.RELENDING,
    "prepaid-card-flight": plant_consumers.PREPAID,
    "public-interest-reports": plant_consumers.REPORTS,
    "illegal-mining": plant_mines.MINING,
    "work-safety": plant_safety.SAFETY,
    "eco-damage": plant_waters.WATERS,
    "ip-chain": plant_trade.CHAIN,
    "cross-border-logistics": plant_trade.BORDER,
    "judicial-assistance": plant_hardship.HARDSHIP,
}


@cache
def record_patterns() -> dict[str, dict[str, Any]]:
    """data/record_patterns.yaml: model → what its plantings hang on, and kind → variants."""
    text = (files("anmai.sample") / "data" / "record_patterns.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return told


@dataclass(frozen=True, slots=True)
class RecordPlot:
    """One planting on records: its model, kind and variant."""

    model: str
    kind: str
    entry: dict[str, Any]

    @property
    def builder(self) -> Callable[[RecordGround], None]:
        """What writes its rows."""
        return BUILDERS[self.model][self.entry["key"]]


def round_of(model: str, turn: int) -> Iterator[RecordPlot]:
    """The plantings of a model in a round."""
    table = record_patterns()[model]
    for place, kind in enumerate(ROUND):
        same = ROUND[:place].count(kind)
        variants = table[kind]
        entry = variants[(turn * ROUND.count(kind) + same) % len(variants)]
        yield RecordPlot(model, kind, entry)


def plots_by_host(host: str) -> list[str]:
    """Models whose plantings hang on rulings of this kind."""
    return [model for model, table in record_patterns().items() if table.get("host") == host]


def free_models() -> list[str]:
    """Models whose plantings need no ruling."""
    return [model for model, table in record_patterns().items() if "host" not in table]
