"""Many files: in order, in memory that doesn't grow with their number."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from anmai.extraction.readers import read_inputs


def peak(folder: Path) -> tuple[int, int]:
    """Number of documents and peak bytes while they are read, text of none being kept."""
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_inputs([folder]))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def fill(folder: Path, folders: int, text: str) -> Path:
    for number in range(folders):
        inner = folder / f"{number % 7}" / f"{number:04}"
        inner.mkdir(parents=True)
        for each in range(20):
            (inner / f"{each:02}.txt").write_text(f"{text}{number}", encoding="utf-8")
    return folder


def test_memory_stays_flat_over_nested_folders(tmp_path: Path) -> None:
    text = "原告卫长青诉称，被告蒋小满应当偿还借款。" * 100
    few, many = fill(tmp_path / "few", 10, text), fill(tmp_path / "many", 60, text)
    peak(few)  # imports and caches
    (few_count, few_peak), (many_count, many_peak) = peak(few), peak(many)
    assert (few_count, many_count) == (200, 1_200)
    assert many_peak < few_peak + 300_000


def test_the_order_is_fixed_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 8, "文")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text("x", encoding="utf-8")
    (folder / "~$a.docx").write_bytes(b"lock")
    keys = [d.key for d in read_inputs([folder])]
    assert keys == [d.key for d in read_inputs([folder])]
    assert len(keys) == 160
    assert keys[:2] == ["0/0000/00.txt", "0/0000/01.txt"]
