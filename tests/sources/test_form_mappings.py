"""The form of mappings: what is refused, with which line, and what the schema makes of what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.errors import NotFound, SourceError
from anmai.graph.schema.entries import entry_node
from anmai.graph.schema.nodes import BASE, ENTRY_LABELS
from anmai.graph.sources.catalogue import find_mapping, known, read_mapping, shipped
from anmai.graph.sources.fitting import schema_problems
from anmai.graph.sources.form import Mapping

TEXT = (Path(__file__).parent / "mappings" / "clinic-visits.yaml").read_text(encoding="utf-8")


def _told(text: str) -> str:
    found = read_mapping(text, "clinic-visits.yaml")
    assert found.mapping is None
    return "\n".join(map(str, found.problems))


def test_shipped_mappings_are_right_and_fit_the_schema() -> None:
    problems = [str(problem) for each in shipped() for problem in each.problems]
    mappings = [each.mapping for each in shipped() if each.mapping is not None]

    assert problems == []
    assert mappings
    assert schema_problems(mappings) == []
    assert {mapping.entry.label for mapping in mappings} <= set(ENTRY_LABELS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: money, minimum: 0", "type: money, minimum: 0, unit: kg", "kg is no unit of a money"),
        ("type: money, minimum: 0", "type: sum", "columns.10.type Input should be"),
        ("key: [visit_no]", "key: [visit]", "entry.key: there is no column visit"),
        ("name: note,", "name: row,", "row is a property of every entry"),
        ("headers: [备注]", "headers: [费 用（元）]", "the header 费用 belongs to two columns"),
        ("type: enum, values: {门诊: outpatient, 住院: inpatient}", "type: enum", "an enum needs values"),
        ("when: {from: admitted,", "when: {from: cost,", "when: cost is no date"),
        ("kind: organization, name: clinic,", "kind: person, name: clinic,", "clinic is a person and has no credit"),
        ("version: 1.0.0", "version: one", "version String should match pattern"),
        ("grade: sensitive", "grade: secret", "grade Input should be 'general', 'sensitive' or 'restricted'"),
        ("name: clinic-visits", "name: other", "is called other; rename one of them"),
        ("name: clinic-visits", "name: [", "is no valid YAML"),
    ],
)
def test_wrong_mapping_is_refused_with_its_reason(old: str, new: str, said: str) -> None:
    assert old in TEXT

    assert said in _told(TEXT.replace(old, new, 1))


def test_problems_name_file_and_line() -> None:
    line = next(number for number, text in enumerate(TEXT.splitlines(), 1) if "headers: [费用]" in text)

    assert _told(TEXT.replace("type: money, minimum: 0", "type: sum", 1)).startswith(f"clinic-visits.yaml:{line}: ")


def test_entry_node_declares_columns_types_and_personal_data(visits: Mapping) -> None:
    node = entry_node(visits)
    told = {each.name: each for each in node.properties}

    assert (node.label, node.also, node.scope) == ("ClinicVisit", ("Entry",), "entry")
    assert {"source", "row", "file", "date_from", "date_until"} <= told.keys()
    assert (told["cost"].type, told["cost"].zh) == ("float", "费用（元）")
    assert (told["way"].type, told["way"].en) == ("string", "Way: outpatient | inpatient")
    assert (told["admitted"].type, told["admitted"].indexed) == ("date", True)
    assert told["phone"].personal
    assert not told["clinic"].personal


def test_label_of_the_schema_is_refused(visits: Mapping) -> None:
    wrong = visits.model_copy(update={"entry": visits.entry.model_copy(update={"label": BASE[0].label})})

    assert schema_problems([wrong]) == [
        f"clinic-visits: entry.label {BASE[0].label} is a label of the schema already; choose another"
    ]


def test_two_mappings_of_one_label_must_agree_on_types(visits: Mapping) -> None:
    columns = tuple(
        each.model_copy(update={"type": "string", "minimum": None}) if each.name == "cost" else each
        for each in visits.columns
    )
    other = visits.model_copy(update={"name": "visits-of-another-office", "columns": columns})

    assert schema_problems([visits, other]) == [
        "visits-of-another-office: column cost is a float in another mapping of ClinicVisit, here a string"
    ]


def test_own_mapping_is_found_by_name_and_may_not_hide_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "clinic-visits.yaml").write_text(TEXT, encoding="utf-8")
    taken = next(each.mapping.name for each in shipped() if each.mapping is not None)
    (tmp_path / f"{taken}.yaml").write_text(TEXT.replace("name: clinic-visits", f"name: {taken}", 1), encoding="utf-8")

    assert find_mapping("clinic-visits", tmp_path).entry.label == "ClinicVisit"
    problems = [str(problem) for each in known(tmp_path) for problem in each.problems]
    assert any(f"{taken} is a shipped mapping" in problem for problem in problems)


def test_unknown_kind_and_broken_file_say_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: broken\n", encoding="utf-8")

    with pytest.raises(NotFound, match="anmai sources kinds"):
        find_mapping("no-such-kind", tmp_path)
    with pytest.raises(SourceError, match=r"broken\.yaml:1: version Field required"):
        find_mapping(str(broken))
