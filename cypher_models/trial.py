"""Trying a model on its examples, on a real Neo4j: inside one transaction that is rolled back, so nothing stays.

Every example is a graph of its own with ids of its own, so all of them are tried in one go, beside whatever the
database holds.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import neo4j
from neo4j import exceptions as neo4j_errors

from anmai.cypher_models.check import check_model
from anmai.cypher_models.clauses import Clause, without
from anmai.cypher_models.examples import Case, read_examples
from anmai.cypher_models.finding import to_finding
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.cypher_models.passages import NoDocuments
from anmai.errors import ModelError
from anmai.graph.connection import Graph
from anmai.graph.derived import RULES
from anmai.graph.derived.rule import Query, derive, plan
from anmai.graph.schema import NODES

#: Seconds for one model's examples and all its mutants.
_TIMEOUT = 600
#: Mutants tried at the same time.
_LANES: Final = 2
Fate = Literal["noticed", "survived", "inseparable"]
#: Parameters that differ from their defaults, and anchors.
_Lot = tuple[Mapping[str, Any], list[str]]
_ALSO: Final = {node.label: node.also for node in NODES}
_DERIVED = frozenset(node.label for node in NODES if node.scope == "derived")


@dataclass
class Trial:
    """What came of trying a model.

    Attributes:
        model: The model.
        problems: Problems of the examples file, or of what the checks refuse; nothing was tried when there are any.
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
    # Examples are loaded in a transaction that may write: a query that the checks refuse must not run in it.
    trial.problems = trial.problems or check_model(model, graph, products=model.own)
    if trial.problems:
        return trial
    prefix = _prefix()
    # A derived rule has one node of its own, which one transaction at a time may write.
    lanes = 1 if not mutate or model.about.anchor in _DERIVED else _LANES
    with graph.translated(), ExitStack() as opened:

        def stage_of(own: str) -> _Stage:
            stage = _Stage(opened.enter_context(graph.session(neo4j.WRITE_ACCESS)), model, cases, own)
            opened.callback(stage.close)
            return stage

        stage = stage_of(prefix)
        came = _found(stage.query, model, model.findings, stage.lots)
        for case in cases:
            wanted = _wanted(case, prefix)
            got = {key: codes for key, codes in came.items() if _belongs(key, case, prefix)}
            if wanted == got:
                trial.passed.append(case.example.id)
            else:
                trial.failed[case.example.id] = f"expected {_shown(wanted, prefix)}, found {_shown(got, prefix)}"
        _population(stage.query, model, bool(stage.lots))
        if mutate and not trial.failed:
            _mutate(trial, [stage, *(stage_of(_prefix()) for _ in range(1, lanes))])
    return trial


class _Stage:
    """The examples, loaded in an open transaction that is never committed; set anew when an error ended it."""

    def __init__(self, session: neo4j.Session, model: Model, cases: list[Case], prefix: str) -> None:
        self._session, self._model, self._cases, self._prefix = session, model, cases, prefix
        self.wanted: dict[str, list[str]] = {}
        for case in cases:
            self.wanted |= _wanted(case, prefix)
        self.set_up()

    def set_up(self) -> None:
        self._transaction = self._session.begin_transaction(timeout=_TIMEOUT)
        self.query = _in(self._transaction)
        _load(self.query, self._cases, self._prefix)
        self.lots = _lots(self.query, self._model, self._cases, self._prefix)

    def close(self) -> None:
        self._transaction.close()


def _mutate(trial: Trial, stages: list[_Stage]) -> None:
    """Take each clause out; note those whose removal no example notices, or leaves no valid query.

    Each mutant is a query of its own that the server plans anew, which takes longer than running it: the stages share
    the clauses among them and work at the same time.
    """
    clauses = trial.model.clauses

    def fates(stage: _Stage, first: int) -> list[tuple[int, Fate]]:
        return [(at, _fate(trial.model, clauses[at], stage)) for at in range(first, len(clauses), len(stages))]

    with ThreadPoolExecutor(len(stages)) as pool:
        told = sorted(each for part in pool.map(fates, stages, range(len(stages))) for each in part)
    trial.tried = len(told)
    trial.survived = [clauses[at] for at, fate in told if fate == "survived"]
    trial.inseparable = [clauses[at] for at, fate in told if fate == "inseparable"]


