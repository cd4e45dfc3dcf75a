"""What the checks refuse: writes, files, procedures, unknown names, untagged predicates, endless ranges and paths."""

from __future__ import annotations

import dataclasses

import pytest
from tests.models.conftest import own_model

from anmai.cypher_models.check import check_model, plan_problems
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import load_model
from anmai.graph.connection import Graph
from anmai.settings import Settings


@pytest.fixture
def model(home_settings: Settings) -> Model:
    loaded = load_model(own_model(home_settings), own=True)
    assert loaded.problems == []
    assert loaded.model is not None
    return loaded.model


def _with(model: Model, name: str, text: str) -> Model:
    return dataclasses.replace(model, files={**model.files, name: text})


def _messages(model: Model) -> str:
    return "\n".join(map(str, check_model(model, None)))


def test_a_new_model_passes(model: Model) -> None:
    assert check_model(model, None) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SET a.name = 'x'", "SET is refused"),
        ("LOAD CSV FROM 'file:///x' AS row", "LOAD CSV is refused"),
        ("CALL db.labels() YIELD label", "the procedure db.labels is refused"),
        ("MATCH (a)-[:KNOWS]->(b:Person)", "KNOWS is no relationship of the schema"),
        ("MATCH (b:Gangster)", "Gangster is no label of the schema"),
        ("WITH a, c, v, got WHERE v.mood = 'bad'", "v.mood is no property of the schema"),
        ("WITH a, c, v, got, [x IN range(0, 100000) | x] AS many", "a range of more than 1000 is refused"),
        ("WITH a, c, v, got, [x IN range(0, size(c.number)) | x] AS many", "a computed range is refused"),
        ("MATCH (c)-[:REVIEWS*]->(f:Case)", "a path of open length"),
        ("MATCH (c)-[:REVIEWS*1..20]->(f:Case)", "more than 6 steps"),
        ("WITH a, c, v, got WHERE a.masked = false", "decides something outside a tagged clause"),
        ("MATCH (c)-[:HEARD_BY]->(:Court {level: 'basic'})", "a pattern with property values"),
        ("WITH a, c, v, got, $secret AS s", "$secret is not declared"),
    ],
)
def test_a_line_is_refused(model: Model, line: str, told: str) -> None:
    lines = model.findings.splitlines()
    at = next(number for number, text in enumerate(lines) if text.startswith("WITH a, collect"))
    query = "\n".join([*lines[:at], line, *lines[at:]])

    messages = _messages(_with(model, "findings.cypher", query))

    assert told in messages
    assert f"my-model/findings.cypher:{at + 1}:" in messages


def test_words_in_comments_and_strings_are_no_writes(model: Model) -> None:
    query = model.population + "// SET and DELETE stand here\n" + "/* CREATE */"

    assert _messages(_with(model, "population.cypher", query)) == ""


def test_an_element_without_clause_is_told(model: Model) -> None:
    query = model.findings.replace("// @element several", "// @element some")

    loaded = dataclasses.replace(model, files={**model.files, "findings.cypher": query})
    from anmai.cypher_models.clauses import read_clauses

    loaded = dataclasses.replace(loaded, clauses=tuple(read_clauses(query)[0]))

    messages = _messages(loaded)
    assert "@element some is not listed" in messages
    assert "element several has no tagged clause" in messages


@pytest.mark.parametrize(
    ("query", "operator"),
    [
        ("CREATE (n:Person)", "Create"),
        ("LOAD CSV FROM 'https://example.org/x.csv' AS row RETURN row", "LoadCSV"),
        ("CALL dbms.components() YIELD name RETURN name", "ProcedureCall"),
        ("MATCH (n) RETURN count(n.name) AS n", "AllNodesScan"),
    ],
)
def test_an_operator_is_refused(model: Model, clean_graph: Graph, query: str, operator: str) -> None:
    problems = plan_problems(clean_graph, "q", query, model)

    assert f"the operator {operator} of its plan is refused" in "\n".join(map(str, problems))


def test_commands_are_refused(model: Model, clean_graph: Graph) -> None:
    for command in ("SHOW TRANSACTIONS", "SHOW USERS", "TERMINATE TRANSACTIONS 'x'"):
        assert plan_problems(clean_graph, "q", command, model) != []
