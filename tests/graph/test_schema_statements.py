"""What follows from the schema: constraints, indexes, docs/schema.md and its example queries, the check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from anmai.graph.connection import Graph
from anmai.graph.loading.base import prepare
from anmai.graph.loading.check import check
from anmai.graph.regions import divisions
from anmai.graph.schema import NODES
from anmai.graph.schema.reference import as_markdown, example_queries

_DOCS = Path(__file__).resolve().parents[2] / "docs" / "schema.md"


def test_docs_say_what_the_schema_says() -> None:
    assert _DOCS.read_text(encoding="utf-8") == as_markdown(), "run `make docs`"


def test_prepare_makes_keys_indexes_and_regions_once(clean_graph: Graph) -> None:
    prepare(clean_graph)
    prepare(clean_graph)

    constraints = clean_graph.read("SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes, properties")
    keyed = {row["labelsOrTypes"][0] for row in constraints if row["properties"] == ["id"]}
    assert keyed >= {node.label for node in NODES if not node.also}
    fulltext = clean_graph.read(
        "SHOW INDEXES YIELD name, type, options, state WHERE type = 'FULLTEXT' "
        "RETURN name, state, options.indexConfig['fulltext.analyzer'] AS analyzer"
    )
    assert {row["name"] for row in fulltext} >= {"person_fulltext", "organization_fulltext"}
    assert {(row["analyzer"], row["state"]) for row in fulltext} == {("cjk", "ONLINE")}
    assert clean_graph.read("MATCH (r:Region) RETURN count(r) AS n") == [{"n": len(divisions())}]
    lies_in = "MATCH (:Region {id: '330106'})-[:PART_OF*]->(r:Region) RETURN r.name AS name ORDER BY r.id DESC"
    assert [row["name"] for row in clean_graph.read(lies_in)] == ["杭州市", "浙江省"]


def test_chinese_names_are_found_by_any_two_characters(clean_graph: Graph) -> None:
    prepare(clean_graph)
    clean_graph.write("CREATE (:Person {id: 'P-x', name: '欧阳建国', names: ['欧阳建国', '阿国']})")

    query = "CALL db.index.fulltext.queryNodes('person_fulltext', $text) YIELD node RETURN node.id AS id"

    assert clean_graph.read(query, {"text": "阳建"}) == [{"id": "P-x"}]
    assert clean_graph.read(query, {"text": "阿国"}) == [{"id": "P-x"}]
    assert clean_graph.read(query, {"text": "海棠"}) == []


@pytest.mark.parametrize("example", example_queries(), ids=lambda example: str(example["en"]))
def test_example_query_runs(clean_graph: Graph, example: dict[str, Any]) -> None:
    prepare(clean_graph)

    clean_graph.read(example["query"], example.get("parameters"))


def test_check_tells_each_breach(clean_graph: Graph) -> None:
    prepare(clean_graph)
    clean_graph.write(
        "CREATE (:Case {number: 'keyless'}), (c:Case {id: 'c', colour: 'red'}), (p:Person {id: 'p'}), "
        "(p)-[:JUDGED {role: '审判长'}]->(c), (c)-[:HATES]->(p), (:Mention {id: 'm'})"
    )

    told = "\n".join(check(clean_graph))

    assert "1 Case nodes have no id" in told
    assert "Case nodes have undeclared properties: colour" in told
    assert "1 JUDGED relationships have no document" in told
    assert "1 JUDGED relationships have no spans" in told
    assert "(Case)-[:HATES]->(Person) is not declared" in told
    assert "1 Mention nodes do not belong to exactly one entity" in told
