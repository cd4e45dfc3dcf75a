"""The hand-read civil records, where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from anmai.extraction import extract

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "data" / "gold" / "civil.gold.jsonl"
SCORER = SHARED / "eval" / "score_records.py"


@pytest.mark.skipif(not (GOLD.exists() and SCORER.exists()), reason="the hand-read records in ../shared are not here")
def test_macro_f1_on_the_hand_read_civil_records(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    with GOLD.with_name("civil.jsonl").open(encoding="utf-8") as texts, predicted.open("w", encoding="utf-8") as out:
        for row in map(json.loads, texts):
            out.write(json.dumps(extract(row["text"], row["id"]).as_json(), ensure_ascii=False) + "\n")
    answer = subprocess.run(
        [sys.executable, str(SCORER), str(GOLD), str(predicted), "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout)["macro_f1"] >= 0.95
