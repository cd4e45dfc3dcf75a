"""Fragments of criminal rulings: no header, only names behind 被告人."""

import pytest

from anmai.extraction import extract


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公诉机关指控，2015年6月，被告人陈某某在未办证的情况下开采河砂。陈某某于次日被抓获。", ["陈某某"]),
        ("经审理查明，被告人刘1某驾车离开；被告人王某2014年入职。", ["刘1某", "王某"]),
        ("被告人谭某良找到被害人。谭某良将其打伤后，谭某良逃离，谭某良又返回。", ["谭某良"]),
        ("被告人罗大海、石坚经商议后，由罗大海望风，石坚入室。罗大海分得一百元，石坚分得二百元。", ["罗大海", "石坚"]),
        ("被告人绳某要求延续采矿权。", ["绳某"]),
        ("被告单位青禾市白鹭商贸有限公司、被告人石某虚开发票。", ["青禾市白鹭商贸有限公司", "石某"]),
        ("犯罪嫌疑人赵某在明知的情况下提供车辆。", ["赵某"]),
        ("被告人供述称其当晚在家，被告人的辩解不成立。", []),
    ],
)
def test_the_defendants_are_those_called_so(text: str, names: list[str]) -> None:
    record = extract(text, "fragment", fragment=True)

    assert [row.name for row in record.defendants] == names


def test_a_fragments_defendants_point_at_their_words() -> None:
    text = "公诉机关指控，被告人 陈某某 盗伐林木。"

    record = extract(text, "fragment", fragment=True)

    (row,) = [row for row in record.provenance if row.path == "/defendants/0/name"]
    assert [text[start:end] for start, end in row.spans] == ["陈某某"]


def test_nothing_is_concluded_that_a_fragment_does_not_say() -> None:
    record = extract("被告人陈某某未经许可，在林场内砍伐林木三立方米。", "fragment", fragment=True)

    assert (record.verdicts, record.crime_amount_yuan, record.measures) == ([], None, [])
