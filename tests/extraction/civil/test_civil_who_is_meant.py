"""Parties called by role, number, unit, alias or an unannounced short form; every sentence is invented."""

from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record

Civil = Callable[..., Record]
Owed = Callable[[Record], list[tuple[list[str], list[str], float | None]]]
MAN, WOMAN, FIRM = "罗大海", "苏小梅", "青禾市远帆建材有限公司"
COUNTERCLAIM = (
    "原告（反诉被告）：苏小梅，女，1985年4月2日出生，汉族，住青禾市临江区。\n"
    "被告（反诉原告）：青禾市远帆建材有限公司，住所地青禾市临江区工业路18号。\n法定代表人：罗大海，经理。\n"
)


def test_a_counterclaim_turns_payer_and_payee_round(civil: Civil, owed: Owed) -> None:
    record = civil(
        "一、由被告（反诉原告）青禾市远帆建材有限公司返还原告（反诉被告）苏小梅保证金20000元；\n"
        "二、反诉被告苏小梅支付反诉原告青禾市远帆建材有限公司租金128000元；\n三、驳回反诉原告的其他反诉请求。",
        parties=COUNTERCLAIM,
    )

    assert owed(record) == [([FIRM], [WOMAN], 20000), ([WOMAN], [FIRM], 128000)]
    assert [row.roles for row in record.parties] == [["原告", "反诉被告"], ["被告", "反诉原告"]]


def test_both_sides_who_sued_keep_both_roles(civil: Civil, owed: Owed) -> None:
    record = civil(
        "原告（被告）青禾市远帆建材有限公司支付被告（原告）苏小梅、王有福丧葬补助金24312元、护理费400元。",
        parties="原告（被告）：青禾市远帆建材有限公司。\n法定代表人：罗大海，经理。\n被告（原告）：苏小梅，女。\n被告（原告）：王有福，男。\n",
    )

    assert owed(record) == [([FIRM], [WOMAN, "王有福"], 24312), ([FIRM], [WOMAN, "王有福"], 400)]


@pytest.mark.parametrize("first", ["被告一", "第一被告"])
def test_numbered_defendants_are_told_apart(civil: Civil, owed: Owed, first: str) -> None:
    second = first.replace("一", "二")
    record = civil(
        f"一、{first}支付原告货款5000元；\n二、{second}支付原告运费300元。",
        parties=f"原告：苏小梅，女。\n{first}：罗大海，男。\n{second}：青禾市远帆建材有限公司。\n法定代表人：罗大海，经理。\n",
    )

    assert owed(record) == [([MAN], [WOMAN], 5000), ([FIRM], [WOMAN], 300)]


def test_a_unit_named_by_its_role_is_the_organization_among_them(civil: Civil, owed: Owed) -> None:
    assert owed(civil("被告公司支付原告工资5000元。")) == [([FIRM], [WOMAN], 5000)]


@pytest.mark.parametrize("short", ["远帆公司", "远帆建材公司", "远帆建材"])
def test_a_company_is_known_by_a_short_form_nobody_announced(civil: Civil, owed: Owed, short: str) -> None:
    record = civil(f"{short}于本判决生效后十日内支付苏小梅货款5000元。", reasoning=f"本院认为，{short}应当付款。")

    assert owed(record) == [([FIRM], [WOMAN], 5000)]
    assert record.parties[2].short_name is None  # only 以下简称 gives a short name


def test_a_banks_branch_is_known_by_the_order_of_its_characters(civil: Civil, owed: Owed) -> None:
    record = civil(
        "罗大海偿还云溪银行临江支行借款本金71000元。",
        parties="原告：云溪银行股份有限公司青禾临江支行。\n负责人：王有才，行长。\n被告：罗大海，男。\n",
    )

    assert owed(record) == [([MAN], ["云溪银行股份有限公司青禾临江支行"], 71000)]


@pytest.mark.parametrize(
    ("header", "told"),
    [("（又名罗海）", ""), ("，曾用名罗海", ""), ("（罗海）", ""), ("", "另查明，罗大海又名罗海。\n")],
)
def test_a_debtor_who_signed_with_another_name_is_the_party(civil: Civil, header: str, told: str) -> None:
    record = civil(
        "被告罗大海偿还原告苏小梅借款30000元。",
        parties=f"原告：苏小梅，女。\n被告：罗大海{header}，男，1979年11月20日出生。\n",
        opening="原告苏小梅与被告罗大海民间借贷纠纷一案，本院受理后，现已审理终结。\n",
        facts=f"经审理查明，2018年3月1日，罗海向苏小梅借款30000元。{told}",
    )

    assert [(row.lender, row.borrower, row.yuan) for row in record.loans] == [(WOMAN, MAN, 30000)]


def test_an_agent_written_as_a_mask_is_no_piece_of_its_title(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。", parties="原告苏小梅，女。\n委托代理人XXX，该公司法务。\n被告罗大海，男。\n"
    )

    assert [row.name for row in record.agents] == ["XXX"]


def test_a_representative_behind_the_companys_name_without_a_stop_is_read(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。",
        parties="原告：苏小梅，女。\n被告：青禾市远帆建材有限公司法定代表人：罗大海，系经理。\n",
    )

    assert [(row.name, row.representative) for row in record.parties] == [(WOMAN, None), (FIRM, MAN)]


def test_the_bodys_first_sentence_is_no_entry_of_the_header(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。",
        parties="原告：苏小梅，女。\n被告：罗大海，男。\n第三人：王有福等12人（名单附后）。\n",
        opening="原告苏小梅与被告罗大海，第三人王有福等12人相邻关系纠纷一案，本院受理后，现已审理终结。\n",
    )

    assert [row.roles for row in record.parties] == [["原告"], ["被告"], ["第三人"]]


def test_an_agents_title_may_be_written_twice_and_its_firm_be_a_branch(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。",
        parties="原告：苏小梅，女。\n诉讼诉讼代理人：周全，云溪正直律师事务所青禾分所律师。\n被告：罗大海，男。\n",
    )

    assert [(row.name, row.firm) for row in record.agents] == [("周全", "云溪正直律师事务所青禾分所")]


def test_a_cause_holds_no_company_that_the_header_lacks(civil: Civil) -> None:
    record = civil("驳回原告苏小梅的诉讼请求。", parties="原告：苏小梅，女。\n被告：罗大海，男。\n")

    assert record.cause == "民间借贷纠纷"


def test_a_home_that_is_the_household_too_is_an_address(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。",
        parties="原告：苏小梅，女，住址及户籍所在地均系云溪省。\n被告：罗大海，男。\n",
    )

    assert record.parties[0].address == "云溪省"


def test_what_a_party_says_before_a_colon_is_no_party() -> None:
    text = (
        "原告：苏小梅，女，住青禾市。委托诉讼代理人：周全，云溪正直律师事务所律师被告：罗大海，男，住青禾市。"
        "\n原告请求判令：1．被告还款。被告答辩要点：借款已还。被告不予认可：利息。"
    )

    record = extract(text, "sample", fragment=True)

    assert [(row.name, row.roles) for row in record.parties] == [(WOMAN, ["原告"]), (MAN, ["被告"])]
