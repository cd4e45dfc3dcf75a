"""Lending told in fragments: a header with facts, without title, operative part or signature."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction import extract

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "data" / "civil_lending_kg" / "cases.jsonl"
SCORER = SHARED / "eval" / "score_fragments.py"

FRAGMENT = (
    "原告：罗一鸣，男，1990年1月15日出生，汉族，住云溪县。被告：卫某1，男，1979年4月6日出生，彝族，住云溪县。"
    "被告：蒋某1，女，1982年11月30日出生，汉族，住云溪县。被告：青禾农业有限公司，住所地云溪县。法定代表人：沈怀安。\n"
    "原告罗一鸣向本院提出诉讼请求：判令被告偿还借款。经审理查明，被告卫某1与被告蒋某1系夫妻关系。"
    "2018年3月1日，{loan}。"
)


def read(loan: str) -> dict[str, Any]:
    return extract(FRAGMENT.format(loan=loan), "x", fragment=True).as_json()


@pytest.mark.parametrize(
    "loan",
    [
        "被告卫某1向原告借款50000元，由被告青禾农业有限公司提供连带责任担保",
        "原告出借给被告卫某1人民币50000元，青禾农业有限公司作为担保人在借条上盖章",
        "卫某1出具借条，载明：“今借到罗一鸣现金50000元，借款人：卫某1，担保人：青禾农业有限公司”",
        "原告罗一鸣（出借人）与被告卫某1（借款人）、被告青禾农业有限公司（保证人）签订合同，约定借款人向出借人借款50000元",
    ],
)
def test_a_loan_in_many_wordings(loan: str) -> None:
    record = read(loan)
    assert [(row["lender"], row["borrower"]) for row in record["loans"]] == [("罗一鸣", "卫某1")]
    assert record["loans"][0]["yuan"] == 50000
    assert record["guarantors"] == ["青禾农业有限公司"]
    assert record["spouses"] == [["卫某1", "蒋某1"]]
    assert [row["kind"] for row in record["parties"]] == ["person", "person", "person", "organization"]


def test_a_lender_who_is_no_party() -> None:
    record = read("被告卫某1向案外人贺满仓借款30000元")
    assert [(row["lender"], row["borrower"], row["yuan"]) for row in record["loans"]] == [("贺满仓", "卫某1", 30000)]


@pytest.mark.skipif(
    not (GOLD.exists() and SCORER.exists()), reason="the labelled lending cases in ../shared are not here"
)
def test_macro_f1_on_the_labelled_lending_cases(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    with GOLD.open(encoding="utf-8") as cases, predicted.open("w", encoding="utf-8") as out:
        for row in map(json.loads, cases):
            record = extract(row["case"], str(row["id"]), fragment=True).as_json() | {"id": row["id"]}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    command = [sys.executable, str(SCORER), "lending", str(GOLD), str(predicted)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(answer.stdout.split()[-1]) >= 0.88
