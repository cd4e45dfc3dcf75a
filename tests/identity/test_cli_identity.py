"""``anmai identity``: what it answers, and that the graph follows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.connection import Graph
from anmai.graph.identity import resolve
from anmai.graph.loading.base import prepare
from anmai.graph.loading.intake import Incoming, take_in
from anmai.graph.loading.projection import project
from anmai.settings import Settings
from anmai.store import open_store

COURTS = ("杭州市西湖区人民法院", "宁波市鄞州区人民法院")


def ruling(number: int, **more: Any) -> Incoming:
    """A document about one defendant whose name, birth date and sex stand in it."""
    text = f"被告人柯若岚，男，1980年1月2日出生。文书{number}。"
    document = SourceDocument(
        key=f"d{number}.txt", id=f"d{number}", path=f"d{number}.txt", reader="text", reader_version="1",
        raw=text.encode(), text=text,
    )  # fmt: skip
    told = {
        "id": f"d{number}", "doc_type": "刑事判决书", "case_number": f"(2019)浙0106刑初{number}号",
        "court": COURTS[number % 2], "procedure": "一审", "judgment_date": "2019-05-01",
        "defendants": [{"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02"} | more],
        "provenance": [
            {"path": "/defendants/0/name", "spans": [[3, 6]], "component": "header", "version": "1"},
            {"path": "/defendants/0/sex", "spans": [[7, 8]], "component": "header", "version": "1"},
            {"path": "/defendants/0/birth_date", "spans": [[9, 18]], "component": "header", "version": "1"},
        ],
    }  # fmt: skip
    return Incoming(f"test/d{number}.txt", "test", document, Record.model_validate(told))


def fill(home: Settings, count: int = 2) -> None:
    """Take in rulings about one man and resolve them."""
    store = open_store(home)
    take_in(store, [ruling(number) for number in range(1, count + 1)], extractor="test 1")
    resolve(store)
    store.close()


@pytest.fixture
def command(home_settings: Settings) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``anmai identity …`` in the home of ``home_settings``, where no Neo4j runs."""
    return _command({"ANMAI_HOME": str(home_settings.home)})


def _command(env: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "anmai.api.cli", "identity", *words],
            capture_output=True, text=True, encoding="utf-8", env=os.environ | env, timeout=300,
        )  # fmt: skip

    return run


def test_export_writes_a_line_for_every_mention(
    home_settings: Settings, command: Callable[..., Any], tmp_path: Path
) -> None:
    fill(home_settings)
    path = tmp_path / "who.jsonl"

    done = command("export", "-o", str(path))

    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(row["document"], row["name"]) for row in rows] == [("d1", "柯若岚"), ("d2", "柯若岚")]
    assert len({row["entity_id"] for row in rows}) == 1
    assert command("export", "-o", "-").stdout == path.read_text(encoding="utf-8")


def test_explain_shows_rule_values_and_places_in_both_languages(
    home_settings: Settings, command: Callable[..., Any]
) -> None:
    fill(home_settings)

    chinese = command("explain", "test/d1.txt#m0").stdout
    english = command("explain", "test/d1.txt#m0", "--lang", "en").stdout
    told = json.loads(command("explain", "test/d1.txt#m0", "--json").stdout)

    assert "非常见姓名" in chinese and "9–18" in chinese
    assert "not a common one" in english and "birth date = 1980-01-02" in english
    assert told["held_by"][0]["rule"] == "name-birth-sex"


def test_undo_without_neo4j_changes_the_store_and_says_that_the_graph_waits(
    home_settings: Settings, command: Callable[..., Any]
) -> None:
    fill(home_settings)
    told = json.loads(command("explain", "test/d2.txt#m0", "--json").stdout)
    decision = next(each["decision"] for each in told["held_by"][0]["decisions"] if each["left"] == "test/d2.txt#m0")

    done = command("undo", decision, "--why", "另有其人", "--as", "李检察官", "--json")

    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert len(answer["entities"]) == 2 and len(answer["new"]) == 1
    assert answer["graph"] != "up to date"
    after = json.loads(command("explain", decision, "--json").stdout)
    assert after["taken_back"][0]["revoked_by"] == "李检察官"
    assert command("redo", decision, "--why", "x").returncode == 0


