from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.forms.record import Record


def test_title_and_signature_are_read_through_their_spaces(read: Callable[..., Record]) -> None:
    record = read()

    assert record.doc_type == "刑事判决书"
    assert record.court == "云溪省青禾市临江区人民法院"
    assert record.prosecution == "青禾市临江区人民检察院"
    assert record.procedure == "一审"
    assert record.judgment_date == "2018-07-09"
    assert [(judge.role, judge.name) for judge in record.judges] == [
        ("审判长", "周正"),
        ("人民陪审员", "欧阳静"),
        ("人民陪审员", "钱二宝"),
        ("书记员", "冯小小"),
    ]


def test_a_defendant_with_all_particulars(read: Callable[..., Record]) -> None:
    parties = (
        "被告人买买提·吐尔逊（曾用名马明，绰号“小马”），男，1990年12月1日出生于云溪省白杨县，公民身份号码650101********"
        "1234，"
        "维吾尔族，大学专科文化程度，原系白杨县某某商贸有限公司驾驶员，户籍所在地云溪省白杨县，现住青禾市临江区河"
        "东路8号（租住）。\n"
    )

    record = read(parties=parties, charged="被告人买买提·吐尔逊犯盗窃罪")

    (defendant,) = record.defendants
    assert defendant.name == "买买提·吐尔逊"
    assert defendant.aliases == ["马明", "小马"]
    assert (defendant.sex, defendant.birth_date, defendant.ethnicity) == ("男", "1990-12-01", "维吾尔族")
    assert (defendant.education, defendant.occupation) == ("大学专科", "白杨县某某商贸有限公司驾驶员")
    assert (defendant.household, defendant.domicile) == ("云溪省白杨县", "青禾市临江区河东路8号")
    assert defendant.id_number == "650101********1234"


def test_a_company_as_defendant_has_an_address_and_no_work(read: Callable[..., Record]) -> None:
    parties = (
        "被告单位青禾市顺达化工有限公司，住所地青禾市临江区工业园。\n诉讼代表人何平，该公司员工。\n"
        "被告人罗大海，男，1970年1月2日出生，汉族，该公司经理，住青禾市。\n"
    )
    operative = (
        "一、被告单位青禾市顺达化工有限公司犯污染环境罪，判处罚金人民币二十万元。\n"
        "二、被告人罗大海犯污染环境罪，判处有期徒刑一年，缓刑一年六个月，并处罚金人民币一万元。\n"
    )

    record = read(parties=parties, operative=operative)

    assert [(d.name, d.kind) for d in record.defendants] == [
        ("青禾市顺达化工有限公司", "organization"),
        ("罗大海", "person"),
    ]
    assert record.defendants[0].domicile == "青禾市临江区工业园"
    assert record.defendants[0].occupation is None
    assert [(v.penalty, v.fine_yuan, v.probation_months) for v in record.verdicts] == [
        ("单处罚金", 200000, None),
        ("有期徒刑", 10000, 18),
    ]


def test_each_defender_stands_for_the_defendant_before_him(read: Callable[..., Record]) -> None:
    parties = (
        "被告人罗大海，男，1987年3月5日出生。\n辩护人石坚、柳青，均系云溪正道律师事务所律师。\n"
        "被告人罗小江，男，1989年3月5日出生。\n"
        "指定辩护人（青禾市法律援助中心指派）方圆，北京大成（青禾）律师事务所律师。\n"
    )

    record = read(parties=parties)

    assert [(d.name, d.firm, d.for_) for d in record.defenders] == [
        ("石坚", "云溪正道律师事务所", ["罗大海"]),
        ("柳青", "云溪正道律师事务所", ["罗大海"]),
        ("方圆", "北京大成（青禾）律师事务所", ["罗小江"]),
    ]


