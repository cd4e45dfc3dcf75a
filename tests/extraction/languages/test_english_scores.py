"""Scores on annotated English texts, half of which no rule was written on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction.languages.scoring import HALVES, TARGETS, Count, count, half, read_entities, score

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "indian_legal_ner" / "dev.jsonl"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    if not DATA.exists():
        pytest.skip("the annotated English texts are not on this machine (indian_legal_ner beside the repository)")
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", HALVES)
def test_both_halves_are_read_well(rows: list[dict[str, Any]], name: str) -> None:
    developed = half(row["id"] for row in rows)
    chosen = [row for row in rows if (row["id"] in developed) == (name == "develop")]

    table = score(chosen, read_entities(chosen), TARGETS)

    total = Count()
    for row in table.values():
        total.add(row)
    assert total.f1(total.exact) >= 0.80
    assert min(row.f1(row.overlapping) for row in table.values()) >= 0.75


def test_the_halves_are_equal_and_always_the_same() -> None:
    assert half(range(10)) == half(reversed(range(10)))
    assert len(half(range(10))) == 5


def test_an_entity_agrees_with_one_other_at_most() -> None:
    gold = [("JUDGE", 0, 10), ("JUDGE", 12, 20), ("COURT", 30, 40)]
    found = [("JUDGE", 0, 10), ("JUDGE", 5, 18), ("COURT", 30, 40)]

    assert count(gold, found, "JUDGE") == Count(gold=2, found=2, exact=1, overlapping=2)
    assert count([], [], "LAWYER").f1(0) == 1.0
