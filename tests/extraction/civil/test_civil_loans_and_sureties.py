"""Loans, sureties and couples in the facts found, of whole rulings and of fragments; every sentence is invented."""

from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

Civil = Callable[..., Record]
MAN, WOMAN, FIRM = "罗大海", "苏小梅", "青禾市远帆建材有限公司"
HEAD = "原告：苏小梅，女，1985年4月2日出生。被告：罗大海，男，1979年11月20日出生。被告：王有福，男，1970年1月5日出生。"


def pairs(record: Record) -> list[tuple[str | None, str | None, float | None]]:
    """The loans as (lender, borrower, yuan)."""
    return [(row.lender, row.borrower, row.yuan) for row in record.loans]


def fragment(facts: str) -> Record:
    """A header with the facts found, as fragments of rulings have them."""
    return extract(f"{HEAD}\n苏小梅诉称：请求判令还款。经审理查明：{facts}", "sample", fragment=True)


@pytest.mark.parametrize(
    "facts",
    [
        "2018年3月1日，被告罗大海在原告苏小梅处借得现金30000元。",
        "2018年3月1日，罗大海立据向苏小梅借款30000元。",
        "被告罗大海出具借条，载明：“今借苏小梅30000元（叁万元整），于2018年6月1日前还清。”借款人：罗大海。",
    ],
)
def test_a_loan_is_read_in_whatever_words_it_is_told(facts: str) -> None:
    assert pairs(fragment(facts)) == [(WOMAN, MAN, 30000)]


@pytest.mark.parametrize(
    "dunning",
    [
        "原告苏小梅多次找被告罗大海催要借款未果。",
        "苏小梅通过微信向罗大海追讨借款未果。",
        "原告也通过邻居向被告罗大海要过借款。",
        "原告苏小梅用自己的存款向被告罗大海给付借款30000元。",
    ],
)
def test_asking_for_a_debt_is_no_loan_the_other_way(dunning: str) -> None:
    record = fragment(f"2018年3月1日，被告罗大海向原告苏小梅借款30000元。{dunning}")

    assert {(lender, borrower) for lender, borrower, _ in pairs(record)} == {(WOMAN, MAN)}


@pytest.mark.parametrize(
    "facts",
    [
        "2018年3月1日，罗大海为苏小梅出具欠款证明一份，主要内容为欠45619元。",
        "罗大海在“借款人为罗大海、出借人为苏小梅、借款金额为4万元”的借条中签名。",
        "被告罗大海尚欠原告苏小梅货款30000元。",
    ],
)
def test_a_fragment_takes_the_debt_from_its_note_where_no_loan_is_told(facts: str) -> None:
    assert {(lender, borrower) for lender, borrower, _ in pairs(fragment(facts))} == {(WOMAN, MAN)}


def test_all_defendants_are_meant_only_where_none_is_named() -> None:
    record = fragment("被告向原告借款50000元。借条载明被告罗大海向原告苏小梅借款50000元。")

    assert {borrower for _, borrower, _ in pairs(record)} == {MAN}


def test_the_sum_may_follow_in_the_next_sentence(civil: Civil) -> None:
    record = civil(
        "被告罗大海归还原告苏小梅借款47000元。",
        facts="经审理查明，被告罗大海自2017年7月起多次向原告苏小梅借款。截止2018年2月20日共计50000元。\n",
    )

    assert pairs(record) == [(WOMAN, MAN, 50000)]


def test_a_bank_lends_by_its_contract(civil: Civil) -> None:
    record = civil(
        "被告罗大海偿还原告云溪银行股份有限公司青禾支行借款本金29000元。",
        parties="原告：云溪银行股份有限公司青禾支行。\n负责人：王有才，行长。\n被告：罗大海，男。\n被告：王有福，男。\n",
        opening="原告云溪银行股份有限公司青禾支行与被告罗大海、王有福金融借款合同纠纷一案，本院受理后，现已审理终结。\n",
        facts="经审理查明，2014年10月28日，云溪银行青禾支行与罗大海签订《个人经营借款合同》，约定：借款金额30000元，期限12个月。\n",
    )

    assert pairs(record) == [("云溪银行股份有限公司青禾支行", MAN, 30000)]


def test_what_a_party_only_says_gives_way_to_what_the_court_found(civil: Civil) -> None:
    record = civil(
        "被告罗大海归还原告苏小梅借款100000元。",
        facts="经审理查明，罗大海向苏小梅借款人民币100000元。被告罗大海称，其中还有苏小梅借给罗大海的15000元好处费。\n",
    )

    assert pairs(record) == [(WOMAN, MAN, 100000)]


