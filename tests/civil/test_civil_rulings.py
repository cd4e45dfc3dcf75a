"""Civil, enforcement and administrative rulings of every kind, read whole."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from anmai.extraction import extract


def read(text: str) -> dict[str, Any]:
    return extract(text, "x").as_json()


def by_name(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows}


def test_parties_with_all_that_the_header_says(samples: ModuleType) -> None:
    parties = by_name(read(samples.FIRST_INSTANCE)["parties"])
    assert list(parties) == ["青禾农业发展有限公司", "卫长青", "蒋小满", "石桥镇丰收农机经营部"]
    lender = parties["青禾农业发展有限公司"]
    assert (lender["roles"], lender["kind"], lender["representative"]) == (["原告"], "organization", "沈怀安")
    assert (lender["credit_code"], lender["short_name"]) == ("91530199MA6K0AB12X", "青禾公司")
    assert lender["address"] == "云溪县东湖路12号"
    man = parties["卫长青"]
    assert (man["sex"], man["birth_date"], man["ethnicity"], man["address"]) == (
        "男",
        "1979-04-06",
        "彝族",
        "云溪县石桥镇",
    )
    assert parties["蒋小满"]["address"] is None  # 住址同上
    assert parties["石桥镇丰收农机经营部"]["representative"] == "贺满仓"


def test_agents_with_firm_and_for_whom(samples: ModuleType) -> None:
    agents = by_name(read(samples.FIRST_INSTANCE)["agents"])
    assert agents["顾南乔"] == {"name": "顾南乔", "firm": "云南望岭律师事务所", "for": ["青禾农业发展有限公司"]}
    assert agents["陆一舟"]["firm"] == "云南望岭律师事务所"
    assert agents["白若溪"] == {"name": "白若溪", "firm": "云溪县石桥法律服务所", "for": ["卫长青", "蒋小满"]}


def test_obligations_itemised_without_the_total_and_joined_by_the_surety(samples: ModuleType) -> None:
    rows = read(samples.FIRST_INSTANCE)["obligations"]
    assert [(row["yuan"], row["purpose"]) for row in rows] == [(250000, "借款本金"), (12600, "利息")]
    for row in rows:
        assert row["payers"] == ["卫长青", "蒋小满", "石桥镇丰收农机经营部"]
        assert row["payees"] == ["青禾农业发展有限公司"]
        assert row["joint"] is True


def test_loan_surety_marriage_and_who_stayed_away(samples: ModuleType) -> None:
    record = read(samples.FIRST_INSTANCE)
    assert record["loans"] == [{"lender": "青禾农业发展有限公司", "borrower": "卫长青", "yuan": 300000}]
    assert record["guarantors"] == ["石桥镇丰收农机经营部"]
    assert record["spouses"] == [["卫长青", "蒋小满"]]
    assert record["default_parties"] == ["石桥镇丰收农机经营部"]
    assert (record["cause"], record["result"]) == ("民间借贷纠纷", "部分支持")


def test_second_instance_gives_two_roles_and_the_earlier_instance(samples: ModuleType) -> None:
    record = read(samples.SECOND_INSTANCE)
    assert [row["roles"] for row in record["parties"]] == [["上诉人", "原审被告"], ["被上诉人", "原审原告"]]
    assert (record["procedure"], record["result"], record["obligations"]) == ("二审", "驳回", [])
    assert record["prior_instances"] == [{"court": "云溪县人民法院", "case_number": "（2021）云0199民初318号"}]


def test_mediation_withdrawal_enforcement_and_administrative_orders(samples: ModuleType) -> None:
    mediation = read(samples.MEDIATION)
    assert (mediation["result"], mediation["mediated"], mediation["withdrawn"]) == ("调解", True, None)
    assert [(row["payers"], row["payees"], row["yuan"]) for row in mediation["obligations"]] == [
        (["罗一鸣"], ["卫长青"], 80000)
    ]
    withdrawal = read(samples.WITHDRAWAL)
    assert (withdrawal["result"], withdrawal["withdrawn"], withdrawal["obligations"]) == ("撤诉", True, [])
    enforcement = read(samples.ENFORCEMENT)
    assert (enforcement["result"], enforcement["procedure"]) == ("终结", "执行")
    assert [row["roles"] for row in enforcement["parties"]] == [["申请执行人"], ["被执行人"]]
    administrative = read(samples.ADMINISTRATIVE)
    assert (administrative["result"], administrative["procedure"], administrative["cause"]) == (
        "支持",
        "其他",
        "行政处罚",
    )
    assert administrative["obligations"][0]["payees"] == ["云溪县人民法院"]


def test_a_refused_claim_and_a_divorce() -> None:
    text = (
        "云溪县人民法院\n民 事 判 决 书\n（2020）云0199民初9号\n原告罗一鸣，男，1990年1月15日出生，汉族，农民。\n"
        "被告宋知微，女，1991年2月2日出生，汉族，农民。\n"
        "原告罗一鸣与被告宋知微离婚纠纷一案，本院受理后公开开庭进行了审理。本案现已审理终结。\n"
        "经审理查明，双方婚后感情尚可。\n本院认为，感情未破裂。\n依照《中华人民共和国婚姻法》第三十二条之规定，判决如下：\n"
        "驳回原告罗一鸣要求离婚的诉讼请求。\n案件受理费300元，由原告罗一鸣负担。\n审判员沈平\n二〇二〇年三月一日\n书记员韩雪"
    )
    record = read(text)
    assert (record["result"], record["cause"], record["spouses"]) == ("驳回", "离婚纠纷", [["罗一鸣", "宋知微"]])
    assert record["parties"][0]["address"] is None


def test_a_name_with_brackets_and_one_of_a_partnership() -> None:
    text = (
        "云溪县人民法院\n民 事 裁 定 书\n（2020）云0199民初9号\n"
        "原告：北辰（云溪）实业有限公司，住所地云溪县。\n法定代表人：沈怀安。\n"
        "被告：云溪晨星投资合伙企业（有限合伙），住所地云溪县。\n执行事务合伙人：罗一鸣。\n"
        "原告北辰（云溪）实业有限公司与被告云溪晨星投资合伙企业（有限合伙）合同纠纷一案，本院立案后进行了审理。\n"
        "依照《中华人民共和国民事诉讼法》第一百四十五条规定，裁定如下：\n本案按撤诉处理。\n审判员沈平\n二〇二〇年三月一日\n书记员韩雪"
    )
    parties = by_name(read(text)["parties"])
    assert list(parties) == ["北辰（云溪）实业有限公司", "云溪晨星投资合伙企业（有限合伙）"]
    assert parties["云溪晨星投资合伙企业（有限合伙）"]["representative"] == "罗一鸣"


def test_a_rule_on_common_debt_makes_no_spouses() -> None:
    text = (
        "云溪县人民法院\n民 事 判 决 书\n（2020）云0199民初9号\n原告：罗一鸣，男，汉族。\n"
        "被告：卫长青，男，汉族。\n被告：蒋小满，女，汉族。\n"
        "原告罗一鸣与被告卫长青、蒋小满民间借贷纠纷一案，本院立案后进行了审理。本案现已审理终结。\n经审理查明，被告卫长青向原告罗一鸣借款10000元。\n"
        "本院认为，《中华人民共和国民法典》第一千零六十四条规定了夫妻共同债务。\n依照《中华人民共和国民法典》第六百七十五条之规定，判决如下：\n"
        "被告卫长青于本判决生效后十日内偿还原告罗一鸣借款10000元。\n审判员沈平\n二〇二〇年三月一日\n书记员韩雪"
    )
    assert read(text)["spouses"] == []
