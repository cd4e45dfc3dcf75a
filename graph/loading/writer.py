"""Writing one batch of documents inside one transaction: what they said before goes, what they say now comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import neo4j

from anmai.graph.loading.rows import GraphRows, Node, Properties
from anmai.graph.regions import court_place
from anmai.graph.regions.table import VERSION as REGIONS_VERSION
from anmai.graph.schema import NODES, RELATIONS, statements

Rows = list[dict[str, Any]]
#: Rows sent with one query: large enough to be fast, small enough for the server's memory.
_ROWS: Final = 5000

_READ_TYPES: Final = tuple(relation.type for relation in RELATIONS if statements.is_from_documents(relation))
_REFERENCE_TYPES: Final = frozenset(relation.type for relation in RELATIONS if relation.level == "reference")
_SCOPES: Final = {node.label: node.scope for node in NODES}
_OWN_LABELS: Final = frozenset(node.label for node in NODES if statements.is_made_anew(node))


class BatchWriter:
    """The steps of one batch, in the order that ``projection`` calls them.

    Args:
        transaction: An open write transaction; nothing is seen by others until it is committed.
    """

    def __init__(self, transaction: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, query: str, **parameters: Any) -> Rows:
        """Run one query and return its rows."""
        # The queries are generated from the schema; values are always bound.
        return [record.data() for record in self._transaction.run(query, parameters)]

    # ------------------------------------------------------------ what is there

    def present(self, documents: Collection[str]) -> list[str]:
        """Which of these documents the graph holds."""
        rows = self.run("UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id AS id", ids=sorted(documents))
        return [row["id"] for row in rows]

    def tied_by(self, documents: Collection[str]) -> set[Node]:
        """All nodes at the ends of what these documents say now."""
        found: set[Node] = set()
        for type in _READ_TYPES if documents else ():
            for row in self.run(statements.ends_of_relations(type), documents=sorted(documents)):
                found.add(Node(row["source_label"], row["source"]))
                found.add(Node(row["target_label"], row["target"]))
        return found

    # ------------------------------------------------------------ old goes, new comes

    def remove(self, documents: Collection[str], tied: Iterable[Node]) -> None:
        """Remove what these documents say, and the nodes that are theirs alone.

        Args:
            documents: Ids of documents that the graph holds.
            tied: What ``tied_by`` told for them.
        """
        if not documents:
            return
        for type in _READ_TYPES:
            self.run(statements.delete_relations(type), documents=sorted(documents))
        own = [node for node in tied if node.label in _OWN_LABELS]
        for label, ids in _by_label(own).items():
            self.run(statements.delete_nodes(label), ids=ids)
        self.run(statements.delete_nodes("Document"), ids=sorted(documents))

    def write(self, rows: GraphRows, entities: Mapping[Node, Properties]) -> None:
        """Make all nodes and relationships of a batch.

        Args:
            rows: What its documents say.
            entities: Properties of every entity that is tied to them.
        """
        for label, found in rows.nodes.items():
            query = statements.create_nodes(label) if label in _OWN_LABELS else statements.merge_nodes(label)
            told = [{"id": id, "properties": properties} for id, properties in found.items()]
            self._send(query, told)
        self._place_courts(rows.nodes.get("Court", {}))
        self.replace(entities)
        for (type, source, target), related in rows.relations.items():
            self._send(statements.create_relations(type, source, target), related)

    def replace(self, nodes: Mapping[Node, Properties]) -> None:
        """Give shared nodes exactly these properties, making those that are missing."""
        by_label: dict[str, Rows] = {}
        for node, properties in nodes.items():
            told = {name: value for name, value in properties.items() if value is not None} | {"id": node.id}
            by_label.setdefault(node.label, []).append({"id": node.id, "properties": told})
        for label, found in by_label.items():
            self._send(statements.replace_nodes(label), found)

    def remove_unused(self, nodes: Iterable[Node]) -> set[Node]:
        """Remove shared nodes that no document speaks of any more.

        Returns:
            What was removed of them.
        """
        shared = [node for node in nodes if _SCOPES.get(node.label) == "reference" or node.label == "Case"]
        gone: set[Node] = set()
        for label, ids in _by_label(shared).items():
            self.run(statements.delete_unused(label), ids=ids)
            left = self.run(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id", ids=ids)
            gone |= {Node(label, id) for id in set(ids) - {row["id"] for row in left}}
        return gone

    def remove_entities(self, entities: Iterable[Node]) -> None:
        """Remove entities that have no mention any more, with whatever was derived about them."""
        for label, ids in _by_label(entities).items():
            self.run(statements.delete_nodes(label), ids=ids)

    # ------------------------------------------------------------ inside

    def _place_courts(self, courts: Mapping[str, Properties]) -> None:
        rows: Rows = []
        for name in courts:
            region = court_place(name).region
            if region is not None:
                told = {"component": "regions", "version": REGIONS_VERSION}
                rows.append({"source": name, "target": region, "properties": told})
        self._send(statements.merge_relations("IN_REGION", "Court", "Region"), rows)

    def _send(self, query: str, rows: Rows) -> None:
        for start in range(0, len(rows), _ROWS):
            self._transaction.run(query, {"rows": rows[start : start + _ROWS]}).consume()


def _by_label(nodes: Iterable[Node]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in sorted(set(nodes), key=lambda node: (node.label, node.id)):
        found.setdefault(node.label, []).append(node.id)
    return found
