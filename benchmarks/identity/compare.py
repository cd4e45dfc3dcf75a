"""Figures of our rules and scores, of plain Splink and of nomenklatura on pairs.jsonl; writes scores.json.

    python benchmarks/identity/compare.py

nomenklatura's scores come from nomenklatura.jsonl (see nomenklatura_scores.py). Masked pairs count by themselves: whatever
they hide, joining them is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from pair_rows import ours, read_pairs
from plain_splink import THRESHOLD, plain_splink

from anmai.graph.identity.scoring.artefact import base

HERE = Path(__file__).parent
#: nomenklatura's own default for calling a pair one, in its matching command and in yente.
NOMENKLATURA_THRESHOLD = 0.7

Verdicts = Mapping[str, tuple[float, bool]]


def figures(pairs: Sequence[Mapping[str, Any]], told: Verdicts) -> dict[str, Any]:
    """Precision, recall, F1 where the system decides; the best F1 that any threshold on its score gives."""
    open_ = [pair for pair in pairs if pair["family"] != "mask"]
    joined = {name for name, (_, held) in told.items() if held}
    right = sum(pair["same"] for pair in open_ if pair["id"] in joined)
    made = sum(pair["id"] in joined for pair in open_)
    true = sum(pair["same"] for pair in open_)
    ranked = sorted(((told[pair["id"]][0], pair["same"]) for pair in open_), key=lambda each: -each[0])
    best, found = 0.0, 0
    for number, (score, same) in enumerate(ranked, start=1):
        found += same
        if number == len(ranked) or ranked[number][0] < score:
            best = max(best, 2 * found / (number + true))
    return {
        "precision": round(right / made, 4) if made else None,
        "recall": round(right / true, 4),
        "f1": round(2 * right / (made + true), 4),
        "best_f1": round(best, 4),
        "masks_joined": sum(pair["id"] in joined for pair in pairs if pair["family"] == "mask"),
    }


def families(pairs: Sequence[Mapping[str, Any]], told: Verdicts) -> dict[str, dict[str, str]]:
    """Family → same pairs joined, different pairs joined, each of how many."""
    tallies: dict[str, dict[bool, list[bool]]] = defaultdict(lambda: {True: [], False: []})
    for pair in pairs:
        tallies[pair["family"]][pair["same"]].append(told[pair["id"]][1])
    return {
        family: {
            "same": f"{sum(tally[True])}/{len(tally[True])}",
            "different": f"{sum(tally[False])}/{len(tally[False])}",
        }
        for family, tally in tallies.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--pairs", type=Path, help="other pairs (make_pairs.py --seed): ours and plain Splink's, not kept"
    )
    options = parser.parse_args()
    if options.pairs:
        pairs = read_pairs(options.pairs)
        for name, told in {"anmai": ours(pairs, base()), "splink, plain": plain_splink(pairs)}.items():
            print(f"{name:40}", figures(pairs, told))
        return
    pairs = read_pairs()
    systems: dict[str, Verdicts] = {
        "anmai": ours(pairs, base()),
        f"splink, plain (p ≥ {THRESHOLD})": plain_splink(pairs),
    }
    foreign = [json.loads(line) for line in (HERE / "nomenklatura.jsonl").read_text(encoding="utf-8").splitlines()]
    for algorithm in [name for name in foreign[0] if name != "id"]:
        systems[f"nomenklatura {algorithm} (≥ {NOMENKLATURA_THRESHOLD})"] = {
            row["id"]: (row[algorithm], row[algorithm] >= NOMENKLATURA_THRESHOLD) for row in foreign
        }
    frozen = {
        "pairs": len(pairs),
        "parameters": base().version,
        "systems": {name: figures(pairs, told) | {"families": families(pairs, told)} for name, told in systems.items()},
        "anmai": {name: [round(score, 6), held] for name, (score, held) in sorted(systems["anmai"].items())},
    }
    (HERE / "scores.json").write_text(json.dumps(frozen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, told in frozen["systems"].items():
        print(f"{name:40}", {key: value for key, value in told.items() if key != "families"})
    names = list(frozen["systems"])
    for family in frozen["systems"][names[0]]["families"]:
        print(f"{family:16}", "  ".join(
            f"{frozen['systems'][name]['families'][family]['same']:>6} {frozen['systems'][name]['families'][family]['different']:>6}"
            for name in names))  # fmt: skip


if __name__ == "__main__":
    main()
