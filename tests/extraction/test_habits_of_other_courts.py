"""Wordings that some courts use and the model texts don't have; every sentence here is invented."""

from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.extraction.fragments.people import people
from anmai.extraction.text.normal import normalise
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.extraction.values.unmarked_names import name_at
from anmai.forms.record import Record

Read = Callable[..., Record]
PERSON = "被告人罗大海，男，1987年3月5日出生，汉族，"


def test_a_commutation_numbered_under_the_old_rules_is_a_criminal_order_with_its_prisoner() -> None:
    text = (
        "青禾市中级人民法院\n刑 事 裁 定 书\n（2013）青中刑执字第512号\n"
        "罪犯罗大海，男，1971年5月2日出生，汉族，初中文化，现在云溪省第二监狱服刑。\n"
        "青禾市中级人民法院于2008年4月1日作出（2008）青刑初字第31号刑事判决，以罗大海犯盗窃罪判处有期徒刑十一年。"
        "执行机关于2013年6月1日提出减刑建议书，报送本院审理。现已审理终结。\n"
        "本院认为，罪犯罗大海确有悔改表现。依照《中华人民共和国刑法》第七十八条之规定，裁定如下：\n"
        "将罪犯罗大海的刑罚减去有期徒刑一年。\n审判长　周正\n审判员　钱二宝\n二○一三年七月八日\n书记员　冯小小\n"
    )

    record = extract(text, "sample")

    assert (record.procedure, record.doc_type) == ("其他", "刑事裁定书")
    assert [row.name for row in record.defendants] == ["罗大海"]
    assert not record.verdicts


@pytest.mark.parametrize(
    ("text", "court"),
    [
        ("发布日期：2018-08-23浏览：79次临江县人民法院", "临江县人民法院"),
        ("申请执行人依据修文县人民法院", "修文县人民法院"),
        ("本院按照临江县人民法院", "临江县人民法院"),
    ],
)
def test_a_pages_counter_and_words_of_ground_are_no_part_of_a_courts_name(text: str, court: str) -> None:
    assert [hit.name for hit in iter_organs(COURT, text)] == [court]


@pytest.mark.parametrize(
    ("clerk", "names"),
    [
        ("书记员　谢小琴2022年6月26日", ["谢小琴"]),
        ("书记员冯小小本案适用的法律条文如下", ["冯小小"]),
        ("书记员冯小小法条链接", ["冯小小"]),
        ("书记员顾菊芳邵立", ["顾菊芳", "邵立"]),
        ("书记员额尔敦其木格", ["额尔敦其木格"]),
    ],
)
def test_a_signatures_last_name_ends_where_the_next_words_begin(read: Read, clerk: str, names: list[str]) -> None:
    record = read(signature=f"审　判　长　　周　正\n二○一八年七月九日\n{clerk}\n")

    assert [row.name for row in record.judges if row.role == "书记员"] == names


def test_a_term_that_lost_its_last_unit_has_no_length(read: Read) -> None:
    record = read(operative="被告人罗大海犯盗窃罪，判处有期徒刑一年六，缓刑二年，并处罚金人民4000元。\n")

    (verdict,) = record.verdicts
    assert (verdict.penalty, verdict.months, verdict.probation_months, verdict.fine_yuan) == (
        "有期徒刑",
        None,
        24,
        4000,
    )


def test_a_second_defender_without_a_full_stop_before_the_indictment_is_read(ruling: Callable[..., str]) -> None:
    text = ruling(parties=PERSON + "住临江区。\n辩护人黄大亮，云溪北方律师事务所 辩护人朱小钊，云溪北方律师事务所 ")

    record = extract(text.replace("\n青禾市临江区人民检察院以", "青禾市临江区人民检察院以"), "sample")

    assert [(row.name, row.firm) for row in record.defenders] == [
        ("黄大亮", "云溪北方律师事务所"),
        ("朱小钊", "云溪北方律师事务所"),
    ]


def test_a_lodging_named_after_its_city_is_a_domicile_and_no_work(read: Read) -> None:
    record = read(parties=PERSON + "在青禾市暂住临江区。\n")

    (row,) = record.defendants
    assert (row.domicile, row.occupation) == ("临江区", None)


def test_an_organ_without_被_ends_the_reason_of_a_detention(read: Read) -> None:
    story = "2013年8月30日因吸毒临江市公安局行政拘留十二日；2014年1月3日因打架被原临江市公安局北区分局行政拘留五日。\n"

    record = read(parties=PERSON + "住临江区。" + story)

    assert [(row.charge, row.court) for row in record.priors] == [
        ("吸毒", "临江市公安局"),
        ("打架", "临江市公安局北区分局"),
    ]


def test_custody_and_sentence_of_an_earlier_case_are_a_prior_and_no_measures(read: Read) -> None:
    story = (
        "因涉嫌犯诈骗罪于2015年3月18日被刑事拘留，同年4月1日转为取保候审，2016年7月1日被本院判处有期徒刑一年五个月。"
        "后又因涉嫌犯盗窃罪于2016年8月24日被取保候审。\n"
    )

    record = read(parties=PERSON + "住临江区。" + story)

    assert [(row.type, row.date) for row in record.measures] == [("取保候审", "2016-08-24")]
    assert [(row.date, row.charge, row.penalty) for row in record.priors] == [
        ("2016-07-01", "诈骗罪", "有期徒刑一年五个月")
    ]


