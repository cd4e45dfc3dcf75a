"""Sample rulings of our own, with invented people and places, that the extraction tests read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

HEADER = """云溪省青禾市临江区人民法院
刑 事 判 决 书
（2018）云0102刑初321号
公诉机关青禾市临江区人民检察院。
"""
PROCEDURE = (
    "青禾市临江区人民检察院以青临检刑诉〔2018〕288号起诉书指控{charged}，于2018年6月4日向本院提起公诉。"
    "本院依法组成合议庭，公开开庭审理了本案。现已审理终结。\n"
)
SIGNATURE = """如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向青禾市中级人民法院提出上诉。
审　判　长　　周　正
人民陪审员　　欧阳静
人民陪审员　　钱二宝
二○一八年七月九日
代书 记 员　　冯小小
附：相关法律条文
《中华人民共和国刑法》
第六十五条　被判处有期徒刑以上刑罚的犯罪分子，刑罚执行完毕以后，在五年以内再犯的，是累犯，应当从重处罚。
"""


def build_ruling(
    *,
    parties: str = "被告人罗大海，男，1987年3月5日出生，汉族，初中文化，农民，住青禾市临江区。\n",
    charged: str = "被告人罗大海犯盗窃罪",
    facts: str = "经审理查明，2018年2月3日，被告人罗大海在临江区某商场窃得被害人苏小梅手机一部，价值人民币3600元。\n",
    reasoning: str = "本院认为，被告人罗大海盗窃他人财物，数额较大，其行为已构成盗窃罪。",
    basis: str = "依照《中华人民共和国刑法》第二百六十四条、第五十二条之规定，判决如下：\n",
    operative: str = "被告人罗大海犯盗窃罪，判处有期徒刑七个月，并处罚金人民币二千元。\n",
    header: str = HEADER,
    signature: str = SIGNATURE,
) -> str:
    """A first-instance criminal judgment; every part can be replaced."""
    return header + parties + PROCEDURE.format(charged=charged) + facts + reasoning + basis + operative + signature


@pytest.fixture
def ruling() -> Callable[..., str]:
    """Builds the text of a criminal judgment from its parts."""
    return build_ruling


@pytest.fixture
def read(ruling: Callable[..., str]) -> Callable[..., Record]:
    """Builds a criminal judgment from its parts and extracts it."""

    def run(**parts: str) -> Record:
        return extract(ruling(**parts), "sample")

    return run


@pytest.fixture
def gold() -> Callable[[str], Iterator[tuple[dict[str, Any], dict[str, Any]]]]:
    """Documents with the records that people read in them; skips where they are not on this machine."""

    def pairs(kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "gold"
        if not (folder / f"{kind}.jsonl").exists():
            pytest.skip(f"the annotated rulings are not on this machine ({kind}.jsonl beside the repository)")
        texts = [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
        lines = (folder / f"{kind}.gold.jsonl").read_text(encoding="utf-8").splitlines()
        records = {row["id"]: row for row in map(json.loads, lines)}
        return iter([(text, records[text["id"]]) for text in texts])

    return pairs
