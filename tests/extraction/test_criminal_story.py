from collections.abc import Callable

from anmai.forms.record import Record

WHO = "被告人罗大海，男，1987年3月5日出生，汉族，农民，住青禾市。"


def measures(record: Record) -> list[tuple[str, str | None]]:
    return [(measure.type, measure.date) for measure in record.measures]


def test_measures_take_their_own_dates(read: Callable[..., Record]) -> None:
    story = (
        "因涉嫌犯盗窃罪于2018年2月4日被抓获，次日被刑事拘留，同月20日经青禾市临江区人民检察院批准逮捕，次日由青禾"
        "市公安局执行逮捕；"
        "同年4月1日被取保候审，5月2日由本院决定继续取保候审。现取保候审在家。\n"
    )

    assert measures(read(parties=WHO + story)) == [
        ("刑事拘留", "2018-02-05"),
        ("逮捕", "2018-02-21"),
        ("取保候审", "2018-04-01"),
        ("取保候审", "2018-05-02"),
    ]


def test_dates_told_respectively_go_to_their_measures(read: Callable[..., Record]) -> None:
    story = "因本案分别于2018年3月16日、3月30日被刑事拘留和逮捕。\n"

    assert measures(read(parties=WHO + story)) == [("刑事拘留", "2018-03-16"), ("逮捕", "2018-03-30")]


def test_earlier_penalties_with_court_and_release(read: Callable[..., Record]) -> None:
    story = (
        "2009年6月因吸毒被青禾市公安局行政拘留十日；因犯掩饰、隐瞒犯罪所得罪于2010年5月6日被原青禾市白水县人民法"
        "院判处有期徒刑一年零六个月，"
        "缓刑二年，并处罚金人民币三千元；2014年1月7日因犯抢劫罪被本院判处有期徒刑四年（已执行完毕），剥夺政治权利"
        "一年，2017年3月2日刑满释放。"
        "因本案于2018年2月4日被刑事拘留。\n"
    )

    record = read(parties=WHO + story)

    assert [(p.date, p.charge, p.court, p.penalty, p.released, p.released_by) for p in record.priors] == [
        ("2009-06", "吸毒", "青禾市公安局", "行政拘留十日", None, None),
        (
            "2010-05-06",
            "掩饰、隐瞒犯罪所得罪",
            "青禾市白水县人民法院",
            "有期徒刑一年零六个月，缓刑二年，并处罚金人民币三千元",
            None,
            None,
        ),
        (
            "2014-01-07",
            "抢劫罪",
            "云溪省青禾市临江区人民法院",
            "有期徒刑四年，剥夺政治权利一年",
            "2017-03-02",
            "刑满释放",
        ),
    ]
    assert measures(record) == [("刑事拘留", "2018-02-04")]


def test_detention_for_this_conduct_is_a_measure_and_for_drug_use_a_prior(read: Callable[..., Record]) -> None:
    this_conduct = read(parties=WHO + "因本案于2018年2月4日被青禾市公安局行政拘留十日，同月14日被刑事拘留。\n")
    drug_use = read(parties=WHO + "2018年2月4日因吸毒被行政拘留十日，因涉嫌犯盗窃罪于同月14日被刑事拘留。\n")

    assert measures(this_conduct) == [("行政拘留", "2018-02-04"), ("刑事拘留", "2018-02-14")]
    assert this_conduct.priors == []
    assert measures(drug_use) == [("刑事拘留", "2018-02-14")]
    assert [(prior.charge, prior.penalty) for prior in drug_use.priors] == [("吸毒", "行政拘留十日")]


def test_a_range_of_dates_gives_no_date(read: Callable[..., Record]) -> None:
    record = read(parties=WHO + "2008年至2012年期间，因盗窃多次被青禾市公安局行政拘留。\n")

    assert [(prior.date, prior.charge) for prior in record.priors] == [(None, "盗窃")]


def test_a_sentence_on_all_defendants_is_read_for_each(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海。\n被告人罗小江。\n上述二被告人因涉嫌犯盗窃罪于2018年2月4日被刑事拘留，同年3月1日被逮捕。\n"

    record = read(parties=parties)

    assert [(m.defendant, m.type) for m in record.measures] == [
        ("罗大海", "刑事拘留"),
        ("罗大海", "逮捕"),
        ("罗小江", "刑事拘留"),
        ("罗小江", "逮捕"),
    ]


def test_a_conviction_told_only_in_the_findings_is_added_once(read: Callable[..., Record]) -> None:
    facts = (
        "经审理查明，被告人罗大海窃得手机一部。\n"
        "另查明，被告人罗大海因犯诈骗罪于2015年3月4日被青禾市白水县人民法院判处有期徒刑二年。\n"
    )
    told = WHO + "2015年3月4日因犯诈骗罪被青禾市白水县人民法院判处有期徒刑二年。\n"

    only_in_facts, in_both = read(facts=facts), read(facts=facts, parties=told)

    assert [(p.date, p.charge) for p in only_in_facts.priors] == [("2015-03-04", "诈骗罪")]
    assert len(in_both.priors) == 1


def test_an_offence_from_one_season_to_another_has_both_its_years(read: Callable[..., Record]) -> None:
    facts = "经审理查明，2014年春季至2016年秋季间，被告人罗大海多次在临江区窃取被害人苏小梅的木材。\n"

    assert [offence.date for offence in read(facts=facts).offences] == [("2014", "2016")]
