"""Facts of cases without header or decision (cail2018_sample, where it is at hand): the defendant's name is found.

The facts of that set name no charge, term or fine of the case: they are masked (××) or not told. Nothing is inferred.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from anmai.extraction import extract

CASES: Final = Path(__file__).resolve().parents[3] / "shared" / "data" / "cail2018_sample" / "cases.jsonl"


def test_nearly_every_defendant_that_the_facts_name_is_found() -> None:
    if not CASES.exists():
        pytest.skip("the facts cail2018_sample are not on this machine")
    named = found = concluded = 0
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        record = extract(case["fact"], "fact", fragment=True)
        names = {row.name for row in record.defendants}
        concluded += bool(record.verdicts)
        for name in case["meta"]["criminals"]:
            named += name in case["fact"]
            found += name in case["fact"] and name in names

    assert found / named >= 0.97
    assert concluded == 0