def test_defendants_come_from_the_indictment_where_the_header_names_none(read: Callable[..., Record]) -> None:
    record = read(parties="", charged="被告人罗大海、罗某甲犯盗窃罪、被告人于小军犯掩饰、隐瞒犯罪所得罪")

    assert [defendant.name for defendant in record.defendants] == ["罗大海", "罗某甲", "于小军"]


def test_a_retrial_names_the_organ_that_indicted_not_the_one_that_protested(read: Callable[..., Record]) -> None:
    header = (
        "云溪省青禾市临江区人民法院\n刑事判决书\n（2018）云0102刑再1号\n抗诉机关云溪省青禾市人民检察院。\n"
        "原审被告人罗大海，男，1987年3月5日出生，汉族。\n"
    )

    record = read(header=header, parties="")

    assert record.prosecution == "青禾市临江区人民检察院"
    assert record.procedure == "再审"


def test_those_who_came_to_court_beside_a_defender_are_no_defenders(read: Callable[..., Record]) -> None:
    procedure = (
        "青禾市临江区人民检察院以青临检刑诉〔2018〕288号起诉书指控被告人罗大海、石坚犯盗窃罪，于2018年6月4日向本院提起公诉。"
        "被告人罗大海及其辩护人暨委托代理人唐小雨、被告人石坚到庭参加诉讼。现已审理终结。\n"
    )
    record = read(parties="被告人罗大海，男。\n被告人石坚，男。\n" + procedure)

    assert [(row.name, row.firm, row.for_) for row in record.defenders] == [("唐小雨", None, ["罗大海"])]


def test_a_stenographer_is_no_judge(read: Callable[..., Record]) -> None:
    record = read(signature="审　判　员　　周　正\n二○一八年七月九日\n书　记　员　　冯小小\n速　录　员　　贺文\n")

    assert [(judge.role, judge.name) for judge in record.judges] == [("审判员", "周正"), ("书记员", "冯小小")]


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("邓建和，云溪大河律师事务所律师，执业证号14211", [("邓建和", "云溪大河律师事务所")]),
        ("石坚和唐小雨，云溪大河律师事务所律师", [("石坚", "云溪大河律师事务所"), ("唐小雨", "云溪大河律师事务所")]),
        ("石坚，云溪人和律师事务所（青禾分所）律师", [("石坚", "云溪人和律师事务所（青禾分所）")]),
        ("石坚，云溪人和律师事务所青禾分所律师", [("石坚", "云溪人和律师事务所青禾分所")]),
        ("石坚，云溪人和（青禾）律师事务所律师", [("石坚", "云溪人和（青禾）律师事务所")]),
    ],
)
def test_names_and_firms_keep_their_和_and_their_branch(
    read: Callable[..., Record], words: str, pairs: list[tuple[str, str]]
) -> None:
    record = read(parties=f"被告人罗大海，男。\n辩护人{words}。\n")

    assert [(row.name, row.firm) for row in record.defenders] == pairs


def test_a_defendant_of_the_indictment_alone_keeps_his_和(read: Callable[..., Record]) -> None:
    record = read(parties="", charged="被告人周日和、石坚和唐小雨犯盗窃罪")

    assert [row.name for row in record.defendants] == ["周日和", "石坚", "唐小雨"]


def test_a_judgment_without_header_and_indictment_names_its_defendants_in_the_facts() -> None:
    text = (
        "云溪省青禾市临江区人民法院\n刑事判决书\n（2018）云0102刑初321号\n指控罪名：寻衅滋事。\n"
        "经审理查明，2018年2月3日，被告人罗某甲伙同被告人石某殴打被害人唐某甲1万元未果。\n"
        "本院认为，二被告人的行为构成寻衅滋事罪。\n"
    )

    record = extract(text, "bare")

    assert [row.name for row in record.defendants] == ["罗某甲", "石某"]
    assert record.victims == ["唐某甲"]
    assert all(row.confidence <= 0.6 for row in record.provenance if row.path.startswith("/defendants"))
