"""Each file format gives back exactly what was written, whatever the names hold."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anmai.errors import UsageError
from anmai.forms.lead import Passage
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.export import (
    Manifest,
    export,
    read_graphml,
    read_node_link,
    read_tables,
    read_zip,
    to_networkx,
    write_graphml,
    write_node_link,
    write_tables,
    write_zip,
)
from anmai.graph.export.tables import cell, value_of
from anmai.graph.export.text import NOT_IN_XML, escape, unescape

NASTY = [
    "", " ", "'", "''", '"', "\\", "\\N", "\\u0027", "'=1", "=cmd|' /C calc'!A0", "+1", "-1", "-1+cmd", "@SUM(A1)",
    "\tx", "\rx", "\nx", "a\r\nb", "＝1", "  =1", "true", "false", "null", "12", "-0", "1e5", "330106198001020019",
    "[1]", "{}", "_x0041_", "_xD800_", "_x005F_", "_xABCD\x01", "\x00", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028",
    "\ud800", "\udfff\ud800", "\ufffe", "\uffff", "\ufeff柯", "😀", "𠮷野", "]]>", "<a&b>", "<!--", "柯若岚",
    "; DROP", "`", "$x",
]  # fmt: skip
everything = st.characters(exclude_categories=())
texts = st.one_of(st.sampled_from(NASTY), st.text(everything, max_size=12))
scalars = st.one_of(
    texts, st.none(), st.booleans(), st.integers(-(2**80), 2**80), st.floats(allow_nan=False), st.just(float("inf"))
)
values = st.one_of(scalars, st.lists(scalars, max_size=3), st.lists(texts, max_size=3))
properties = st.dictionaries(texts, values, max_size=4)
passages = st.builds(
    Passage, document=texts, start=st.integers(0, 9), end=st.integers(9, 99), text=texts, path=st.none() | texts
)
manifests = st.builds(
    Manifest,
    title=texts,
    model=st.none() | texts,
    parameters=st.dictionaries(texts, st.one_of(texts, st.integers(), st.none(), st.lists(texts)), max_size=3),
)


@st.composite
def subgraphs(draw: st.DrawFn) -> Subgraph:
    ids = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    nodes = [
        GraphNode(
            id=id,
            label=draw(texts),
            name=draw(texts),
            properties=draw(properties),
            degree=draw(st.none() | st.integers(0, 99)),
            masked=draw(st.booleans()),
        )
        for id in ids
    ]
    edges = [
        GraphEdge(
            id=f"{number}{draw(texts)}",
            source=draw(st.sampled_from(ids)),
            target=draw(st.sampled_from(ids)),
            type=draw(texts),
            name=draw(texts),
            derived=draw(st.booleans()),
            possible=draw(st.booleans()),
            properties=draw(properties),
            passages=draw(st.lists(passages, max_size=2)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    total = draw(st.none() | st.integers(0, 99))
    return Subgraph(nodes=nodes, edges=edges, truncated=draw(st.booleans()), total_nodes=total)


@given(subgraphs(), manifests)
def test_node_link_gives_back_what_was_written(subgraph: Subgraph, manifest: Manifest) -> None:
    text = write_node_link(subgraph, manifest)

    assert read_node_link(text.encode("utf-8").decode("utf-8")) == (subgraph, manifest)


@given(subgraphs(), manifests)
def test_graphml_gives_back_what_was_written(subgraph: Subgraph, manifest: Manifest) -> None:
    assert read_graphml(write_graphml(subgraph, manifest)) == (subgraph, manifest)


@given(subgraphs(), manifests)
def test_tables_give_back_what_was_written(subgraph: Subgraph, manifest: Manifest) -> None:
    assert read_zip(write_zip(subgraph, manifest)) == (subgraph, manifest)


@given(st.text(everything))
@example("_xABCD\x01")
@example("_x0041_x0042_")
def test_escaped_text_holds_nothing_unfit_and_comes_back(text: str) -> None:
    escaped = escape(text, NOT_IN_XML)

    assert NOT_IN_XML.search(escaped) is None
    assert unescape(escaped) == text


@given(values)
def test_a_cell_gives_back_its_value_and_its_type(value: Any) -> None:
    back = value_of(cell(value))

    assert back == value
    assert type(back) is type(value)


@given(texts)
def test_no_text_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    written = cell(text)

    assert written != ""
    assert not written.lstrip(" \u3000\xa0").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_tables_begin_with_the_mark_that_spreadsheets_need_for_chinese(small: Subgraph) -> None:
    for table in write_tables(small):
        assert table.encode("utf-8").startswith(b"\xef\xbb\xbf")


def test_a_plain_reader_sees_text_numbers_and_marks(small: Subgraph) -> None:
    nodes, relationships = write_tables(small)
    rows = list(csv.DictReader(io.StringIO(nodes.removeprefix("\ufeff"), newline="")))

    assert rows[0]["p.id_number"] == "'330106198001020019"
    assert rows[0]["p.household"] == "\\N"
    assert rows[1]["p.household"] == ""
    assert rows[1]["name"].startswith("'=cmd")
    assert rows[2]["p.year"] == "2019"
    assert read_tables(nodes, relationships).edges == small.edges


def test_graphml_is_xml_that_other_programs_read(small: Subgraph, manifest: Manifest) -> None:
    content = write_graphml(small, manifest)

    graph = nx.parse_graphml(content.decode("utf-8"), force_multigraph=True)

    assert set(graph.nodes) == {node.id for node in small.nodes}
    assert graph.nodes["Person:P-1"]["name"] == small.nodes[0].name
    assert graph.nodes["Person:P-1"]["p.mentions"] == 3
    assert json.loads(graph.nodes["Person:P-1"]["p.names"]) == small.nodes[0].properties["names"]
    assert json.loads(graph.graph["manifest"])["version"] == "1.0.0"
    assert graph.number_of_edges() == 3


def test_graphml_with_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "b">]><graphml>&a;</graphml>'

    with pytest.raises(UsageError, match="not a GraphML export"):
        read_graphml(bomb)


@pytest.mark.parametrize("content", [b"", b"<graphml/>", b"\xff", b"<a"])
def test_what_is_no_graphml_is_refused(content: bytes) -> None:
    with pytest.raises(UsageError):
        read_graphml(content)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"nodes": 1}'])
def test_what_is_no_node_link_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_node_link(text)


def test_what_is_no_zip_of_tables_is_refused() -> None:
    with pytest.raises(UsageError):
        read_zip(b"PK")


def test_node_link_is_what_networkx_reads(small: Subgraph, manifest: Manifest) -> None:
    data = json.loads(write_node_link(small, manifest))

    graph = nx.node_link_graph(data, edges="edges")

    assert graph.is_multigraph() and graph.is_directed()
    assert graph.graph["manifest"]["model"] == "repeat-offender-cross-region"
    assert graph.number_of_edges() == 3


def test_networkx_graph_carries_properties_and_passages(small: Subgraph) -> None:
    graph = to_networkx(small, lead="0f3a")

    assert graph.graph == {"truncated": True, "lead": "0f3a"}
    assert graph.nodes["Person:P-1"]["birth_date"] == "1980-01-02"
    edge = graph.edges["Person:P-1", small.edges[0].target, "e1"]
    assert edge["type"] == "DEFENDANT_IN"
    assert edge["passages"][0]["text"] == "柯若岚"


def test_file_names_hold_no_separators(small: Subgraph) -> None:
    manifest = Manifest(title="../../a b\\c:*?", created="2026-01-02T00:00:00+00:00")

    exported = {form: export(small, form, manifest) for form in ("json", "graphml", "csv", "cypher")}

    assert [each.name for each in exported.values()] == [
        f"anmai_selection_a-b-c_2026-01-02.{ending}" for ending in ("json", "graphml", "zip", "cypher")
    ]
    assert ElementTree.fromstring(exported["graphml"].content).tag.endswith("graphml")


def test_equal_input_gives_equal_bytes(small: Subgraph, manifest: Manifest) -> None:
    for form in ("json", "graphml", "csv", "cypher"):
        assert export(small, form, manifest).content == export(small, form, manifest).content
