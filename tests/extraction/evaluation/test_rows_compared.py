from typing import Any

import pytest

from anmai.extraction.evaluation.matching import match
from anmai.extraction.evaluation.rows import Row, group_order, rows_of
from anmai.extraction.field_names import field_name


def pairs(gold: dict[str, Any], found: dict[str, Any], form: str = "records") -> tuple[int, int, int]:
    matched = match(rows_of(gold, form), rows_of(found, form))
    return len(matched.right), len(matched.invented), len(matched.missed)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ({"case_number": "(2019)云0102刑初3号"}, {"case_number": "〔２０１９〕云0102刑初3号 "}),
        (
            {"articles": [{"law": "《刑法》", "article": 52}]},
            {"articles": [{"law": "刑法", "article": 52, "sub": None}]},
        ),
        ({"crime_amount_yuan": 5000}, {"crime_amount_yuan": 5000.001}),
        ({"spouses": [["卫某", "蒋某"]]}, {"spouses": [["蒋某", "卫某"]]}),
        (
            {"obligations": [{"payers": ["卫某", "蒋某"], "payees": ["罗某"], "yuan": 3}]},
            {"obligations": [{"payers": ["蒋某", "卫某"], "payees": ["罗某"], "yuan": 3.0, "purpose": "借款"}]},
        ),
    ],
)
def test_the_same_fact_written_in_another_way_is_right(gold: dict[str, Any], found: dict[str, Any]) -> None:
    assert pairs(gold, found) == (1, 0, 0)


def test_free_text_may_differ_a_little_and_only_for_the_same_person() -> None:
    gold = {"parties": [{"name": "卫某", "address": "云溪省青禾市临江区望江路十八号三单元"}]}
    near = {"parties": [{"name": "卫某", "address": "住云溪省青禾市临江区望江路十八号3单元"}]}
    other = {"parties": [{"name": "蒋某", "address": "云溪省青禾市临江区望江路十八号三单元"}]}

    assert pairs(gold, near) == (1, 0, 0)
    assert pairs(gold, other) == (0, 1, 1)


def test_a_free_text_row_pairs_with_its_exact_twin_first() -> None:
    rows = [Row("party.address", ("卫某", f"云溪省青禾市临江区望江路十八号{n}单元"), close=True) for n in "123"]

    matched = match(rows, reversed(rows))

    assert all(gold.key == found.key for gold, found in matched.right)


def test_an_invented_value_and_a_changed_one_count() -> None:
    gold = {"verdicts": [{"defendant": "卫某", "charges": ["盗窃罪"], "penalty": "拘役", "months": 5}]}
    found = {
        "verdicts": [
            {"defendant": "卫某", "charges": ["盗窃罪", "诈骗罪"], "penalty": "拘役", "months": 4, "fine_yuan": 1000}
        ]
    }

    assert pairs(gold, found) == (1, 3, 1)


def test_a_fact_told_twice_counts_once() -> None:
    assert len(rows_of({"victims": ["苏某", "苏 某"]}, "records")) == 1


def test_mentions_agree_by_both_ends_and_their_label() -> None:
    gold = {"mentions": [{"text": "卫某", "label": "PERSON", "start": 0, "end": 2}]}

    for start, end, label, right in ((0, 2, "PERSON", 1), (0, 3, "PERSON", 0), (0, 2, "ORG", 0)):
        found = {"mentions": [{"text": "", "label": label, "start": start, "end": end}]}
        assert pairs(gold, found, "mentions")[0] == right


def test_rows_know_where_their_parts_stand_in_the_record() -> None:
    record = {"verdicts": [{"defendant": "卫某", "per_charge": [{"charge": "盗窃罪", "months": 6, "fine_yuan": None}]}]}

    row = next(row for row in rows_of(record, "records") if row.group == "verdict.per_charge")

    assert row.paths == ("/verdicts/0/defendant", "/verdicts/0/per_charge/0/charge", "/verdicts/0/per_charge/0/months")


@pytest.mark.parametrize("form", ["records", "lending"])
def test_every_scored_group_has_a_name_in_both_languages(form: str) -> None:
    for group in group_order(form):
        assert field_name(group, "zh") != group
        assert field_name(group, "en") != group
