"""Which pack reads a document, and what a pack must offer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from anmai.errors import UsageError
from anmai.extraction import extract
from anmai.extraction.languages import LANGUAGES, detect_language, language_pack
from anmai.extraction.pipeline import build_pipeline
from anmai.forms.record import Record

CHINESE = "云溪省青禾市临江区人民法院\n民事判决书\n（2018）云0102民初321号\n原告：卫长青，男，1980年3月1日出生。\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (CHINESE, "zh"),
        ("被告人卫长青在 Golden River Trading Company Limited 任经理。", "zh"),
        ("IN THE HIGH COURT AT VARUNPUR\nAnn Lee v. Bob Roe", "en"),
        ("The defendant, known as 卫长青, was served at his address in Varunpur.", "en"),
        ("", "zh"),
        ("12345 ...", "zh"),
    ],
)
def test_a_language_is_told_from_the_characters(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_long_text_is_told_from_three_places() -> None:
    assert detect_language("Table of contents. " * 40 + CHINESE * 400) == "zh"


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_pack_makes_a_pipeline_of_its_components(name: str) -> None:
    pack = language_pack(name)

    assert pack.name == name
    assert len({component.name for component in pack.components}) == len(pack.components)
    assert {pipe.removeprefix(f"anmai_{name}_") for pipe in build_pipeline(name, fragment=False).pipe_names} <= {
        component.name for component in pack.components
    }


def test_an_unknown_language_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match="xx") as raised:
        extract("Ann Lee v. Bob Roe", "x", language="xx")

    assert "zh, en, auto" in str(raised.value.remedy)


def test_a_named_language_outranks_the_characters(judgment: Callable[[str], str]) -> None:
    text = judgment("no_roles")

    assert extract(text, "x", language="zh").parties == []
    assert extract(text, "x", language="en").parties[0].name == "Prabir Kumar Nandy"


def anmai(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from anmai.api.cli import main; main()", "extract", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300)


def test_extract_reads_english_and_chinese_files_side_by_side(
    tmp_path: Path, judgment: Callable[[str], str], ruling: Callable[..., str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(judgment("english_high_court"), encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(ruling(), encoding="utf-8")

    done = anmai("in", "-o", "out.jsonl", "--workers", "2", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    english, chinese = (Record.model_validate_json(line) for line in lines)
    assert english.case_number == "[2021] EWHC 4321 (Ch)"
    assert [defendant.name for defendant in chinese.defendants] == ["罗大海"]


def test_extract_refuses_a_language_that_it_has_no_pack_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CHINESE, encoding="utf-8")

    done = anmai("a.txt", "-o", "-", "--language", "fr", cwd=tmp_path)

    assert done.returncode == 2
    assert "zh, en, auto" in done.stderr