def test_a_name_that_ends_in_a_figure_is_parted_from_its_sum() -> None:
    text = "原告：张某1，男。被告：朱某1，男。\n经审理查明：朱某1出具借条，载明今借张某150，000元，月息2%，朱某1。"

    assert pairs(extract(text, "sample", fragment=True))[0][:2] == ("张某1", "朱某1")


@pytest.mark.parametrize(
    "facts",
    [
        "罗大海向苏小梅借款30000元，王有福在借条上担保人处签字按印。",
        "罗大海向苏小梅借款30000元，约定期限一年，被告王有福承担保证责任。",
        "罗大海向苏小梅借款30000元，王有福为该款提供了担保。",
    ],
)
def test_a_surety_is_read_in_whatever_words(facts: str) -> None:
    assert fragment(facts).guarantors == ["王有福"]


def test_the_debtors_own_mortgage_makes_no_surety_but_anothers_does(civil: Civil) -> None:
    order = "一、被告罗大海归还原告苏小梅借款100000元；\n二、原告苏小梅对抵押房屋折价或拍卖的价款优先受偿。"
    own = civil(order, facts="经审理查明，罗大海向苏小梅借款100000元，罗大海以其房屋为上述债务提供抵押。\n")
    other = civil(
        order, facts="经审理查明，罗大海向苏小梅借款100000元，青禾市远帆建材有限公司以其房屋为上述债务提供抵押。\n"
    )

    assert (own.guarantors, other.guarantors) == ([], [FIRM])


def test_whoever_the_order_binds_as_a_surety_is_one(civil: Civil) -> None:
    record = civil(
        "一、被告罗大海归还原告苏小梅借款100000元；\n二、被告青禾市远帆建材有限公司对上述债务承担连带保证责任。",
        facts="经审理查明，罗大海向苏小梅借款100000元。\n",
    )

    assert record.guarantors == [FIRM]


def test_a_guarantee_deposit_makes_nobody_a_surety(civil: Civil) -> None:
    record = civil(
        "被告罗大海返还原告苏小梅履约担保金100000元。",
        cause="建设工程施工合同纠纷",
        facts="经审理查明，合同约定原告苏小梅提供的履约担保金汇入被告罗大海账户。\n",
    )

    assert record.guarantors == []


def test_a_list_of_evidence_marries_nobody() -> None:
    text = (
        "原告：李小娟，女。原告：刘大山，男。被告：罗大海，男。\n经审理查明：罗大海向二原告借款120000元。"
        "上述事实有原告的陈述、《借款合同书》、结婚登记信息等证据予以证实。"
    )

    assert extract(text, "sample", fragment=True).spouses == []


@pytest.mark.parametrize(
    "facts",
    [
        "2018年3月1日，被告罗大海借原告苏小梅人民币30000元。",
        "被告罗大海经担保人王有福担保于2018年3月1日向原告苏小梅借款30000元。",
        "借据记载：兹向苏小梅借来30000元，借款人罗大海。罗大海向苏小梅出具该借据，罗大海向苏小梅借款30000元。",
    ],
)
def test_more_words_for_one_loan(facts: str) -> None:
    assert pairs(fragment(facts)) == [(WOMAN, MAN, 30000)]


def test_both_sides_of_a_contract_are_lender_and_borrower_where_only_one_could_borrow() -> None:
    text = (
        "原告：苏小梅，女。被告：罗大海，男。\n苏小梅诉称：请求判令还款。"
        "经审理查明：双方签订《借款合同》约定，借款本金为220000元，期限一年。"
    )

    assert pairs(extract(text, "sample", fragment=True)) == [(WOMAN, MAN, 220000)]


def test_a_surety_told_by_the_claim_alone_is_read_in_a_fragment() -> None:
    text = f"{HEAD}\n苏小梅诉称：罗大海借款30000元，由王有福担保。经审理查明：罗大海向苏小梅借款30000元。"

    assert extract(text, "sample", fragment=True).guarantors == ["王有福"]


def test_a_surety_who_signed_with_another_name_is_the_party() -> None:
    text = (
        "原告：苏小梅，女。被告：罗大海，男。被告：王有福（王成），男。\n苏小梅诉称：请求判令还款。"
        "经审理查明：罗大海向苏小梅借款30000元，保人处签名为王成。"
    )

    assert extract(text, "sample", fragment=True).guarantors == ["王有福"]