def test_errors_name_the_remedy_and_leave_with_one(home_settings: Settings, command: Callable[..., Any]) -> None:
    fill(home_settings)

    missing = command("undo", "D-none")
    alone = command("unsure", "P-1")

    assert (missing.returncode, alone.returncode) == (1, 2)
    assert "D-none" in missing.stderr and "anmai identity explain" in missing.stderr


def test_decisions_by_people_and_open_questions(home_settings: Settings, command: Callable[..., Any]) -> None:
    store = open_store(home_settings)
    take_in(store, [ruling(1), ruling(2), ruling(3, birth_date="1981-01-02")], extractor="test 1")
    resolve(store)
    store.close()
    one, two, three = (f"test/d{number}.txt#m0" for number in (1, 2, 3))

    assert command("unsure", one, three, "--why", "看不出").returncode == 0
    questions = json.loads(command("unsure", "--json").stdout)
    assert [question["left"] for question in questions["questions"]] == [one]
    assert command("join", one, three, "--why", "笔误").returncode == 0
    assert len(json.loads(command("explain", three, "--json").stdout)["mentions"]) == 3
    entity = json.loads(command("explain", one, "--json").stdout)["entity"]
    assert command("split", entity, two, "--why", "另有其人").returncode == 0
    assert len(json.loads(command("explain", one, "--json").stdout)["mentions"]) == 2
    assert command("differ", one, three, "--why", "x").returncode == 1
    assert "笔误" in command("explain", one).stdout


@pytest.mark.neo4j
def test_the_graph_follows_an_undo(graph_settings: Settings, graph_env: dict[str, str], clean_graph: Graph) -> None:
    fill(graph_settings, count=3)
    store = open_store(graph_settings)
    prepare(clean_graph)
    project(store, clean_graph)
    store.close()
    command = _command(graph_env)
    who = (
        "MATCH (p:Person)<-[:OF]-(m:Mention) RETURN p.id AS id, p.mentions AS told, count(m) AS mentions ORDER BY told"
    )
    (before,) = clean_graph.read(who)
    told = json.loads(command("explain", "test/d2.txt#m0", "--json").stdout)
    decision = next(each["decision"] for each in told["held_by"][0]["decisions"] if each["left"] == "test/d2.txt#m0")

    undone = json.loads(command("undo", decision, "--why", "另有其人", "--json").stdout)
    after = clean_graph.read(who)
    defendants = clean_graph.read("MATCH (p:Person)-[:DEFENDANT_IN]->(c:Case) RETURN count(DISTINCT p) AS n")
    assert command("redo", decision, "--why", "撤错了").returncode == 0

    assert before["mentions"] == 3
    assert undone["graph"] == "up to date"
    assert [(row["told"], row["mentions"]) for row in after] == [(1, 1), (2, 2)]
    assert {row["id"] for row in after} == set(undone["entities"])
    assert defendants == [{"n": 2}]
    assert [row["mentions"] for row in clean_graph.read(who)] == [3]


def test_the_review_queue_and_the_model_are_shown_and_training_needs_enough(
    home_settings: Settings, command: Callable[..., Any]
) -> None:
    store = open_store(home_settings)
    take_in(
        store,
        [ruling(1, household="杭州市西湖区"), ruling(2, household="杭州市西湖区", name="柯若兰")],
        extractor="test 1",
    )
    resolve(store)
    store.close()

    told = json.loads(command("review", "--json").stdout)
    shown = command("review", "--lang", "en").stdout
    model = command("model", "--lang", "en").stdout
    trained = command("train")

    assert (told["total"], told["pairs"][0]["left_name"], told["pairs"][0]["right_name"]) == (1, "柯若岚", "柯若兰")
    assert "The names sound alike" in shown and "The same day" in shown
    assert "base-1" in model and "The same house" in model
    assert trained.returncode == 2 and "too few" in trained.stderr
