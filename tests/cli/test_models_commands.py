"""``anmai models``: what its commands print, refuse and leave with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.models.conftest import sentenced, suit

from anmai.api.cli import main
from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.connection import Graph
from anmai.graph.identity.resolve import resolve
from anmai.graph.loading.base import prepare
from anmai.graph.loading.intake import Incoming, document_id, take_in
from anmai.graph.loading.projection import project
from anmai.settings import Settings, settings
from anmai.store import open_store

Say = Callable[..., tuple[int, str, str]]
_SHIPPED = {
    "false-litigation-ring", "improper-probation", "medical-insurance-fraud", "missed-recidivism",
    "missing-supplementary-penalty", "new-crime-in-probation", "repeat-offender-cross-region", "repeat-offender-group",
    "unexecuted-sentence", "unfit-driver",
}  # fmt: skip
_SLUG = "improper-probation"


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run ``anmai models …`` in this process: (exit code, standard output, standard error in one line)."""

    def run(*words: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(["models", *words])
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return code, told.out, " ".join(told.err.split())

    return run


@pytest.fixture
def home(home_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """A home without Neo4j."""
    monkeypatch.setenv("ANMAI_HOME", str(home_settings.home))
    monkeypatch.setenv("ANMAI_LANG", "en")
    settings.cache_clear()
    yield home_settings
    settings.cache_clear()


@pytest.fixture
def graph_home(
    graph_settings: Settings, graph_env: dict[str, str], clean_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Settings]:
    """A home with an empty graph."""
    for name in [name for name in graph_env if name.startswith("ANMAI_")]:
        monkeypatch.setenv(name, graph_env[name])
    monkeypatch.setenv("ANMAI_LANG", "en")
    settings.cache_clear()
    prepare(clean_graph)
    yield graph_settings
    settings.cache_clear()


def _load(given: Settings, graph: Graph, **records: Record) -> None:
    with closing(open_store(given)) as store:
        incoming = [
            Incoming(
                document_id("test", key),
                "test",
                SourceDocument(
                    key=key, id=key, path=f"{key}.txt", reader="made", reader_version="1",
                    raw=record.model_dump_json().encode(), text=record.model_dump_json(),
                ),
                record,
            )
            for key, record in records.items()
        ]  # fmt: skip
        take_in(store, incoming, extractor="made 1")
        resolve(store)
        project(store, graph)


def _change(given: Settings, own: str, **changes: Any) -> Path:
    """Change keys of an own model's model.yaml."""
    path = given.models_dir / own / "model.yaml"
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**described, **changes}, allow_unicode=True), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------------------ list, new


def test_models_are_listed_with_both_titles_before_any_run(home: Settings, say: Say) -> None:
    code, out, _ = say("list")
    _, listed, _ = say("list", "--json")

    assert code == 0
    assert "缓刑不当 · Improper suspended sentence" in out
    assert "未运行 · never ran" in out
    views = {view["slug"]: view for view in json.loads(listed)}
    assert set(views) >= _SHIPPED
    assert views[_SLUG]["funnel"]["findings"] is None
    assert views[_SLUG]["own"] is False


def test_a_new_model_is_made_once_and_listed_as_own(home: Settings, say: Say) -> None:
    made = say("new", "late-payment")
    again = say("new", "late-payment")
    _, listed, _ = say("list")

    assert made[0] == 0
    assert str(home.models_dir / "late-payment") in made[1]
    assert again[0] == 1
    assert "already there" in again[2]
    assert [line for line in listed.splitlines() if line.startswith("late-payment") and "自建 · own" in line]


@pytest.mark.parametrize("slug", ["Late", "late_payment", "../late", "", "-late", "晚付"])
def test_what_is_no_slug_is_refused(home: Settings, say: Say, slug: str) -> None:
    code, _, error = say("new", "--", slug)

    assert code == 2
    assert "no slug" in error
    assert not home.models_dir.exists() or list(home.models_dir.iterdir()) == []


def test_a_slug_that_ships_is_not_taken(home: Settings, say: Say) -> None:
    code, _, error = say("new", _SLUG)

    assert code == 1
    assert "another name" in error


