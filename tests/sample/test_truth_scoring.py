from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anmai.errors import UsageError
from anmai.sample.agreement import compare_records
from anmai.sample.make import make_sample
from anmai.sample.plan import PROBATION, REPEAT, RING
from anmai.sample.truth import Truth, document_id, load_lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample")
    make_sample(900, 21, target)
    return target


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return list(load_lines(folder / "truth" / name))


def _lead(row: dict[str, Any], number: int, model: str | None = None) -> dict[str, Any]:
    people = [{"entity_id": one["true_id"], "name": one["name"]} for one in row["persons"]]
    return {
        "id": f"lead-{number}",
        "model": model or row["model"],
        "status": "unreviewed",
        "reason_codes": row["codes"],
        "target": {"id": "x", "kind": "Case", "name": "x"},
        "persons": people,
        "documents": [f"0000/{name}.txt" for name in row["documents"]],
    }


def _perfect(folder: Path) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(_rows(folder, "plantings.jsonl")):
        if row["kind"] == "positive":
            yield _lead(row, number)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("0003/R0003004.txt", "R0003004"),
        ("0003/rulings-0003.jsonl:R0003009", "R0003009"),
        ("R0000001", "R0000001"),
        ("0003/R0003004.html#2", "R0003004"),
    ],
)
def test_a_key_gives_the_documents_id(key: str, name: str) -> None:
    assert document_id(key) == name


def test_perfect_leads_score_one(folder: Path) -> None:
    scores = Truth(folder).score_leads(_perfect(folder))

    for model in (REPEAT, RING, PROBATION):
        assert scores[model].precision == scores[model].recall == 1.0
        assert scores[model].positives == len(scores[model].found) == scores[model].codes >= 4
        assert not scores[model].missed


def test_no_leads_score_no_recall_and_no_precision(folder: Path) -> None:
    scores = Truth(folder).score_leads([])

    assert scores[REPEAT].recall == 0.0
    assert scores[REPEAT].precision is None
    assert len(scores[REPEAT].missed) == scores[REPEAT].positives


def test_a_raised_look_alike_costs_precision_and_is_named(folder: Path) -> None:
    rows = [row for row in _rows(folder, "plantings.jsonl") if row["model"] == RING]
    alike = next(row for row in rows if row["kind"] == "look_alike")

    score = Truth(folder).score_leads([*_perfect(folder), _lead(alike, 1)])[RING]

    assert score.raised == {"look_alike": [f"{alike['id']} {alike['variant']}"]}
    assert score.precision == score.positives / (score.positives + 1)
    assert score.recall == 1.0


def test_an_unknown_is_told_but_does_not_count(folder: Path) -> None:
    unknown = next(
        row for row in _rows(folder, "plantings.jsonl") if (row["model"], row["kind"]) == (REPEAT, "unknown")
    )

    score = Truth(folder).score_leads([*_perfect(folder), _lead(unknown, 1)])[REPEAT]

    assert score.raised["unknown"]
    assert score.precision == 1.0


def test_the_right_documents_with_the_wrong_person_are_no_hit(folder: Path) -> None:
    row = next(row for row in _rows(folder, "plantings.jsonl") if (row["model"], row["kind"]) == (REPEAT, "positive"))
    lead = _lead(row, 1)
    lead["persons"] = [{"entity_id": "e", "name": "别的人"}]

    score = Truth(folder).score_leads([lead])[REPEAT]

    assert score.found == []
    assert score.background == ["lead-1"]


def test_a_second_lead_on_one_planting_is_a_repetition(folder: Path) -> None:
    leads = list(_perfect(folder))

    score = Truth(folder).score_leads([*leads, leads[0]])[leads[0]["model"]]

    assert score.repeated == 1
    assert score.precision == 1.0


def test_leads_on_ordinary_documents_are_wrong_and_withdrawn_ones_left_out(folder: Path) -> None:
    planted = {name for row in _rows(folder, "plantings.jsonl") for name in row["documents"]}
    other = next(row["id"] for row in _rows(folder, "records.jsonl") if row["id"] not in planted)
    lead = {"id": "l", "model": PROBATION, "status": "unreviewed", "documents": [other], "persons": []}

    wrong = Truth(folder).score_leads([lead])[PROBATION]
    gone = Truth(folder).score_leads([lead | {"status": "withdrawn"}])[PROBATION]

    assert wrong.background == ["l"] and wrong.precision == 0.0
    assert gone.leads == 0


@pytest.mark.parametrize(
    ("codes", "asked", "wrong"),
    [(["needs-age"], ["l"], []), (["needs-age", "recidivist"], [], ["l"]), ([], [], ["l"])],
)
def test_a_lead_that_only_asks_for_a_record_is_shown_apart(
    folder: Path, codes: list[str], asked: list[str], wrong: list[str]
) -> None:
    planted = {name for row in _rows(folder, "plantings.jsonl") for name in row["documents"]}
    other = next(row["id"] for row in _rows(folder, "records.jsonl") if row["id"] not in planted)
    lead = {"id": "l", "model": PROBATION, "reason_codes": codes, "documents": [other], "persons": []}

    score = Truth(folder).score_leads([lead])[PROBATION]

    assert (score.asked, score.background) == (asked, wrong)


