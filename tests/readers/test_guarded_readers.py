"""Readers in processes of their own: what crashes, hangs or eats memory costs one document; its neighbours are read."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from anmai.extraction.readers import guarded, inputs, read_inputs
from anmai.extraction.readers.guarded import GuardedReaders

#: The real program, with a reader of .pdf made to crash, hang, or ask for all memory on marked bytes.
LETHAL = """
import os, time
from anmai.extraction.readers import formats, reader_process
from anmai.extraction.readers.heartbeat import beat
read = formats.PDF.read
def lethal(raw, place):
    if b"CRASH" in raw:
        with open({log!r}, "a") as log:
            log.write(place + "\\n")
        os.abort()
    if b"HANG" in raw:
        time.sleep(600)
    if b"HUNGRY" in raw:
        bytearray(64 * 1024**3)
    if b"SLOW" in raw:
        for _ in range(6):
            time.sleep(0.4)
            beat()
    print("noise on standard output")
    return read(raw, place)
formats.BY_NAME["pdf"] = formats.PDF._replace(read=lethal)
reader_process.main()
"""


@pytest.fixture
def attempts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    log, program = tmp_path / "log", tmp_path / "lethal.py"
    program.write_text(LETHAL.format(log=str(log)), encoding="utf-8")
    monkeypatch.setattr(guarded, "PROGRAM", [sys.executable, str(program)])
    return log


def test_a_document_that_crashes_its_reader_is_tried_three_times_and_the_rest_is_read(
    attempts: Path, tmp_path: Path, printed: Callable[..., bytes]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = printed(["云溪县人民法院民事判决书。"])
    for number in range(6):
        (folder / f"{number}.pdf").write_bytes(good + (b"\n%CRASH" if number == 2 else b""))
    (folder / "7.txt").write_text("文", encoding="utf-8")
    documents = list(read_inputs([folder], processes=2))
    assert [(d.key, d.reason) for d in documents] == [
        ("0.pdf", None), ("1.pdf", None), ("2.pdf", "reader_died"), ("3.pdf", None), ("4.pdf", None), ("5.pdf", None),
        ("7.txt", None),
    ]  # fmt: skip
    assert attempts.read_text().split() == ["2.pdf"] * 3
    assert documents[2].raw.endswith(b"%CRASH")
    assert "2.pdf" in (documents[2].message or "")


def test_silence_ends_a_reader_and_signs_of_life_keep_it(
    attempts: Path, tmp_path: Path, printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = printed(["云溪县人民法院民事判决书。"])
    (folder / "hang.pdf").write_bytes(good + b"\n%HANG")
    (folder / "slow.pdf").write_bytes(good + b"\n%SLOW")
    monkeypatch.setattr(inputs, "GuardedReaders", lambda count: GuardedReaders(count, silence=1.5))
    documents = {d.key: d for d in read_inputs([folder])}
    assert (documents["hang.pdf"].reason, documents["slow.pdf"].reason) == ("reader_died", None)
    assert "silent" in (documents["hang.pdf"].message or "")


@pytest.mark.skipif(os.name != "posix", reason="this platform limits no process's memory")
def test_a_document_that_asks_for_all_memory_is_set_aside(
    attempts: Path, tmp_path: Path, printed: Callable[..., bytes]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(printed(["文"]) + b"\n%HUNGRY")
    (document,) = read_inputs([tmp_path / "in"])
    assert document.reason == "reader_died"


def test_stopping_early_leaves_no_process(tmp_path: Path, printed: Callable[..., bytes]) -> None:
    for number in range(8):
        (tmp_path / f"{number}.pdf").write_bytes(printed(["云溪县人民法院民事判决书。"]))
    before = set(psutil.Process().children())
    documents = read_inputs([tmp_path], processes=2)
    next(documents)
    assert set(psutil.Process().children()) - before
    documents.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while set(psutil.Process().children()) - before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not set(psutil.Process().children()) - before


def test_a_process_that_answers_nonsense_is_ended(
    tmp_path: Path, printed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(printed(["文"]))
    nonsense = r"import sys, time; sys.stdout.buffer.write(bytes(7) + b'\5[1,2]'); sys.stdout.flush(); time.sleep(600)"
    monkeypatch.setattr(guarded, "PROGRAM", [sys.executable, "-c", nonsense])
    began = time.monotonic()
    (document,) = read_inputs([tmp_path])
    assert document.reason == "reader_died"
    assert time.monotonic() - began < 60
