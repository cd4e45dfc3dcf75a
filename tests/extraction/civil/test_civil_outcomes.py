"""How a civil, enforcement or administrative case ended; every ruling is invented."""

from collections.abc import Callable
from typing import Any

import pytest

from anmai.forms.record import Record

Civil = Callable[..., Record]
APPEAL: dict[str, Any] = {
    "court": "云溪省青禾市中级人民法院",
    "number": "（2019）云01民终300号",
    "parties": "上诉人（原审被告）：罗大海，男。\n被上诉人（原审原告）：苏小梅，女。\n",
    "opening": "上诉人罗大海因与被上诉人苏小梅买卖合同纠纷一案，不服青禾市临江区人民法院（2018）云0102民初900号"
    "民事判决，向本院提起上诉。本院依法组成合议庭审理了本案。现已审理终结。\n",
    "claims": "原审判决：一、被告罗大海赔偿原告苏小梅各项损失50000元；二、驳回原告苏小梅的其他诉讼请求。\n",
    "basis": "依照《中华人民共和国民事诉讼法》第一百七十条第一款规定，判决如下：\n",
}
OLD = "青禾市临江区人民法院（2018）云0102民初900号民事判决"


@pytest.mark.parametrize(
    ("operative", "result", "sums"),
    [
        ("驳回上诉，维持原判。", "驳回", []),
        (
            f"一、维持{OLD}第二项；\n二、变更{OLD}第一项为：上诉人罗大海赔偿被上诉人苏小梅损失35000元。",
            "部分支持",
            [35000],
        ),
        (
            f"一、撤销{OLD}；\n二、上诉人罗大海赔偿被上诉人苏小梅损失20000元；\n三、驳回苏小梅的其他诉讼请求。",
            "部分支持",
            [20000],
        ),
    ],
)
def test_on_appeal_only_this_order_counts(civil: Civil, operative: str, result: str, sums: list[int]) -> None:
    record = civil(operative, **APPEAL)

    assert (record.procedure, record.result) == ("二审", result)
    assert [row.yuan for row in record.obligations] == sums


@pytest.mark.parametrize(
    ("operative", "result"),
    [(f"一、撤销{OLD}；\n二、发回青禾市临江区人民法院重审。", "其他"), ("准许上诉人罗大海撤回上诉。", "撤诉")],
)
def test_an_order_on_appeal_sends_back_or_lets_withdraw(civil: Civil, operative: str, result: str) -> None:
    record = civil(operative, **{**APPEAL, "form": "民 事 裁 定 书", "basis": "依照法律规定，裁定如下：\n"})

    assert record.result == result
    assert record.obligations == []


def test_a_withdrawn_claim_beside_a_decided_one_withdraws_no_suit(civil: Civil) -> None:
    record = civil(
        "一、被告罗大海赔偿原告苏小梅房屋损失156500元；\n二、准予原告苏小梅撤回判令被告罗大海赔偿租金损失的起诉。"
    )

    assert (record.result, record.withdrawn) == ("支持", None)
    assert [row.yuan for row in record.obligations] == [156500]


def test_a_defendant_freed_in_an_item_of_its_own_makes_the_success_partial(civil: Civil) -> None:
    record = civil("一、被告罗大海偿还原告苏小梅借款50000元；\n二、被告青禾市远帆建材有限公司不承担偿还借款的义务。")

    assert record.result == "部分支持"


def test_a_settlement_is_read_with_its_debts(civil: Civil) -> None:
    record = civil(
        "一、被告罗大海欠原告苏小梅借款本金50000元，于2019年12月31日前付清；\n"
        "二、青禾市远帆建材有限公司对上述款项承担连带清偿责任。\n上述协议，不违反法律规定，本院予以确认。",
        form="民 事 调 解 书",
        reasoning="",
        basis="本案审理过程中，经本院主持调解，双方当事人自愿达成如下协议：\n",
    )

    assert (record.result, record.mediated) == ("调解", True)
    assert [(row.payers, row.yuan) for row in record.obligations] == [(["罗大海", "青禾市远帆建材有限公司"], 50000)]


