"""EXPLAIN: the operators of a plan against an allow-list. Words can be disguised, operators can't."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml
from neo4j import exceptions as neo4j_errors

from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.graph.connection import Graph


@cache
def allowed_operators() -> frozenset[str]:
    """Operators that only read nodes, relationships and values (data/plan_operators.yaml)."""
    text = (resources.files("anmai.cypher_models") / "data" / "plan_operators.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)["allowed"])


def operators(graph: Graph, query: str, parameters: dict[str, Any]) -> list[str]:
    """The operators of the query's plan, outermost first; nothing is run.

    Raises:
        neo4j.exceptions.ClientError: The query is no valid Cypher.
        ServerUnavailable: The server is gone.
    """
    with graph.translated(), graph.session() as session:
        summary = session.run(f"EXPLAIN {query}", parameters).consume()
    return list(_walk(summary.plan or {}))


def _walk(plan: dict[str, Any]) -> Iterator[str]:
    yield str(plan["operatorType"]).partition("@")[0]
    for child in plan.get("children", ()):
        yield from _walk(child)


def plan_problems(graph: Graph, file: str, query: str, model: Model, *, what: str = "") -> list[Problem]:
    """Why the query is refused: it isn't valid, or its plan holds an operator that isn't allowed."""
    parameters = {**model.defaults, "anchors": [], "anchor": "", "touched": []}
    try:
        found = operators(graph, query, parameters)
    except neo4j_errors.ClientError as error:
        return [Problem(file, _line(error), f"{what}{str(error.message).splitlines()[0]}")]
    odd = sorted(set(found) - allowed_operators())
    return [
        Problem(file, None, f"{what}the operator {operator} of its plan is refused: a model only reads the graph")
        for operator in odd
    ]


def _line(error: neo4j_errors.ClientError) -> int | None:
    import re

    found = re.search(r"\(line (\d+)", str(error.message))
    return int(found[1]) if found else None
