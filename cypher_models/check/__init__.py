"""Checks of a model before it may run: its words (no server needed) and its plans (EXPLAIN on the server)."""

from __future__ import annotations

import re

from anmai.cypher_models.check.negations import negation_problems
from anmai.cypher_models.check.plan import plan_problems
from anmai.cypher_models.check.tags import tag_problems
from anmai.cypher_models.check.words import word_problems
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.graph.connection import Graph
from anmai.graph.loading.base import prepare, prepare_kinds
from anmai.graph.schema import NODES

__all__ = ["check_model", "negation_problems", "plan_problems", "tag_problems", "word_problems"]

_QUERIES = ("findings.cypher", "subgraph.cypher", "population.cypher")


def check_model(model: Model, graph: Graph | None, *, products: bool = True) -> list[Problem]:
    """All problems of a model's queries.

    Args:
        model: The model.
        graph: None leaves out what needs a server.
        products: Whether plans are looked at for products of patterns that nothing joins. How the server plans follows
            what the graph holds, so a sound query may look like one on a graph that holds little: shipped models, which
            tests judge, are not judged by it each time that they run.
    """
    problems = tag_problems(model)
    if not model.released:
        # A released version never changes: its negations are in the model's examples, and the next version is asked.
        problems += negation_problems(model)
    for name in _QUERIES:
        problems += word_problems(model, name)
    if graph is not None and not problems:
        if products:
            _prepare(graph, model)
        for name in _QUERIES:
            problems += plan_problems(graph, f"{model.slug}/{name}", model.files[name], model, products=products)
        problems += _reach_problems(graph, model)
    return problems


def _prepare(graph: Graph, model: Model) -> None:
    """Give the graph the indexes that the model's plans rest on: those of kinds of entries wait for the first load."""
    prepare(graph)
    text = "\n".join((*(model.files[name] for name in _QUERIES), *model.about.reach))
    words = set(re.findall(r"\w+", text))
    prepare_kinds(graph, [node for node in NODES if node.also and node.label in words])


def _reach_problems(graph: Graph, model: Model) -> list[Problem]:
    from anmai.cypher_models.anchors import reach_query

    problems: list[Problem] = []
    for label, patterns in model.about.reach.items():
        for pattern in patterns:
            query = reach_query(model.about.anchor, label, pattern)
            # One path from the anchor to what changed joins all that it names.
            problems += plan_problems(
                graph, f"{model.slug}/model.yaml", query, model, what=f"reach {label}: ", products=False
            )
    return problems
