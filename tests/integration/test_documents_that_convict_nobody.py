"""Indictments, decisions not to prosecute, penalties and commutations in a real graph: none of them is a conviction."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from anmai.api.services.ingest import ingest
from anmai.api.services.ingest_forms import Options
from anmai.cypher_models import run_models
from anmai.graph.connection import Graph
from anmai.graph.loading.check import check
from anmai.settings import Settings
from anmai.store import open_store
from anmai.store.tables import LeadRow

_KINDS = Path(__file__).resolve().parents[1] / "extraction" / "kinds"
_WHO = "被告人逯晚樵，男，1988年6月17日出生，汉族，初中文化，农民，户籍所在地安徽省合肥市庐阳区。"
#: Place, short name, date of the act, number: three cases in three cities.
_CASES = (
    ("杭州市西湖区", "杭西", "浙0106", 2016, "2016年3月5日"),
    ("宁波市海曙区", "甬海", "浙0203", 2018, "2018年4月6日"),
    ("南京市鼓楼区", "宁鼓", "苏0106", 2020, "2020年5月7日"),
)
_INDICTMENT = """{place}人民检察院
起诉书
{code}检刑诉〔{year}〕88号
{who}因涉嫌故意伤害罪，于{date}被公安机关刑事拘留。
本案由{place}公安局侦查终结，以被告人逯晚樵涉嫌故意伤害罪，向本院移送审查起诉。
经依法审查查明：{date}，被告人逯晚樵在{place}持械将被害人向某打伤，经鉴定为轻伤。
本院认为，被告人逯晚樵故意伤害他人身体，应当以故意伤害罪追究其刑事责任。被告人逯晚樵系累犯，应当从重处罚。根据《中华人民共和国刑事诉讼法》第一百七十六条的规定，提起公诉，请依法判处。
此致
{place}人民法院
检察官　凌云
{year}年8月1日
"""
_JUDGMENT = """{place}人民法院
刑事判决书
（{year}）{number}刑初99号
公诉机关{place}人民检察院。
{who}因本案于{date}被刑事拘留。
{place}人民检察院以{code}检刑诉〔{year}〕88号起诉书指控被告人逯晚樵犯故意伤害罪，于{year}年8月2日向本院提起公诉。本院依法公开开庭审理了本案。现已审理终结。
经审理查明：{date}，被告人逯晚樵在{place}持械将被害人向某打伤，经鉴定为轻伤。
本院认为，被告人逯晚樵故意伤害他人身体，致人轻伤，其行为已构成故意伤害罪。
依照《中华人民共和国刑法》第二百三十四条之规定，判决如下：
被告人逯晚樵犯故意伤害罪，判处有期徒刑八个月。
审　判　长　　陆怀信
{year}年9月20日
书　记　员　　许闻溪
"""


def _write(folder: Path, form: str, name: str) -> None:
    folder.mkdir(exist_ok=True)
    for place, code, number, year, date in _CASES:
        text = form.format(place=place, code=code, number=number, year=year, date=date, who=_WHO)
        (folder / f"{name}-{year}.txt").write_text(text, encoding="utf-8")


def _take_in(settings: Settings, graph: Graph, folder: Path) -> None:
    ingest(settings, [folder], Options(), lambda _phase, _done, _total: None, graph=graph)


#: What three sentences of one man in three cities raise, each within five years of the last one's end, none with 累犯.
_OF_THREE_SENTENCES = {"repeat-offender-cross-region": 1, "missed-recidivism": 2}


def _leads(settings: Settings, graph: Graph) -> dict[str, int]:
    """Slug of a model → how many leads it raised."""
    with closing(open_store(settings)) as store:
        run_models(settings, store, graph, None, mode="full")
        with store.session(write=False) as session:
            return dict(Counter(session.scalars(sa.select(LeadRow.slug))))


def _count(graph: Graph, pattern: str) -> int:
    return int(graph.read(f"MATCH {pattern} RETURN count(*) AS n")[0]["n"])


def test_three_indictments_in_three_cities_convict_nobody(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path
) -> None:
    _write(tmp_path / "files", _INDICTMENT, "indictment")

    _take_in(graph_settings, clean_graph, tmp_path / "files")

    assert check(clean_graph) == []
    assert _count(clean_graph, "(:Person {name: '逯晚樵'})-[:CHARGED_IN]->(:Case {kind: 'prosecution'})") == 3
    for pattern in ("(:Verdict)", "(:Offence)", "()-[:DEFENDANT_IN]->()", "(:Case {standing: true})"):
        assert _count(clean_graph, pattern) == 0, pattern
    assert _leads(graph_settings, clean_graph) == {}


def test_a_judgment_and_its_indictment_are_one_matter_and_one_conviction(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path
) -> None:
    _write(tmp_path / "files", _JUDGMENT, "judgment")
    _take_in(graph_settings, clean_graph, tmp_path / "files")
    assert _leads(graph_settings, clean_graph) == _OF_THREE_SENTENCES

    _write(tmp_path / "files", _INDICTMENT, "indictment")
    _take_in(graph_settings, clean_graph, tmp_path / "files")

    assert check(clean_graph) == []
    assert (_count(clean_graph, "(:Verdict)"), _count(clean_graph, "(:Offence)")) == (3, 3)
    assert _count(clean_graph, "(v:Verdict) WHERE v.recidivist IS NOT NULL") == 0  # 累犯 is alleged, not found
    rows = clean_graph.read(
        "MATCH (j:Case {kind: 'criminal'})-[:TRIES]->(i:Case {kind: 'prosecution'}) "
        "RETURN j.matter = i.matter AS one, j.standing AS judged, i.standing AS charged, i.referred AS referred"
    )
    assert rows == [{"one": True, "judged": True, "charged": None, "referred": False}] * 3
    assert _count(clean_graph, "(p:Person {name: '逯晚樵'})") == 1
    assert _leads(graph_settings, clean_graph) == _OF_THREE_SENTENCES


def test_a_masked_defendant_is_known_again_in_the_judgment_that_tries_his_indictment(
    clean_graph: Graph, graph_settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    for form, name in ((_INDICTMENT, "indictment"), (_JUDGMENT, "judgment")):
        _write(folder, form, name)
    for path in folder.iterdir():
        masked = (
            path.read_text(encoding="utf-8")
            .replace("逯晚樵，男，1988年6月17日出生", "逯某，男")
            .replace("逯晚樵", "逯某")
        )
        path.write_text(masked, encoding="utf-8")

    _take_in(graph_settings, clean_graph, folder)

    people = clean_graph.read(
        "MATCH (p:Person {name: '逯某'})-[:CHARGED_IN]->(i:Case)<-[:TRIES]-(j:Case)<-[:DEFENDANT_IN]-(q:Person) "
        "RETURN p.id = q.id AS same, count(*) AS n"
    )
    assert people == [{"same": True, "n": 3}]
    assert _count(clean_graph, "(:Person {name: '逯某'})") == 3  # a mask ties no two matters


@pytest.fixture
def kinds(tmp_path: Path) -> Path:
    folder = tmp_path / "kinds"
    folder.mkdir()
    for path in _KINDS.glob("*.yaml"):
        for number, sample in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            (folder / f"{path.stem}-{number}.txt").write_text(sample["text"], encoding="utf-8")
    return folder


def test_every_kind_of_document_loads_and_only_told_priors_are_verdicts(
    clean_graph: Graph, graph_settings: Settings, kinds: Path
) -> None:
    _take_in(graph_settings, clean_graph, kinds)

    assert check(clean_graph) == []
    assert _count(clean_graph, "(:Document)") == len(list(kinds.iterdir()))
    assert clean_graph.read("MATCH (v:Verdict) RETURN DISTINCT v.source AS source") == [{"source": "prior"}]
    assert _count(clean_graph, "(:Offence)") == 0
    ungrounded = _count(clean_graph, "()-[r:NOT_PROSECUTED_IN]->() WHERE r.ground IS NULL OR r.charges IS NULL")
    assert ungrounded == 0
    rows = clean_graph.read(
        "MATCH (p:Person {name: '许建平'})-[r:NOT_PROSECUTED_IN]->(c:Case) "
        "RETURN r.ground AS ground, r.charges AS charges, r.transferred AS sent_on, c.kind AS kind, c.organ AS organ"
    )
    assert rows == [
        {"ground": "酌定", "charges": ["危险驾驶罪"], "sent_on": True, "kind": "prosecution",
         "organ": "青禾市临江区人民检察院"}
    ]  # fmt: skip
    fines = clean_graph.read(
        "MATCH (e)-[r:SANCTIONED_IN]->(c:Case {kind: 'penalty'}) WHERE e.name = '胡勇' "
        "RETURN r.kinds AS kinds, r.fine_yuan AS fine, r.detention_days AS days"
    )
    assert fines == [{"kinds": ["行政拘留", "罚款"], "fine": 1000.0, "days": 12}]
    served = clean_graph.read(
        "MATCH (:Person {name: '段明'})-[r:COMMUTED_IN]->(:Case) "
        "RETURN r.outcome AS outcome, r.months AS months, r.served_until AS until"
    )
    assert served == [{"outcome": "减刑", "months": 6, "until": "2021-01-28"}]