def _identity(folder: Path) -> list[dict[str, Any]]:
    return [
        {"document": row["document"], "name": row["name"], "entity_id": row["true_id"]}
        for row in _rows(folder, "mentions.jsonl")
    ]


def test_true_identities_score_one(folder: Path) -> None:
    score = Truth(folder).score_identity(_identity(folder))

    assert score.groups["people"].precision == score.groups["people"].recall == 1.0
    assert score.groups["people"].true > 20
    assert score.groups["organizations"].recall == 1.0
    assert score.masked_merges == [] and score.missing == {}


def test_nothing_joined_has_no_recall(folder: Path) -> None:
    lines = [line | {"entity_id": f"{line['document']} {line['name']}"} for line in _identity(folder)]

    score = Truth(folder).score_identity(lines)

    assert score.groups["people"].recall == 0.0
    assert score.groups["people"].precision is None


def test_joining_by_written_name_is_caught(folder: Path) -> None:
    lines = [line | {"entity_id": line["name"]} for line in _identity(folder)]

    score = Truth(folder).score_identity(lines)

    assert score.groups["people"].precision is not None and score.groups["people"].precision < 0.9
    assert score.masked_merges


def test_mentions_that_are_missing_are_counted(folder: Path) -> None:
    score = Truth(folder).score_identity(_identity(folder)[:100])

    assert score.missing["people"] > 100


def test_the_truth_agrees_with_itself_and_a_changed_field_is_shown(folder: Path) -> None:
    rows = _rows(folder, "records.jsonl")
    changed = json.loads(json.dumps(rows))
    victim = next(row for row in changed if row.get("verdicts"))
    victim["verdicts"][0]["months"] = 999

    same, other = compare_records(rows, rows), compare_records(rows, changed, examples=1)

    assert all(tally.wrong == 0 for tally in same.values())
    assert other["verdicts.months"].wrong == 1
    assert other["verdicts.months"].examples[0][0] == victim["id"]


def test_a_missing_record_counts_once(folder: Path) -> None:
    rows = _rows(folder, "records.jsonl")

    assert compare_records(rows, rows[1:])["document"].wrong == 1


def test_a_folder_without_truth_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="anmai sample"):
        Truth(tmp_path)


def _record_truth(tmp_path: Path) -> Truth:
    rows = [
        {"id": "E0", "model": "unfit-driver", "kind": "positive", "variant": "epilepsy", "codes": [], "documents": [],
         "persons": [{"name": "逄翀岫"}], "organizations": [],
          "entries": ["driving-licences#L1", "medical-fitness#M1"]},
        {"id": "E1", "model": "unfit-driver", "kind": "look_alike", "variant": "cleared", "codes": [], "documents": [],
         "persons": [{"name": "佘骞铎"}], "organizations": [], "entries": ["driving-licences#L2"]},
        {"id": "E2", "model": "penalty-anomaly", "kind": "positive", "variant": "fined_twice", "codes": [],
         "documents": [], "persons": [], "organizations": [{"name": "甲公司"}], "entries": []},
    ]  # fmt: skip
    (tmp_path / "plantings.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Truth(tmp_path)


@pytest.mark.parametrize(
    "told",
    [
        {"entries": ["driving-licences#L1"]},
        {"passages": [{"document": "medical-fitness#M1", "text": "癫痫"}]},
        {"target": {"id": "P-1", "kind": "Person", "name": "逄翀岫"}},
        {"target": {"id": "driving-licences#L1", "kind": "Entry", "name": "L1"}},
    ],
)
def test_a_lead_on_records_finds_its_planting(tmp_path: Path, told: dict[str, Any]) -> None:
    lead = {"id": "l", "model": "unfit-driver", "status": "unreviewed", "documents": [], **told}

    score = _record_truth(tmp_path).score_leads([lead])["unfit-driver"]

    assert (score.found, score.wrong) == (["E0"], 0)


def test_leads_on_innocent_rows_and_on_strangers_are_wrong(tmp_path: Path) -> None:
    leads = [
        {"id": "a", "model": "unfit-driver", "documents": [], "entries": ["driving-licences#L2"]},
        {"id": "b", "model": "unfit-driver", "documents": [], "entries": ["driving-licences#L9"]},
        {"id": "c", "model": "penalty-anomaly", "documents": [], "entries": ["driving-licences#L1"]},
    ]

    scores = _record_truth(tmp_path).score_leads(leads)

    assert scores["unfit-driver"].raised == {"look_alike": ["E1 cleared"]}
    assert scores["unfit-driver"].background == ["b"] and scores["unfit-driver"].missed == ["E0"]
    assert scores["penalty-anomaly"].background == ["c"]