@pytest.mark.parametrize(
    ("operative", "result"),
    [
        ("终结本次执行程序。", "终结"),
        ("拍卖被执行人罗大海名下位于青禾市临江区柳岸街6号房屋一套。", "其他"),
        ("驳回异议人王有福的异议请求。", "驳回"),
        ("冻结、划拨被执行人罗大海的银行存款人民币52000元。", "其他"),
    ],
)
def test_enforcement_orders_say_their_end_and_owe_nothing_new(civil: Civil, operative: str, result: str) -> None:
    record = civil(
        operative,
        form="执 行 裁 定 书",
        number="（2019）云0102执166号",
        parties="异议人：王有福，男。\n申请执行人：苏小梅，女。\n被执行人：罗大海，男。\n",
        opening="本院在执行苏小梅与罗大海民间借贷纠纷一案中，依据（2018）云0102民初900号民事判决书，于2019年2月1日立案。\n",
        reasoning="",
        basis="依照《中华人民共和国民事诉讼法》第二百四十四条规定，裁定如下：\n",
    )

    assert (record.procedure, record.result, record.cause) == ("执行", result, "民间借贷纠纷")
    assert record.obligations == []


def test_an_administrative_order_set_aside_is_a_success_with_its_act_as_cause(civil: Civil) -> None:
    record = civil(
        "撤销被告青禾市公安局临江分局作出的临公（治）行罚决字〔2019〕12号行政处罚决定。",
        form="行 政 判 决 书",
        number="（2019）云0102行初16号",
        parties="原告：苏小梅，女。\n被告：青禾市公安局临江分局，住所地青禾市大道1号。\n法定代表人：王有才，局长。\n第三人：罗大海，男。\n",
        opening="原告苏小梅不服被告青禾市公安局临江分局治安行政处罚一案，向本院提起行政诉讼。本院受理后，现已审理终结。\n",
        basis="依照《中华人民共和国行政诉讼法》第七十条规定，判决如下：\n",
    )

    assert (record.result, record.cause) == ("支持", "治安行政处罚")
    assert [(row.name, row.kind, row.representative) for row in record.parties][1] == (
        "青禾市公安局临江分局",
        "organization",
        "王有才",
    )


def test_the_execution_of_an_administrative_decision_is_granted_for_its_cause(civil: Civil) -> None:
    record = civil(
        "准予强制执行青自然资罚决字〔2018〕33号行政处罚决定。",
        form="行 政 裁 定 书",
        number="（2019）云0102行审16号",
        parties="申请执行人：青禾市自然资源局。\n法定代表人：王有才，局长。\n被执行人：罗大海，男。\n",
        opening="申请执行人青禾市自然资源局申请强制执行土地行政处罚一案，本院受理后，现已审查终结。\n",
        basis="依照《中华人民共和国行政诉讼法》第九十七条规定，裁定如下：\n",
    )

    assert (record.procedure, record.result, record.cause) == ("其他", "支持", "土地行政处罚")


def test_the_suit_of_an_outsider_against_a_judgment_keeps_its_whole_cause(civil: Civil) -> None:
    assert civil("驳回原告苏小梅的诉讼请求。", cause="第三人撤销之诉纠纷").cause == "第三人撤销之诉纠纷"


@pytest.mark.parametrize(("ordered", "result"), [(12689, "驳回"), (5000, "部分支持")])
def test_who_sued_to_owe_nothing_loses_by_what_it_must_pay(civil: Civil, ordered: int, result: str) -> None:
    record = civil(
        f"青禾市远帆建材有限公司于本判决生效之日起七日内向苏小梅支付工资{ordered}元。",
        parties="原告：青禾市远帆建材有限公司。\n法定代表人：罗大海，经理。\n被告：苏小梅，女。\n",
        opening="原告青禾市远帆建材有限公司与被告苏小梅劳动争议一案，本院受理后，现已审理终结。\n",
        claims="青禾市远帆建材有限公司向本院提出诉讼请求：判令我公司无需支付苏小梅工资12689元。\n",
    )

    assert record.result == result
    assert [(row.payers, row.payees) for row in record.obligations] == [(["青禾市远帆建材有限公司"], ["苏小梅"])]
