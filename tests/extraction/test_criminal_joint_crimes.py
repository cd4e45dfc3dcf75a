"""Several defendants in one ruling: lists, short names, other masks, 二人 and 次日."""

from collections.abc import Callable

from anmai.forms.record import Record

TWO = "被告人罗大海，男，1987年3月5日出生，汉族。\n被告人罗小江，男，1990年3月5日出生，汉族。\n"


def test_terms_and_fines_told_respectively_go_to_their_defendants(read: Callable[..., Record]) -> None:
    operative = "被告人罗大海、罗小江犯盗窃罪，分别判处有期徒刑一年、拘役四个月，分别并处罚金人民币三千元、二千元。\n"

    record = read(parties=TWO, operative=operative)

    assert [(v.defendant, v.penalty, v.months, v.fine_yuan) for v in record.verdicts] == [
        ("罗大海", "有期徒刑", 12, 3000),
        ("罗小江", "拘役", 4, 2000),
    ]


def test_one_term_for_both_is_not_split(read: Callable[..., Record]) -> None:
    operative = "被告人罗大海、罗小江犯盗窃罪，分别判处有期徒刑一年，各并处罚金人民币三千元。\n"

    record = read(parties=TWO, operative=operative)

    assert [(v.defendant, v.months, v.fine_yuan) for v in record.verdicts] == [
        ("罗大海", 12, 3000),
        ("罗小江", 12, 3000),
    ]


def test_a_company_is_known_by_its_short_name(read: Callable[..., Record]) -> None:
    record = read(
        parties=(
            "被告单位青禾市白鹭商贸有限公司，住所地青禾市临江区。\n诉讼代表人石坚，该公司员工。\n"
            "被告人罗大海，男，系青禾市白鹭商贸有限公司法定代表人。\n"
        ),
        charged="被告单位青禾市白鹭商贸有限公司、被告人罗大海犯虚开增值税专用发票罪",
        facts="经审理查明，被告单位青禾市白鹭商贸有限公司（以下简称白鹭公司）让他人为自己虚开发票。\n",
        operative=(
            "一、被告单位白鹭公司犯虚开增值税专用发票罪，判处罚金人民币十万元；\n"
            "二、被告人罗大海犯虚开增值税专用发票罪，判处有期徒刑一年，缓刑一年。\n"
        ),
    )

    assert [(v.defendant, v.penalty, v.fine_yuan) for v in record.verdicts] == [
        ("青禾市白鹭商贸有限公司", "单处罚金", 100_000),
        ("罗大海", "有期徒刑", None),
    ]


def test_a_name_that_only_the_operative_part_unmasks_is_the_masked_defendants(read: Callable[..., Record]) -> None:
    record = read(
        parties="被告人罗某某，男，汉族。\n被告人石某，男，汉族。\n",
        charged="被告人罗某某、石某犯盗窃罪",
        facts="经审理查明，被告人罗某某、石某盗窃手机一部。\n",
        reasoning="本院认为，被告人罗某某、石某的行为均已构成盗窃罪。",
        operative="一、被告人罗大海犯盗窃罪，判处有期徒刑一年。\n二、被告人石某犯盗窃罪，判处拘役三个月。\n",
    )

    assert [(v.defendant, v.months) for v in record.verdicts] == [("罗某某", 12), ("石某", 3)]
    assert [warning.split(":")[0] for warning in record.warnings] == ["unknown_convict"]


def test_two_masked_namesakes_are_not_guessed_between(read: Callable[..., Record]) -> None:
    record = read(
        parties="被告人罗某甲，男，汉族。\n被告人罗某乙，男，汉族。\n",
        charged="被告人罗某甲、罗某乙犯盗窃罪",
        facts="经审理查明，被告人罗某甲、罗某乙盗窃手机一部。\n",
        reasoning="本院认为，被告人罗某甲、罗某乙的行为均已构成盗窃罪。",
        operative="被告人罗大海犯盗窃罪，判处有期徒刑一年。\n",
    )

    assert record.verdicts == []


def test_an_alias_in_the_operative_part_is_the_headers_defendant(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海（绰号“海哥”，曾用名罗海），男，1987年3月5日出生，汉族。\n"

    (verdict,) = read(parties=parties, operative="被告人罗海犯盗窃罪，判处有期徒刑七个月。\n").verdicts

    assert (verdict.defendant, verdict.months) == ("罗大海", 7)


def test_two_of_three_the_next_day_are_those_named_before(read: Callable[..., Record]) -> None:
    record = read(
        parties=TWO + "被告人于小军，女，1991年1月2日出生，汉族。\n",
        charged="被告人罗大海、罗小江、于小军犯盗窃罪",
        facts=(
            "经审理查明，2017年12月30日凌晨，被告人罗大海伙同罗小江在东桥小区窃得被害人苏某电动车一辆，价值人民币1200元。"
            "次日，二人又在该小区窃得被害人唐某手机一部，价值人民币800元。同年12月的一天，于小军明知是赃物仍予以收购。"
            "2018年1月3日，三被告人窃得被害人金某某现金人民币500元。综上，三被告人共计窃得财物价值人民币2500元。\n"
        ),
    )

    assert [(offence.defendant, offence.date) for offence in record.offences] == [
        ("罗大海", "2017-12-30"),
        ("罗小江", "2017-12-30"),
        ("罗大海", "2017-12-31"),
        ("罗小江", "2017-12-31"),
        ("于小军", "2017-12"),
        ("罗大海", "2018-01-03"),
        ("罗小江", "2018-01-03"),
        ("于小军", "2018-01-03"),
    ]
    assert record.crime_amount_yuan == 2500


def test_a_birth_told_in_the_facts_is_no_offences_date(read: Callable[..., Record]) -> None:
    facts = "经审理查明，2018年2月3日，被告人罗大海殴打被害人苏小梅（出生于2005年9月18日），致其轻伤。\n"

    record = read(facts=facts, operative="被告人罗大海犯故意伤害罪，判处有期徒刑七个月。\n")

    assert [offence.date for offence in record.offences] == ["2018-02-03"]


def test_circumstances_follow_two_of_them_and_the_one_named_last(read: Callable[..., Record]) -> None:
    record = read(
        parties=TWO + "被告人于小军，女，1991年1月2日出生，汉族。\n",
        charged="被告人罗大海、罗小江、于小军犯盗窃罪",
        reasoning=(
            "本院认为，被告人罗大海系累犯，应当从重处罚。被告人罗小江、于小军在共同犯罪中起次要作用，上述二人均系从犯。"
            "被告人于小军主动投案，如实供述罪行。该被告人自愿认罪认罚。"
        ),
    )

    found = {(row.defendant, row.type) for row in record.circumstances}
    assert {("罗大海", "累犯"), ("罗小江", "从犯"), ("于小军", "从犯"), ("于小军", "认罪认罚")} <= found
    assert ("罗大海", "从犯") not in found
