"""What is planted in the records is what its description says: read back from the files, apart from the builders."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction.readers.encoding import encoding_of
from anmai.graph.sources.catalogue import find_mapping
from anmai.graph.sources.readers.opening import open_table
from anmai.graph.sources.rows import RowReader
from anmai.sample.make import make_sample
from anmai.sample.records.ground import AS_OF

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Rows]]:
    """Variant → the rows of each of its plantings, by kind, as loading reads them."""
    folder = tmp_path_factory.mktemp("planted")
    make_sample(2_400, 23, folder, only_lines=True, records=True)
    told = [json.loads(line) for line in (folder / "truth" / "plantings.jsonl").read_text("utf-8").splitlines()]
    files = {path.stem: list(_values(path)) for path in (folder / "records").iterdir()}
    found: dict[str, list[Rows]] = defaultdict(list)
    for planting in told:
        if "rows" not in planting:
            continue
        rows: Rows = defaultdict(list)
        for kind, number in planting["rows"]:
            rows[kind].append(files[kind][number - 1])
        rows["planting"] = [planting]
        found[f"{planting['model']}/{planting['variant']}"].append(rows)
    return found


def _values(path: Path) -> Iterator[dict[str, Any]]:
    mapping = find_mapping(path.stem)
    reader = RowReader(mapping)
    for row in open_table(str(path), mapping, encoding_of).rows():
        yield reader.read(row).values


def _day(value: Any) -> date:
    return date.fromisoformat(str(value)[:10])


def _one(rows: Rows, kind: str) -> dict[str, Any]:
    (row,) = rows[kind]
    return row


def _each(planted: dict[str, list[Rows]], variant: str) -> list[Rows]:
    assert planted[variant], f"{variant} was not planted"
    return planted[variant]


def test_dead_patients_are_admitted_after_death_and_late_settlements_are_not(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "medical-insurance-fraud/dead_patient"):
        assert _day(_one(rows, "deaths")["died"]) < _day(_one(rows, "medical-claims")["admitted"])
    for rows in _each(planted, "medical-insurance-fraud/settled_late"):
        claim = _one(rows, "medical-claims")
        assert _day(claim["admitted"]) <= _day(_one(rows, "deaths")["died"]) < _day(claim["settled"])


def test_jailed_patients_lie_in_hospital_while_in_custody(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "medical-insurance-fraud/jailed_patient"):
        stay, claim = _one(rows, "custody-register"), _one(rows, "medical-claims")
        assert _day(stay["admitted"]) < _day(claim["admitted"]) < _day(claim["discharged"]) < _day(stay["left"])
        assert stay["id_number"] == claim["patient_id"]


def test_unexecuted_sentences_leave_no_trace_and_the_executed_do(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "unexecuted-sentence/no_trace"):
        assert set(rows) == {"planting"} and rows["planting"][0]["documents"]
    for rows in _each(planted, "unexecuted-sentence/carried_out_late"):
        assert _one(rows, "prison-admissions")["case_number"] == _one(rows, "custody-register")["case_number"]


def test_probationers_travel_inside_their_period_without_leave(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "community-correction-lapse/flight_without_leave"):
        term, journey = _one(rows, "correction-register"), _one(rows, "travel-records")
        assert _day(term["from"]) < _day(journey["left"]) < _day(term["until"])
        assert not rows["correction-leave"]
    for rows in _each(planted, "community-correction-lapse/approved_leave"):
        leave, journey = _one(rows, "correction-leave"), _one(rows, "travel-records")
        assert leave["approved"] is True
        assert _day(leave["from"]) <= _day(journey["left"]) <= _day(leave["until"])


def test_drivers_use_drugs_within_three_years_or_before(planted: dict[str, list[Rows]]) -> None:
    three_years = AS_OF - timedelta(days=3 * 365 + 1)
    for rows in _each(planted, "unfit-driver/drugs_recent"):
        assert _day(_one(rows, "drug-records")["found"]) > three_years
        assert _one(rows, "driving-licences")["status"] == "valid"
    for rows in _each(planted, "unfit-driver/drugs_four_years_ago"):
        assert _day(_one(rows, "drug-records")["found"]) < three_years


def test_one_machine_is_claimed_in_two_counties(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "subsidy-fraud/machine_in_two_counties"):
        claims = rows["agricultural-subsidies"]
        assert len({claim["machine_no"] for claim in claims}) == 1
        assert len({claim["region"] for claim in claims}) == len({claim["claimant_id"] for claim in claims}) == 2


def test_one_purse_pays_the_deposits_of_all_bidders(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "judicial-auction-collusion/one_purse"):
        bids = rows["auction-bids"]
        assert len({bid["deposit_account"] for bid in bids}) == 1 and len({bid["bidder_id"] for bid in bids}) == 3
    for rows in _each(planted, "judicial-auction-collusion/strangers"):
        bids = rows["auction-bids"]
        assert len({bid["deposit_account"] for bid in bids}) == len({bid["device"] for bid in bids}) == len(bids)


def test_the_levy_is_short_only_where_it_should_be(planted: dict[str, list[Rows]]) -> None:
    def short(rows: Rows) -> bool:
        staff, levy = _one(rows, "social-insurance"), _one(rows, "disability-levy")
        counted = sum(2 if each["grade"] in "12" else 1 for each in rows["disabled-employees"] if each["insured"])
        due = (staff["headcount"] * 0.015 - counted) * staff["average_wage"]
        return staff["headcount"] > 30 and due - levy.get("paid", 0) - levy.get("relief", 0) > 1_000

    guilty = ("not_declared", "headcount_hidden", "idle_staff", "audited_not_filed", "underpaid")
    innocent = ("exact_ratio", "paid_in_full", "thirty_people", "severe_counts_double", "relieved")
    for names, expected in ((guilty, True), (innocent, False)):
        for name in names:
            assert all(
                short(rows) is expected for rows in _each(planted, f"disability-employment-levy/{name}")
            ), name  # fmt: skip


def test_running_projects_have_a_guarantee_or_none(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "wage-guarantee-lapse/expired"):
        assert _one(rows, "construction-projects")["status"] == "running"
        assert _day(_one(rows, "wage-guarantees")["valid_until"]) < AS_OF
    for rows in _each(planted, "wage-guarantee-lapse/renewed"):
        assert max(_day(each["valid_until"]) for each in rows["wage-guarantees"]) > AS_OF


def test_relending_passes_the_bank_s_money_on_within_days(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "credit-card-relending/bank_loan"):
        loan, transfer = _one(rows, "bank-loans"), _one(rows, "bank-transfers")
        assert 0 <= (_day(transfer["made"]) - _day(loan["granted"])).days <= 7
        assert loan["account"] == transfer["payer_account"] and loan["sum"] == transfer["sum"]
        assert rows["planting"][0]["documents"]


def test_one_reporter_calls_from_one_telephone_and_many_from_many(planted: dict[str, list[Rows]]) -> None:
    for rows in _each(planted, "public-interest-reports/five_reporters"):
        assert len({call["phone"] for call in rows["hotline-calls"]}) == 5
    for rows in _each(planted, "public-interest-reports/one_reporter_often"):
        assert len({call["phone"] for call in rows["hotline-calls"]}) == 1 and len(rows["hotline-calls"]) == 9


def test_a_fine_stands_above_at_or_below_its_limit(planted: dict[str, list[Rows]]) -> None:
    for name, expected in (("above_the_limit", True), ("at_the_limit", False)):
        for rows in _each(planted, f"penalty-anomaly/{name}"):
            told = _one(rows, "administrative-penalties")
            assert (told["fine"] > told["fine_limit"]) is expected
