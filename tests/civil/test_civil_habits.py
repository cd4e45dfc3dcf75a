"""Wordings of civil rulings that some courts use; every sentence here is invented."""

from __future__ import annotations

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

SIGNED = "审判员　周正\n二〇一八年二月二十四日\n书记员　冯小小\n"


def _ruling(parties: str, body: str, basis: str, operative: str, title: str = "民 事 判 决 书") -> Record:
    text = f"云溪省临江县人民法院\n{title}\n（2018）云0105民初59号\n{parties}{body}{basis}{operative}{SIGNED}"
    return extract(text, "sample")


@pytest.mark.parametrize("name", ["于建华", "于1", "方树林", "方某", "应小龙", "和某"])
def test_surnames_that_are_also_words_open_a_partys_entry(name: str) -> None:
    record = _ruling(
        f"原告{name}，男，1970年1月2日出生，汉族，住临江县。\n被告六安合顺建材有限公司，住所地临江县。\n",
        f"原告{name}与被告六安合顺建材有限公司买卖合同纠纷一案，本院受理后，依法公开开庭进行了审理。现已审理终结。\n"
        "经审理查明，被告欠原告货款5000元。\n本院认为，被告应当付款。",
        "依照《中华人民共和国合同法》第一百五十九条之规定，判决如下：\n",
        f"被告六安合顺建材有限公司于本判决生效后十日内支付原告{name}货款5000元。\n",
    )

    assert [row.name for row in record.parties] == [name, "六安合顺建材有限公司"]
    assert record.cause == "买卖合同纠纷"
    assert [(row.payers, row.payees) for row in record.obligations] == [(["六安合顺建材有限公司"], [name])]


def test_a_payee_whose_name_begins_with_a_numeral_keeps_it() -> None:
    record = _ruling(
        "原告六安合顺建材有限公司，住所地临江县。\n被告高某某，女，1970年1月2日出生，汉族，住临江县。\n",
        "原告六安合顺建材有限公司与被告高某某物业服务合同纠纷一案，本院受理后，公开开庭进行了审理。现已审理终结。\n"
        "经审理查明，被告欠物业费。\n本院认为，被告应当付款。",
        "依照《中华人民共和国合同法》第六十条之规定，判决如下：\n",
        "被告高某某于本判决生效后十日内支付原告六安合顺建材有限公司物业费3267元。\n",
    )

    (row,) = record.obligations
    assert (row.payees, row.purpose) == (["六安合顺建材有限公司"], "物业费")


def test_the_laws_are_found_where_no_依照_leads_them() -> None:
    record = _ruling(
        "原告吴小元，女，1970年1月2日出生，汉族，住临江县。\n被告高大山，男，1970年1月2日出生，汉族，住临江县。\n",
        "原告吴小元与被告高大山机动车交通事故责任纠纷一案，本院受理后，公开开庭进行了审理。现已审理终结。\n"
        "经审理查明，被告负全责。\n本院认为，被告应当赔偿。\n",
        "据此，《中华人民共和国侵权责任法》第三条、第十五条，《最高人民法院关于审理道路交通事故损害赔偿案件适用法律若干问题的解释》"
        "第十五条之规定，判决如下：\n",
        "被告高大山赔偿原告吴小元车辆损失5360元。\n",
    )

    assert [(row.law[-5:], row.article) for row in record.articles] == [
        ("侵权责任法", 3),
        ("侵权责任法", 15),
        ("问题的解释", 15),
    ]


def test_sureties_are_those_whom_the_order_binds_under_the_law_of_suretyship() -> None:
    record = _ruling(
        "原告：临江农村商业银行股份有限公司。\n负责人：李广，行长。\n被告：张庆，住临江县。\n被告：达兰，住临江县。\n被告：张飞，住临江县。\n"
        "被告：康阳，住临江县。\n",
        "原告临江农村商业银行股份有限公司（以下简称临江银行）诉被告张庆、达兰、张飞、康阳金融借款合同纠纷一案，本院立案后，公开开庭"
        "进行了审理。本案现已审理终结。\n"
        "经审理查明：2015年1月1日，临江银行与张庆（借款人）、达兰（借款人配偶）签订《小额贷款借款合同》，合同约定，借款金额为30000元。"
        "同日，临江银行与张庆、达兰、张飞、康阳签订联保协议书。2015年1月1日，临江银行向张庆发放了该笔贷款。尚欠本金29341元。\n"
        "本院认为，张飞、康阳理应依联保协议书的约定对上述债务承担保证责任。",
        "依照《中华人民共和国合同法》第二百零六条，《中华人民共和国担保法》第十八条之规定，判决如下：\n",
        "一、张庆、达兰于本判决生效后十五日内偿还临江农村商业银行股份有限公司借款本金29341元；\n"
        "二、张飞、康阳对上述欠款承担连带付款责任。\n",
    )

    assert record.guarantors == ["张飞", "康阳"]
    assert [tuple(pair) for pair in record.spouses] == [("张庆", "达兰")]
    assert [(row.lender, row.borrower, row.yuan) for row in record.loans] == [
        ("临江农村商业银行股份有限公司", "张庆", 30000)
    ]


