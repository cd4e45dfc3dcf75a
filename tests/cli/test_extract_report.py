"""anmai extract --report: a run summed up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from anmai.api.cli.app import build_app

RULING = (
    "云溪县人民法院\n民 事 裁 定 书\n（2021）云0199民初3号\n原告：卫长青，男，汉族。\n被告：罗一鸣，男，汉族。\n"
    "原告卫长青与被告罗一鸣民间借贷纠纷一案，本院立案后进行了审理。\n依照《中华人民共和国民事诉讼法》第一百四十五条规定，裁定如下：\n"
    "准许原告卫长青撤回起诉。\n审判员沈平\n二〇二一年六月二十二日\n书记员韩雪\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(RULING, encoding="utf-8")
    (tmp_path / "in" / "2.txt").write_text("菜谱：西红柿炒鸡蛋", encoding="utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> tuple[str, str]:
    arguments = [str(folder / "in"), "-o", str(folder / "out.jsonl"), "--workers", "1", "--report", *options]
    answer = CliRunner().invoke(build_app(), ["extract", *arguments])
    assert answer.exit_code == 3
    return answer.stdout, answer.stderr


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["字段填充率", "民事裁定书 (1)", "既非法院的裁判文书", "置信度最低的字段"]),
        ("en", ["How often fields are filled", "Case number", "no ruling or order", "Fields that are least sure"]),
    ],
)
def test_tables_on_standard_error(folder: Path, lang: str, words: list[str]) -> None:
    stdout, stderr = run(folder, "--lang", lang)

    assert stdout == ""
    for word in words:
        assert word in stderr


def test_json_holds_the_sums(folder: Path) -> None:
    stdout, _ = run(folder, "--json")

    told = json.loads(stdout)["report"]
    assert told["statuses"] == {"read": 1, "skipped": 1}
    assert told["reasons"] == {"not_a_ruling": 1}
    assert told["fields"]["民事裁定书"]["parties/sex"] == {"filled": 2, "of": 2, "share": 1.0}
    assert told["confidence"]["court"]["mean"] == 1.0
