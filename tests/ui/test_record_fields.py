from __future__ import annotations

from anmai.ui.parts.record import field_name, marked_values, value_at

TEXT = "被告人张三，男。判处有期徒刑一年。"
RECORD = {
    "defendants": [{"name": "张三", "sex": "男"}],
    "verdicts": [{"months": 12}],
    "provenance": [
        {"path": "/verdicts/0/months", "spans": [[10, 16]]},
        {"path": "/defendants/0/name", "spans": [[3, 5]]},
        {"path": "/mentions/0", "spans": [[3, 5]]},
        {"path": "/defendants/0/sex", "spans": []},
    ],
}


def test_a_pointer_is_told_in_words_counting_from_one() -> None:
    assert field_name("/defendants/0/birth_date") == "被告人1 · 出生日期"
    assert field_name("/unknown_field") == "unknown_field"


def test_a_pointer_that_leads_nowhere_gives_nothing() -> None:
    assert value_at(RECORD, "/verdicts/0/months") == 12
    assert value_at(RECORD, "/verdicts/7/months") is None
    assert value_at(RECORD, "/verdicts/x") is None


def test_values_with_passages_are_marked_people_before_outcome() -> None:
    marks = marked_values(RECORD, TEXT)

    assert [(mark.group, mark.label, mark.words) for mark in marks] == [
        ("当事人与人员", "被告人1 · 姓名", "张三"),
        ("裁判内容", "判决1 · 刑期（月）", "12"),
    ]
    assert [TEXT[mark.start : mark.end] for mark in marks] == ["张三", "有期徒刑一年"]
