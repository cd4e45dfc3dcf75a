"""The same scores on Spark, for collections that one machine doesn't hold. Needs the extra ``spark`` and a Java."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from anmai.graph.identity.scoring.artefact import KindParameters
from anmai.graph.identity.scoring.engine import Scored, arrow_table, prediction, read_scored

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def score_on_spark(
    spark: SparkSession,
    kind: str,
    rows: Iterable[Mapping[str, Any]],
    pairs: Sequence[tuple[str, str]],
    parameters: KindParameters,
) -> list[Scored]:
    """Score pairs with the query that DuckDB runs, written for Spark by Splink from the same settings.

    Args:
        spark: A session.
        kind: ``person`` or ``organization``.
        rows: Feature rows of all mentions that pairs name.
        pairs: Mention ids, each pair in order.
        parameters: Those of the kind.

    Returns:
        What ``engine.score`` returns for the same.
    """
    if not pairs:
        return []
    table = arrow_table(kind, rows, parameters)
    names = table.column_names
    values = [tuple(row[name] for name in names) for row in table.to_pylist()]
    spark.createDataFrame(values, _schema(table)).createOrReplaceTempView("mentions")
    spark.createDataFrame(list(pairs), "join_key_l string, join_key_r string").createOrReplaceTempView("pairs")
    query = f"{prediction(kind, parameters, dialect='spark')} order by unique_id_l, unique_id_r"
    return read_scored(kind, [tuple(row) for row in spark.sql(query).collect()])


def _schema(table: Any) -> str:
    """The Arrow table's columns in Spark's words."""
    types = {"bool": "boolean", "double": "double", "string": "string"}
    return ", ".join(f"`{field.name}` {types.get(str(field.type), 'array<string>')}" for field in table.schema)
