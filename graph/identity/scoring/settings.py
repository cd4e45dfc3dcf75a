"""Splink's settings from the tables and parameters, and what a pattern of levels may do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from anmai.graph.identity.scoring.artefact import KindParameters
from anmai.graph.identity.scoring.tables import table

#: Columns that a pair must not share or that say what may be paired; they are no evidence.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "person": (
        "unique_id", "document", "masked", "name", "names", "surname", "pinyin", "shape", "holes", "dotted", "parts",
        "born", "sex", "ethnicity", "tail", "t1", "t2", "t3", "t4", "number", "counties", "cities", "provinces",
        "streets", "address", "homes", "kin", "represents", "occupation",
    ),
    "organization": (
        "unique_id", "document", "masked", "name", "names", "holes", "core", "region", "branch", "code", "number",
        "heads", "counties", "cities", "provinces", "address",
    ),
}  # fmt: skip
#: What DuckDB's functions on lists are called on Spark; all others of the tables have one name on both.
_SPARK: Final = {"list_has_any": "arrays_overlap", "list_intersect": "array_intersect", "len": "size"}
#: Columns whose frequency replaces u on some level.
FREQUENT: Final[dict[str, tuple[str, ...]]] = {
    "person": ("name", "surname", "ethnicity"),
    "organization": ("name", "core"),
}


def numbers(kind: str) -> dict[str, dict[str, int]]:
    """Comparison → level → Splink's number of it (-1: not told)."""
    told: dict[str, dict[str, int]] = {}
    for comparison in table(kind)["comparisons"]:
        known = [level["id"] for level in comparison["levels"] if not level.get("null")]
        told[comparison["id"]] = {name: len(known) - 1 - place for place, name in enumerate(known)}
        told[comparison["id"]] |= {level["id"]: -1 for level in comparison["levels"] if level.get("null")}
    return told


def splink_settings(kind: str, parameters: KindParameters, *, dialect: str = "duckdb") -> dict[str, Any]:
    """Settings for Splink: every comparison with its parameters. Pairs come from shared keys, not from Splink's rules.

    Args:
        kind: ``person`` or ``organization``.
        parameters: Those of the kind.
        dialect: ``duckdb``, in which the tables are written, or ``spark``.
    """
    comparisons = []
    for comparison in table(kind)["comparisons"]:
        levels = [_level(level, parameters.levels[comparison["id"]], dialect) for level in comparison["levels"]]
        comparisons.append({"output_column_name": comparison["id"], "comparison_levels": levels})
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": parameters.probability,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [],
        "comparisons": comparisons,
    }


def _level(level: Mapping[str, Any], known: Mapping[str, Mapping[str, float]], dialect: str) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": _in(dialect, level["sql"]), "label_for_charts": level["en"]}
    if level.get("null"):
        return made | {"is_null_level": True}
    made |= {"m_probability": known[level["id"]]["m"], "u_probability": known[level["id"]]["u"]}
    if level.get("tf"):
        made |= {
            "tf_adjustment_column": level["tf"],
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": float(level.get("tf_floor", 0.0)),
            "disable_tf_exact_match_detection": True,
        }
    return made


def _in(dialect: str, sql: str) -> str:
    if dialect == "duckdb":
        return sql
    for theirs, ours in _SPARK.items():
        sql = re.sub(rf"\b{theirs}\(", f"{ours}(", sql)
    return sql


def may_merge(kind: str) -> str:
    """An SQL condition over the levels of a scored pair: whether a score alone may hold it together."""
    data, level = table(kind), numbers(kind)
    terms = [
        f"(case gamma_{comparison} {_whens(level[comparison], told)} else 0 end)"
        for comparison, told in data["points"].items()
    ]
    if "rare" in data:
        rare = data["rare"]
        known = f"{level['name']['same']}, {level['name']['former']}"
        terms.append(
            f"(case when gamma_name in ({known}) and bits_name >= {rare['bits']} then {rare['points']} else 0 end)"
        )
    points = " + ".join(terms)
    enough = f"({points}) >= (case gamma_name {_whens(level['name'], data['needs'])} else 99 end)"
    if "with_tail" in data:
        nearly = _whens(level["name"], data["with_tail"])
        seen = _any_of(level, {"tail": ["whole", "four"]})
        tail = f"{seen} and ({points}) >= (case gamma_name {nearly} else 99 end)"
        enough = f"({enough} or ({tail}))"
    conditions = [enough, f"not ({_any_of(level, data['never'])})"]
    if "unless" in data:
        when, then = _any_of(level, data["unless"]["when"]), _any_of(level, data["unless"]["then"])
        conditions.append(f"(not ({when}) or ({then}))")
    return " and ".join(conditions)


def _whens(level: Mapping[str, int], worth: Mapping[str, int]) -> str:
    return " ".join(f"when {level[name]} then {count}" for name, count in worth.items())


def _any_of(level: Mapping[str, Mapping[str, int]], told: Mapping[str, Sequence[str]]) -> str:
    return " or ".join(
        f"gamma_{comparison} in ({', '.join(str(level[comparison][name]) for name in names)})"
        for comparison, names in told.items()
    )
