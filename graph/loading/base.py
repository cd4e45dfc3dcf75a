"""What every graph holds before any document: constraints, indexes, administrative divisions; and emptying it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from anmai.graph.connection import Graph
from anmai.graph.regions.table import VERSION, divisions
from anmai.graph.schema import NODES, NodeType, statements


def prepare(graph: Graph) -> None:
    """Make constraints and indexes where they are missing, wait for them, and load the divisions once."""
    known = {
        row["name"]
        for query in ("SHOW INDEXES YIELD name RETURN name", "SHOW CONSTRAINTS YIELD name RETURN name")
        for row in graph.read(query)
    }
    _make(graph, statements.schema_statements(), known)
    _load_regions(graph)


def prepare_kinds(graph: Graph, kinds: Iterable[NodeType]) -> None:
    """Make the constraints and indexes of kinds of entries, of which only the loaded ones need any."""
    known = {row["name"] for row in graph.read("SHOW INDEXES YIELD name RETURN name")}
    _make(graph, [each for kind in kinds for each in statements.kind_statements(kind)], known)


def _make(graph: Graph, wanted: Iterable[str], known: Collection[str]) -> None:
    missing = [each for each in wanted if each.split()[_name_at(each)] not in known]
    if missing:
        graph.write_all([(statement, {}) for statement in missing])
        graph.read("CALL db.awaitIndexes(300)", timeout=310)


def _name_at(statement: str) -> int:
    """Where the name stands: CREATE CONSTRAINT name …, CREATE FULLTEXT INDEX name …."""
    return 3 if statement.startswith("CREATE FULLTEXT") else 2


def _load_regions(graph: Graph) -> None:
    table = divisions()
    if graph.read("MATCH (r:Region) RETURN count(r) AS n")[0]["n"] == len(table):
        return
    nodes = [
        {
            "id": each.code,
            "properties": {
                "id": each.code, "name": each.name, "level": each.level, "municipality": each.municipality,
            },
        }
        for each in table.values()
    ]  # fmt: skip
    told = {"component": "regions", "version": VERSION}
    parts = [
        {"source": each.code, "target": each.part_of, "properties": told} for each in table.values() if each.part_of
    ]
    graph.write_all(
        [
            (statements.replace_nodes("Region"), {"rows": nodes}),
            (statements.merge_relations("PART_OF", "Region", "Region"), {"rows": parts}),
        ]
    )


def empty(graph: Graph) -> None:
    """Remove every node of the schema's labels, and the marks of derived rules; nodes of other labels stay."""
    for label in (*(node.label for node in NODES if not node.also), "DerivedRule"):
        graph.execute(statements.wipe_label(label))
