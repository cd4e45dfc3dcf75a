"""anmai evaluate as its users run it, on gold of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from anmai.api.cli.app import build_app
from anmai.errors import UsageError

FACTS = "经审理查明，2018年2月3日，被告人罗大海窃得被害人苏小梅的手机一部，价值人民币3600元。\n"


def run(*arguments: str) -> str:
    answer = CliRunner().invoke(build_app(), ["evaluate", *arguments])
    if answer.exception:
        raise answer.exception
    return answer.output


def write(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


@pytest.fixture
def sets(tmp_path: Path, ruling: Callable[..., str]) -> tuple[str, str]:
    gold = {
        "id": "r1",
        "court": "云溪省青禾市临江区人民法院",
        "prosecution": "青禾市临江区人民检察院",
        "defendants": [{"name": "罗大海", "sex": "女"}],
        "victims": ["苏小梅", "贺满仓"],
    }
    texts = write(tmp_path / "texts.jsonl", [{"id": "r1", "text": ruling(facts=FACTS)}, {"id": "r2", "text": "x"}])
    return write(tmp_path / "gold.jsonl", [gold]), texts


def test_scores_of_ones_own_gold(sets: tuple[str, str]) -> None:
    told = json.loads(run("records", *sets, "--json", "--errors", "5"))

    groups = {group["group"]: group for group in told["groups"]}
    assert told["documents"] == 1
    assert groups["court"]["f1"]["value"] == groups["prosecution"]["f1"]["value"] == 1.0
    assert (groups["defendant.sex"]["right"], groups["defendant.sex"]["missed"]) == (0, 1)
    assert (groups["victims"]["precision"], groups["victims"]["recall"]) == (1.0, 0.5)
    faults = {fault["group"]: fault for fault in told["faults"]}
    assert faults["defendant.sex"]["kind"] == "value"
    assert "⟦男⟧" in faults["defendant.sex"]["passage"]
    assert faults["victims"] == {
        "document": "r1", "group": "victims", "kind": "missed", "path": "victims", "expected": "贺满仓", "found": None,
        "passage": None,
    }  # fmt: skip
    assert sum(one["n"] for one in told["reliability"]["bins"]) == sum(
        group["right"] + group["invented"] for group in told["groups"]
    )


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "被害人 · 应为 · 置信度不低于"), ("en", "Victims · expected · confidence of")]
)
def test_tables_in_both_languages(sets: tuple[str, str], lang: str, words: str) -> None:
    told = run("records", *sets, "--errors", "2", "--lang", lang)

    assert all(word in told for word in words.split(" · "))


def test_fragments_in_the_form_of_public_gold(tmp_path: Path) -> None:
    row = {
        "articleId": 7,
        "sentId": 1,
        "sentText": "被告人卫某某贩卖冰毒0.5克给罗某乙。",
        "entityMentions": [{"start": 3, "end": 6, "text": "卫某某", "label": "Nh"}],
        "relationMentions": [{"label": "sell_drugs_to", "em1Text": "卫某某", "em2Text": "罗某乙"}],
    }
    told = json.loads(run("fragments", "drugs", write(tmp_path / "gold.jsonl", [row]), "--json"))

    assert {group["group"] for group in told["groups"]} == {"PERSON", "sell_drugs_to"}
    assert next(g for g in told["groups"] if g["group"] == "sell_drugs_to")["right"] == 1


def test_both_profiles_can_be_measured_and_no_other(sets: tuple[str, str]) -> None:
    for profile in ("fast", "full"):
        assert json.loads(run("records", *sets, "--json", "--profile", profile))["documents"] == 1
    with pytest.raises(UsageError, match="no profile slow"):
        run("records", *sets, "--profile", "slow")


def test_gold_without_its_text_is_refused(sets: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="1 of 1 gold records have no text"):
        run("records", sets[0], write(tmp_path / "other.jsonl", [{"id": "r9", "text": "x"}]))


@pytest.mark.parametrize(
    ("task", "content", "message"),
    [
        ("theft", '{"id": 1}\n', "line 1: not in the form of theft"),
        ("theft", "{\n", "line 1: not JSON"),
        ("arson", "", "No task named arson"),
    ],
)
def test_wrong_gold_is_refused_with_its_place(task: str, content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(UsageError, match=message):
        run("fragments", task, str(path))
