"""The Cypher script, py2neo and queries as graphs, on a real Neo4j."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmai.errors import UsageError
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.connection import Graph
from anmai.graph.export import Manifest, query_to_networkx, to_py2neo, write_script
from anmai.graph.export.cypher_script import literal
from anmai.graph.export.text import unescape

NASTY = [
    "'", "\\", "\\'", "\\u0027", "\\\\u0027 ", "\\U0027", "u0027", "'}) DETACH DELETE n //",
    "\\u0027}) DETACH DELETE n //",
    '"', "`", "$x", "{x}", ";\n", "//", "/*", "\\\x1f", "\\\\\x1f",
    "\n\r\t\b\f", "\x00", "\x01\x1f\x7f\x85", "\u2028\u2029", "\ufeff",
    "\ufffe\uffff",
    "\ud800", "\udfff\ud800", "_x0041_", "_xD800_", "😀𠮷", "柯若岚", "=cmd|x", "",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from(NASTY), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=12),
)
storable = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.lists(texts, max_size=3),
    st.lists(st.integers(-(2**63), 2**63 - 1), max_size=3),
)


def run(graph: Graph, script: str) -> None:
    """Run a script as its lines say: one statement each, in order."""
    for line in script.split("\n"):
        if line and not line.startswith("//"):
            assert line.endswith(";")
            graph.write(line.removesuffix(";"))


def back(value: Any) -> Any:
    if isinstance(value, list):
        return [back(part) for part in value]
    return unescape(value) if isinstance(value, str) else value


@pytest.mark.neo4j
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=storable)
def test_a_literal_is_the_value_and_nothing_more(clean_graph: Graph, value: Any) -> None:
    rows = clean_graph.read(f"RETURN {literal(value)} AS value")

    assert back(rows[0]["value"]) == value
    assert len(rows) == 1


@pytest.mark.neo4j
@pytest.mark.parametrize("text", NASTY)
def test_every_nasty_text_survives_as_property_and_key(clean_graph: Graph, manifest: Manifest, text: str) -> None:
    told = {"id": f"x{text}", "name": text, "names": [text, "a"]}
    subgraph = Subgraph(nodes=[GraphNode(id=f"Person:x{text}", label="Person", name=text, properties=told)])

    run(clean_graph, write_script(subgraph, manifest.model_copy(update={"title": text})))

    rows = clean_graph.read("MATCH (n) WHERE NOT n:Disposable RETURN properties(n) AS told")
    assert [{name: back(value) for name, value in row["told"].items()} for row in rows] == [told]


@pytest.mark.neo4j
def test_a_script_makes_the_subgraph_and_twice_changes_nothing(
    clean_graph: Graph, small: Subgraph, manifest: Manifest
) -> None:
    script = write_script(small, manifest)

    run(clean_graph, script)
    run(clean_graph, script)

    nodes = clean_graph.read("MATCH (n) WHERE NOT n:Disposable RETURN labels(n)[0] AS label, properties(n) AS told")
    expected = {
        node.properties["id"]: {name: value for name, value in node.properties.items() if value is not None}
        for node in small.nodes
    }
    assert {row["told"]["id"]: row["told"] for row in nodes} == expected
    edges = clean_graph.read(
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, properties(r) AS told, a.id AS source, b.id AS target "
        "ORDER BY r.export_key"
    )
    assert [(row["type"], row["told"]["export_key"]) for row in edges] == [
        ("DEFENDANT_IN", "e1"),
        ("DEFENDANT_IN", "e2"),
        ("REPRESENTS", "e3"),
    ]
    assert edges[0]["told"]["spans"] == [3, 6, 10, 12]
    assert edges[1]["told"]["role"] == small.edges[1].properties["role"]
    assert json.loads(edges[0]["told"]["passages"])[0]["text"] == "柯若岚"


def test_labels_types_and_names_outside_the_schema_are_refused(manifest: Manifest) -> None:
    strange = Subgraph(nodes=[GraphNode(id="X:1", label="X` SET n:Admin //", name="x")])
    property_name = Subgraph(nodes=[GraphNode(id="Person:1", label="Person", name="x", properties={"a\\u0060b": 1})])
    person = GraphNode(id="Person:1", label="Person", name="x")
    edge = GraphEdge(id="e", source="Person:1", target="Person:1", type="OWNS", name="x")
    loose = GraphEdge(id="e", source="Person:1", target="Person:2", type="SPOUSE_OF", name="x")

    for subgraph in (
        strange,
        property_name,
        Subgraph(nodes=[person], edges=[edge]),
        Subgraph(nodes=[person], edges=[loose]),
    ):
        with pytest.raises(UsageError):
            write_script(subgraph, manifest)


def test_what_neo4j_cannot_store_becomes_text() -> None:
    assert literal(2**63) == "'9223372036854775808'"
    assert literal([[1], [2]]) == "'[[1], [2]]'"
    assert literal({"a": 1}) == "'{\"a\": 1}'"
    assert literal([1, "a"]) == "'[1, \"a\"]'"
    assert literal(None) == "null"


@pytest.mark.neo4j
def test_a_query_becomes_a_networkx_graph(clean_graph: Graph, small: Subgraph, manifest: Manifest) -> None:
    run(clean_graph, write_script(small, manifest))

    graph = query_to_networkx(
        clean_graph, "MATCH path = (:Person {id: $id})-[:DEFENDANT_IN]->(:Case) RETURN path", {"id": "P-1"}
    )

    assert set(graph.nodes) == {small.nodes[0].id, small.nodes[2].id}
    assert graph.number_of_edges() == 2
    assert graph.nodes["Person:P-1"]["birth_date"] == "1980-01-02"
    assert {told["type"] for _, _, told in graph.edges(data=True)} == {"DEFENDANT_IN"}


@pytest.mark.neo4j
def test_a_query_that_writes_is_refused(clean_graph: Graph) -> None:
    with pytest.raises(Exception, match=r"(?i)writ|access mode"):
        query_to_networkx(clean_graph, "CREATE (n:Person {id: 'P-9'}) RETURN n")

    assert clean_graph.read("MATCH (n:Person) RETURN count(n) AS n") == [{"n": 0}]


@pytest.mark.neo4j
def test_py2neo_makes_the_subgraph(clean_graph: Graph, neo4j_server: Any, small: Subgraph) -> None:
    py2neo = pytest.importorskip("py2neo", reason="the extra py2neo is not installed")
    database = py2neo.Graph(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password))

    try:
        database.merge(to_py2neo(small))
        database.merge(to_py2neo(small))
    finally:
        database.service.connector.close()

    counted = clean_graph.read(
        "MATCH (n) WHERE NOT n:Disposable WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS edges"
    )
    assert counted[0]["nodes"] == 3
    assert counted[0]["edges"] == 2
    keys = clean_graph.read("MATCH ()-[r:DEFENDANT_IN]->() RETURN r.export_keys AS keys, r.role AS role")
    assert keys == [{"keys": ["e1", "e2"], "role": "被告人"}]
    rows = clean_graph.read("MATCH (n:Person) RETURN properties(n) AS told")
    assert rows[0]["told"]["names"] == small.nodes[0].properties["names"]
