"""Scores on the public theft sentences and drug paragraphs, where they are on this machine; a fall is a fault."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction import extract

SHARED = Path(__file__).resolve().parents[3] / "shared"
#: A document of the set in this many is read: enough to see a fall, quick enough for every run.
EVERY = 3


def scores(task: str, path: str, text_field: str) -> dict[str, float]:
    """F1 of every group of the scorer score_fragments.py."""
    source, scorer = SHARED / "data" / path, SHARED / "eval" / "score_fragments.py"
    if not source.exists() or not scorer.exists():
        pytest.skip(f"the annotated fragments are not on this machine ({path} beside the repository)")
    spec = importlib.util.spec_from_file_location("score_fragments", scorer)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    _, gold_rows, found_rows = module.TASKS[task]
    hits: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for line in source.read_text(encoding="utf-8").splitlines()[::EVERY]:
        document = json.loads(line)
        gold = set(gold_rows(document))
        found = set(found_rows(extract(document[text_field], "x", fragment=True).as_json()))
        hits.update(kind for kind, _ in gold & found)
        rows.update(kind for kind, _ in gold)
        rows.update(kind for kind, _ in found)
    return {kind: 2 * hits[kind] / number for kind, number in rows.items()}


def test_mentions_of_theft_sentences() -> None:
    f1 = scores("theft", "cail2021_theft_ner/stage2_mid.jsonl", "context")

    floor = {"PERSON": 0.945, "MONEY": 0.93, "TIME": 0.90, "ORG": 0.74, "PLACE": 0.76}
    assert {kind: f1[kind] for kind, least in floor.items() if f1[kind] < least} == {}


def test_relations_of_drug_paragraphs() -> None:
    f1 = scores("drugs", "cail2022_drug_re/train.jsonl", "sentText")

    floor = {
        "sell_drugs_to": 0.82,
        "traffic_in": 0.77,
        "provide_shelter_for": 0.87,
        "possess": 0.71,
        "DRUG": 0.95,
        "WEIGHT": 0.93,
        "PERSON": 0.91,
    }
    assert {kind: f1[kind] for kind, least in floor.items() if f1[kind] < least} == {}
