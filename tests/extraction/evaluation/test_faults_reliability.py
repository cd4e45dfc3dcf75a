import pytest

from anmai.extraction.evaluation.faults import Fault, faults_of
from anmai.extraction.evaluation.matching import match
from anmai.extraction.evaluation.reliability import confidence_of, reliability
from anmai.extraction.evaluation.rows import Row, rows_of

TEXT = "2018年6月17日8时许，被告人卫某某窜至云溪县丰收超市，盗走蒋某甲的手机。"


def mention(label: str, words: str) -> Row:
    start = TEXT.index(words)
    return Row(label, (start, start + len(words)), (f"/mentions/{start}",), (words,), span=(start, start + len(words)))


def faults(gold: list[Row], found: list[Row]) -> list[Fault]:
    return list(faults_of("d1", match(gold, found), TEXT, {}))


@pytest.mark.parametrize(
    ("gold", "found", "kind", "passage"),
    [
        (
            [("TIME", "2018年6月17日8时")],
            [("TIME", "2018年6月17日8时许")],
            "boundary",
            "⟦2018年6月17日8时许⟧，被告人卫某某",
        ),
        ([("ORG", "丰收超市")], [("PLACE", "丰收超市")], "label", "云溪县⟦丰收超市⟧，盗走"),
        ([("PERSON", "蒋某甲")], [], "missed", "盗走⟦蒋某甲⟧的手机"),
        ([], [("PERSON", "卫某某")], "invented", "被告人⟦卫某某⟧窜至"),
        ([("PERSON", "卫某某")], [("PERSON", "卫某某")], None, ""),
    ],
)
def test_faults_by_kind_with_their_passage(
    gold: list[tuple[str, str]], found: list[tuple[str, str]], kind: str | None, passage: str
) -> None:
    told = faults([mention(*one) for one in gold], [mention(*one) for one in found])

    assert [fault.kind for fault in told] == ([kind] if kind else [])
    assert all(passage in (fault.passage or "") for fault in told)


def test_another_value_for_the_same_person_is_one_fault_and_shows_both() -> None:
    gold = rows_of({"defendants": [{"name": "卫某某", "sex": "男"}]}, "records")
    found = rows_of({"defendants": [{"name": "卫某某", "sex": "女"}]}, "records")
    spans = {"/defendants/0/name": [(17, 20)], "/defendants/0/sex": [(14, 17)]}

    (fault,) = faults_of("d1", match(gold, found), TEXT, spans)

    assert (fault.kind, fault.path) == ("value", "/defendants/0/sex")
    assert (fault.expected, fault.found) == ("卫某某 · 男", "卫某某 · 女")
    assert "⟦被告人⟧" in (fault.passage or "")


def test_what_was_missed_is_looked_for_in_the_text() -> None:
    (fault,) = faults(rows_of({"victims": ["蒋某甲"]}, "records"), [])
    (absent,) = faults(rows_of({"victims": ["贺某"]}, "records"), [])

    assert fault.passage is not None and "⟦蒋某甲⟧" in fault.passage
    assert absent.passage is None


def test_a_row_is_as_sure_as_its_weakest_part() -> None:
    record = {"measures": [{"defendant": "卫某", "type": "逮捕", "date": "2018-03-01"}]}
    (row,) = rows_of(record, "records")
    sure = {"/measures/0/defendant": 1.0, "/measures/0/type": 1.0, "/measures/0/date": 0.85}

    assert confidence_of(row, sure) == 0.85
    assert confidence_of(row, {**sure, "/measures/0/date": 1.0}) == 1.0


def test_a_part_without_provenance_takes_that_of_what_holds_it_or_of_what_it_holds() -> None:
    mention = Row("PERSON", (0, 2), ("/mentions/3",))
    pair = Row("spouses", ("a", "b"), ("/spouses/1",))

    assert confidence_of(mention, {"/mentions": 0.7}) == 0.7
    assert confidence_of(pair, {"/spouses/1/0": 0.9, "/spouses/1/1": 0.6, "/spouses/10/0": 0.1}) == 0.6


def test_the_reliability_table_counts_each_value_in_its_bin() -> None:
    told = reliability([(1.0, True), (1.0, False), (0.9, True), (0.89, False), (0.3, False)])

    filled = {one.low: (one.n, one.right) for one in told.bins if one.n}
    assert filled == {0.0: (1, 0), 0.8: (1, 0), 0.9: (1, 1), 1.0: (2, 1)}
    assert (told.sure.n, told.sure.right, told.sure.share) == (3, 2, pytest.approx(2 / 3))
    assert sum(one.n for one in told.bins) == 5
