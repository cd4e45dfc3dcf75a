"""Who must pay whom what, in the wordings that courts use; every sentence is invented."""

from collections.abc import Callable

import pytest

from anmai.forms.record import Record

Civil = Callable[..., Record]
Owed = Callable[[Record], list[tuple[list[str], list[str], float | None]]]
MAN, WOMAN, FIRM = "罗大海", "苏小梅", "青禾市远帆建材有限公司"


def test_a_guarantor_named_after_a_comma_joins_the_debtors_row(civil: Civil, owed: Owed) -> None:
    record = civil(
        "被告罗大海于本判决生效后三十日内归还原告苏小梅借款本金50万元，并支付利息（按月利率2%计算），"
        "被告青禾市远帆建材有限公司对上述借款本金及利息承担连带责任。"
    )

    assert owed(record) == [([MAN, FIRM], [WOMAN], 500000)]
    assert record.obligations[0].joint


def test_liability_without_an_object_after_a_comma_joins_too(civil: Civil, owed: Owed) -> None:
    record = civil("被告罗大海赔偿原告苏小梅鉴定费1400元，被告青禾市远帆建材有限公司承担连带责任。")

    assert owed(record) == [([MAN, FIRM], [WOMAN], 1400)]


def test_a_guarantor_joins_the_rows_of_the_debtor_that_the_order_names(civil: Civil, owed: Owed) -> None:
    parties = (
        "原告：苏小梅，女。\n被告：罗大海，男。\n被告：王有福，男。\n"
        "被告：青禾市远帆建材有限公司。\n法定代表人：罗大海，经理。\n"
    )
    record = civil(
        "一、被告王有福赔偿原告苏小梅9000元；\n"
        "二、被告罗大海赔偿原告苏小梅800元，由被告青禾市远帆建材有限公司对上述被告罗大海应赔偿数额承担连带赔偿责任。",
        parties=parties,
    )

    assert owed(record) == [(["王有福"], [WOMAN], 9000), ([MAN, FIRM], [WOMAN], 800)]


def test_several_items_named_one_after_another_are_all_guaranteed(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、被告罗大海支付原告苏小梅补偿金5451元；\n二、被告罗大海支付原告苏小梅奖金4000元；\n"
        "三、被告青禾市远帆建材有限公司对本判决第一项、第二项内容承担连带责任。"
    )

    assert [row[0] for row in owed(record)] == [[MAN, FIRM], [MAN, FIRM]]


def test_a_part_of_the_debt_that_one_guarantees_is_a_row_of_its_own(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、被告罗大海归还原告苏小梅借款本金512万元；\n"
        "二、被告青禾市远帆建材有限公司对上述借款中的100万元本息承担连带清偿责任。"
    )

    assert owed(record) == [([MAN], [WOMAN], 5120000), ([FIRM], [WOMAN], 1000000)]


def test_liability_up_to_a_sum_in_the_second_place_keeps_the_sum(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、被告罗大海支付原告苏小梅货款50000元；\n"
        "二、被告青禾市远帆建材有限公司在20000元范围内对上述第一项债务承担补充赔偿责任。"
    )

    assert owed(record) == [([MAN], [WOMAN], 50000), ([FIRM], [WOMAN], 20000)]


def test_who_answers_and_pays_in_one_clause_is_the_payer(civil: Civil, owed: Owed) -> None:
    record = civil(
        "青禾市远帆建材有限公司对罗大海借条项下债务承担连带保证责任，于本判决生效后十日内支付苏小梅本金300000元。"
    )

    assert owed(record) == [([FIRM], [WOMAN], 300000)]


@pytest.mark.parametrize(
    "words",
    ["无需向原告苏小梅支付工资25201元", "不再支付原告苏小梅工资25201元", "无须承担垫付原告苏小梅工资25201元的连带责任"],
)
def test_an_order_that_frees_binds_nobody(civil: Civil, owed: Owed, words: str) -> None:
    assert owed(civil(f"被告罗大海{words}。")) == []


def test_what_remains_after_a_deduction_is_owed(civil: Civil, owed: Owed) -> None:
    record = civil(
        "被告罗大海赔偿原告苏小梅损失157737元，扣减被告罗大海已支付的10000元，余款147737元于本判决生效之日起五日内付清。"
    )

    assert owed(record) == [([MAN], [WOMAN], 147737)]


def test_a_sum_given_back_by_the_winner_names_payer_and_payee_after_it(civil: Civil, owed: Owed) -> None:
    record = civil(
        "被告罗大海赔偿原告苏小梅损失900元；被告罗大海已为原告苏小梅垫付2756元，"
        "其超付的1856元由原告苏小梅在获得保险赔偿款时返还给被告罗大海。"
    )

    assert owed(record) == [([MAN], [WOMAN], 900), ([WOMAN], [MAN], 1856)]


def test_for_whom_money_was_laid_out_is_no_payee(civil: Civil, owed: Owed) -> None:
    parties = (
        "原告：苏小梅，女。\n被告：云溪安康财产保险股份有限公司。\n负责人：王有才，经理。\n第三人：青禾市第二医院。\n"
    )
    record = civil(
        "被告云溪安康财产保险股份有限公司支付第三人青禾市第二医院为原告苏小梅垫付的医疗费47534.23元。", parties=parties
    )

    assert owed(record) == [(["云溪安康财产保险股份有限公司"], ["青禾市第二医院"], 47534.23)]


