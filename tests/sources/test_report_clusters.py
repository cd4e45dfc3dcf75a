"""Clusters of calls on a real Neo4j: who belongs together, who counts once, and that following changes equals anew."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from anmai.api.services.reports import add_report, load_reports
from anmai.api.services.sources import LoadOptions, TableChoice, load_source, remove_source
from anmai.cypher_models.derivation import bring_up_to_date
from anmai.forms.report import NewReport
from anmai.graph.connection import Graph
from anmai.graph.derived import REPORT_CLUSTERS
from anmai.graph.derived.rule import plan
from anmai.settings import Settings
from anmai.store import open_store

HEADERS = ("工单编号", "受理时间", "来电人", "联系电话", "诉求内容", "被诉主体", "事发地址", "行政区划")
WATER = "工厂往河道里偷排污水，河水发黑。"
CARD = "健身房关门跑路，年卡的余额不退。"


def _call(number: int, day: str, phone: str, content: str = WATER, **more: str) -> dict[str, str]:
    return {
        "工单编号": f"G{number:03}", "受理时间": f"{day} 09:30", "联系电话": phone, "诉求内容": content,
        "事发地址": f"滨河路{number}号", "行政区划": "330106", **more,
    }  # fmt: skip


def _load(settings: Settings, graph: Graph, path: Path, calls: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS, restval="")
        writer.writeheader()
        writer.writerows(calls)
    load_source(settings, TableChoice(str(path)), "hotline-calls", LoadOptions(), graph=graph)


def _follow(settings: Settings, graph: Graph) -> list[dict[str, Any]]:
    """Bring clusters up to date; deriving them anew must then change nothing."""
    store = open_store(settings)
    try:
        bring_up_to_date(store, graph, REPORT_CLUSTERS)
    finally:
        store.close()

    def read(text: str, bound: Mapping[str, Any]) -> list[dict[str, Any]]:
        return graph.read(text, bound)

    assert plan(read, REPORT_CLUSTERS, None).touched == []
    return graph.read(
        "MATCH (c:ReportCluster) RETURN c.theme AS theme, c.place AS place, c.subject IS NOT NULL AS company, "
        "c.reports AS reports, c.reporters AS reporters, c.anonymous AS anonymous, c.date_from AS first "
        "ORDER BY theme, first"
    )


@pytest.fixture
def calls() -> list[dict[str, str]]:
    """Four reports of one river by three people, one of another street, two of one shop by one caller."""
    return [
        _call(1, "2023-03-01", "13905710001"),
        _call(3, "2023-03-20", "13905710002"),
        _call(5, "2023-04-02", "13905710003"),
        _call(7, "2023-04-09", "13905710003"),
        _call(9, "2023-04-09", "13905710009", 事发地址="育才路9号"),
        _call(11, "2023-05-01", "13905710011", CARD, 被诉主体="杭州悦动泓岑健身服务有限公司"),
        _call(12, "2023-05-02", "13905710011", CARD, 被诉主体="杭州悦动泓岑健身服务有限公司", 事发地址=""),
    ]


def test_one_cause_and_place_make_a_cluster_and_one_reporter_counts_once(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, calls: list[dict[str, str]]
) -> None:
    _load(graph_settings, clean_graph, tmp_path / "calls.csv", calls)

    found = _follow(graph_settings, clean_graph)

    shop = {"theme": "prepaid_cards", "place": None, "company": True, "reports": 2, "reporters": 1, "anonymous": 0,
            "first": "2023-05-01"}  # fmt: skip
    river = {"theme": "water_pollution", "place": "滨河路", "company": False, "reports": 4, "reporters": 3,
             "anonymous": 0, "first": "2023-03-01"}  # fmt: skip
    assert found == [shop, river]


def test_clusters_follow_calls_that_come_change_and_go(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, calls: list[dict[str, str]]
) -> None:
    path = tmp_path / "calls.csv"
    _load(graph_settings, clean_graph, path, calls)
    _follow(graph_settings, clean_graph)

    # One more without a telephone, one half a year later, and one that turns out to lie in another street.
    changed = [*calls, _call(13, "2023-04-20", ""), _call(15, "2023-11-01", "13905710015")]
    changed[0] = calls[0] | {"事发地址": "育才路1号"}
    _load(graph_settings, clean_graph, path, changed)
    found = _follow(graph_settings, clean_graph)

    water = [(row["place"], row["reports"], row["reporters"], row["anonymous"]) for row in found[1:]]
    assert water == [("育才路", 2, 2, 0), ("滨河路", 4, 2, 1)]

    remove_source(graph_settings, "hotline-calls", graph=clean_graph)
    assert _follow(graph_settings, clean_graph) == []


def test_reports_taken_down_here_become_entries_and_cluster_with_calls(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, calls: list[dict[str, str]]
) -> None:
    _load(graph_settings, clean_graph, tmp_path / "calls.csv", calls[4:5])
    store = open_store(graph_settings)
    try:
        with store.session() as session:
            taken = NewReport(content=WATER, phone="13905710077", address="育才路21号", region="330106")
            number = add_report(session, taken, "reception").number
        # The calls are of 2023, the report of today: too far apart to be of one cluster.
        first = load_reports(graph_settings, store, graph=clean_graph)
        again = load_reports(graph_settings, store, graph=clean_graph)
        with store.session() as session:
            add_report(session, taken.model_copy(update={"phone": "13905710078"}), "reception")
        load_reports(graph_settings, store, graph=clean_graph)
    finally:
        store.close()

    found = _follow(graph_settings, clean_graph)

    assert first is not None and again is not None
    assert (first.counts["new"], again.counts["new"], again.counts["unchanged"]) == (1, 0, 1)
    assert clean_graph.read("MATCH (r:CitizenReport {number: $n}) RETURN r.id AS id", {"n": number})
    assert [(row["place"], row["reports"], row["reporters"]) for row in found] == [("育才路", 2, 2)]
