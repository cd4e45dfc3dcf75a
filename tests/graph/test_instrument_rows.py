"""Rows of documents that convict nobody, from texts as extraction reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from anmai.extraction import extract
from anmai.graph.loading.cast import Cast
from anmai.graph.loading.document_rows import DocumentFacts, Owner, document_rows
from anmai.graph.loading.mention_rows import mention_id, mention_rows
from anmai.graph.loading.rows import GraphRows, Node

_KINDS = Path(__file__).resolve().parents[1] / "extraction" / "kinds"
_FACTS = DocumentFacts("s/a.txt", "a", "0" * 64, "1" * 64)
_LABELS = {"person": "Person", "organization": "Organization"}
SAMPLES: dict[str, str] = {
    f"{path.stem}: {sample['name']}": sample["text"]
    for path in sorted(_KINDS.glob("*.yaml"))
    for sample in yaml.safe_load(path.read_text(encoding="utf-8"))
}


def _rows(text: str) -> GraphRows:
    record = extract(text, "a")
    owners = {
        mention_id(_FACTS.id, mention.ordinal): Owner(Node(_LABELS[mention.kind], f"E{mention.ordinal}"))
        for mention in Cast(record).mentions
    }
    return document_rows(_FACTS, record, owners)


def _told(rows: GraphRows, type: str) -> list[dict[str, Any]]:
    return [row["properties"] for key, found in rows.relations.items() if key[0] == type for row in found]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_relationship_leads_back_to_its_passage(name: str) -> None:
    rows = _rows(SAMPLES[name])

    for key, found in rows.relations.items():
        for row in found:
            told = row["properties"]
            assert told["document"] == _FACTS.id and told["spans"] and told["component"] and told["version"], key


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("indictments")])
def test_an_indictment_charges_and_convicts_nobody(name: str) -> None:
    rows = _rows(SAMPLES[name])

    assert all(told["charges"] for told in _told(rows, "CHARGED_IN"))
    assert _told(rows, "CHARGED_IN") and not _told(rows, "DEFENDANT_IN") and not _told(rows, "JUDGED")
    assert {node["source"] for node in rows.nodes.get("Verdict", {}).values()} <= {"prior"}
    assert "Offence" not in rows.nodes


def test_a_case_of_another_organ_is_named_by_organ_and_number() -> None:
    rows = _rows(SAMPLES["indictments: theft by one defendant with an earlier conviction"])

    assert "云溪省青禾市临江区人民检察院|青临检刑诉(2021)118号" in rows.nodes["Case"]


def test_a_suggestion_on_two_rulings_ties_no_matters() -> None:
    text = """青禾市人民检察院
检察建议书
青检民违监〔2021〕7号
青禾市临江区人民法院：
本院在履行职责中发现，你院审理的（2020）云0102民初11号、（2020）云0102民初95号案件均存在超期送达的问题。
根据《中华人民共和国民事诉讼法》第二百零八条第三款的规定，提出如下检察建议：
一、规范送达工作。
请在一个月内书面回复本院。
2021年4月2日
"""

    rows = _rows(text)

    assert not _told(rows, "REVIEWS")
    assert len(_told(rows, "CONCERNS")) == 2


def test_a_judgment_names_the_case_of_its_indictment_to_identity() -> None:
    text = """青禾市临江区人民法院
刑事判决书
（2021）云0102刑初200号
公诉机关青禾市临江区人民检察院。
被告人罗某，男，汉族，住青禾市临江区。
青禾市临江区人民检察院以青临检刑诉〔2021〕118号起诉书指控被告人罗某犯盗窃罪，向本院提起公诉。现已审理终结。
经审理查明，2021年2月3日，被告人罗某窃得手机一部。
本院认为，被告人罗某的行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
被告人罗某犯盗窃罪，判处有期徒刑七个月。
审判长　周正
二〇二一年六月一日
"""
    record = extract(text, "a")

    row = next(row for row in mention_rows("s/a.txt", record) if row["name"] == "罗某")

    assert row["features"]["prior_cases"] == ["青禾市临江区人民检察院|青临检刑诉(2021)118号"]
