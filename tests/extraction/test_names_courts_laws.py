import pytest

from anmai.extraction.values.charges import known_charge, split_charges
from anmai.extraction.values.courts import COURT, PROCURATORATE, iter_organs
from anmai.extraction.values.laws import iter_articles
from anmai.extraction.values.names import is_masked, is_organization, looks_like_person
from anmai.extraction.values.unmarked_names import name_at


@pytest.mark.parametrize(
    ("text", "court"),
    [
        ("因犯盗窃罪于2014年7月1日被原重庆市潼南县人民法院判处", "重庆市潼南县人民法院"),
        ("通过本院或者直接向雅安市中级人民法院提出上诉", "雅安市中级人民法院"),
        ("2015年被兴和县人民法院判处", "兴和县人民法院"),
        ("被告人不服，经和田市人民法院审理", "和田市人民法院"),
        ("不服北京铁路运输法院判决", "北京铁路运输法院"),
    ],
)
def test_a_court_is_cut_free_from_the_words_before_it(text: str, court: str) -> None:
    assert [hit.name for hit in iter_organs(COURT, text)] == [court]


def test_a_procuratorate_loses_the_verb_before_it() -> None:
    hits = list(iter_organs(PROCURATORATE, "人民法院审理金平县人民检察院指控"))

    assert hits[-1].name == "金平县人民检察院"


def test_articles_take_the_law_named_last() -> None:
    text = (
        "依照《中华人民共和国刑法》第二百六十四条、第六十七条第一款、第三款、第二十五、二十六、二十七条、第一百三"
        "十三条之一，"
        "《最高人民法院、最高人民检察院〈关于办理盗窃刑事案件适用法律若干问题的解释〉》第十四条之规定"
    )

    read = [(hit.law[:9], hit.article, hit.sub) for hit in iter_articles(text)]

    law = "中华人民共和国刑法"
    assert read == [
        (law, 264, None),
        (law, 67, None),
        (law, 25, None),
        (law, 26, None),
        (law, 27, None),
        (law, 133, 1),
        ("最高人民法院、最高", 14, None),
    ]


@pytest.mark.parametrize("name", ["张某", "张某某", "张某甲", "张3", "李某1", "张××"])
def test_masks_are_known_and_are_persons(name: str) -> None:
    assert is_masked(name)
    assert looks_like_person(name)


@pytest.mark.parametrize("name", ["临江区合顺建材有限公司", "某某村村民委员会", "青禾市第一医院"])
def test_organizations_are_told_by_their_ending(name: str) -> None:
    assert is_organization(name)
    assert not looks_like_person(name)


@pytest.mark.parametrize("name", ["李建社", "罗大海", "买买提·吐尔逊"])
def test_people_are_no_organizations(name: str) -> None:
    assert not is_organization(name)
    assert looks_like_person(name)


def test_a_full_name_ends_where_other_words_follow_elsewhere() -> None:
    text = "被害人苏小梅报案称。后苏小梅追赶，苏小梅的手机被夺走。"

    span = name_at(text, text.index("苏小梅"), len(text))

    assert span is not None
    assert text[slice(*span)] == "苏小梅"


@pytest.mark.parametrize("words", ["陈述及证人证言", "于当日报案", "家属的谅解", "和证人的证言"])
def test_words_after_the_role_are_no_name(words: str) -> None:
    text = "被害人" + words + "。被害人" + words

    assert name_at(text, 3, len(text)) is None


def test_joined_charges_come_apart_at_their_own_ends() -> None:
    text = "掩饰、隐瞒犯罪所得罪、盗窃罪和拒不执行判决、裁定罪"

    assert [text[a:b] for a, b in split_charges(text, 0, len(text))] == [
        "掩饰、隐瞒犯罪所得罪",
        "盗窃罪",
        "拒不执行判决、裁定罪",
    ]


def test_a_limb_of_a_selective_charge_is_known() -> None:
    assert known_charge("销售伪劣产品罪")
    assert not known_charge("偷看电影罪")
