"""The published pairs: made as told, and decided as the frozen scores say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from anmai.graph.identity.scoring.artefact import base

FOLDER = Path(__file__).parents[2] / "benchmarks" / "identity"


@pytest.fixture
def pair_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(FOLDER))
    yield import_module("pair_rows")
    sys.modules.pop("pair_rows")


def test_the_generator_writes_the_published_pairs(tmp_path: Path) -> None:
    subprocess.run([sys.executable, FOLDER / "make_pairs.py", "-o", tmp_path / "pairs.jsonl"], check=True)

    assert (tmp_path / "pairs.jsonl").read_bytes() == (FOLDER / "pairs.jsonl").read_bytes()


def test_every_pair_is_decided_as_frozen_and_no_mask_is_joined(pair_rows: Any) -> None:
    frozen = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))
    pairs = pair_rows.read_pairs()

    decided = pair_rows.ours(pairs, base())

    assert len(pairs) >= 600
    assert frozen["parameters"] == base().version
    assert {name: [round(score, 6), held] for name, (score, held) in decided.items()} == frozen["anmai"]
    assert [pair["id"] for pair in pairs if pair["family"] == "mask" and decided[pair["id"]][1]] == []