def test_the_next_sentence_goes_on_with_the_payer(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、被告罗大海在交强险限额内赔偿原告苏小梅110000元。在商业险限额内赔偿原告苏小梅30600元；\n二、驳回其他请求。"
    )

    assert owed(record) == [([MAN], [WOMAN], 110000), ([MAN], [WOMAN], 30600)]


def test_a_word_of_paying_inside_a_noun_orders_nothing(civil: Civil, owed: Owed) -> None:
    record = civil("一、原告苏小梅分得死亡赔偿金69151元；\n二、被告罗大海返还原告苏小梅购车款30000元。")

    assert owed(record) == [([MAN], [WOMAN], 30000)]


def test_what_a_pledge_answers_for_is_no_debt(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、被告罗大海偿还原告苏小梅借款本金45万元；\n"
        "二、在被告罗大海不能清偿上述债务时，原告苏小梅对被告青禾市远帆建材有限公司抵押的房屋折价或拍卖、变卖的价款在"
        "5000000元最高额范围内优先受偿。"
    )

    assert owed(record) == [([MAN], [WOMAN], 450000)]


def test_the_base_of_an_interest_formula_is_no_debt(civil: Civil, owed: Owed) -> None:
    record = civil("被告罗大海偿还原告苏小梅借款本金970万元及对借款本息10145239元按年利率8.48%承担利息。")

    assert owed(record) == [([MAN], [WOMAN], 9700000)]


def test_the_parent_with_whom_a_child_stays_pays_nothing_by_it(civil: Civil, owed: Owed) -> None:
    record = civil(
        "婚生女罗小雨由原告苏小梅抚养，被告罗大海自2019年7月起每月支付抚养费1000元。",
        parties="原告：苏小梅，女。\n被告：罗大海，男。\n",
    )

    assert owed(record) == [([MAN], [WOMAN], 1000)]


def test_a_corrected_clerical_error_orders_nothing(civil: Civil, owed: Owed) -> None:
    record = civil(
        "（2019）云0102民初77号民事判决书中“罗大海支付苏小梅50000元”补正为“罗大海支付苏小梅55000元”。",
        form="民 事 裁 定 书",
        basis="依照《中华人民共和国民事诉讼法》第一百五十四条规定，裁定如下：\n",
    )

    assert owed(record) == []


def test_the_payer_stands_at_the_head_where_all_are_told_to_hurry_at_the_end(civil: Civil, owed: Owed) -> None:
    record = civil("被告罗大海支付原告苏小梅各项费用26590元，限被告于本判决生效之日起十日内履行。")

    assert owed(record) == [([MAN], [WOMAN], 26590)]


def test_a_fee_of_the_case_by_any_name_is_no_obligation(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、被告罗大海支付原告苏小梅1400元。\n本案件受理费1833元，由被告罗大海和被告青禾市远帆建材有限公司承担。"
    )

    assert owed(record) == [([MAN], [WOMAN], 1400)]


def test_who_gets_the_money_stands_after_towards_and_before_the_verb(civil: Civil, owed: Owed) -> None:
    parties = "原告：苏小梅，女。\n被告：罗大海，男。\n被告：云溪银行股份有限公司青禾支行。\n负责人：王有才，行长。\n"
    record = civil(
        "一、被告罗大海返还原告苏小梅已付首付款108988元、代收款10479元，以上共计119467元；\n"
        "二、被告罗大海返还原告苏小梅已向被告云溪银行股份有限公司青禾支行归还的贷款本息共计84862元；\n"
        "三、被告罗大海向被告云溪银行股份有限公司青禾支行偿还原告苏小梅剩余的贷款本金185736元。",
        parties=parties,
    )

    bank = "云溪银行股份有限公司青禾支行"
    assert owed(record) == [
        ([MAN], [WOMAN], 108988),
        ([MAN], [WOMAN], 10479),
        ([MAN], [WOMAN], 84862),
        ([MAN], [bank], 185736),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "被申请人青禾市远帆建材有限公司在未缴纳出资1000000元的范围内对申请执行人苏小梅承担清偿责任",
        "被申请人青禾市远帆建材有限公司在未缴纳出资1000000元范围内向申请执行人苏小梅承担补充赔偿责任",
    ],
)
def test_who_is_drawn_into_an_execution_owes_up_to_a_sum(civil: Civil, owed: Owed, words: str) -> None:
    record = civil(
        f"一、追加青禾市远帆建材有限公司为本案被执行人；\n二、{words}。",
        form="执 行 裁 定 书",
        number="（2019）云0102执异16号",
        parties="申请执行人：苏小梅，女。\n被执行人：罗大海，男。\n被申请人：青禾市远帆建材有限公司。\n法定代表人：王有才，经理。\n",
        opening="申请执行人苏小梅与被执行人罗大海买卖合同纠纷一案，本院受理后，现已审查终结。\n",
        basis="依照《中华人民共和国民事诉讼法》第一百五十四条规定，裁定如下：\n",
    )

    assert owed(record) == [([FIRM], [WOMAN], 1000000)]
