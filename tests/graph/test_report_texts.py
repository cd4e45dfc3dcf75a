"""Themes and places of calls, from their own words."""

from __future__ import annotations

import pytest

from anmai.graph.derived.report_texts import place_of, theme_of, themes


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("健身房突然关门，办的年卡还有一千多元没用完，电话打不通。", "prepaid_cards"),
        ("夜里又闻到臭味，工厂的污水直接流进河道，河里有死鱼。", "water_pollution"),
        ("人行道的盲道被电动车占满，坐轮椅的人也过不去。", "accessibility"),
        ("在超市买到过期的奶粉。", "food_safety"),
        ("包工头拖欠我们十几个农民工半年工资。", "unpaid_wages"),
        ("工厂关门了吗，想去上班。", None),
        ("咨询身份证如何补办。", None),
        ("", None),
        (None, None),
    ],
)
def test_theme_follows_the_words(text: str | None, theme: str | None) -> None:
    assert theme_of(text) == theme


@pytest.mark.parametrize(
    ("address", "content", "place"),
    [
        ("浙江省杭州市西湖区滨河路12号", None, "滨河路"),
        ("滨河路 14 号附近", None, "滨河路"),
        ("江苏省南京市鼓楼区湖南路街道金桂苑小区3幢", None, "金桂苑小区"),
        ("四川省泸定县石桥镇前进村4组", None, "前进村"),
        (None, "住在解放路边上，反映店铺占道。", "解放路"),
        (None, "店家不退钱。", None),
        ("杭州市西湖区", None, None),
    ],
)
def test_place_is_the_street_or_village_without_the_number(
    address: str | None, content: str | None, place: str | None
) -> None:
    assert place_of(address, content) == place


def test_every_theme_has_words_and_both_titles() -> None:
    assert all(theme.words and theme.zh and theme.en for theme in themes())
    assert all(set(theme.words).isdisjoint(theme.refuses) for theme in themes())
