"""No text, however odd, holds the reading up."""

from __future__ import annotations

import time

import pytest

from anmai.extraction import extract

HEAD = (
    "云溪县人民法院\n民 事 判 决 书\n（2020）云0199民初9号\n原告：罗一鸣，男，汉族。\n被告：卫长青，男，汉族。\n"
    "原告罗一鸣与被告卫长青民间借贷纠纷一案，本院立案后进行了审理。本案现已审理终结。\n"
)


@pytest.mark.parametrize(
    "words", ["以", "在", "出具", "于", "为对", "由被告", "借款", "（", "、", "向原告", "担保人", "100元，", "等"]
)
@pytest.mark.parametrize("fragment", [False, True])
def test_repeated_trigger_words_are_read_in_bounded_time(words: str, fragment: bool) -> None:
    noise = (words * 800)[:800]
    text = (
        f"{HEAD}经审理查明，被告卫长青{noise}担保。\n本院认为，{noise}。\n"
        f"依照《中华人民共和国民法典》第六百七十五条之规定，判决如下：\n一、被告卫长青{noise}支付100元；\n"
        "审判员沈平\n二〇二〇年三月一日\n书记员韩雪"
    )
    begun = time.process_time()
    record = extract(text, "x", fragment=fragment)
    assert time.process_time() - begun < 10
    assert record.parties[0].name == "罗一鸣"


def test_a_long_list_of_parties_is_read_whole() -> None:
    names = [
        f"{'赵钱孙李周吴郑王冯陈'[n % 10]}{'春夏秋冬东南西北'[n // 10 % 8]}{'梅兰竹菊松'[n // 80]}" for n in range(400)
    ]
    header = "".join(f"原告：{name}，女，汉族，住云溪县。\n" for name in names)
    text = HEAD.replace("原告：罗一鸣，男，汉族。\n", header).replace("原告罗一鸣", "原告" + "、".join(names))
    record = extract(text + "裁定如下：\n准许撤回起诉。\n审判员沈平\n二〇二〇年三月一日\n", "x")
    assert [party.name for party in record.parties][:-1] == names
    assert record.withdrawn is True
