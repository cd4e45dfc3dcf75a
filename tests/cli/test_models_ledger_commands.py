"""``anmai models ledger, certify, promote, overlap, pack, offices, runs, schedule``: what they print and leave with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anmai.api.cli import main
from anmai.cypher_models.packages import read_package
from anmai.settings import Settings, settings

Say = Callable[..., tuple[int, str, str]]
_SLUG = "improper-probation"
_OFFICE = "西湖区人民检察院"


@pytest.fixture
def say(home_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Say]:
    """Run ``anmai models …`` in a home without Neo4j: (exit code, standard output, standard error in one line)."""
    monkeypatch.setenv("ANMAI_HOME", str(home_settings.home))
    monkeypatch.setenv("ANMAI_LANG", "en")
    settings.cache_clear()

    def run(*words: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(["models", *words])
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return code, told.out, " ".join(told.err.split())

    yield run
    settings.cache_clear()


def test_a_model_is_certified_promoted_and_demoted(say: Say) -> None:
    refused = say("promote", _SLUG, "--who", "赵主任")
    given = [say("certify", _SLUG, "--as", side, "--who", who) for side, who in (("business", "王"), ("data", "李"))]
    raised = say("promote", _SLUG, "--who", "赵主任", "--note", "试用期满")
    (view,) = json.loads(say("ledger", _SLUG, "--json")[1])
    fallen = say("demote", _SLUG, "--who", "赵主任")

    assert refused[0] == 1
    assert "certificate" in refused[2]
    assert [code for code, _, _ in given] == [0, 0]
    assert "test → stable" in raised[1]
    assert (view["status"], view["level"], view["lacking"]) == ("stable", "county", [])
    assert (view["moves"][0]["by"], view["moves"][0]["note"]) == ("赵主任", "试用期满")
    assert "stable → test" in fallen[1]


def test_the_list_shows_the_status_of_the_ledger(say: Say) -> None:
    for side, who in (("business", "王"), ("data", "李")):
        say("certify", _SLUG, "--as", side, "--who", who)
    say("promote", _SLUG)

    listed = {model["slug"]: model["status"] for model in json.loads(say("list", "--json")[1])}

    assert listed[_SLUG] == "stable"
    assert listed["missed-recidivism"] == "test"


def test_the_ledger_tells_counts_and_no_rate_of_nothing(say: Say) -> None:
    code, out, _ = say("ledger", _SLUG)

    assert code == 0
    assert "confirmed 0" in out
    assert "too few for a rate" in out
    assert "%" not in out


def test_a_model_is_packed_with_the_own_key_alone(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "model.zip"
    without = say("pack", _SLUG, "-o", str(file))
    made = say("offices", "own", "--name", _OFFICE)
    packed = say("pack", _SLUG, "-o", str(file))
    (own,) = json.loads(say("offices", "list", "--json")[1])

    assert without[0] == 1
    assert "offices own" in without[2]
    assert (made[0], packed[0]) == (0, 0)
    assert read_package(file.read_bytes()).key_id == own["key_id"]
    assert (own["name"], own["own"]) == (_OFFICE, True)
    assert oct(next((settings().home / "offices").glob("own.key")).stat().st_mode)[-3:] == "600"


def test_offices_are_added_and_removed_and_logged(say: Say, tmp_path: Path) -> None:
    from anmai.cypher_models.packages import Offices

    key = Offices(Settings(home=tmp_path / "other", neo4j_uri=None)).make_own("萧山区人民检察院").public_key

    added = say("offices", "add", "萧山区人民检察院", key)
    listed = json.loads(say("offices", "list", "--json")[1])
    removed = say("offices", "remove", "萧山区人民检察院")

    assert (added[0], removed[0]) == (0, 0)
    assert [office["public_key"] for office in listed] == [key]
    assert json.loads(say("offices", "list", "--json")[1]) == []


def test_overlap_lists_the_other_models(say: Say) -> None:
    found = json.loads(say("overlap", _SLUG, "--json")[1])

    assert _SLUG not in {each["slug"] for each in found}
    assert all(0 <= each["query"] < 0.6 and not each["near_copy"] for each in found)


def test_a_second_scaffold_is_warned_about(say: Say) -> None:
    say("new", "first-model")

    code, _, err = say("new", "second-model")

    assert code == 0
    assert "first-model" in err


def test_a_schedule_is_made_listed_and_taken_off(say: Say) -> None:
    made = say("schedule", _SLUG, "--every", "1d")
    (entry,) = json.loads(say("schedule", "--json")[1])
    wrong = say("schedule", _SLUG, "--cron", "x")
    off = say("schedule", _SLUG, "--off")

    assert made[0] == 0
    assert (entry["model"], entry["every"]) == (_SLUG, "1d")
    assert entry["next"] is not None
    assert wrong[0] == 2
    assert off[0] == 0
    assert json.loads(say("schedule", "--json")[1]) == []


@pytest.mark.parametrize(
    "words",
    [
        ("ledger", "nobody"), ("compare", "aaaaaaaa", "bbbbbbbb"), ("certify", _SLUG, "--as", "boss", "--who", "王"),
        ("schedule", "nobody", "--every", "1d"), ("offices", "remove", "nobody"), ("schedule", "--every", "1d"),
        ("demote", _SLUG, "--to", "galaxy"), ("import", "nowhere.zip"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_to_do(say: Say, words: tuple[str, ...]) -> None:
    code, _, err = say(*words)

    assert code in (1, 2)
    assert err.startswith("anmai: ")


def test_no_run_is_told(say: Say) -> None:
    assert "anmai models run" in say("runs")[1]
    assert json.loads(say("runs", "--json")[1]) == []
