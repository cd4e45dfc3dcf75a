"""Checking a graph against the schema: what constraints of Neo4j Community can't hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anmai.graph.connection import WRITE_TIMEOUT, Graph
from anmai.graph.loading.rows import declared_properties, declared_relations
from anmai.graph.schema import NODES, RELATIONS
from anmai.graph.schema.statements import is_from_documents, own_label


def check(graph: Graph) -> list[str]:
    """What in the graph contradicts the schema, each in a sentence; empty when nothing does.

    Node keys that are missing, properties and relationships that are not declared, relationships that name no document
    or no passage, mentions that belong to no entity or to several. Nodes of labels that are not ours are left alone.
    """
    return [*_nodes(graph), *_relations(graph), *_mentions(graph)]


def _nodes(graph: Graph) -> Iterator[str]:
    for node in NODES:
        declared = [*sorted(declared_properties()[node.label]), "id"]
        rows = graph.read(
            f"MATCH (n:{node.label}) WHERE {own_label('n')} = $label WITH count(n) AS all, count(n.id) AS keyed, "
            "collect(DISTINCT [key IN keys(n) WHERE NOT key IN $declared]) AS others "
            "RETURN all - keyed AS keyless, reduce(found = [], each IN others | found + each) AS others",
            {"declared": declared, "label": node.label},
            timeout=WRITE_TIMEOUT,
        )
        if rows[0]["keyless"]:
            yield f"{rows[0]['keyless']} {node.label} nodes have no id"
        if rows[0]["others"]:
            yield f"{node.label} nodes have undeclared properties: {', '.join(sorted(set(rows[0]['others'])))}"


def _relations(graph: Graph) -> Iterator[str]:
    labels = [node.label for node in NODES]
    rows = graph.read(
        "MATCH (a)-[r]->(b) WHERE any(each IN labels(a) WHERE each IN $labels) "
        "OR any(each IN labels(b) WHERE each IN $labels) "
        f"RETURN DISTINCT type(r) AS type, {own_label('a')} AS source, {own_label('b')} AS target",
        {"labels": labels},
        timeout=WRITE_TIMEOUT,
    )
    for row in rows:
        if (row["type"], row["source"], row["target"]) not in declared_relations():
            yield f"({row['source']})-[:{row['type']}]->({row['target']}) is not declared"
    for relation in RELATIONS:
        needed = ("document", "spans") if is_from_documents(relation) else ()
        needed = ("rule", "rule_version") if relation.derived else needed
        if not {"Entry"}.isdisjoint((*relation.source, *relation.target)):
            yield from _without(graph, relation.type, ("source", "columns"), "a:Entry OR b:Entry")
        yield from _without(graph, relation.type, needed, "NOT a:Entry AND NOT b:Entry")


def _without(graph: Graph, type: str, needed: Iterable[str], which: str) -> Iterator[str]:
    for name in needed:
        missing = graph.read(
            f"MATCH (a)-[r:{type}]->(b) WHERE ({which}) AND (r.{name} IS NULL OR size(r.{name}) = 0) "
            "RETURN count(r) AS n",
            timeout=WRITE_TIMEOUT,
        )[0]["n"]
        if missing:
            yield f"{missing} {type} relationships have no {name}"


def _mentions(graph: Graph) -> Iterator[str]:
    rows = graph.read(
        "MATCH (m:Mention) WITH m, COUNT { (m)-[:OF]->() } AS owners, COUNT { (m)-[:IN_DOCUMENT]->() } AS documents "
        "RETURN sum(CASE WHEN owners <> 1 THEN 1 ELSE 0 END) AS unowned, "
        "sum(CASE WHEN documents <> 1 THEN 1 ELSE 0 END) AS astray",
        timeout=WRITE_TIMEOUT,
    )
    if rows[0]["unowned"]:
        yield f"{rows[0]['unowned']} Mention nodes do not belong to exactly one entity"
    if rows[0]["astray"]:
        yield f"{rows[0]['astray']} Mention nodes do not stand in exactly one document"
