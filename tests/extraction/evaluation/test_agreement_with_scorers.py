"""Our figures beside those of the scorers that came with the annotated sets, on good and on worsened records."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from anmai.extraction import extract
from anmai.extraction.evaluation.evaluate import Evaluation, evaluate, fragment_cases, lines_of, record_cases
from anmai.extraction.evaluation.gold_fragments import gold_rows, task_of

SHARED = Path(__file__).resolve().parents[4] / "shared"
FRAGMENTS = {
    "lending": ("civil_lending_kg/cases.jsonl", 60),
    "theft": ("cail2021_theft_ner/stage2_mid.jsonl", 150),
    "drugs": ("cail2022_drug_re/train.jsonl", 120),
}


def scorer(name: str) -> ModuleType:
    path = SHARED / "eval" / f"{name}.py"
    if not path.exists():
        pytest.skip(f"the scorer {name}.py is not on this machine")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data(name: str) -> Path:
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"the annotated set {name} is not on this machine")
    return path


@pytest.mark.parametrize("kind", ["criminal", "civil"])
@pytest.mark.parametrize("share", [1.0, 0.75], ids=["whole", "cut"])
def test_records_are_scored_as_by_the_scorer(kind: str, share: float) -> None:
    theirs, gold = scorer("score_records"), data(f"gold/{kind}.gold.jsonl")
    texts = [(row["id"], row["text"]) for row in lines_of(data(f"gold/{kind}.jsonl"))]
    read = {id_: extract(text[: int(len(text) * share)], id_).as_json() for id_, text in texts}
    told = evaluate(record_cases(gold, texts), lambda _, id_: read[id_], "records")

    table, errors = theirs.score({row["id"]: row for row in lines_of(gold)}, read)

    assert {one.group: (one.right, one.invented, one.missed) for one in told.scores.groups} == {
        group: (row["right"], row["wrong"], row["missed"]) for group, row in table.items()
    }
    counted = [row["f1"] for row in table.values() if row["n"] >= 3]
    assert told.scores.macro_f1.value == pytest.approx(sum(counted) / len(counted))
    assert bool(told.faults) == bool(errors)
    assert share == 1.0 or told.scores.macro_f1.value < 0.95


@pytest.mark.parametrize("task", FRAGMENTS)
def test_fragments_are_scored_as_by_the_scorer(task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs, (name, size) = scorer("score_fragments"), FRAGMENTS[task]
    rows = [row for _, row in zip(range(size), lines_of(data(name)), strict=False)]
    gold, form = tmp_path / "gold.jsonl", task_of(task)["form"]
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    read = {case.id: extract(case.text, case.id, fragment=True).as_json() for case in fragment_cases(task, gold)}
    told: Evaluation = evaluate(fragment_cases(task, gold), lambda _, id_: read[id_], form)

    key, gold_of, found_of = theirs.TASKS[task]
    tally: dict[str, list[int]] = {}
    labelled = {group for row in rows for group, _ in gold_of(row)}
    for row in rows:
        expected, found = set(gold_of(row)), set(found_of(read[str(key(row))]))
        for one in expected | found:
            place = 0 if one in expected and one in found else 1 if one in found else 2
            tally.setdefault(one[0], [0, 0, 0])[place] += 1

    assert {one.group: [one.right, one.invented, one.missed] for one in told.scores.groups} == {
        group: counted for group, counted in tally.items() if group in labelled
    }


def test_gold_in_its_own_words_is_read_without_the_scorers() -> None:
    lending: dict[str, Any] = {"triples": [["卫某1", "角色", "被告"], ["卫某1", "夫妻", "蒋某1"], ["x", "利息", "y"]]}
    theft = {
        "context": "被告人卫某某",
        "entities": [{"label": "NHCS", "span": ["3;6"]}, {"label": "NATS", "span": ["0;1"]}],
    }

    assert [(row.group, row.key) for row in gold_rows("lending", lending)] == [
        ("role", ("卫某1", "被告")),
        ("spouse", ("卫某1", "蒋某1")),
    ]
    assert [(row.group, row.span, row.words) for row in gold_rows("theft", theft)] == [("PERSON", (3, 6), ("卫某某",))]
