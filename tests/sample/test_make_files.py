from __future__ import annotations

import hashlib
import json
import tracemalloc
from pathlib import Path

import pytest
from docx import Document as WordDocument

from anmai.errors import UsageError
from anmai.sample.make import LARGEST, Sample, make_sample


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".json":
            total.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    make_sample(1_200, 9, tmp_path / "a")
    make_sample(1_200, 9, tmp_path / "b")
    make_sample(1_200, 10, tmp_path / "c")

    assert _digest(tmp_path / "a") == _digest(tmp_path / "b")
    assert _digest(tmp_path / "a") != _digest(tmp_path / "c")


def test_any_document_can_be_asked_for_alone() -> None:
    in_order = list(Sample(900, 5).documents())

    alone = Sample(900, 5)

    for index in (899, 3, 450, 0):
        assert alone.document(index) == in_order[index]


def test_ids_are_file_names_and_unique_and_folders_stay_small(tmp_path: Path) -> None:
    summary = make_sample(2_100, 3, tmp_path)

    names = []
    for path in (tmp_path / "rulings").rglob("*.*"):
        if path.suffix == ".jsonl":
            names += [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
        else:
            names.append(path.stem)
    rows = (tmp_path / "truth" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    recorded = [json.loads(row)["id"] for row in rows]

    assert sorted(names) == sorted(recorded)
    assert len(set(names)) == 2_100
    assert all(len(list(folder.iterdir())) <= 1_001 for folder in (tmp_path / "rulings").iterdir())
    assert set(summary.formats) == {"txt", "html", "docx", "jsonl"}


def test_word_files_open_and_hold_the_paragraphs(tmp_path: Path) -> None:
    make_sample(400, 3, tmp_path)
    sample = Sample(400, 3)
    files = sorted((tmp_path / "rulings").rglob("*.docx"))

    for path in files[:5]:
        lines = [paragraph.text for paragraph in WordDocument(str(path)).paragraphs]
        assert lines == sample.document(int(path.stem[1:])).lines

    assert len(files) > 5


def test_text_files_come_in_more_than_one_encoding(tmp_path: Path) -> None:
    make_sample(600, 3, tmp_path)
    chinese = 0

    for path in (tmp_path / "rulings").rglob("*.txt"):
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            chinese += 1
            assert "法院" in path.read_bytes().decode("gb18030")

    assert 3 < chinese < 60


def test_jsonl_holds_the_same_rulings(tmp_path: Path) -> None:
    make_sample(700, 4, tmp_path, only_lines=True)
    sample = Sample(700, 4)

    rows = [
        json.loads(line)
        for path in sorted((tmp_path / "rulings").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]

    assert len(rows) == 700
    assert rows[321] == {"id": "R0000321", "text": "\n".join(sample.document(321).lines)}


def test_a_folder_with_other_things_is_refused_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    for force in (False, True):
        with pytest.raises(UsageError, match="Choose an empty or new folder"):
            make_sample(10, 1, tmp_path, force=force)

    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_sample_is_replaced_only_with_force(tmp_path: Path) -> None:
    make_sample(30, 1, tmp_path)

    with pytest.raises(UsageError, match="--force"):
        make_sample(20, 1, tmp_path)
    make_sample(20, 1, tmp_path, force=True)

    assert len((tmp_path / "truth" / "records.jsonl").read_text(encoding="utf-8").splitlines()) == 20


def test_a_run_that_was_stopped_can_be_replaced(tmp_path: Path) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sample(600, 1, tmp_path, progress=stop)
    assert json.loads((tmp_path / "sample.json").read_text(encoding="utf-8"))["state"] == "writing"

    make_sample(40, 1, tmp_path, force=True)

    assert json.loads((tmp_path / "sample.json").read_text(encoding="utf-8"))["state"] == "done"


@pytest.mark.parametrize(("size", "seed"), [(0, 1), (LARGEST + 1, 1), (10, -1)])
def test_numbers_out_of_range_are_refused(size: int, seed: int) -> None:
    with pytest.raises(UsageError):
        Sample(size, seed)


def _peak(size: int) -> int:
    sample = Sample(size, 3)
    for index in range(0, size, size // 250):  # warm the caches of names and companies, whose size is fixed
        sample.document(index)
    tracemalloc.start()
    for index in range(0, size, 10):  # tracing is slow: every tenth document
        sample.document(index)
    for _ in sample.plantings():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_run() -> None:
    small, large = _peak(2_000), _peak(20_000)

    assert large < small * 2 + 8_000_000
    assert large < 40_000_000
