"""Prints how leads, identities and records of a sample stand against its truth.

    python tools/score_sample.py DIR --leads leads.jsonl --identity identity.jsonl --records records.jsonl

DIR is what ``anmai sample -o DIR`` wrote; the other files are what ``anmai leads export``, ``anmai identity export``
and ``anmai extract`` wrote.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from anmai.errors import AnmaiError
from anmai.sample.agreement import compare_records
from anmai.sample.truth import Truth, load_lines


def _figure(value: float | None) -> str:
    return "    –" if value is None else f"{value:5.3f}"


def _print_leads(truth: Truth, path: Path) -> None:
    print(
        "model                           leads  planted  found  precision  recall  near  alike  unknown  asked  other  codes"
    )
    for model, score in sorted(truth.score_leads(load_lines(path)).items()):
        raised = {kind: len(ids) for kind, ids in score.raised.items()}
        print(
            f"{model:30}  {score.leads:6}  {score.positives:7}  {len(score.found):5}  {_figure(score.precision):>9}"
            f"  {_figure(score.recall):>6}  {raised.get('near_miss', 0):4}  {raised.get('look_alike', 0):5}"
            f"  {raised.get('unknown', 0):7}  {len(score.asked):5}  {len(score.background):5}  {score.codes:5}"
        )
        variants = {planting.id: planting.variant for planting in truth.plantings}
        for planting in score.missed:
            print(f"    missed {planting} {variants[planting]}")
        for kind, ids in score.raised.items():
            for name in ids:
                print(f"    raised {kind} {name}")
        for name in score.background[:20]:
            print(f"    other lead {name}")


def _print_identity(truth: Truth, path: Path) -> None:
    score = truth.score_identity(load_lines(path))
    print("identity         mentions  missing    joined  true pairs  precision  recall")
    for group, pairs in score.groups.items():
        print(
            f"{group:15}  {pairs.mentions:8}  {score.missing.get(group, 0):7}  {pairs.predicted:8}  {pairs.true:10}"
            f"  {_figure(pairs.precision):>9}  {_figure(pairs.recall):>6}"
        )
    print(f"masked mentions merged with somebody else: {len(score.masked_merges)} entities")
    for entity in score.masked_merges[:20]:
        print(f"    {entity}")


def _print_records(truth: Truth, path: Path, examples: int) -> None:
    print("field                    right   wrong   share")
    for field, tally in compare_records(truth.records(), load_lines(path), examples=examples).items():
        total = tally.right + tally.wrong
        print(f"{field:22}  {tally.right:7}  {tally.wrong:6}  {tally.right / total:6.3f}")
        for document, expected, got in tally.examples:
            print(f"    {document}: expected {expected} got {got}")


def main() -> int:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--leads", type=Path)
    parser.add_argument("--identity", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--examples", type=int, default=0, help="differences to show for each field of a record")
    options = parser.parse_args()
    try:
        truth = Truth(options.folder)
        if options.leads:
            _print_leads(truth, options.leads)
        if options.identity:
            _print_identity(truth, options.identity)
        if options.records:
            _print_records(truth, options.records, options.examples)
    except AnmaiError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
