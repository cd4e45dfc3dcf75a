"""Models over entries: without their source they conclude nothing; delta runs see rows come, change and go."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.sources.tables import write_csv

from anmai.api.services.sources import LoadOptions, TableChoice, load_source, remove_source
from anmai.cypher_models import run_models
from anmai.graph.connection import Graph
from anmai.graph.loading.base import prepare
from anmai.settings import Settings
from anmai.store import open_store
from anmai.store.tables import FindingRow, Run

HEADERS = ("结算单号", "姓名", "身份证号", "医保卡号", "医疗机构名称", "就诊类别", "入院日期", "结算日期", "费用总额")
SLUG = "two-claims-one-card"
FINDINGS = """UNWIND $anchors AS id
MATCH (a:MedicalClaim {id: id})
MATCH (a)-[:HAS_IDENTIFIER]->(card:Account)<-[:HAS_IDENTIFIER]-(other:MedicalClaim)
WHERE true
  // @element large
  AND a.total > $least
  // @end
WITH a, count(other) AS others,
  []
  // @element same-card
  + CASE WHEN count(other) > 0 THEN ['same-card'] ELSE [] END
  // @end
  AS reason_codes
WHERE size(reason_codes) > 0
RETURN a.id AS anchor, {id: a.id, kind: 'MedicalClaim', name: a.claim_no} AS target, reason_codes,
  {others: others} AS columns, [] AS cases, [] AS persons, [] AS organizations, [] AS documents,
  [{entry: a.id, columns: ['total', 'card_no'], element: 'large'}] AS passages
"""


def claim(number: int, card: str, total: str) -> dict[str, str]:
    return {
        "结算单号": f"JS{number}",
        "姓名": "申屠若谷",
        "医保卡号": card,
        "医疗机构名称": "杭州市西湖区翠苑第三诊所有限公司",
        "就诊类别": "门诊",
        "入院日期": "2023-05-06",
        "结算日期": "2023-05-07",
        "费用总额": total,
    }


@pytest.fixture
def model(graph_settings: Settings) -> Path:
    """The analyst's own model: two claims on one card, of which one is large."""
    folder = graph_settings.models_dir / SLUG
    folder.mkdir(parents=True)
    (folder / "findings.cypher").write_text(FINDINGS, encoding="utf-8")
    (folder / "population.cypher").write_text(
        "MATCH (a:MedicalClaim) RETURN count(a) AS population\n", encoding="utf-8"
    )
    (folder / "subgraph.cypher").write_text(
        "MATCH (a:MedicalClaim {id: $anchor}) RETURN [a] AS nodes, [] AS relationships\n", encoding="utf-8"
    )
    (folder / "examples.yaml").write_text("examples: []\n", encoding="utf-8")
    (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
    return folder


MODEL = """
id: 6b0f4a63-7d8e-4d6a-9b4e-0b3b8a4b1c11
slug: two-claims-one-card
title: {zh: 一卡两次结算, en: Two claims on one card}
version: 0.1.0
status: experimental
level: record
description: {zh: 测试用, en: For tests}
legal_basis:
  - law: 医疗保障基金使用监督管理条例
    article: "40"
    in_force_from: "2021-05-01"
    zh: 骗取医疗保障基金支出
    en: Defrauding the insurance fund
    source: 国务院令第735号
elements:
  - {id: same-card, kind: threshold, zh: 同一卡, en: One card}
  - {id: large, kind: threshold, zh: 大额, en: Large}
anchor: MedicalClaim
reach:
  Account: ["(a)-[:HAS_IDENTIFIER]->(t)"]
parameters: [{name: least, type: number, default: 100, minimum: 0, maximum: 1000000, zh: 下限, en: Least}]
required_sources: [medical_claims]
reason_codes:
  - id: same-card
    weight: certain
    zh: 一卡两次
    en: One card twice
    sentence: {zh: "另有{others}次结算。", en: "{others} other claims."}
    elements: [same-card, large]
columns: [{name: others, zh: 其他结算, en: Other claims}]
lead_title: {zh: "另有{others}次结算", en: "{others} other claims"}
false_positives: [{zh: 复诊, en: A second visit}]
authors: [test]
"""


def _run(settings: Settings, graph: Graph, mode: str = "auto") -> Run:
    store = open_store(settings)
    try:
        return run_models(settings, store, graph, [SLUG], mode=mode)[0]  # type: ignore[arg-type]
    finally:
        store.close()


def _present(settings: Settings) -> dict[str, str]:
    store = open_store(settings)
    with store.session(write=False) as session:
        rows = session.scalars(sa.select(FindingRow).where(FindingRow.slug == SLUG, FindingRow.present)).all()
        found = {row.anchor.removeprefix("medical-claims#"): row.content_hash for row in rows}
    store.close()
    return found


def _words(settings: Settings, claim: str) -> list[tuple[str, str]]:
    """Column and written cell of each passage of a finding."""
    store = open_store(settings)
    with store.session(write=False) as session:
        anchor = f"medical-claims#{claim}"
        body = session.scalar(sa.select(FindingRow.body).where(FindingRow.slug == SLUG, FindingRow.anchor == anchor))
    store.close()
    return [(passage["path"], passage["text"]) for passage in (body or {})["passages"]]


@pytest.mark.usefixtures("model")
def test_without_its_source_a_model_concludes_nothing_and_delta_follows_the_rows(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    prepare(clean_graph)

    def load(*claims: dict[str, str]) -> None:
        path = write_csv(tmp_path / "claims.csv", claims, headers=HEADERS)
        load_source(
            graph_settings, TableChoice(str(path)), "medical-claims", LoadOptions(replace=True), graph=clean_graph
        )

    lacking = _run(graph_settings, clean_graph)
    assert lacking.state == "cannot_conclude"
    assert "没有载入医保结算记录" in (lacking.reason or "")

    load(claim(1, "K-100", "500"), claim(2, "K-100", "50"), claim(3, "K-200", "900"))
    assert (_run(graph_settings, clean_graph).mode, set(_present(graph_settings))) == ("full", {"JS1"})

    assert _words(graph_settings, "JS1") == [("/total", "500"), ("/card_no", "K-100")]

    load(claim(1, "K-100", "500"), claim(2, "K-100", "150"), claim(3, "K-200", "900"), claim(4, "K-200", "10"))
    delta = _run(graph_settings, clean_graph)
    assert (delta.mode, set(_present(graph_settings))) == ("delta", {"JS1", "JS2", "JS3"})
    by_delta = _present(graph_settings)
    _run(graph_settings, clean_graph, "full")
    assert _present(graph_settings) == by_delta

    # The removed row can only be reached through the card that it shared.
    load(claim(1, "K-100", "500"), claim(3, "K-200", "900"), claim(4, "K-200", "10"))
    delta = _run(graph_settings, clean_graph)
    assert (delta.mode, set(_present(graph_settings))) == ("delta", {"JS3"})
    by_delta = _present(graph_settings)
    _run(graph_settings, clean_graph, "full")
    assert _present(graph_settings) == by_delta

    remove_source(graph_settings, "medical-claims", graph=clean_graph)
    assert _run(graph_settings, clean_graph).state == "cannot_conclude"