def test_two_models_of_one_slug_are_a_clash_that_is_told(home: Settings, say: Say) -> None:
    say("new", "late-payment")
    _change(home, "late-payment", slug=_SLUG)

    code, _, error = say("list")

    assert code == 1
    assert _SLUG in error
    assert "late-payment" in error


# ------------------------------------------------------------------------------------------------- wrong calls


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", _SLUG, "--full", "--delta"), "exclude each other"),
        (("run", _SLUG, "--param", "min_cases"), "has no value"),
        (("run", _SLUG, "--param", "nope=1"), "no chosen model has a parameter nope"),
        (("run", "repeat-offender-cross-region", "--param", "min_cases=many"), "is no integer"),
        (("run", "--param", "charges=盗窃罪"), "more than one chosen model"),
        (("run", _SLUG, "--batch", "0"), "--batch"),
        (("run", _SLUG, "--nope"), "nope"),
        (("new",), "Missing argument"),
    ],
)
def test_a_wrong_call_is_a_usage_error(home: Settings, say: Say, words: tuple[str, ...], told: str) -> None:
    code, _, error = say(*words)

    assert code == 2
    assert told in error


@pytest.mark.parametrize("command", ["check", "test", "run"])
def test_an_unknown_model_is_named_with_those_that_there_are(home: Settings, say: Say, command: str) -> None:
    code, _, error = say(command, "no-such-model")

    assert code == 1
    assert "no supervision model no-such-model" in error
    assert _SLUG in error


def test_without_neo4j_check_tells_form_tags_and_words_and_what_is_left(home: Settings, say: Say) -> None:
    say("new", "late-payment")

    sound, out, note = say("check", "late-payment")
    path = home.models_dir / "late-payment" / "population.cypher"
    path.write_text("MATCH (p:Person)\nSET p.name = 'x'\nRETURN count(p) AS population\n", encoding="utf-8")
    refused, told, _ = say("check", "late-payment")

    assert (sound, refused) == (0, 1)
    assert "1 model(s) are sound" in out
    assert "plans and reach patterns were not" in note
    assert "late-payment/population.cypher:2: SET is refused" in told


@pytest.mark.parametrize("words", [("test", _SLUG), ("run", _SLUG), ("rules",)])
def test_without_neo4j_a_command_ends_with_4(home: Settings, say: Say, words: tuple[str, ...]) -> None:
    code, _, error = say(*words)

    assert code == 4
    assert "anmai db start" in error


# ------------------------------------------------------------------------------------------------- check, test


def test_own_models_pass_check_and_test_as_they_are_made(graph_home: Settings, say: Say) -> None:
    say("new", "late-payment")

    checked = say("check", "late-payment")
    tested = say("test", "late-payment", "--mutate")
    _, as_json, _ = say("test", "late-payment", "--json")

    assert (checked[0], tested[0]) == (0, 0), checked[1] + tested[1]
    assert "1 个模型无误" in checked[1]
    assert tested[1].startswith("✓ late-payment")
    (told,) = json.loads(as_json)
    assert told["ok"] is True
    assert told["passed"] > 0
    assert told["failed"] == {}


def test_a_model_that_writes_is_refused_by_check_with_its_line(graph_home: Settings, say: Say) -> None:
    say("new", "late-payment")
    path = graph_home.models_dir / "late-payment" / "population.cypher"
    path.write_text("MATCH (p:Person)\nSET p.name = 'x'\nRETURN count(p) AS population\n", encoding="utf-8")

    code, out, _ = say("check", "late-payment")
    json_code, as_json, _ = say("check", "late-payment", "--json")
    run_code, _, run_error = say("run", "late-payment")

    assert (code, json_code, run_code) == (1, 1, 1)
    assert "late-payment/population.cypher:2: SET is refused" in out
    assert json.loads(as_json)[0]["line"] == 2
    assert "is refused" in run_error


def test_a_broken_own_model_is_told_by_check_beside_sound_ones(graph_home: Settings, say: Say) -> None:
    say("new", "late-payment")
    (graph_home.models_dir / "late-payment" / "model.yaml").write_text("slug: [", encoding="utf-8")

    code, out, _ = say("check", "late-payment")

    assert code == 1
    assert "late-payment/model.yaml" in out


