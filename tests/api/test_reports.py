"""Citizens' reports: numbers, steps that must be told, what a reporter hears, and the same by command."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Protocol

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from anmai.api.cli.app import build_app
from anmai.api.services.reports import add_report, answer_to, find_report, list_reports, step
from anmai.errors import AnmaiError, Conflict, NotFound, UsageError
from anmai.forms.report import NewReport, read_number, report_number
from anmai.settings import Settings
from anmai.store import Store, audit

RIVER = NewReport(content="滨河路12号旁的河道有人偷排污水。", reporter="逄翀岫", phone="13905710000", region="330106")


class Api(Protocol):
    def client(self, **options: Any) -> httpx.Client: ...


@given(day=st.dates(date(2020, 1, 1), date(2099, 12, 31)), sequence=st.integers(1, 9_999), data=st.data())
def test_a_number_is_read_as_written_and_no_single_wrong_digit_passes(
    day: date, sequence: int, data: st.DataObject
) -> None:
    number = report_number(day, sequence)
    place = data.draw(st.integers(2, 14))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))

    assert read_number(f" {number[:2].lower()} {number[2:10]}-{number[10:14]}—{number[14]}") == number
    assert read_number(number[:place] + other + number[place + 1 :]) is None


def test_reports_of_one_day_are_numbered_in_turn(store: Store) -> None:
    with store.session() as session:
        numbers = [add_report(session, RIVER, "reception").number for _ in range(3)]

    assert [number[10:14] for number in numbers] == ["0001", "0002", "0003"]
    assert len({read_number(number) for number in numbers} - {None}) == 3


def test_a_report_goes_its_way_and_its_reporter_hears_without_the_content(store: Store) -> None:
    with store.session() as session:
        number = add_report(session, RIVER, "reception").number
        step(session, number, "accepted", None, "office")
        step(session, number, "answered", "排污口已封堵。", "office")
        heard, whole = answer_to(session, number), find_report(session, number)

    assert [(one.before, one.after, one.told) for one in heard.steps] == [
        (None, "received", None), ("received", "accepted", None), ("accepted", "answered", "排污口已封堵。"),
    ]  # fmt: skip
    assert (whole.status, whole.theme, whole.place) == ("answered", "water_pollution", "滨河路")
    told = heard.model_dump_json()
    assert "逄翀岫" not in told and "13905710000" not in told and "偷排" not in told


@pytest.mark.parametrize(
    ("status", "told", "error"),
    [("answered", "  ", UsageError), ("refused", None, UsageError), ("received", "回到登记", Conflict)],
)
def test_a_wrong_step_changes_nothing(store: Store, status: Any, told: str | None, error: type[AnmaiError]) -> None:
    with store.session() as session:
        number = add_report(session, RIVER, "reception").number

    with pytest.raises(error), store.session() as session:
        step(session, number, status, told, "office")

    with store.session(write=False) as session:
        assert find_report(session, number).status == "received"
        assert len(find_report(session, number).steps) == 1


def test_an_unknown_or_mistyped_number_is_not_found(store: Store) -> None:
    with store.session(write=False) as session:
        for number in (report_number(date(2026, 1, 1), 1), "JB2026010100010", "2026"):
            with pytest.raises(NotFound):
                find_report(session, number)


def test_the_audit_log_tells_that_a_report_came_and_not_what_it_says(store: Store) -> None:
    with store.session() as session:
        add_report(session, RIVER, "reception")

    with store.session(write=False) as session:
        assert audit.verify(session).ok
        entries = session.connection().exec_driver_sql("SELECT action, detail FROM audit").all()
    assert [row[0] for row in entries] == ["report.add"]
    assert "污水" not in json.dumps([str(row) for row in entries], ensure_ascii=False)


def test_reports_are_listed_by_status_the_newest_first(store: Store) -> None:
    with store.session() as session:
        first, second = (add_report(session, RIVER, "reception").number for _ in range(2))
        step(session, first, "refused", "不属于检察机关职责。", "office")

    with store.session(write=False) as session:
        assert [one.number for one in list_reports(session, None, 0, 10).reports] == [second, first]
        assert [one.number for one in list_reports(session, "refused", 0, 10).reports] == [first]


def test_the_api_takes_down_answers_and_tells(api_without_neo4j: Api) -> None:
    with api_without_neo4j.client() as client:
        made = client.post("/reports", json={"content": "年卡余额不退，健身房关门。", "channel": "web"})
        number = made.json()["number"]
        done = client.post(f"/reports/{number}/steps", json={"status": "answered", "told": "已立案。"})
        heard = client.get(f"/reports/{number}/answer")
        silent = client.post(f"/reports/{number}/steps", json={"status": "transferred", "told": "移送"})
        missing = client.get("/reports/JB2026010100010")

    assert (made.status_code, done.status_code, heard.status_code) == (201, 200, 200)
    assert heard.json()["steps"][-1]["told"] == "已立案。" and "content" not in heard.json()
    assert (silent.status_code, missing.status_code) == (409, 404)


def test_the_command_gives_a_number_and_shows_what_became_of_it(
    home_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANMAI_HOME", str(home_settings.home))
    run = CliRunner()
    app = build_app()

    made = run.invoke(app, ["reports", "add", "-c", "盲道被占。", "--address", "育才路3号", "--json"])
    number = json.loads(made.output)["number"]
    answered = run.invoke(app, ["reports", "answer", number, "-t", "已清理。"])
    shown = run.invoke(app, ["reports", "show", number, "--for-reporter"])
    listed = run.invoke(app, ["reports", "list"])

    assert (made.exit_code, answered.exit_code, shown.exit_code, listed.exit_code) == (0, 0, 0, 0), shown.output
    assert "已清理。" in shown.output and "盲道" not in shown.output
    assert number in listed.output and "盲道被占。" in listed.output
