from collections.abc import Callable

import pytest

from anmai.forms.record import Record

TWO = "被告人罗大海，男。\n被告人罗小江，男。\n"


def found(record: Record) -> set[tuple[str, str]]:
    return {(circumstance.defendant, circumstance.type) for circumstance in record.circumstances}


@pytest.mark.parametrize(
    "reasoning",
    [
        "本院认为，被告人罗大海系累犯，应当从重处罚。",
        "本院认为，被告人罗大海曾因故意犯罪被判处有期徒刑，刑满释放后五年内再犯应当判处有期徒刑以上刑罚之罪，是累犯。",
        "本院认为，公诉机关关于被告人罗大海系累犯的意见，本院予以采纳。",
    ],
)
def test_a_recidivist_whom_the_court_finds(read: Callable[..., Record], reasoning: str) -> None:
    assert ("罗大海", "累犯") in found(read(reasoning=reasoning))


@pytest.mark.parametrize(
    "reasoning",
    [
        "本院认为，被告人罗大海不构成累犯。",
        "本院认为，公诉机关指控被告人罗大海系累犯的意见不能成立，本院不予采纳。",
        "本院认为，公诉机关认为被告人罗大海系累犯。经查，其前罪被宣告缓刑。",
        "本院认为，辩护人提出被告人罗大海并非累犯的意见，与事实相符，本院予以采纳。",
        "本院认为，根据法律规定，对于累犯和犯罪集团的首要分子，不适用缓刑，被告人罗大海可以适用缓刑。",
        "本院认为，同案犯姜某系累犯，被告人罗大海作用较小。",
        "本院认为，刑法规定“被判处有期徒刑以上刑罚的犯罪分子，刑罚执行完毕以后，在五年以内再犯的，是累犯”，被告人"
        "罗大海前罪未满十八周岁。",
    ],
)
def test_a_refused_pleaded_quoted_or_foreign_circumstance_is_none(read: Callable[..., Record], reasoning: str) -> None:
    assert ("罗大海", "累犯") not in found(read(reasoning=reasoning))


def test_circumstances_belong_to_the_defendant_named_with_them(read: Callable[..., Record]) -> None:
    reasoning = (
        "本院认为，在共同犯罪中，被告人罗大海起主要作用，系主犯；被告人罗小江在罗大海的指使下实施犯罪，系从犯，应"
        "当从轻处罚。"
        "被告人罗小江曾因犯罪被判刑，系累犯。二被告人归案后如实供述自己的罪行，自愿认罪认罚。"
    )

    record = read(parties=TWO, reasoning=reasoning)

    assert found(record) == {
        ("罗大海", "主犯"),
        ("罗小江", "从犯"),
        ("罗小江", "累犯"),
        ("罗大海", "坦白"),
        ("罗小江", "坦白"),
        ("罗大海", "认罪认罚"),
        ("罗小江", "认罪认罚"),
    }


def test_only_a_ringleader_of_a_criminal_group_is_one(read: Callable[..., Record]) -> None:
    group = read(reasoning="本院认为，被告人罗大海组织、领导犯罪集团进行犯罪活动，系首要分子。")
    affray = read(reasoning="本院认为，被告人罗大海聚众斗殴，系首要分子。")

    assert found(group) == {("罗大海", "首要分子")}
    assert found(affray) == {("罗大海", "聚众犯罪首要分子")}


def test_a_list_of_pleas_is_no_finding(read: Callable[..., Record]) -> None:
    reasoning = (
        "本院认为，被告人罗大海的行为已构成盗窃罪。\n"
        "辩护人提出如下辩护意见：1.被告人罗大海系自首；2.系从犯；3.系初犯。\n"
        "经查，被告人罗大海系被抓获归案，辩护人的意见不予采纳。"
    )

    assert found(read(reasoning=reasoning)) == set()


def test_surrender_is_not_told_twice_as_confession(read: Callable[..., Record]) -> None:
    reasoning = "本院认为，被告人罗大海主动投案，如实供述自己的罪行，系自首。"

    assert found(read(reasoning=reasoning)) == {("罗大海", "自首")}


def test_after_its_answer_to_a_party_the_court_speaks_again(read: Callable[..., Record]) -> None:
    reasoning = "本院认为，公诉机关指控的罪名成立，本院予以支持，被告人罗大海主动投案，系自首，可从轻处罚。"

    assert found(read(reasoning=reasoning)) == {("罗大海", "自首")}
