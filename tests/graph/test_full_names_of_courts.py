"""One court has one name, however much of its place a ruling writes."""

import pytest

from anmai.graph.loading.case_numbers import case_id, court_name


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("杭州市西湖区人民法院", "浙江省杭州市西湖区人民法院"),
        ("浙江省杭州市西湖区人民法院", "浙江省杭州市西湖区人民法院"),
        ("义乌市人民法院", "浙江省义乌市人民法院"),
        ("涧西区人民法院", "河南省洛阳市涧西区人民法院"),
        ("海淀区人民法院", "北京市海淀区人民法院"),
        ("上海市第一中级人民法院", "上海市第一中级人民法院"),
        ("吉林市中级人民法院", "吉林省吉林市中级人民法院"),
        ("延边朝鲜族自治州中级人民法院", "吉林省延边朝鲜族自治州中级人民法院"),
        ("南宁市 青秀区人民法院", "广西壮族自治区南宁市青秀区人民法院"),
        ("原杭州市人民检察院", "浙江省杭州市人民检察院"),
    ],
)
def test_what_a_name_leaves_out_is_added(written: str, full: str) -> None:
    assert court_name(written) == full


@pytest.mark.parametrize(
    "name",
    ["朝阳区人民法院", "鼓楼区人民法院", "杭州铁路运输法院", "最高人民法院", "例市甲区人民法院", "浙江省高级人民法院"],
)
def test_a_name_that_tells_no_place_or_several_stays(name: str) -> None:
    assert court_name(name) == name


def test_an_appeal_finds_its_case_whichever_name_it_writes() -> None:
    assert case_id("洛阳市涧西区人民法院", "（2019）豫0305刑初7号") == case_id(
        "河南省洛阳市涧西区人民法院", "(2019)豫0305刑初7号"
    )
