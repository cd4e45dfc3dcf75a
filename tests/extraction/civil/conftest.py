"""Civil, enforcement and administrative rulings of our own, with invented people, places and facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

PARTIES = """原告：苏小梅，女，1985年4月2日出生，汉族，住青禾市临江区柳岸街6号。
被告：罗大海，男，1979年11月20日出生，汉族，住青禾市临江区。
被告：青禾市远帆建材有限公司，住所地青禾市临江区工业路18号。
法定代表人：罗大海，经理。
"""
OPENING = (
    "原告苏小梅与被告罗大海、青禾市远帆建材有限公司{cause}一案，本院于2019年3月4日立案后，公开开庭进行了审理。"
    "本案现已审理终结。\n"
)
SIGNATURE = """如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，上诉于青禾市中级人民法院。
审　判　长　　周　正
人民陪审员　　钱二宝
二○一九年六月三日
书　记　员　　冯小小
"""


def build_ruling(
    operative: str,
    *,
    court: str = "云溪省青禾市临江区人民法院",
    form: str = "民 事 判 决 书",
    number: str = "（2019）云0102民初77号",
    parties: str = PARTIES,
    cause: str = "民间借贷纠纷",
    opening: str | None = None,
    claims: str = "",
    facts: str = "",
    reasoning: str = "本院认为，依法成立的合同，对当事人具有法律约束力。",
    basis: str = "依照《中华人民共和国合同法》第六十条、第一百零七条规定，判决如下：\n",
    signature: str = SIGNATURE,
) -> str:
    """A first-instance civil judgment; every part can be replaced."""
    head = f"{court}\n{form}\n{number}\n"
    body = opening if opening is not None else OPENING.format(cause=cause)
    return head + parties + body + claims + facts + reasoning + basis + operative + "\n" + signature


@pytest.fixture
def civil() -> Callable[..., Record]:
    """Builds a civil ruling from its operative part and other parts, and extracts it."""

    def run(operative: str, **parts: str) -> Record:
        return extract(build_ruling(operative, **parts), "sample")

    return run


@pytest.fixture
def owed() -> Callable[[Record], list[tuple[list[str], list[str], float | None]]]:
    """The obligations of a record as (payers, payees, yuan)."""

    def rows(record: Record) -> list[tuple[list[str], list[str], float | None]]:
        return [(row.payers, row.payees, row.yuan) for row in record.obligations]

    return rows
