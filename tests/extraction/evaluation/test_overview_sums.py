from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.extraction.data.tables import table
from anmai.extraction.evaluation import overview as module
from anmai.extraction.evaluation.overview import Overview, expected_fields
from anmai.extraction.evaluation.warning_kinds import kind_name, warning_kind
from anmai.extraction.field_names import field_name
from anmai.forms.record import SKIP_REASONS, Record


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("no_verdict: 主文未读出罗大海的判决结果。 No verdict was found for 罗大海.", "no_verdict"),
        ("no verdict was found for 罗大海", "no verdict was found for …"),
        ("罗大海: the term of 有期徒刑 could not be read", "…: the term of … could not be read"),
        ("张3: 12 months do not fit the time from 2018-05-01 to 2020-04-30",
         "…: … months do not fit the time from … to …"),
        ("court was not found", "court was not found"),
        ("no_verdict: 主文未读出罗大海的判决结果。 No verdict was found for 罗大海.", "no_verdict"),
        ("被告人“罗大海”没有判决结果", "被告人…没有判决结果"),
    ],
)  # fmt: skip
def test_a_kind_of_warning_names_nobody(message: str, kind: str) -> None:
    assert warning_kind(message) == kind


def test_fill_rates_count_documents_and_items(ruling: Callable[..., str]) -> None:
    two = "被告人罗大海，男，1987年3月5日出生。\n被告人石坚，男。\n"
    told = Overview()
    told.add("a.txt", extract(ruling(parties=two, charged="被告人罗大海、石坚犯盗窃罪"), "a"))
    told.add("b.txt", extract(ruling(facts="经审理查明，事实如上。\n"), "b"))

    fields = told.as_json()["fields"]["刑事判决书"]

    assert fields["court"] == {"filled": 2, "of": 2, "share": 1.0}
    assert fields["defendants/birth_date"] == {"filled": 2, "of": 3, "share": pytest.approx(2 / 3)}
    assert fields["victims"]["share"] == 0.5
    assert "parties" not in fields


def test_a_defendant_without_a_verdict_is_summed_up_with_the_document(ruling: Callable[..., str]) -> None:
    two = "被告人罗大海，男。\n被告人石坚，男。\n"
    told = Overview()
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        told.add(name, extract(ruling(parties=two), name))
    told.add("good.txt", extract(ruling(), "good"))

    row = next(row for row in told.as_json()["warnings"] if row["kind"] == "no_verdict")

    assert row == {"kind": "no_verdict", "documents": 4, "examples": ["a.txt", "b.txt", "c.txt"]}
    assert told.warned == 4
    assert row["kind"] in table("warning_kinds")


def test_kinds_of_self_checks_have_names_in_both_languages() -> None:
    for code in table("self_checks"):
        assert kind_name(code, "zh") != code and kind_name(code, "en") != code


def test_skipped_documents_count_by_reason_alone() -> None:
    told = Overview()
    told.add("x.pdf", Record(id="x", status="skipped", reason="unsupported", warnings=["x.pdf: no reader"]))

    summed = told.as_json()
    assert (summed["statuses"], summed["reasons"]) == ({"skipped": 1}, {"unsupported": 1})
    assert (summed["warnings"], summed["fields"], summed["confidence"]) == ([], {}, {})


def test_the_least_sure_field_comes_first_with_its_worst_document() -> None:
    told = Overview()
    for name, sure in (("a", 0.9), ("b", 0.5)):
        row = {"path": "/victims/0", "spans": [(0, 1)], "component": "x", "version": "1", "confidence": sure}
        court = {**row, "path": "/court", "confidence": 1.0}
        told.add(
            name, Record.model_validate({"id": name, "victims": ["卫某"], "court": "x", "provenance": [row, court]})
        )

    (first, victims), (second, _) = told.least_sure(5)

    assert (first, second) == ("victims", "court")
    assert (victims.n, victims.mean, victims.unsure, victims.example) == (2, pytest.approx(0.7), 1, "b")


def test_memory_does_not_grow_with_odd_titles_and_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KINDS", 5)
    told = Overview()
    for number in range(50):
        warning = f"odd {chr(97 + number % 26) * 3}{chr(97 + number // 26) * 3}"
        told.add(f"{number}", Record(id="x", doc_type=f"第{number}书", warnings=[warning]))

    assert len(told.doc_types) <= 6 and len(told.warnings) <= 6 and len(told.fills) <= 6
    assert sum(told.doc_types.values()) == sum(told.warnings.values()) == 50


def test_expected_fields_are_fields_of_the_record_with_names_in_both_languages() -> None:
    for title in ("刑事判决书", "民事判决书", "通知书"):
        for name in expected_fields(title):
            assert name.partition("/")[0] in Record.model_fields
            assert field_name(name, "zh") != name and field_name(name, "en") != name


def test_reasons_have_chinese_words() -> None:
    assert set(table("skip_reasons")) <= set(SKIP_REASONS)