def test_an_example_that_does_not_come_out_fails_test(graph_home: Settings, say: Say) -> None:
    say("new", "late-payment")
    path = graph_home.models_dir / "late-payment" / "findings.cypher"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nRETURN\n", "\nWITH * LIMIT 0\nRETURN\n", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text

    code, out, _ = say("test", "late-payment")

    assert code == 1
    assert out.startswith("✗ late-payment")
    assert "found nothing" in out


# ------------------------------------------------------------------------------------------------------ run, rules


def test_on_an_empty_graph_nothing_is_concluded(graph_home: Settings, say: Say) -> None:
    code, out, _ = say("run", _SLUG)
    _, listed, _ = say("list")

    assert code == 3
    assert "不能下结论" in out
    assert "Can't conclude" in out
    assert "不能下结论" in listed


def test_a_run_finds_and_tells_and_a_second_one_is_delta(graph_home: Settings, clean_graph: Graph, say: Say) -> None:
    wrong = sentenced(number=1, months=42, probation_months=48)
    _load(graph_home, clean_graph, one=wrong, two=sentenced(1, number=2))

    first = say("run", _SLUG, "--json")
    second = say("run", _SLUG)
    full = say("run", _SLUG, "--full", "--batch", "1")
    _, listed, _ = say("list", "--json")

    assert (first[0], second[0], full[0]) == (0, 0, 0)
    (run,) = json.loads(first[1])
    assert (run["state"], run["mode"], run["found"], run["population"]) == ("done", "full", 1, 1)
    assert "(delta): 0 处" in second[1]
    assert "(full): 2 处 · anchors, 1 条发现" in full[1]
    (view,) = [view for view in json.loads(listed) if view["slug"] == _SLUG]
    assert (view["funnel"]["findings"], view["funnel"]["unreviewed"]) == (1, 1)


def test_a_parameter_changes_what_is_found(graph_home: Settings, clean_graph: Graph, say: Say) -> None:
    slug = "repeat-offender-cross-region"
    _load(graph_home, clean_graph, **{f"r{n}": sentenced(number=n, court=n, year=2015 + n) for n in (0, 1)})

    usual = json.loads(say("run", slug, "--json")[1])[0]
    lower = json.loads(say("run", slug, "--param", "min_cases=2", "--json")[1])[0]
    named = json.loads(say("run", "--param", f"{slug}:min_cases=2", "--param", f"{slug}:charges=盗窃罪，诈骗罪",
                           slug, "--json")[1])[0]  # fmt: skip
    beyond = say("run", slug, "--param", "min_cases=1")

    assert (usual["found"], lower["found"], named["found"]) == (0, 1, 0)
    assert named["parameters"]["charges"] == ["盗窃罪", "诈骗罪"]
    assert (beyond[0], "below 2" in beyond[2]) == (2, True)


def test_a_rule_is_switched_off_and_on(graph_home: Settings, clean_graph: Graph, say: Say) -> None:
    _load(graph_home, clean_graph, **{f"s{n}": suit(n % 2, 1 - n % 2, number=n) for n in (1, 2)})
    slug, lower = "false-litigation-ring", ("--param", "min_suits=2", "--param", "min_both_sides=1")
    assert json.loads(say("run", slug, *lower, "--json")[1])[0]["found"] == 1

    off = say("rules", "--off", "lending-groups", "--json")
    refused = say("run", slug, *lower)
    on = say("rules", "--on", "lending-groups")
    again = say("run", slug, *lower, "--full", "--json")
    unknown = say("rules", "--off", "no-such-rule")

    (state,) = [each for each in json.loads(off[1]) if each["off"]]
    assert (state["off"], state["nodes"]) == (True, 0)
    assert refused[0] == 3
    assert "lending-groups 已停用" in refused[1]
    assert "启用 · on" in on[1]
    assert json.loads(again[1])[0]["found"] == 1
    assert (unknown[0], "lending-groups" in unknown[2]) == (1, True)
