"""Scores mentions against a set of annotated texts: exact spans, and spans that overlap.

Run as ``python -m anmai.extraction.languages.scoring GOLD.jsonl``. GOLD holds a text a line: id, text, entities
[{start, end, label}]. The texts are split in two halves by a seed, so that rules are written on one and confirmed on
the other.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

#: Labels of parties, court and case: what the pack must read well. The others are measured beside them.
TARGETS: Final = ("PETITIONER", "RESPONDENT", "JUDGE", "LAWYER", "COURT", "CASE_NUMBER")
OTHERS: Final = ("STATUTE", "PROVISION", "PRECEDENT", "DATE", "WITNESS")
HALVES: Final = ("develop", "confirm")
_SEED: Final = 20261122

Entity = tuple[str, int, int]


@dataclass(slots=True)
class Count:
    """Gold entities, those found, and how many agree."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlapping: int = 0

    def add(self, other: Count) -> None:
        """Add another count to this one."""
        self.gold += other.gold
        self.found += other.found
        self.exact += other.exact
        self.overlapping += other.overlapping

    def f1(self, agreed: int) -> float:
        """F1 for a number of agreements; 1.0 where there was nothing to find and nothing was found."""
        return 2 * agreed / (self.gold + self.found) if self.gold + self.found else 1.0


def half(ids: Iterable[Any]) -> set[Any]:
    """The ids of the half that rules may be written on; the rest confirms them."""
    ordered = sorted(ids, key=lambda item: (str(type(item)), item))
    random.Random(_SEED).shuffle(ordered)
    return set(ordered[: len(ordered) // 2])


def count(gold: Sequence[Entity], found: Sequence[Entity], label: str) -> Count:
    """Compare one text's entities of one label; each agrees with at most one other."""
    wanted = [entity[1:] for entity in gold if entity[0] == label]
    read = [entity[1:] for entity in found if entity[0] == label]
    exact = len(set(wanted) & set(read))
    free = list(read)
    overlapping = 0
    for start, end in wanted:
        match = next((span for span in free if span[0] < end and start < span[1]), None)
        if match:
            free.remove(match)
            overlapping += 1
    return Count(len(wanted), len(read), exact, overlapping)


def score(rows: Sequence[dict[str, Any]], found: Sequence[Sequence[Entity]], labels: Sequence[str]) -> dict[str, Count]:
    """Counts by label over texts.

    Args:
        rows: Annotated texts.
        found: For each, the entities that were read.
        labels: Labels to compare.
    """
    table = {label: Count() for label in labels}
    for row, entities in zip(rows, found, strict=True):
        gold = [(entity["label"], entity["start"], entity["end"]) for entity in row["entities"]]
        for label in labels:
            table[label].add(count(gold, entities, label))
    return table


def read_entities(rows: Sequence[dict[str, Any]]) -> list[list[Entity]]:
    """What extraction reads in each text, as a fragment, told to be English."""
    from anmai.extraction import extract

    records = [extract(row["text"], str(row["id"]), fragment=True, language="en") for row in rows]
    return [[(mention.label, mention.start, mention.end) for mention in record.mentions] for record in records]


def _print(title: str, table: dict[str, Count]) -> None:
    sys.stdout.write(f"{title}\n{'':14}{'gold':>6}{'found':>7}{'exact F1':>10}{'overlap F1':>12}\n")
    total = Count()
    for label, row in table.items():
        if label in TARGETS:
            total.add(row)
        sys.stdout.write(
            f"{label:14}{row.gold:6}{row.found:7}{row.f1(row.exact):10.3f}{row.f1(row.overlapping):12.3f}\n"
        )
    sys.stdout.write(
        f"{'micro, targets':14}{total.gold:6}{total.found:7}{total.f1(total.exact):10.3f}"
        f"{total.f1(total.overlapping):12.3f}\n\n"
    )


def main() -> None:
    """Score both halves; ``--errors develop`` lists what differs there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", choices=HALVES, help="list the differences of one half")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    developed = half(row["id"] for row in rows)
    for name in HALVES:
        chosen = [row for row in rows if (row["id"] in developed) == (name == "develop")]
        begun = time.perf_counter()
        found = read_entities(chosen)
        seconds = time.perf_counter() - begun
        speed = sum(len(row["text"]) for row in chosen) / seconds
        _print(f"{name}: {len(chosen)} texts, {speed:,.0f} characters/s", score(chosen, found, (*TARGETS, *OTHERS)))
        if options.errors == name:
            _print_errors(chosen, found)


def _print_errors(rows: Sequence[dict[str, Any]], found: Sequence[Sequence[Entity]]) -> None:
    for row, entities in zip(rows, found, strict=True):
        gold = {(entity["label"], entity["start"], entity["end"]) for entity in row["entities"]}
        read = {entity for entity in entities if entity[0] in (*TARGETS, *OTHERS)}
        for sign, differing in (("-", gold - read), ("+", read - gold)):
            for label, start, end in sorted(differing, key=lambda entity: entity[1]):
                if label in (*TARGETS, *OTHERS):
                    sys.stdout.write(f"{row['id']} {sign} {label} {row['text'][start:end]!r}\n")


if __name__ == "__main__":
    main()