def test_an_earlier_sentence_not_yet_served_is_merged_with_its_charge(read: Read) -> None:
    operative = (
        "被告人罗大海犯盗窃罪，判处有期徒刑七个月，并处罚金人民币二千元；与之前犯诈骗罪没有执行的有期徒刑一年四个月又"
        "十五天，并处罚金人民币七千元并罚，决定执行有期徒刑一年八个月，并处罚金人民币九千元。\n"
    )

    (verdict,) = read(operative=operative).verdicts

    assert (verdict.charges, verdict.months) == (["盗窃罪"], 20)
    assert [(row.charge, row.months, row.fine_yuan) for row in verdict.per_charge] == [
        ("盗窃罪", 7, 2000),
        ("诈骗罪", 16, 7000),
    ]


def test_an_administrative_penalty_in_money_is_a_prior(read: Read) -> None:
    story = "2014年11月10日因盗伐林木，被临江森林公安局行政处罚人民币3700元。\n"

    (prior,) = read(parties=PERSON + "住临江区。" + story).priors

    assert (prior.date, prior.charge, prior.penalty) == ("2014-11-10", "盗伐林木", "行政处罚人民币3700元")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("薛志远价值3668元的黄色摩托车", "薛志远"),
        ("刘秀平的陈述", "刘秀平"),
        ("于振山陈述", "于振山"),
        ("方某", "方某"),
        ("欧阳志远现金500元", "欧阳志远"),
    ],
)
def test_a_name_told_once_ends_before_what_was_taken_or_said(text: str, name: str) -> None:
    span = name_at(text, 0, len(text))

    assert span is not None
    assert text[slice(*span)] == name


@pytest.mark.parametrize("text", ["家属的陈述", "向本院报案", "于2018年陈述", "和其价值300元"])
def test_words_before_a_loss_are_no_name(text: str) -> None:
    assert name_at(text, 0, len(text)) is None


STOLEN = (
    "经审理查明，2018年2月3日，被告人罗大海窃得手机一部，价值人民币1800元；同月5日窃得电脑一台，价值人民币6594元。\n"
)


@pytest.mark.parametrize(
    ("facts", "reasoning", "yuan"),
    [
        (STOLEN, "本院认为，被告人罗大海盗窃他人财物，计价值人民币8394元，数额较大，其行为已构成盗窃罪。", 8394),
        (STOLEN, "本院认为，被告人罗大海盗窃他人财物，数额较大，其行为已构成盗窃罪。", None),
        (
            "经审理查明，被告人罗大海窃得零钱70元、香烟一包，共计价值79元；次日窃得零钱100元；又窃得零钱30元、饮料，共计价值35元。\n",
            "本院认为，被告人罗大海多次盗窃，共计价值人民币200余元，其行为已构成盗窃罪。",
            None,
        ),
        (
            "经审理查明，被告人罗大海窃得电动车一辆，价值人民币2960元，销赃后得款人民币600元。\n",
            "本院认为，被告人罗大海的行为已构成盗窃罪。",
            2960,
        ),
        (
            "经审理查明，被告人罗大海先后骗得曾小明5550元、500元，共计骗取6050元。\n",
            "本院认为，被告人罗大海的行为已构成盗窃罪。",
            6050,
        ),
    ],
)
def test_the_crimes_amount_is_the_courts_own_total(read: Read, facts: str, reasoning: str, yuan: float | None) -> None:
    assert read(facts=facts, reasoning=reasoning).crime_amount_yuan == yuan


def test_a_case_sent_back_names_its_earlier_instances(ruling: Callable[..., str]) -> None:
    text = ruling().replace(
        "现已审理终结。",
        "本院于2018年1月22日作出（2017）云0102刑初54号刑事判决，青禾市中级人民法院于2018年3月27日作出"
        "（2018）云01刑终52号刑事裁定，发回重新审判。现已审理终结。",
    )

    record = extract(text, "sample")

    assert record.procedure == "一审"
    assert [row.case_number for row in record.prior_instances] == ["（2017）云0102刑初54号", "（2018）云01刑终52号"]


def test_a_ruling_of_a_web_page_on_one_line_gives_its_court(ruling: Callable[..., str]) -> None:
    text = "罗大海盗窃罪一审刑事判决书 发布日期：2018-08-23 浏览：79次 " + ruling().replace("\n", " ")

    assert extract(text, "sample").court == "云溪省青禾市临江区人民法院"


def test_a_short_line_of_execution_begins_a_paragraph() -> None:
    text = normalise("申请执行人吴元\n被执行人青禾市某某财产保险股份有限公司临江中心支公司\n本院在执行一案中").text

    assert text.count("\n") == 2


def test_names_cut_apart_keep_their_own_spans(read: Read) -> None:
    record = read(signature="审　判　长　　周　正\n二○一八年七月九日\n书记员顾菊芳邵立\n")

    first, second = (row.spans for row in record.provenance if row.path in ("/judges/1/name", "/judges/2/name"))
    assert first[0][1] == second[0][0]


def test_days_of_custody_that_are_credited_are_not_the_time_to_serve(read: Read) -> None:
    operative = (
        "被告人罗大海犯盗窃罪，判处有期徒刑七个月。（刑期从判决执行之日起计算；判决执行以前先行羁押的，羁押一日折抵刑期一日，"
        "折抵2018年4月16日至当年4月28日共13天。即自2018年8月29日起至2019年3月15日止。）\n"
    )

    (verdict,) = read(operative=operative).verdicts

    assert (verdict.served_from, verdict.served_until) == ("2018-08-29", "2019-03-15")


def test_the_longer_of_two_names_is_read_before_a_sum() -> None:
    text = "证人陈某己、陈某证实，工资已付。其中陈某己1000元、陈某庚340元。"

    read = [text[slice(*span)] for span in people(text)]

    assert read == ["陈某己", "陈某", "陈某己", "陈某庚"]