def _fate(model: Model, clause: Clause, stage: _Stage) -> Fate:
    """What becomes of the examples when the clause is taken out."""
    fate: Fate = "noticed"
    try:
        came = _found(stage.query, model, without(model.findings, clause), stage.lots)
    except neo4j_errors.CypherSyntaxError:
        fate = "inseparable"
    except neo4j_errors.ClientError:
        pass
    except ModelError:
        return "noticed"
    else:
        return "survived" if came == stage.wanted else "noticed"
    # The server's error has ended the transaction.
    stage.close()
    stage.set_up()
    return fate


def _in(transaction: neo4j.Transaction) -> Query:
    def query(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [record.data() for record in transaction.run(text, dict(parameters))]

    return query


def _prefix() -> str:
    return f"example:{uuid.uuid4().hex[:12]}/"


def _id(prefix: str, case: Case, key: str) -> str:
    return f"{prefix}{case.example.id}/{key}"


def _load(query: Query, cases: list[Case], prefix: str) -> None:
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        for key, (label, props) in case.nodes.items():
            nodes[label].append({**_own(props, case, prefix), "id": _id(prefix, case, key)})
        for source, kind, target, props in case.links:
            ends = (case.nodes[source][0], kind, case.nodes[target][0])
            links[ends].append(
                {
                    "source": _id(prefix, case, source),
                    "target": _id(prefix, case, target),
                    "props": {"document": f"{prefix}{case.example.id}", "spans": [0, 1], **_own(props, case, prefix)},
                }
            )
    for label, rows in nodes.items():
        labels = ":".join((label, *_ALSO[label]))
        query(f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row", {"rows": rows})
    for (source, kind, target), rows in links.items():
        query(
            f"UNWIND $rows AS row MATCH (s:{source} {{id: row.source}}) MATCH (t:{target} {{id: row.target}}) "
            f"CREATE (s)-[r:{kind}]->(t) SET r = row.props",
            {"rows": rows},
        )


def _own(props: dict[str, Any], case: Case, prefix: str) -> dict[str, Any]:
    """Properties that hold ids (a relationship's case_id) or join nodes (matter) are the example's own."""
    joined: dict[str, Any] = {
        name: f"{prefix}{case.example.id}/{props[name]}" for name in ("matter", "case_id") if name in props
    }
    return {**props, **joined}


def _lots(query: Query, model: Model, cases: list[Case], prefix: str) -> list[_Lot]:
    """The anchors of all examples, by the parameters that they are asked with."""
    label = model.about.anchor
    if label not in _DERIVED:
        lots: dict[str, _Lot] = {}
        for case in cases:
            _, anchors = lots.setdefault(repr(sorted(case.parameters.items())), (case.parameters, []))
            anchors += [_id(prefix, case, key) for key, (own, _) in case.nodes.items() if own == label]
        return [lot for lot in lots.values() if lot[1]]
    rule = RULES[label]
    seeds = [(own, _id(prefix, case, key)) for case in cases for key, (own, _) in case.nodes.items()
             if own in rule.watches]  # fmt: skip
    derivation = plan(query, rule, seeds)
    derive(query, rule, derivation, touched_until=0)
    return [({}, sorted(group.id for group in derivation.make))]


def _found(query: Query, model: Model, text: str, lots: list[_Lot]) -> dict[str, list[str]]:
    rows = [row for given, anchors in lots for row in query(text, {**model.defaults, **given, "anchors": anchors})]
    found: dict[str, list[str]] = {}
    for row in rows:
        finding = to_finding(model, row, NoDocuments())
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


def _population(query: Query, model: Model, any_anchor: bool) -> None:
    """The population query must run and count at least the anchors that can be found."""
    rows = query(model.population, {name: value for name, value in model.defaults.items() if f"${name}" in
                                    model.population})  # fmt: skip
    if len(rows) != 1 or not isinstance(rows[0]["population"], int):
        raise ModelError(f"{model.slug}: population.cypher must return one row with one number, population.")
    if any_anchor and rows[0]["population"] == 0:
        raise ModelError(f"{model.slug}: population.cypher counts nothing although examples are loaded.")