def test_less_than_claimed_is_partial_though_a_right_to_question_proof_was_waived() -> None:
    record = _ruling(
        "原告陈小坤。\n被告韩大武。\n",
        "原告陈小坤与被告韩大武民间借贷纠纷一案，本院立案受理，公开开庭进行了审理。现已审理终结。\n"
        "原告陈小坤起诉称：故原告诉请判令：被告向原告偿还借款500000元。\n"
        "被告未到庭，视为其自动放弃质证的权利。\n经审理查明：被告韩大武向原告陈小坤借款500000元，已还50000元。\n"
        "本院认为，被告应当偿还借款。",
        "依照《中华人民共和国合同法》第二百零六条之规定，判决如下：\n",
        "被告韩大武偿还原告陈小坤借款本金450000元。\n",
    )

    assert record.result == "部分支持"


def test_parties_listed_with_semicolons_and_a_masked_one_before_its_dispute() -> None:
    listed = extract(
        "云溪省临江县人民法院\n执 行 裁 定 书\n（2019）云0105执20号\n申请执行人吴元贵；童小英；孙素侠\n"
        "被执行人青禾财产保险股份有限公司临江中心支公司\n本院在执行申请执行人吴元贵等与被执行人青禾财产保险股份有限公司临江中心支公司"
        f"机动车交通事故责任纠纷一案中，依照《中华人民共和国民事诉讼法》第二百五十七条之规定，裁定如下：\n终结执行。\n{SIGNED}",
        "listed",
    )
    masked = extract(
        "云溪省临江县人民法院\n民 事 裁 定 书\n（2017）云0105民初7059号\n"
        "原告青禾银行股份有限公司临江支行与被告王某借款合同纠纷一案，本院立案受理后，原告未在七日内预交案件受理费。\n"
        f"依照《中华人民共和国民事诉讼法》第一百一十八条之规定，裁定如下：\n本案按撤回起诉处理。\n{SIGNED}",
        "masked",
    )

    assert [row.name for row in listed.parties] == [
        "吴元贵",
        "童小英",
        "孙素侠",
        "青禾财产保险股份有限公司临江中心支公司",
    ]
    assert ([row.name for row in masked.parties][-1], masked.cause) == ("王某", "借款合同纠纷")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("原告于建华（曾用名于小华），男，", ["于小华"]),
        ("原告于建华，曾用名于小华，男，", ["于小华"]),
        ("原告于建华（又名于小华、于阿华），男，", ["于小华", "于阿华"]),
        ("原告于建华，男，", []),
    ],
)
def test_former_and_other_names_of_civil_parties_are_read(entry: str, told: list[str]) -> None:
    record = _ruling(
        f"{entry}1970年1月2日出生，汉族，住临江县。\n"
        "被告六安合顺建材有限公司（原名称：六安合顺砖瓦有限公司），住所地临江县。\n",
        "原告于建华与被告六安合顺建材有限公司买卖合同纠纷一案，本院受理后，公开开庭进行了审理。现已审理终结。\n"
        "经审理查明，被告欠原告货款5000元。\n本院认为，被告应当付款。",
        "依照《中华人民共和国合同法》第一百五十九条之规定，判决如下：\n",
        "被告六安合顺建材有限公司于本判决生效后十日内支付原告于建华货款5000元。\n",
    )

    assert [row.aliases for row in record.parties] == [told, ["六安合顺砖瓦有限公司"]]
    assert {row.path for row in record.provenance if "/aliases/" in row.path} == {
        *(f"/parties/0/aliases/{number}" for number in range(len(told))), "/parties/1/aliases/0",
    }  # fmt: skip
