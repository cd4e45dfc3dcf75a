"""The settings that DuckDB runs give the same scores on a local Spark."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from anmai.graph.identity.scoring.artefact import base
from anmai.graph.identity.scoring.engine import Scored, score
from anmai.graph.identity.scoring.features import mention_features
from anmai.graph.identity.scoring.on_spark import score_on_spark

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

FOLDER = Path(__file__).parents[2] / "benchmarks" / "identity"


@pytest.fixture
def pair_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(FOLDER))
    yield import_module("pair_rows")
    sys.modules.pop("pair_rows")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.memory", "768m")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.parametrize("kind", ["person", "organization"])
def test_spark_scores_the_published_pairs_as_duckdb_does(pair_rows: Any, spark: Any, kind: str) -> None:
    rows: list[dict[str, Any]] = []
    pairs: list[tuple[str, str]] = []
    for pair in pair_rows.read_pairs():
        if pair["left"]["kind"] != kind or pair["family"] == "counsel":
            continue
        ends = [f"{pair['id']}/{end}" for end in ("left", "right")]
        for name, end in zip(ends, ("left", "right"), strict=True):
            rows.append(mention_features(pair_rows.document_rows(name, pair[end]))[f"{name}#m0"])
        pairs.append((f"{ends[0]}#m0", f"{ends[1]}#m0"))

    here = score(kind, rows, pairs, base().kinds[kind])
    there = score_on_spark(spark, kind, rows, pairs, base().kinds[kind])

    assert len(here) > 50
    assert [told(one) for one in there] == [told(one) for one in here]
    assert [one.score for one in there] == pytest.approx([one.score for one in here])


def told(scored: Scored) -> tuple[str, str, bool, list[str]]:
    return scored.left, scored.right, scored.mergeable, [level for level, _ in scored.levels.values()]
