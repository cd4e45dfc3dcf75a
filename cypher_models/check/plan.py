"""EXPLAIN: the operators of a plan against an allow-list. Words can be disguised, operators can't."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml
from neo4j import exceptions as neo4j_errors

from anmai.cypher_models.check.paths import planned_path_problem
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.graph.connection import Graph


@cache
def allowed_operators() -> frozenset[str]:
    """Operators that only read nodes, relationships and values (data/plan_operators.yaml)."""
    text = (resources.files("anmai.cypher_models") / "data" / "plan_operators.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)["allowed"])


def explained(graph: Graph, query: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The query's plan as the driver tells it; nothing is run.

    Raises:
        neo4j.exceptions.ClientError: The query is no valid Cypher.
        ServerUnavailable: The server is gone.
    """
    with graph.translated(), graph.session() as session:
        summary = session.run(f"EXPLAIN {query}", parameters).consume()
    return summary.plan or {}


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(operator, details) of a plan, outermost first."""
    yield _name(plan), str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from operators(child)


def plan_problems(
    graph: Graph, file: str, query: str, model: Model, *, what: str = "", products: bool = True
) -> list[Problem]:
    """Why the query is refused: it isn't valid, or its plan does something that isn't allowed."""
    parameters = {**model.defaults, "anchors": [], "anchor": "", "touched": []}
    try:
        plan = explained(graph, query, parameters)
    except neo4j_errors.ClientError as error:
        return [Problem(file, _line(error), f"{what}{str(error.message).splitlines()[0]}")]
    found = list(operators(plan))
    odd = sorted({operator for operator, _ in found} - allowed_operators())
    problems = [
        Problem(file, None, f"{what}the operator {operator} of its plan is refused: a model only reads the graph")
        for operator in odd
    ]
    problems += [
        Problem(file, None, f"{what}{message}")
        for message in sorted({planned_path_problem(details) for _, details in found} - {None}, key=str)
    ]
    if products and _multiplies(plan):
        problems.append(
            Problem(file, None, f"{what}its plan is a cartesian product: every row of one pattern with every row of "
                    "another; join the patterns by a relationship")
        )  # fmt: skip
    return problems


def _multiplies(plan: dict[str, Any], *, joined: bool = False) -> bool:
    """Whether some part of the plan is worked out anew, from the whole graph, for every row of another part.

    Args:
        plan: The plan, or a part of it.
        joined: The rows of this part are looked for a relationship between them: on a small graph the planner may take
            two patterns' nodes together and then look which of them are related; on a large one it expands.
    """
    children = plan.get("children", [])
    name = _name(plan)
    if name == "CartesianProduct" and not joined and any(map(_scans, children)):
        return True
    if name.endswith("Apply") and len(children) == 2 and _scans(children[1]) and not _tied(children[1]):
        return True
    joined = name.endswith("(Into)") or (joined and len(children) == 1)
    return any(_multiplies(child, joined=joined) for child in children)


def _scans(plan: dict[str, Any]) -> bool:
    """Whether a part of the plan starts at all nodes of a label, all relationships of a type, or all above a value."""
    children = plan.get("children", [])
    if not children:
        return "Scan" in _name(plan) or _name(plan).endswith("ByRange")
    return any(map(_scans, children))


def _tied(plan: dict[str, Any]) -> bool:
    """Whether a part of the plan is tied by a relationship to the row that it is worked out for.

    On a small graph the planner may look at all nodes of a label and then for the relationship between them and the
    row; on a large one it starts at the row.
    """
    return any(name.endswith("(Into)") or "Join" in name or name == "Argument" for name, _ in operators(plan))


def _name(plan: dict[str, Any]) -> str:
    return str(plan.get("operatorType", "")).partition("@")[0]


def _line(error: neo4j_errors.ClientError) -> int | None:
    import re

    found = re.search(r"\(line (\d+)", str(error.message))
    return int(found[1]) if found else None
