"""Splink as its tutorial sets it up, without anything made for Chinese parties; trained without labels on all sides."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

_COLUMNS = ("name", "birth_date", "sex", "ethnicity", "id_number", "household", "address", "occupation",
            "representative", "credit_code", "firm")  # fmt: skip
#: From which probability a pair is taken for one; the middle of what Splink's guide recommends to look between.
THRESHOLD = 0.95


def plain_splink(pairs: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, bool]]:
    """Pair id → (probability, whether it reaches the threshold)."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    found: dict[str, tuple[float, bool]] = {}
    for kind in ("person", "organization"):
        found |= _scored([pair for pair in pairs if pair["left"]["kind"] == kind], kind)
    return found


def _scored(pairs: Sequence[Mapping[str, Any]], kind: str) -> dict[str, tuple[float, bool]]:
    sides = {f"{pair['id']}/{end}": pair[end] for pair in pairs for end in ("left", "right")}
    rows = pa.table({"unique_id": list(sides)} | {
        column: pa.array([side.get(column) for side in sides.values()], pa.string()) for column in _COLUMNS
    })  # fmt: skip
    person = [cl.JaroWinklerAtThresholds("name").configure(term_frequency_adjustments=True),
              cl.LevenshteinAtThresholds("birth_date", 1), cl.ExactMatch("sex"),
              cl.LevenshteinAtThresholds("id_number", [1, 2]), cl.JaroWinklerAtThresholds("household"),
              cl.JaroWinklerAtThresholds("address"), cl.ExactMatch("firm")]  # fmt: skip
    organization = [cl.JaroWinklerAtThresholds("name").configure(term_frequency_adjustments=True),
                    cl.ExactMatch("credit_code"), cl.ExactMatch("representative"),
                    cl.JaroWinklerAtThresholds("address")]  # fmt: skip
    blocks = [block_on("name"), block_on("birth_date" if kind == "person" else "representative")]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=person if kind == "person" else organization,
        blocking_rules_to_generate_predictions=blocks, probability_two_random_records_match=1 / len(sides),
    )  # fmt: skip
    api = DuckDBAPI()
    linker = Linker(api.register(rows), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for block in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    asked = pa.table({"join_key_l": [f"{pair['id']}/left" for pair in pairs],
                      "join_key_r": [f"{pair['id']}/right" for pair in pairs],
                      "match_key": ["0"] * len(pairs)})  # fmt: skip
    linker.table_management.register_blocked_pairs_for_predict(api.register(asked))
    told = linker.inference.predict(warning_mode="never").as_record_list()
    return {
        row["unique_id_l"].removesuffix("/left"): (row["match_probability"], row["match_probability"] >= THRESHOLD)
        for row in told
    }
