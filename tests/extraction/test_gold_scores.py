import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction import extract

SCORER = Path(__file__).resolve().parents[3] / "shared" / "eval" / "score_records.py"


def test_criminal_records_agree_with_those_that_people_read(
    gold: Callable[[str], Iterator[tuple[dict[str, Any], dict[str, Any]]]],
) -> None:
    pairs = list(gold("criminal"))
    if not SCORER.exists():
        pytest.skip("the scorer score_records.py is not on this machine")
    spec = importlib.util.spec_from_file_location("score_records", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    read = {text["id"]: extract(text["text"], text["id"]).as_json() for text, _ in pairs}

    table, _ = scorer.score({record["id"]: record for _, record in pairs}, read)

    counted = [row["f1"] for row in table.values() if row["n"] >= 3]
    assert sum(counted) / len(counted) >= 0.90
