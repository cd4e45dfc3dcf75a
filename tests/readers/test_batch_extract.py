"""Reading in several processes: order, bounded look-ahead, and documents that kill their reader."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from anmai.extraction import batch
from anmai.extraction.batch import AHEAD, extract_documents, extract_lines
from anmai.extraction.record_line import RecordLine
from anmai.forms.document import SourceDocument
from anmai.forms.record import Record

#: A real reading process whose rules are made to crash, hang or raise on marked texts.
LETHAL = """
import os, time
import anmai.extraction
from anmai.extraction import reading_process
read = anmai.extraction.extract
def lethal(text, id, **options):
    if "崩溃" in text:
        with open({log!r}, "a") as log:
            log.write(id + "\\n")
        os.abort()
    if "卡住" in text:
        time.sleep(600)
    if "出错" in text:
        raise ValueError("规则出错")
    print("杂音")
    return read(text, id, **options)
anmai.extraction.extract = lethal
reading_process.main()
"""


def document(number: int, text: str | None = "原告：卫长青，男。", reason: str | None = None) -> SourceDocument:
    return SourceDocument(f"{number}.txt", str(number), f"{number}.txt", "txt", "1", b"", text, reason)


@pytest.fixture
def attempts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    log, program = tmp_path / "log", tmp_path / "lethal.py"
    program.write_text(LETHAL.format(log=str(log)), encoding="utf-8")
    monkeypatch.setattr(batch, "READER", [sys.executable, str(program)])
    return log


def test_results_keep_the_order_and_say_what_one_process_says() -> None:
    documents = [document(n, f"原告：卫长青，男。被告：罗{'一' * (n % 2 + 1)}，男。") for n in range(40)]
    several = list(extract_documents(documents, workers=2, fragment=True))
    one = list(extract_documents(documents, workers=1, fragment=True))
    assert [d.id for d, _ in several] == [str(n) for n in range(40)]
    assert [r.as_json() for _, r in several] == [r.as_json() for _, r in one]


@pytest.mark.parametrize("workers", [1, 2])
def test_lines_hold_the_same_records(workers: int) -> None:
    documents = [document(n, f"原告：卫长青，男。借款{n + 1}万元。") for n in range(6)] + [document(6, None, "empty")]
    lines = [line for _, line in extract_lines(documents, workers=workers, fragment=True)]
    records = [record for _, record in extract_documents(documents, workers=1, fragment=True)]
    assert [line.record.as_json() for line in lines] == [record.as_json() for record in records]
    assert [line.status for line in lines] == [record.status for record in records]
    assert not any("\n" in line.text for line in lines)


def test_a_record_with_half_a_character_is_still_a_line() -> None:
    line = RecordLine.of(Record(id="a", warnings=["文件\ud800.txt"]))
    assert line.text.encode()
    assert line.record.warnings == ["文件?.txt"]


def test_a_document_that_kills_its_reader_is_tried_three_times_and_its_neighbours_are_read(attempts: Path) -> None:
    documents = [document(n, "崩溃" if n == 3 else "原告：卫长青，男。") for n in range(12)]
    records = {d.id: r for d, r in extract_documents(documents, workers=2, fragment=True)}
    assert {id_ for id_, r in records.items() if r.reason == "reader_died"} == {"3"}
    assert all(r.status == "read" for id_, r in records.items() if id_ != "3")
    assert sorted(attempts.read_text().split()) == ["3"] * 3
    assert "3.txt" in records["3"].warnings[0]


def test_a_document_that_hangs_is_set_aside(attempts: Path) -> None:
    documents = [document(0), document(1, "卡住"), document(2)]
    records = [r for _, r in extract_documents(documents, workers=2, fragment=True, timeout=2)]
    assert [r.reason for r in records] == [None, "reader_died", None]


def test_an_error_of_the_rules_costs_one_document(attempts: Path) -> None:
    records = [r for _, r in extract_documents([document(0, "出错"), document(1)], workers=2, fragment=True)]
    assert [r.reason for r in records] == ["reader_died", None]
    assert "规则出错" in records[0].warnings[0]


@pytest.mark.parametrize("workers", [1, 2])
def test_unreadable_documents_pass_through_with_their_reason(workers: int) -> None:
    documents = [document(0, None, "binary"), document(1)]
    records = [r for _, r in extract_documents(documents, workers=workers, fragment=True)]
    assert [(r.status, r.reason) for r in records] == [("skipped", "binary"), ("read", None)]


def test_documents_are_taken_as_work_goes_on_and_not_all_at_once() -> None:
    taken = 0

    def endless() -> Iterator[SourceDocument]:
        nonlocal taken
        while True:
            taken += 1
            yield document(taken)

    stream = extract_documents(endless(), workers=2, fragment=True)
    for _ in range(5):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert taken <= 5 + 2 * AHEAD + 2
