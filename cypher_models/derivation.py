"""Bringing derived nodes up to date before a model that is anchored on them runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import neo4j
from sqlalchemy import func, select

from anmai.cypher_models.form import Model
from anmai.errors import NotFound
from anmai.graph.connection import Graph
from anmai.graph.derived import RULES
from anmai.graph.derived.rule import DerivedRule, Query, derive, is_off, marker, plan, switch_off, switch_on
from anmai.store import Store
from anmai.store.tables import Touched


def rule_of(model: Model) -> DerivedRule | None:
    """The rule that makes the model's anchors; None when they are read, not derived."""
    return RULES.get(model.about.anchor)


def touched_max(store: Store) -> int:
    """The newest change that the store knows of."""
    with store.session(write=False) as session:
        return int(session.scalar(select(func.max(Touched.seq))) or 0)


def touched_between(store: Store, after: int, until: int) -> set[tuple[str, str]]:
    """(label, id) of the nodes that changes after ``after`` up to ``until`` touched."""
    with store.session(write=False) as session:
        rows = session.execute(
            select(Touched.label, Touched.node_id).where(Touched.seq > after, Touched.seq <= until).distinct()
        )
        return {(label, node_id) for label, node_id in rows}


def bring_up_to_date(store: Store, graph: Graph, rule: DerivedRule) -> list[str]:
    """Apply the rule to what changed since it last ran on this graph (or to everything) and note what it touched.

    The changed groups are noted in the store first: should the machine stop in between, the next run looks at them
    once too often, never once too little.

    Returns:
        Ids of the groups that changed.
    """

    def read(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return graph.read(text, parameters, timeout=300)

    until = touched_max(store)
    known = marker(read, rule)
    if known is not None and known["version"] == rule.version and known["touched_until"] == until:
        return []
    fresh = known is None or known["version"] != rule.version or known["touched_until"] > until
    seeds = None if known is None or fresh else touched_between(store, known["touched_until"], until)
    derivation = plan(read, rule, seeds)
    if derivation.touched:
        with store.session() as session:
            session.add_all(Touched(label=rule.label, node_id=group) for group in derivation.touched)
        until = touched_max(store)

    _written(graph, lambda query: derive(query, rule, derivation, touched_until=until))
    return derivation.touched


def rule_states(graph: Graph) -> list[dict[str, Any]]:
    """Every derived rule: {rule, version, label, off, nodes}."""

    def read(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return graph.read(text, parameters)

    return [
        {
            "rule": rule.name,
            "version": rule.version,
            "label": rule.label,
            "off": is_off(read, rule),
            "nodes": graph.read(f"MATCH (n:{rule.label}) RETURN count(n) AS n")[0]["n"],
        }
        for rule in RULES.values()
    ]


def switch(graph: Graph, name: str, *, on: bool) -> None:
    """Switch a derived rule on (the next run derives anew) or off (what it made is removed).

    Raises:
        NotFound: There is no such rule.
    """
    rule = next((rule for rule in RULES.values() if rule.name == name), None)
    if rule is None:
        names = ", ".join(rule.name for rule in RULES.values())
        raise NotFound(f"There is no derived rule {name}.", remedy=f"There are: {names}.")
    _written(graph, lambda query: switch_on(query, rule) if on else switch_off(query, rule))


def _written(graph: Graph, act: Callable[[Query], None]) -> None:
    def work(transaction: neo4j.ManagedTransaction) -> None:
        def query(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
            return [row.data() for row in transaction.run(text, dict(parameters))]

        act(query)

    with graph.translated(), graph.session(neo4j.WRITE_ACCESS) as session:
        session.execute_write(neo4j.unit_of_work(timeout=300)(work))
