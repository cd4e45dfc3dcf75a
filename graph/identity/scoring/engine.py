"""Scores pairs of mentions with Splink on DuckDB, in memory."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from anmai.graph.identity.scoring.artefact import KindParameters
from anmai.graph.identity.scoring.frequency import share, surname_share
from anmai.graph.identity.scoring.settings import COLUMNS, FREQUENT, may_merge, numbers, splink_settings
from anmai.graph.identity.scoring.tables import table

if TYPE_CHECKING:
    import duckdb

#: Types of the columns that are lists or truth values; all others are text.
_LISTS: Final = frozenset(
    {"names", "parts", "counties", "cities", "provinces", "streets", "homes", "holes", "kin", "represents", "heads"}
)
_FLAGS: Final = frozenset({"masked", "dotted"})
#: Below this probability nothing about a pair is kept.
LOWEST: Final = 0.2


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its score.

    Attributes:
        left: Mention id, the smaller one.
        right: Mention id.
        score: Probability of being one.
        mergeable: Whether the values that agree are such that a score may hold the pair together.
        levels: Comparison → (level, weight in bits).
    """

    left: str
    right: str
    score: float
    mergeable: bool
    levels: Mapping[str, tuple[str, float]]


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory."""
    import duckdb

    return duckdb.connect(":memory:")


def load(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    kind: str,
    rows: Iterable[Mapping[str, Any]],
    parameters: KindParameters,
) -> None:
    """Put feature rows into a table of their columns' types, with the frequencies of their values."""
    connection.register("incoming_rows", arrow_table(kind, rows, parameters))
    connection.execute(f"create table {name} as select * from incoming_rows")
    connection.unregister("incoming_rows")


def arrow_table(kind: str, rows: Iterable[Mapping[str, Any]], parameters: KindParameters) -> Any:
    """Feature rows as an Arrow table; frequent columns have one more, ``tf_<column>``."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {column: [] for column in COLUMNS[kind]}
    for row in rows:
        for column, values in columns.items():
            values.append(row[column])
    arrays = {column: pa.array(values, _type(column)) for column, values in columns.items()}
    for column in FREQUENT[kind]:
        known = {value: _share(kind, column, value, parameters) for value in set(columns[column]) if value is not None}
        arrays[f"tf_{column}"] = pa.array([known.get(value) for value in columns[column]], pa.float64())
    return pa.table(arrays)


def _type(column: str) -> Any:
    import pyarrow as pa

    return pa.list_(pa.string()) if column in _LISTS else pa.bool_() if column in _FLAGS else pa.string()


def _share(kind: str, column: str, value: str, parameters: KindParameters) -> float:
    if column == "surname":
        return surname_share(value)
    if column == "ethnicity":
        shares: Mapping[str, float] = table("ethnicities")["shares"]
        return float(shares.get(value.removesuffix("族"), table("ethnicities")["other"]))
    return share(value, parameters.counts, parameters.bearers, kind=kind)


def score(
    kind: str, rows: Iterable[Mapping[str, Any]], pairs: Sequence[tuple[str, str]], parameters: KindParameters
) -> list[Scored]:
    """Score pairs.

    Args:
        kind: ``person`` or ``organization``.
        rows: Feature rows of all mentions that pairs name.
        pairs: Mention ids, each pair in order.
        parameters: Those of the kind.

    Returns:
        The pairs at LOWEST or above, by ids.
    """
    if not pairs:
        return []
    import pyarrow as pa

    with connect() as connection:
        load(connection, "mentions", kind, rows, parameters)
        asked = pa.table({"join_key_l": [left for left, _ in pairs], "join_key_r": [right for _, right in pairs]})
        connection.register("pairs", asked)
        found = connection.execute(f"{prediction(kind, parameters)} order by unique_id_l, unique_id_r").fetchall()
    return read_scored(kind, found)


def read_scored(kind: str, rows: Iterable[Sequence[Any]]) -> list[Scored]:
    """Pairs from the rows of a prediction."""
    comparisons = [comparison["id"] for comparison in table(kind)["comparisons"]]
    names = {name: {number: level for level, number in told.items()} for name, told in numbers(kind).items()}
    found = []
    for left, right, probability, mergeable, *told in rows:
        levels = {
            name: (names[name][told[2 * place]], round(told[2 * place + 1], 3))
            for place, name in enumerate(comparisons)
        }
        found.append(Scored(left, right, probability, bool(mergeable), levels))
    return found


def prediction(kind: str, parameters: KindParameters, *, dialect: str = "duckdb") -> str:
    """The query that scores the table ``pairs`` (join_key_l, join_key_r) over the table ``mentions``.

    Splink writes it from the settings; it is kept, since writing it takes longer than scoring a few pairs.

    Args:
        kind: ``person`` or ``organization``.
        parameters: Those of the kind.
        dialect: ``duckdb`` or ``spark``.
    """
    settings = splink_settings(kind, parameters, dialect=dialect)
    return _written(kind, json.dumps(settings, sort_keys=True), dialect)


@lru_cache(maxsize=16)
def _written(kind: str, settings: str, dialect: str) -> str:
    from splink import SettingsCreator
    from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings

    # It warns of comparisons without a level for missing values; names are never missing.
    logging.getLogger("splink").setLevel(logging.ERROR)
    made = SettingsCreator.from_path_or_dict(json.loads(settings)).get_settings(dialect)
    steps = [
        (
            "blocked",
            f"select {', '.join(made._columns_to_select_for_blocking)}, 0 as match_key from pairs b "
            "join mentions l on l.unique_id = b.join_key_l join mentions r on r.unique_id = b.join_key_r",
        ),
        (
            "__splink__df_comparison_vectors",
            f"select {', '.join(made._columns_to_select_for_comparison_vector_values)} from blocked",
        ),
    ]
    threshold = prob_to_weight(LOWEST)
    for told in predict_from_comparison_vectors_sqls_using_settings(made, threshold_match_weight=threshold):
        steps.append((told["output_table_name"], told["sql"]))
    parts = ", ".join(f"{name} as ({sql})" for name, sql in steps)
    values = ", ".join(
        f"gamma_{comparison['id']}, mw_{comparison['id']}{_frequency(comparison)} as bits_{comparison['id']}"
        for comparison in table(kind)["comparisons"]
    )
    read = ", ".join(f"gamma_{comparison['id']}, bits_{comparison['id']}" for comparison in table(kind)["comparisons"])
    if dialect == "spark":
        # Splink's own linker has sqlglot say it so when it sends a query.
        parts = parts.replace(" as float8)", " as double)")
    return (
        f"with {parts}, weighed as (select unique_id_l, unique_id_r, match_probability, {values} "
        f"from __splink__df_predict) "
        f"select unique_id_l, unique_id_r, match_probability, {may_merge(kind)} as mergeable, {read} from weighed"
    )


def prob_to_weight(probability: float) -> float:
    """Bits of evidence of a probability."""
    return math.log2(probability / (1 - probability))


def _frequency(comparison: Mapping[str, Any]) -> str:
    """The further weight of a comparison whose values' frequency counts."""
    name = comparison["id"]
    return f" + mw_tf_adj_{name}" if any(level.get("tf") for level in comparison["levels"]) else ""
