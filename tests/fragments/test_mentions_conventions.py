import pytest

from anmai.extraction.fragments.mentions import mentions
from anmai.extraction.text.normal import normalise


def named(text: str, label: str) -> list[str]:
    plain = normalise(text).text
    return [plain[slice(*span)] for kind, span, _ in mentions(plain) if kind == label]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("窃得现金人民币300元及手机一部，价值人民币1,260.50元。", ["现金人民币300元", "人民币1，260.50元"]),
        ("销赃得款500元人民币，包内有200余元现金和港币30元。", ["500元人民币", "200余元现金", "港币30元"]),
        ("价值约2200元，赃款人民币（以下币种相同）五百元左右。", ["2200元", "人民币（以下币种相同）五百元左右"]),
        ("窃得三块手表、340枚一元面额硬币，以八块钱卖出。", ["八块钱"]),
    ],
)
def test_a_sum_takes_in_its_kind_of_money_and_no_verb(text: str, sums: list[str]) -> None:
    assert named(text, "MONEY") == sums


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2017年7月初的一天19时许，被告人罗某某在家。", ["2017年7月初的一天19时许"]),
        ("2018年3月至7月期间，罗某某多次盗窃。", ["2018年3月至7月期间"]),
        ("2016年8月20日左右的一天晚上7、8点，罗某某外出。", ["2016年8月20日左右的一天晚上7、8点"]),
        ("2017年5月2日、同月9日凌晨，罗某某作案。", ["2017年5月2日", "同月9日凌晨"]),
        ("2017年3月4-5日下半夜，罗某某作案。", ["2017年3月4-5日下半夜"]),
        ("2017年1月起至同年3月9日的罗某某。", ["2017年1月起至同年3月9日"]),
        ("2017年1月19日18时至20日8时间，罗某某盗窃。", ["2017年1月19日18时至20日8时间"]),
    ],
)
def test_a_time_is_read_whole(text: str, times: list[str]) -> None:
    assert named(text, "TIME") == times


def test_times_and_places_of_procedure_have_labels_of_their_own() -> None:
    text = "2018年3月5日晚，罗某某在青禾市临江区南桥街12号盗窃。2018年4月1日，民警在青禾市火车站将罗某某抓获。"

    assert named(text, "TIME") == ["2018年3月5日晚"]
    assert named(text, "PROCEDURE_TIME") == ["2018年4月1日"]
    assert named(text, "PLACE") == ["青禾市临江区南桥街12号"]
    assert named(text, "PROCEDURE_PLACE") == ["青禾市火车站"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("被告人遆某某伙同色某甲盗走被害人欧阳某的手机。", ["遆某某", "色某甲", "欧阳某"]),
        ("由王*望风，被告人陈××进入**市**区**路**号楼**单元。", ["王*", "陈××"]),
        ("罗某乙6人离开，张某3次入户，被告人李3在外。", ["罗某乙", "张某", "李3"]),
        ("被告人梁志远主动投案，上诉人周海生非法持有毒品。", ["梁志远", "周海生"]),
        ("由韩六生、罗某某望风，被告人某某某与某某甲进入室内。", ["韩六生", "罗某某", "某某某", "某某甲"]),
        ("被告人周建某、吸毒人员阿木某某在场，后周建某离开。", ["周建某", "阿木某某", "周建某"]),
        ("罗某明、罗某明在外，罗某放下手机，黄某参与分赃。", ["罗某明", "罗某明", "罗某", "黄某"]),
        ("向外号叫“老石”的男子购买，又窜至“老石”饭店。", ["老石", "老石"]),
        ("将桂A***号轿车及**公司的货物运走，于某市停留。", []),
    ],
)
def test_a_person_is_the_name_alone(text: str, people: list[str]) -> None:
    assert named(text, "PERSON") == people


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("罗某某窜至临江区大河镇石桥村3组周某某家中，采用撬锁的手段盗窃。", ["临江区大河镇石桥村3组周某某家中"]),
        ("罗某某在青禾市和平区经济开发区五金市场内盗窃电线。", ["青禾市和平区经济开发区五金市场内"]),
        ("罗某某将周某某停放在幸福小区7号楼下停车位上的一辆摩托车盗走。", ["幸福小区7号楼下停车位上"]),
        ("罗某某进入店内，从路边骑走一辆停放在门口的电动车。", []),
        ("罗某某先后在东门镇、南门镇等地盗窃，现在逃。", ["东门镇", "南门镇"]),
        ("罗某某进入位于清溪县城关镇建设路5号的便利店内行窃。", ["清溪县城关镇建设路5号的便利店内"]),
    ],
)
def test_a_place_goes_on_to_its_clauses_end(text: str, places: list[str]) -> None:
    assert named(text, "PLACE") == places


@pytest.mark.parametrize(
    ("text", "organizations"),
    [
        ("经青禾市临江区物价局价格认定中心鉴定，价值500元。", ["青禾市临江区物价局价格认定中心"]),
        ("被青禾市公安局临江区分局民警抓获，公安机关将手机发还。", ["青禾市公安局临江区分局", "公安机关"]),
        ("罗某某主动到青禾市公安局和平区分局南桥派出所投案。", ["青禾市公安局和平区分局南桥派出所"]),
        ("二人驾车行驶至河边，民警后送派出所处理。", ["派出所"]),
        ("包内有银行卡两张，手机一部。", []),
        ("罗某某在青禾市临江区大河有限公司门口盗窃。", []),
        ("窃取云溪宏达物流有限公司的货物。", ["云溪宏达物流有限公司"]),
    ],
)
def test_an_organization_is_its_whole_name_where_it_acts_or_owns(text: str, organizations: list[str]) -> None:
    assert named(text, "ORG") == organizations
