"""anmai extract as its users run it: a process, files in, lines out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RULING = (
    "云溪县人民法院\n民 事 裁 定 书\n（2021）云0199民初{number}号\n原告：卫长青，男，汉族。\n被告：罗一鸣，男，汉族。\n"
    "原告卫长青与被告罗一鸣民间借贷纠纷一案，本院立案后进行了审理。\n依照《中华人民共和国民事诉讼法》第一百四十五条规定，裁定如下：\n"
    "准许原告卫长青撤回起诉。\n审判员沈平\n二〇二一年六月二十二日\n书记员韩雪\n"
)


def anmai(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from anmai.api.cli import main; main()", "extract", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(1, 6):
        (tmp_path / "in" / f"{number}.txt").write_text(RULING.format(number=number), encoding="utf-8")
    return tmp_path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_records_in_order_with_exit_code_zero(folder: Path) -> None:
    done = anmai("in", "-o", "out.jsonl", "--workers", "2", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert [row["id"] for row in lines(folder / "out.jsonl")] == ["1", "2", "3", "4", "5"]
    assert all(row["withdrawn"] is True for row in lines(folder / "out.jsonl"))
    assert sorted(path.name for path in folder.iterdir()) == ["in", "out.jsonl"]


def test_skips_are_listed_with_reasons_and_exit_code_three(folder: Path) -> None:
    (folder / "in" / "6.ofd").write_bytes(b"OFD")
    (folder / "in" / "7.txt").write_text("菜谱：西红柿炒鸡蛋", encoding="utf-8")
    done = anmai("in", "-o", "out.jsonl", "--workers", "1", "--json", "--report", cwd=folder)
    assert done.returncode == 3
    summary = json.loads(done.stdout)
    assert (summary["documents"], summary["read"], summary["skipped"]) == (7, 5, 2)
    assert summary["reasons"] == {"unsupported": 1, "not_a_ruling": 1}
    assert "6.ofd" in done.stderr and "7.txt" in done.stderr
    assert [row["status"] for row in lines(folder / "out.jsonl")][5:] == ["skipped", "skipped"]


def test_standard_output_holds_records_and_nothing_else(folder: Path) -> None:
    done = anmai("in", "-o", "-", "--workers", "2", cwd=folder)
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["1", "2", "3", "4", "5"]


def test_named_fields_of_a_table_and_fragments(folder: Path) -> None:
    row = {"case": 3, "sentence": 1, "words": "原告：卫长青，男，汉族。被告：罗一鸣，男，汉族。"}
    (folder / "t.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    arguments = ("--text-field", "words", "--id-field", "case,sentence", "--fragment", "--workers", "1")
    done = anmai("t.jsonl", "-o", "out.jsonl", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    (record,) = lines(folder / "out.jsonl")
    assert record["id"] == "3-1"
    assert [party["name"] for party in record["parties"]] == ["卫长青", "罗一鸣"]  # type: ignore[attr-defined]


def test_a_stopped_run_goes_on_where_it_ended_and_a_changed_file_is_read_again(folder: Path) -> None:
    assert anmai("in", "-o", "whole.jsonl", "--workers", "1", cwd=folder).returncode == 0
    whole = (folder / "whole.jsonl").read_bytes()
    (folder / "out.jsonl").mkdir()  # the last step, putting the file in its place, fails: all is done but that
    assert anmai("in", "-o", "out.jsonl", "--workers", "1", cwd=folder).returncode == 2
    (folder / "out.jsonl").rmdir()
    part = folder / "out.jsonl.part"
    part.write_bytes(part.read_bytes()[:-40])  # as kill -9 in the middle of a line leaves it
    (folder / "in" / "4.txt").write_text(RULING.format(number=44), encoding="utf-8")

    done = anmai("in", "-o", "out.jsonl", "--workers", "1", "--json", cwd=folder)

    assert json.loads(done.stdout)["resumed"] == 3
    written = lines(folder / "out.jsonl")
    assert [row["id"] for row in written] == ["1", "2", "3", "4", "5"]
    assert written[3]["case_number"] == "（2021）云0199民初44号"
    assert (folder / "out.jsonl").read_bytes().splitlines()[:3] == whole.splitlines()[:3]


def test_wrong_calls_have_exit_code_two(folder: Path) -> None:
    missing = anmai("nowhere", "-o", "out.jsonl", cwd=folder)
    assert (missing.returncode, "nowhere" in missing.stderr) == (2, True)
    assert anmai("in", cwd=folder).returncode == 2
    assert anmai("in", "-o", "-", "--json", cwd=folder).returncode == 2
