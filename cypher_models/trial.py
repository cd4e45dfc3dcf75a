"""Trying a model on its examples, on a real Neo4j: inside one transaction that is rolled back, so nothing stays.

Every example is a graph of its own with ids of its own, so all of them are tried in one go, beside whatever the
database holds.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import neo4j
from neo4j import exceptions as neo4j_errors

from anmai.cypher_models.check.plan import plan_problems
from anmai.cypher_models.clauses import Clause, without
from anmai.cypher_models.examples import Case, read_examples
from anmai.cypher_models.finding import to_finding
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.errors import AnmaiError, ModelError
from anmai.graph.connection import Graph
from anmai.graph.derived import RULES
from anmai.graph.derived.rule import Query, derive, plan
from anmai.graph.schema import NODES

_DERIVED = frozenset(node.label for node in NODES if node.scope == "derived")


@dataclass
class Trial:
    """What came of trying a model.

    Attributes:
        model: The model.
        problems: Problems of the examples file itself; nothing was tried when there are any.
        passed: Ids of examples that came out as they say.
        failed: Example id → what was expected, and what came.
        survived: Clauses that could be taken out without any example failing (with ``mutate``).
        inseparable: Clauses whose removal leaves no valid query.
        tried: Number of clauses that were taken out.
    """

    model: Model
    problems: list[Problem] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    survived: list[Clause] = field(default_factory=list)
    inseparable: list[Clause] = field(default_factory=list)
    tried: int = 0

    @property
    def ok(self) -> bool:
        """Whether every example came out, and every clause was needed."""
        return not (self.problems or self.failed or self.survived or self.inseparable)


def try_examples(graph: Graph, model: Model, *, mutate: bool = False) -> Trial:
    """Load the examples, run the model on them, compare; with ``mutate`` once more for each clause taken out.

    Raises:
        ServerUnavailable: The server is gone.
        ModelError: The query fails on the examples.
    """
    trial = Trial(model)
    cases, trial.problems = read_examples(model)
    if trial.problems:
        return trial
    prefix = f"example:{uuid.uuid4().hex[:12]}/"
    mutants: dict[Clause, str] = {}
    if mutate:
        for clause in model.clauses:
            query = without(model.findings, clause)
            if plan_problems(graph, model.slug, query, model):
                trial.inseparable.append(clause)
            else:
                mutants[clause] = query
    with graph.translated(), graph.session(neo4j.WRITE_ACCESS) as session:
        with session.begin_transaction(timeout=300) as transaction:
            query = _in(transaction)
            _load(query, cases, prefix)
            anchors = _anchors(query, model, cases, prefix)
            came = _found(query, model, model.findings, anchors)
            for case in cases:
                wanted = _wanted(case, prefix)
                got = {key: codes for key, codes in came.items() if _belongs(key, case, prefix)}
                if wanted == got:
                    trial.passed.append(case.example.id)
                else:
                    trial.failed[case.example.id] = f"expected {_shown(wanted, prefix)}, found {_shown(got, prefix)}"
            _population(query, model, anchors)
            transaction.rollback()
        for clause, text in mutants.items():
            trial.tried += 1
            if _survives(session, model, text, cases, prefix):
                trial.survived.append(clause)
    return trial


def _survives(session: neo4j.Session, model: Model, text: str, cases: list[Case], prefix: str) -> bool:
    """Whether all examples still come out with a clause taken out; a query that then fails has not survived."""
    with session.begin_transaction(timeout=300) as transaction:
        query = _in(transaction)
        _load(query, cases, prefix)
        anchors = _anchors(query, model, cases, prefix)
        try:
            came = _found(query, model, text, anchors)
        except (AnmaiError, neo4j_errors.ClientError):
            return False
        finally:
            transaction.close()
    wanted: dict[str, list[str]] = {}
    for case in cases:
        wanted |= _wanted(case, prefix)
    return came == wanted


def _in(transaction: neo4j.Transaction) -> Query:
    def query(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [record.data() for record in transaction.run(text, dict(parameters))]  # type: ignore[arg-type]

    return query


def _id(prefix: str, case: Case, key: str) -> str:
    return f"{prefix}{case.example.id}/{key}"


def _load(query: Query, cases: list[Case], prefix: str) -> None:
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        for key, (label, props) in case.nodes.items():
            nodes[label].append({**_own(props, case, prefix), "id": _id(prefix, case, key)})
        for (source, kind, target), props in case.links.items():
            ends = (case.nodes[source][0], kind, case.nodes[target][0])
            links[ends].append(
                {
                    "source": _id(prefix, case, source),
                    "target": _id(prefix, case, target),
                    "props": {"document": f"{prefix}{case.example.id}", "spans": [0, 1], **_own(props, case, prefix)},
                }
            )
    for label, rows in nodes.items():
        query(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", {"rows": rows})
    for (source, kind, target), rows in links.items():
        query(
            f"UNWIND $rows AS row MATCH (s:{source} {{id: row.source}}) MATCH (t:{target} {{id: row.target}}) "
            f"CREATE (s)-[r:{kind}]->(t) SET r = row.props",
            {"rows": rows},
        )


def _own(props: dict[str, Any], case: Case, prefix: str) -> dict[str, Any]:
    """Properties that hold ids (a relationship's case_id) or join nodes (matter) are the example's own."""
    joined = {name: f"{prefix}{case.example.id}/{props[name]}" for name in ("matter", "case_id") if name in props}
    return {**props, **joined}


def _anchors(query: Query, model: Model, cases: list[Case], prefix: str) -> list[str]:
    label = model.about.anchor
    if label not in _DERIVED:
        return [_id(prefix, case, key) for case in cases for key, (own, _) in case.nodes.items() if own == label]
    rule = RULES[label]
    seeds = [(own, _id(prefix, case, key)) for case in cases for key, (own, _) in case.nodes.items()
             if own in rule.watches]  # fmt: skip
    derivation = plan(query, rule, seeds)
    derive(query, rule, derivation, touched_until=0)
    return sorted(group.id for group in derivation.make)


def _found(query: Query, model: Model, text: str, anchors: list[str]) -> dict[str, list[str]]:
    rows = query(text, {**model.defaults, "anchors": anchors})
    found: dict[str, list[str]] = {}
    for row in rows:
        finding = to_finding(model, row, lambda _document, _start, _end: None)
        if finding.anchor in found:
            raise ModelError(f"{model.slug} returns more than one row for an anchor.", remedy="collect() what repeats.")
        if not finding.reason_codes:
            raise ModelError(f"{model.slug} returns a row without a reason code.")
        found[finding.anchor] = sorted(finding.reason_codes)
    return found


def _wanted(case: Case, prefix: str) -> dict[str, list[str]]:
    wanted = {}
    for key, codes in case.example.finds.items():
        # A derived group is named by its smallest member: LG-a is the group of node a.
        head, _, member = key.rpartition("-")
        anchor = _id(prefix, case, key) if key in case.nodes else f"{head}-{_id(prefix, case, member)}"
        wanted[anchor] = sorted(codes)
    return wanted


def _belongs(anchor: str, case: Case, prefix: str) -> bool:
    return f"{prefix}{case.example.id}/" in anchor


def _shown(found: dict[str, list[str]], prefix: str) -> str:
    return ", ".join(f"{key.replace(prefix, '')}: {', '.join(codes)}" for key, codes in found.items()) or "nothing"


def _population(query: Query, model: Model, anchors: list[str]) -> None:
    """The population query must run and count at least the anchors that can be found."""
    rows = query(model.population, {name: value for name, value in model.defaults.items() if f"${name}" in
                                    model.population})  # fmt: skip
    if len(rows) != 1 or not isinstance(rows[0]["population"], int):
        raise ModelError(f"{model.slug}: population.cypher must return one row with one number, population.")
    if anchors and rows[0]["population"] == 0:
        raise ModelError(f"{model.slug}: population.cypher counts nothing although examples are loaded.")
