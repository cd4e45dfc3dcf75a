"""Ingest on a real Neo4j: the same folder twice, corrected and removed documents, delta against rebuild."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anmai.api.services.ingest import ingest, rebuild
from anmai.api.services.ingest_forms import Options, Summary
from anmai.errors import UsageError
from anmai.graph.connection import Graph
from anmai.graph.loading.check import check
from anmai.settings import Settings

Dump = Callable[[Graph], tuple[list[str], list[str]]]

_RULING = """{court}
刑事判决书
（{year}）浙0106刑初{number}号
公诉机关杭州市西湖区人民检察院。
被告人{name}，男，1985年3月12日出生，汉族，高中文化，农民，户籍所在地浙江省杭州市西湖区。因本案于{year}年3月2日被刑事拘留，同年4月1日被逮捕。
辩护人周谨言，浙江明允律师事务所律师。
杭州市西湖区人民检察院指控被告人{name}犯盗窃罪，向本院提起公诉。本院依法公开开庭审理了本案。现已审理终结。
经审理查明：{year}年2月11日，被告人{name}在杭州市西湖区某小区窃得被害人方海棠手机一部，价值人民币2960元。
本院认为，被告人{name}以非法占有为目的，秘密窃取他人财物，数额较大，其行为已构成盗窃罪。
依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
被告人{name}犯盗窃罪，判处有期徒刑{term}，并处罚金人民币二千元。
审　判　长　　陆怀信
人民陪审员　　沈知秋
二〇{tail}年五月二十四日
书　记　员　　许闻溪
"""


def _ruling(
    name: str, *, number: int = 123, year: int = 2019, tail: str = "一九", term: str = "八个月",
    court: str = "杭州市西湖区人民法院",
) -> str:  # fmt: skip
    return _RULING.format(name=name, number=number, year=year, tail=tail, term=term, court=court)


def _silent(_phase: str, _done: int, _total: int | None) -> None:
    """Show nothing."""


def _run(settings: Settings, graph: Graph, *inputs: Path, **options: Any) -> Summary:
    return ingest(settings, list(inputs), Options(**options), _silent, graph=graph)


def test_ingest_gives_a_graph_that_keeps_the_schema(
    clean_graph: Graph, graph_settings: Settings, rulings: Path
) -> None:
    summary = _run(graph_settings, clean_graph, rulings)

    assert check(clean_graph) == []
    loaded = clean_graph.read("MATCH (d:Document) RETURN count(d) AS n")[0]["n"]
    assert loaded == summary.statuses["read"] + summary.statuses["partial"] > 50
    assert clean_graph.read("MATCH (p:Person)-[:RECEIVED]->(:Verdict)-[:IN_CASE]->(:Case) RETURN count(p) AS n")[0]["n"]


def test_ingest_twice_changes_nothing(
    clean_graph: Graph, graph_settings: Settings, rulings: Path, dump_graph: Dump
) -> None:
    _run(graph_settings, clean_graph, rulings)
    before = dump_graph(clean_graph)

    again = _run(graph_settings, clean_graph, rulings)

    assert dump_graph(clean_graph) == before
    assert set(again.outcomes) == {"unchanged"}
    assert again.projected.documents == 0


def test_rebuild_equals_the_graph_that_grew_in_steps(
    clean_graph: Graph, graph_settings: Settings, rulings: Path, tmp_path: Path, dump_graph: Dump
) -> None:
    files = sorted(path for path in rulings.rglob("*") if path.is_file())
    folder = tmp_path / "rulings"
    for step in range(3):
        for path in files[step::3]:
            target = folder / path.relative_to(rulings)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        _run(graph_settings, clean_graph, folder)
    grown = dump_graph(clean_graph)

    rebuild(graph_settings, _silent)

    assert dump_graph(clean_graph) == grown


def test_corrected_document_replaces_what_it_said(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path, dump_graph: Dump
) -> None:
    folder = tmp_path / "rulings"
    folder.mkdir()
    (folder / "a.txt").write_text(_ruling("赵立群"), encoding="utf-8")
    (folder / "b.txt").write_text(_ruling("钱仲平", number=124), encoding="utf-8")
    _run(graph_settings, clean_graph, folder)
    entity = clean_graph.read("MATCH (p:Person {name: '赵立群'}) RETURN p.id AS id")
    (folder / "a.txt").write_text(_ruling("赵立群", term="一年二个月"), encoding="utf-8")

    summary = _run(graph_settings, clean_graph, folder)

    assert dict(summary.outcomes) == {"replaced": 1, "unchanged": 1}
    rows = clean_graph.read("MATCH (p:Person {name: '赵立群'})-[:RECEIVED]->(v) RETURN p.id AS id, v.months AS months")
    assert rows == [{"id": entity[0]["id"], "months": 14}]
    assert clean_graph.read("MATCH (v:Verdict {source: 'ruling'}) RETURN count(v) AS n") == [{"n": 2}]
    grown = dump_graph(clean_graph)
    rebuild(graph_settings, _silent)
    assert dump_graph(clean_graph) == grown


def test_corrected_name_leaves_nothing_of_the_old_one(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.txt").write_text(_ruling("赵立群"), encoding="utf-8")
    _run(graph_settings, clean_graph, tmp_path / "r")
    (tmp_path / "r" / "a.txt").write_text(_ruling("赵立君", court="义乌市人民法院"), encoding="utf-8")

    _run(graph_settings, clean_graph, tmp_path / "r")

    assert clean_graph.read("MATCH (n) WHERE n.name = '赵立群' RETURN n") == []
    courts = clean_graph.read(
        "MATCH (c:Court)-[:IN_REGION]->(r) RETURN c.name AS name, c.city_code AS city, r.name AS at"
    )
    assert courts == [{"name": "浙江省义乌市人民法院", "city": "330700", "at": "义乌市"}]
    assert clean_graph.read("MATCH (c:Case) RETURN count(c) AS n") == [{"n": 1}]
    assert check(clean_graph) == []


def test_pruned_document_vanishes_with_all_that_only_it_said(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path, dump_graph: Dump
) -> None:
    folder = tmp_path / "rulings"
    folder.mkdir()
    (folder / "a.txt").write_text(_ruling("赵立群"), encoding="utf-8")
    _run(graph_settings, clean_graph, folder)
    alone = dump_graph(clean_graph)
    (folder / "b.txt").write_text(_ruling("钱仲平", number=124, court="义乌市人民法院"), encoding="utf-8")
    _run(graph_settings, clean_graph, folder)
    assert dump_graph(clean_graph) != alone
    (folder / "b.txt").unlink()

    summary = _run(graph_settings, clean_graph, folder, prune=True)

    assert summary.outcomes["removed"] == 1
    assert dump_graph(clean_graph) == alone


def test_document_that_can_no_longer_be_read_leaves_the_graph(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "a.txt").write_text(_ruling("赵立群"), encoding="utf-8")
    _run(graph_settings, clean_graph, tmp_path / "r")
    (tmp_path / "r" / "a.txt").write_bytes(b"\x00\x01\x02" * 500)

    summary = _run(graph_settings, clean_graph, tmp_path / "r")

    assert [(each.document, each.reason) for each in summary.skipped] == [("r/a.txt", "binary")]
    assert clean_graph.read("MATCH (n) WHERE NOT n:Region RETURN count(n) AS n") == [{"n": 0}]


def test_one_person_in_two_documents_is_one_entity_with_two_mentions(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "rulings"
    folder.mkdir()
    (folder / "a.txt").write_text(_ruling("赵立群"), encoding="utf-8")
    (folder / "b.txt").write_text(_ruling("赵立群", number=9, year=2021, tail="二一"), encoding="utf-8")

    _run(graph_settings, clean_graph, folder)

    rows = clean_graph.read(
        "MATCH (p:Person {name: '赵立群'}) RETURN p.mentions AS mentions, p.birth_date AS born, "
        "COUNT { (p)<-[:OF]-(:Mention)-[:IN_DOCUMENT]->(:Document) } AS documents"
    )
    assert rows == [{"mentions": 2, "born": "1985-03-12", "documents": 2}]


def test_file_elsewhere_does_not_replace_silently(clean_graph: Graph, graph_settings: Settings, tmp_path: Path) -> None:
    for name, person in (("one", "赵立群"), ("two", "钱仲平")):
        (tmp_path / name / "r").mkdir(parents=True)
        (tmp_path / name / "r" / "a.txt").write_text(_ruling(person), encoding="utf-8")
    _run(graph_settings, clean_graph, tmp_path / "one" / "r")

    with pytest.raises(UsageError, match="--source"):
        _run(graph_settings, clean_graph, tmp_path / "two" / "r")

    _run(graph_settings, clean_graph, tmp_path / "two" / "r", source="two")
    assert clean_graph.read("MATCH (d:Document) RETURN d.id AS id ORDER BY id") == [
        {"id": "r/a.txt"},
        {"id": "two/a.txt"},
    ]


def test_graph_that_lost_its_content_is_made_anew(
    clean_graph: Graph, graph_settings: Settings, rulings: Path, dump_graph: Dump
) -> None:
    _run(graph_settings, clean_graph, rulings)
    before = dump_graph(clean_graph)
    clean_graph.execute("MATCH (n) WHERE NOT n:Disposable CALL (n) { DETACH DELETE n } IN TRANSACTIONS")

    _run(graph_settings, clean_graph, rulings)

    assert dump_graph(clean_graph) == before
