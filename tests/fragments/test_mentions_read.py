"""Named things and relations in single sentences."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.extraction import extract


def mentions(text: str, label: str) -> list[str]:
    return [m.text for m in extract(text, "x", fragment=True).mentions if m.label == label]


def relations(text: str) -> set[tuple[str, str, str]]:
    return {(r.type, r.source, r.target) for r in extract(text, "x", fragment=True).relations}


THEFT = "2018年6月17日8时许，被告人卫某某窜至云溪县东湖路丰收超市门口，盗走被害人蒋某甲的手机一部，价值人民币1680元。"
SALE = "2019年3月2日15时许，被告人贺某在云溪县城关镇以300元的价格向吸毒人员罗某乙贩卖冰毒0.5克。"


def test_a_theft_sentence() -> None:
    assert mentions(THEFT, "TIME") == ["2018年6月17日8时许"]
    assert mentions(THEFT, "PERSON") == ["卫某某", "蒋某甲"]
    assert mentions(THEFT, "PLACE") == ["云溪县东湖路丰收超市门口"]
    assert mentions(THEFT, "MONEY") == ["人民币1680元"]


def test_a_sale_of_drugs_and_its_relations() -> None:
    assert (mentions(SALE, "DRUG"), mentions(SALE, "WEIGHT")) == (["冰毒"], ["0.5克"])
    assert relations(SALE) == {("sell_drugs_to", "贺某", "罗某乙"), ("traffic_in", "贺某", "冰毒")}


def test_shelter_names_each_guest() -> None:
    text = "被告人卫某某在其家中先后容留蒋某甲、罗某乙吸食毒品。"
    assert relations(text) == {("provide_shelter_for", "卫某某", "蒋某甲"), ("provide_shelter_for", "卫某某", "罗某乙")}


def test_possession() -> None:
    text = "公安民警从被告人卫某某身上查获毒品一包，经鉴定检出海洛因12克。"
    assert ("possess", "卫某某", "海洛因") in relations(text)


def test_a_name_that_is_masked_in_the_middle_keeps_its_last_character() -> None:
    assert mentions("被告人黄某明、刘某林在云溪县盗窃。", "PERSON") == ["黄某明", "刘某林"]


def test_offsets_are_of_the_source_with_its_own_spaces() -> None:
    text = "　　被告人 卫某 某 于\n2018 年6月17日，盗得现金5 000元。"
    for mention in extract(text, "x", fragment=True).mentions:
        assert text[mention.start : mention.end] == mention.text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "被告人 卫某某 、 在 东湖路 内 2018年 6月 5克 冰毒 贩卖 给 向 购买 容留 300元 ， 。 罗某 某 公司".split()
        ),
        max_size=40,
    )
)
def test_mentions_lie_in_the_text_and_only_places_hold_others(words: list[str]) -> None:
    text = "".join(words)
    found = extract(text, "x", fragment=True).mentions
    assert all(text[m.start : m.end] == m.text for m in found)
    flat = sorted((m.start, m.end) for m in found if m.label != "PLACE")
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(flat))
