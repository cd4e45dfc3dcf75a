"""Records beside a sample: the same for a seed, in the mappings' form, with a truth that points to rows that exist."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from anmai.extraction.readers.encoding import encoding_of
from anmai.graph.sources.catalogue import find_mapping, shipped
from anmai.graph.sources.check import check_table
from anmai.graph.sources.readers.opening import open_table
from anmai.graph.sources.rows import ReadRow, RowReader
from anmai.sample.make import make_sample
from anmai.sample.records.plan import BUILDERS, KINDS, record_patterns

SIZE, SEED = 2_400, 11


@dataclass(frozen=True, slots=True)
class Records:
    """A sample with records on disk, and its plantings on records."""

    folder: Path
    plantings: list[dict[str, Any]]
    rows: dict[str, int]

    def read(self, kind: str) -> list[ReadRow]:
        """All rows of a kind, as loading reads them."""
        mapping = find_mapping(kind)
        reader = RowReader(mapping)
        return [reader.read(row) for row in open_table(str(self.path(kind)), mapping, encoding_of).rows()]

    def path(self, kind: str) -> Path:
        return self.folder / "records" / f"{kind}.csv"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("records")
    summary = make_sample(SIZE, SEED, folder, only_lines=True, records=True)
    told = [json.loads(line) for line in (folder / "truth" / "plantings.jsonl").read_text("utf-8").splitlines()]
    return Records(folder, [row for row in told if "rows" in row], summary.rows)


def test_every_shipped_mapping_is_right_and_lists_what_it_supplies() -> None:
    found = shipped()

    assert [problem for each in found for problem in each.problems] == []
    assert all(each.mapping and each.mapping.supplies and each.mapping.legal_basis for each in found)
    assert len(found) >= 74


def test_patterns_and_builders_name_the_same_variants() -> None:
    named = {
        model: sorted(entry["key"] for kind in KINDS for entry in table[kind])
        for model, table in record_patterns().items()
    }

    assert named == {model: sorted(builders) for model, builders in BUILDERS.items()}
    assert all(
        len(table["positive"]) >= 2 and len(table["near_miss"]) >= 2 and len(table["look_alike"]) >= 2
        for table in record_patterns().values()
    )


def test_each_model_is_planted_with_innocents(records: Records) -> None:
    planted = Counter((row["model"], row["kind"]) for row in records.plantings)

    assert {model for model in BUILDERS if not planted[model, "positive"]} == set()
    assert {model for model in BUILDERS if not planted[model, "near_miss"] or not planted[model, "look_alike"]} == set()


def test_rows_pass_the_check_of_their_mapping(records: Records) -> None:
    for kind, count in records.rows.items():
        mapping = find_mapping(kind)

        report = check_table(open_table(str(records.path(kind)), mapping, encoding_of), mapping)

        told = report.as_json()
        assert (report.rows, report.rejected, report.refused) == (count, 0, None), (kind, told["faults"])
        assert told["doubts"] == {} and report.repeated.count == 0, (kind, told)
        assert set(report.unknown) <= {"序号"} and not report.missing, kind


def test_truth_points_to_rows_that_exist_under_their_keys(records: Records) -> None:
    places: dict[str, dict[int, str]] = defaultdict(dict)
    for planting in records.plantings:
        keyed = iter(planting["entries"])
        for kind, number in planting["rows"]:
            if find_mapping(kind).entry.key:
                places[kind][number] = next(keyed).partition("#")[2]
        assert next(keyed, None) is None

    for kind, keys in places.items():
        rows = records.read(kind)
        assert {number: rows[number - 1].key for number in keys} == keys, kind


def test_planted_people_have_numbers_of_their_own(records: Records) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for planting in records.plantings:
        for person in planting["persons"]:
            if person["id_number"]:
                owners[person["id_number"]].add(person["true_id"])

    assert {number for number, who in owners.items() if len(who) > 1} == set()
    assert len(owners) > 300


def test_the_same_seed_makes_the_same_records_and_leaves_the_rulings_alone(tmp_path: Path) -> None:
    digests = []
    for name, seed, with_records in (("a", 5, True), ("b", 5, True), ("c", 6, True), ("d", 5, False)):
        make_sample(260, seed, tmp_path / name, only_lines=True, records=with_records)
        digests.append({part: _digest(tmp_path / name / part) for part in ("rulings", "records", "truth")})

    first, again, other, without = digests
    assert first == again
    assert first["records"] != other["records"]
    assert first["rulings"] == without["rulings"]
    assert not (tmp_path / "d" / "records").exists()


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@pytest.mark.slow
def test_memory_does_not_follow_the_number_of_rows(tmp_path: Path) -> None:
    make_sample(500, 5, tmp_path / "warm", only_lines=True, records=True)  # fills the word lists and caches
    peaks = []
    for size in (500, 2_000):
        tracemalloc.start()
        make_sample(size, 5, tmp_path / str(size), only_lines=True, records=True)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    # Four times the rows; what grows are caches of courts and companies, which have an end.
    assert peaks[1] < 1.5 * peaks[0]
