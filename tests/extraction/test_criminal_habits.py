"""Habits of headers, facts and signatures met in courts of many provinces."""

from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.forms.record import Record

MAN = "被告人罗大海，男，1987年3月5日出生，汉族。"


def test_custody_in_an_earlier_case_is_no_measure_and_hides_no_release(read: Callable[..., Record]) -> None:
    parties = (
        f"{MAN}曾因涉嫌盗窃，于2010年11月5日被青禾市公安局临江分局刑事拘留，同年11月12日被取保候审；"
        "曾因犯盗窃罪，于2012年7月18日被青禾市白水县人民法院判处有期徒刑二年，2014年5月17日刑满释放；"
        "曾因盗窃，于2016年6月27日被青禾市公安局行政拘留十五日。因涉嫌犯盗窃罪，于2018年2月5日被刑事拘留。\n"
    )

    record = read(parties=parties)

    assert [(m.type, m.date) for m in record.measures] == [("刑事拘留", "2018-02-05")]
    assert [(p.date, p.penalty, p.released) for p in record.priors] == [
        ("2012-07-18", "有期徒刑二年", "2014-05-17"),
        ("2016-06-27", "行政拘留十五日", None),
    ]


def test_a_former_name_is_no_earlier_case(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海（曾用名罗海），男，因本案于2018年2月5日被刑事拘留，同月19日被取保候审。\n"

    assert [(m.type, m.date) for m in read(parties=parties).measures] == [
        ("刑事拘留", "2018-02-05"),
        ("取保候审", "2018-02-19"),
    ]


@pytest.mark.parametrize(
    ("story", "measures", "priors"),
    [
        (
            "2018年1月6日因扰乱公共场所秩序被青禾市公安局行政拘留，同年1月15日被转为刑事拘留。",
            ["行政拘留", "刑事拘留"],
            0,
        ),
        (
            "因盗窃，于2018年1月6日被青禾市公安局行政拘留十五日，同年1月20日被青禾市公安局刑事拘留。",
            ["行政拘留", "刑事拘留"],
            0,
        ),
        ("因吸毒于2018年1月6日被行政拘留十五日，同年1月20日被刑事拘留。", ["刑事拘留"], 1),
        ("因盗窃于2016年1月6日被行政拘留十五日，2018年1月20日被刑事拘留。", ["刑事拘留"], 1),
    ],
)
def test_criminal_custody_takes_over_a_detention_for_the_same_conduct(
    read: Callable[..., Record], story: str, measures: list[str], priors: int
) -> None:
    record = read(parties=f"{MAN}{story}\n")

    assert [m.type for m in record.measures] == measures
    assert len(record.priors) == priors


def test_a_measure_told_only_in_the_facts_takes_its_year_from_before(read: Callable[..., Record]) -> None:
    facts = (
        "经审理查明，2018年2月3日，被告人罗大海窃得手机一部。2月4日被告人罗大海被刑事拘留。"
        "被告人罗大海曾于2015年被取保候审。\n"
    )

    (measure,) = read(facts=facts).measures

    assert (measure.type, measure.date) == ("刑事拘留", "2018-02-04")


def test_a_header_that_tells_measures_is_not_added_to_from_the_facts(read: Callable[..., Record]) -> None:
    record = read(
        parties=f"{MAN}因涉嫌犯盗窃罪于2018年2月5日被刑事拘留。\n",
        facts="经审理查明，2018年2月3日，被告人罗大海窃得手机一部。2月4日被告人罗大海被刑事拘留。\n",
    )

    assert [(m.type, m.date) for m in record.measures] == [("刑事拘留", "2018-02-05")]


@pytest.mark.parametrize(
    ("words", "firm"),
    [
        ("石坚，云溪大河律师事务所律师（青禾市法律援助中心指派）", "云溪大河律师事务所"),
        ("（青禾市法律援助中心指派）石坚，云溪大河律师事务所律师", "云溪大河律师事务所"),
        ("石坚，青禾市法律援助中心指派，云溪大河律师事务所律师", "云溪大河律师事务所"),
        ("石坚，青禾市法律援助中心指派的云溪大河律师事务所律师", "云溪大河律师事务所"),
        ("石坚，青禾市法律援助中心律师", "青禾市法律援助中心"),
    ],
)
def test_a_defenders_firm_is_not_the_centre_that_appointed_him(
    read: Callable[..., Record], words: str, firm: str
) -> None:
    (defender,) = read(parties=f"{MAN}\n辩护人{words}。\n").defenders

    assert (defender.name, defender.firm, defender.for_) == ("石坚", firm, ["罗大海"])


def test_an_office_held_for_a_time_is_the_office(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海，男，汉族，2012年2月至2013年4月间任青禾市水务局会计，户籍地地云溪省白水县。\n"

    (defendant,) = read(parties=parties).defendants

    assert (defendant.occupation, defendant.household) == ("青禾市水务局会计", "云溪省白水县")


def test_a_day_without_its_last_character_is_read(read: Callable[..., Record]) -> None:
    record = read(
        parties=f"{MAN}2018年2月26因涉嫌犯盗窃罪被刑事拘留。\n",
        signature="审　判　员　　周　正\n二○一八年七月九无\n代书　记员　　冯小小\n",
    )

    assert [m.date for m in record.measures] == ["2018-02-26"]
    assert record.judgment_date == "2018-07-09"
    assert [(judge.role, judge.name) for judge in record.judges] == [("审判员", "周正"), ("书记员", "冯小小")]


def test_an_article_without_条_before_之规定_is_cited(read: Callable[..., Record]) -> None:
    basis = "依照《中华人民共和国刑法》第二百六十四条、第五十二条、第五十三之规定，判决如下：\n"

    assert [row.article for row in read(basis=basis).articles] == [264, 52, 53]


@pytest.mark.parametrize(
    "name", ["犍为县人民法院", "民和回族土族自治县人民法院", "乌拉特后旗人民法院", "无为县人民法院"]
)
def test_a_district_whose_name_holds_a_cutting_word_is_whole(name: str) -> None:
    text = f"被告人罗大海被四川省{name}判处有期徒刑" if name.startswith("犍为") else f"被告人罗大海被{name}判处有期徒刑"

    (organ,) = iter_organs(COURT, text)

    assert organ.name.endswith(name)


def test_an_offices_fine_before_the_case_names_the_office(read: Callable[..., Record]) -> None:
    parties = f"{MAN}2015年4月15日因违反土地管理条例，被青禾市国土资源局行政处罚人民币1926元。\n"

    (prior,) = read(parties=parties).priors

    assert (prior.court, prior.charge, prior.penalty) == (
        "青禾市国土资源局",
        "违反土地管理条例",
        "行政处罚人民币1926元",
    )


def test_victims_numbered_under_their_statements(read: Callable[..., Record]) -> None:
    facts = (
        "经审理查明，2018年2月3日，被告人罗大海拖欠工人工资。\n上述事实，有下列证据证实：\n1、书证\n2、被害人陈述\n"
        "（1）孔某的陈述：我干了三个月。\n（2）崔某甲的陈述：我干了两个月。\n3、证人证言\n（1）贺某的证言：属实。\n"
    )

    assert read(facts=facts).victims == ["孔某", "崔某甲"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("退赔被害人董文宇。", ["董文宇"]),
        ("退赔被害人许杰经济损失人民币200元。", ["许杰"]),
        ("被害人董鑫、柳文选的民事赔偿已处理。", ["董鑫", "柳文选"]),
        ("赔偿被害人经济损失，取得谅解。", []),
        ("被害人陈述证实。", []),
        ("被害人家属已谅解。", []),
    ],
)
def test_a_victim_named_once_ends_before_loss_stop_or_的(
    read: Callable[..., Record], words: str, names: list[str]
) -> None:
    facts = f"经审理查明，2018年2月3日，被告人罗大海窃得手机一部。{words}\n"

    assert read(facts=facts).victims == names


@pytest.mark.parametrize(
    ("facts", "reasoning", "yuan"),
    [
        ("窃得手机一部，价值人民币3600元，后以500元的价格卖给他人。", "其行为已构成盗窃罪。", 3600),
        ("先后三次盗窃，除两辆无法估价外，数额达34606元。", "其行为已构成盗窃罪。", 34606),
        (
            "骗得人民币15万元，后退还2000元。",
            "骗取他人钱财14.8万元，数额巨大，其行为已构成诈骗罪。另有取款9万元。",
            148_000,
        ),
        ("窃得一辆价值人民币2145元的电动车，又窃得一辆价值人民币1847元的电动车。", "其行为已构成盗窃罪。", None),
        ("挪用公款75000余元进行营利活动。", "其行为已构成挪用公款罪。", 75_000),
        ("借款本息共计1290万元由其公司承担。", "其行为已构成诈骗罪。", None),
    ],
)
def test_the_amount_of_the_crime_as_the_court_tells_it(
    read: Callable[..., Record], facts: str, reasoning: str, yuan: float | None
) -> None:
    record = read(
        facts=f"经审理查明，2018年2月3日，被告人罗大海{facts}\n", reasoning=f"本院认为，被告人罗大海{reasoning}"
    )

    assert record.crime_amount_yuan == yuan


def test_an_unpaid_wage_is_that_crimes_amount_and_an_arson_has_none(read: Callable[..., Record]) -> None:
    facts = "经审理查明，2018年2月3日，被告人罗大海未支付工人工资共计83796元。\n"
    wages = read(facts=facts, operative="被告人罗大海犯拒不支付劳动报酬罪，单处罚金人民币五千元。\n")
    arson = read(
        facts=facts.replace("未支付工人工资共计", "烧毁财物共计"),
        operative="被告人罗大海犯放火罪，判处有期徒刑三年。\n",
    )

    assert (wages.crime_amount_yuan, arson.crime_amount_yuan) == (83796, None)


def test_a_cut_off_indictment_for_a_crime_without_an_amount_has_none() -> None:
    text = (
        "云溪省青禾市临江区人民法院\n刑事判决书\n（2018）云0102刑初321号\n公诉机关青禾市临江区人民检察院。\n"
        f"{MAN}\n青禾市临江区人民检察院以青临检刑诉〔2018〕288号起诉书指控被告人罗大海犯寻衅滋事罪，于2018年6月4日向本院提起公诉。"
        "现已审理终结。\n经审理查明，被告人罗大海砸坏车辆，价值人民币3800元。\n"
    )

    assert extract(text, "cut").crime_amount_yuan is None


def test_a_date_before_an_earlier_sentence_is_no_birth(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海，农民。2003年9月25日，因犯盗窃罪被青禾市白水县人民法院判处有期徒刑六个月。\n"

    record = read(parties=parties)

    assert record.defendants[0].birth_date is None
    assert [(p.date, p.charge) for p in record.priors] == [("2003-09-25", "盗窃罪")]


def test_a_home_that_is_the_household_too_is_both(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海，男，汉族，户籍地同居住地云溪省青禾市。\n"

    (defendant,) = read(parties=parties).defendants

    assert (defendant.household, defendant.domicile) == ("云溪省青禾市", "云溪省青禾市")


def test_a_victim_of_any_name_who_is_paid_back(read: Callable[..., Record]) -> None:
    operative = (
        "一、被告人罗大海犯盗窃罪，判处有期徒刑七个月。\n"
        "二、责令被告人罗大海退赔被害人阿木各卡1260元、退赔被害人每人各100元、退赔被害人经济损失200元。\n"
    )

    assert read(operative=operative).victims == ["苏小梅", "阿木各卡"]


def test_an_old_death_sentence_and_a_labour_board(read: Callable[..., Record]) -> None:
    parties = (
        f"{MAN}1987年12月16日因犯抢劫罪被云溪省高级人民法院判处死刑，缓刑二年执行，剥夺政治权利终身，2008年4月29日减刑释放。"
        "2010年6月13日因盗窃被青禾市劳动教养委员会决定劳动教养一年。\n"
    )

    record = read(parties=parties)

    assert [(p.court, p.penalty) for p in record.priors] == [
        ("云溪省高级人民法院", "死刑，缓刑二年执行，剥夺政治权利终身"),
        ("青禾市劳动教养委员会", "劳动教养一年"),
    ]


def test_particulars_told_with_their_titles(read: Callable[..., Record]) -> None:
    parties = (
        "被告人：罗大海，性别：男，出生日期：1987年3月5日，民族：汉，文化程度：初中，职业：农民，"
        "居民身份证编号530102********1234，住址：青禾市临江区柳树街12号。\n"
    )

    (row,) = read(parties=parties).defendants

    assert (row.name, row.sex, row.birth_date, row.ethnicity) == ("罗大海", "男", "1987-03-05", "汉")
    assert (row.education, row.occupation, row.domicile) == ("初中", "农民", "青禾市临江区柳树街12号")
    assert row.id_number == "530102********1234"


def test_a_dated_penalty_of_no_kind_is_a_prior_and_an_undated_one_is_not(read: Callable[..., Record]) -> None:
    parties = f"{MAN}2011年因打架被白水县公安局治安处罚；曾因盗窃被行政处罚。\n"

    assert [(p.date, p.charge, p.court, p.penalty) for p in read(parties=parties).priors] == [
        ("2011", "打架", "白水县公安局", "治安处罚")
    ]
