"""Cypher that follows from the schema: constraints, indexes, and the queries that write and remove rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anmai.graph.schema.declare import NodeType, RelationType
from anmai.graph.schema.entries import COMMON
from anmai.graph.schema.nodes import NODES
from anmai.graph.schema.relations import RELATIONS

#: Bigrams of Chinese, Japanese and Korean characters: finds any two characters that stand together.
ANALYZER = "cjk"


def schema_statements() -> list[str]:
    """Every constraint and index but those of kinds of entries, each made only where it is missing."""
    return [statement for node in NODES if not node.also for statement in _of_node(node)] + [
        f"CREATE INDEX {relation.type.lower()}_document IF NOT EXISTS FOR ()-[r:{relation.type}]-() ON (r.document)"
        for relation in RELATIONS
        if is_from_documents(relation)
    ]


def kind_statements(kind: NodeType) -> list[str]:
    """Constraint and indexes of one kind of entry; what all entries have is indexed once, for Entry."""
    own = tuple(each for each in kind.properties if each not in COMMON)
    return list(_of_node(replace(kind, properties=own)))


def _of_node(node: NodeType) -> Iterator[str]:
    name = node.label.lower()
    yield f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
    for each in node.properties:
        if each.indexed:
            yield f"CREATE INDEX {name}_{each.name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{each.name})"
    if node.fulltext:
        told = ", ".join(f"n.{each}" for each in node.fulltext)
        yield (
            f"CREATE FULLTEXT INDEX {name}_fulltext IF NOT EXISTS FOR (n:{node.label}) ON EACH [{told}] "
            f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}', `fulltext.eventually_consistent`: false}}}}"
        )


def is_from_documents(relation: RelationType) -> bool:
    """Whether relationships of this type are read in documents, and go with them."""
    return not relation.derived and relation.level != "reference" and relation.type != "IN_ENTRY"


def is_made_anew(node: NodeType) -> bool:
    """Whether nodes of this label belong to one document, which makes and removes them."""
    return node.scope == "document" and node.label != "Case"


def own_label(variable: str) -> str:
    """Cypher for a node's own label: that of its kind, where it bears the general one of entries too."""
    return f"coalesce([each IN labels({variable}) WHERE each <> 'Entry'][0], 'Entry')"


def create_nodes(label: str) -> str:
    """Make nodes that belong to one document. Parameter: rows of {id, properties}."""
    return f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id}}) SET n += row.properties"


def merge_nodes(label: str) -> str:
    """Make nodes that documents share, unless they are there. Parameter: rows of {id, properties}."""
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) ON CREATE SET n += row.properties"


def replace_nodes(label: str) -> str:
    """Make nodes or give them exactly these properties. Parameter: rows of {id, properties}, which hold the id."""
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.properties"


def create_relations(type: str, source: str, target: str) -> str:
    """Make relationships between nodes that are there. Parameter: rows of {source, target, properties}."""
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
        f"CREATE (a)-[r:{type}]->(b) SET r = row.properties"
    )


def merge_relations(type: str, source: str, target: str) -> str:
    """Make relationships of reference data, each once. Parameter: rows of {source, target, properties}."""
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) MATCH (b:{target} {{id: row.target}}) "
        f"MERGE (a)-[r:{type}]->(b) SET r = row.properties"
    )


def ends_of_relations(type: str) -> str:
    """What the relationships of some documents tie together. Parameter: documents (ids)."""
    return (
        f"UNWIND $documents AS document MATCH (a)-[r:{type}]->(b) WHERE r.document = document "
        f"RETURN DISTINCT {own_label('a')} AS source_label, a.id AS source, "
        f"{own_label('b')} AS target_label, b.id AS target"
    )


def delete_relations(type: str) -> str:
    """Remove the relationships of some documents. Parameter: documents (ids)."""
    return f"UNWIND $documents AS document MATCH ()-[r:{type}]->() WHERE r.document = document DELETE r"


def delete_nodes(label: str) -> str:
    """Remove nodes with what hangs on them. Parameter: ids."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n"


def delete_unused(label: str) -> str:
    """Remove shared nodes that no document speaks of any more. Parameter: ids.

    A court's place among the regions is reference data, and keeps no court.
    """
    return (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
        "WHERE COUNT { (n)--() } = COUNT { (n)-[:IN_REGION]->() } DETACH DELETE n"
    )


def create_entries(label: str) -> str:
    """Make entries of one kind. Parameter: rows of {id, properties}."""
    return f"UNWIND $rows AS row CREATE (n:Entry:{label} {{id: row.id}}) SET n += row.properties"


def ends_of_entries() -> str:
    """What some entries are tied to. Parameter: ids."""
    return (
        "UNWIND $ids AS id MATCH (n:Entry {id: id})--(other) "
        f"RETURN DISTINCT {own_label('other')} AS label, other.id AS id"
    )


def wipe_label(label: str) -> str:
    """Remove all nodes of a label in batches; run it outside a transaction."""
    return f"MATCH (n:{label}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 5000 ROWS"
