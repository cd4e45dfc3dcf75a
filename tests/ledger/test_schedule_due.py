"""When models run by themselves: entries, the times they mean, what is queued."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from anmai.api.services.scheduled import BY, queue_due
from anmai.cypher_models.schedule import Entry, read_schedule, remove_entry, set_entry
from anmai.errors import ConfigurationError, NotFound, UsageError
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import Job

SLUG = "improper-probation"


def _jobs(store: Store) -> list[Job]:
    with store.session(write=False) as session:
        return list(session.scalars(sa.select(Job).order_by(Job.created)))


def _end(store: Store, state: str = "done") -> None:
    with store.session() as session:
        session.execute(sa.update(Job).values(state=state))


def test_a_model_is_queued_when_its_time_has_come_and_once(home_settings: Settings, store: Store) -> None:
    set_entry(home_settings, SLUG, every="1d", cron=None)
    start = datetime.now(UTC)

    before = queue_due(home_settings, store, start + timedelta(hours=23))
    due = queue_due(home_settings, store, start + timedelta(hours=25))
    while_it_waits = queue_due(home_settings, store, start + timedelta(days=9))

    assert (before, due, while_it_waits) == ([], [SLUG], [])
    (job,) = _jobs(store)
    assert (job.kind, job.by, job.request) == ("models", BY, {"slug": SLUG, "mode": "auto", "parameters": {}})


def test_missed_times_are_made_up_for_once(home_settings: Settings, store: Store) -> None:
    set_entry(home_settings, SLUG, every="1h", cron=None)
    start = datetime.now(UTC)

    first = queue_due(home_settings, store, start + timedelta(days=30))
    _end(store)
    at_once = queue_due(home_settings, store)
    later = queue_due(home_settings, store, datetime.now(UTC) + timedelta(minutes=61))

    assert (first, at_once, later) == ([SLUG], [], [SLUG])


def test_a_failed_run_comes_again_at_its_time(home_settings: Settings, store: Store) -> None:
    set_entry(home_settings, SLUG, every="1d", cron=None)
    queue_due(home_settings, store, datetime.now(UTC) + timedelta(days=2))
    _end(store, "failed")

    assert queue_due(home_settings, store) == []
    assert queue_due(home_settings, store, datetime.now(UTC) + timedelta(days=2)) == [SLUG]


def test_cron_means_the_machines_own_time() -> None:
    entry = Entry(SLUG, None, "30 3 * * 1-5", "2026-11-20T00:00:00+00:00")
    friday = datetime(2026, 11, 20, 12).astimezone()

    following = entry.next_after(friday)

    assert (following.strftime("%A %H:%M"), following.date().isoformat()) == ("Monday 03:30", "2026-11-23")


@pytest.mark.parametrize(
    ("every", "cron"),
    [
        (None, None), ("1d", "0 3 * * *"), ("soon", None), ("0d", None), ("1s", None), ("5m", None),
        (None, "* * * * *"),
        (None, "61 3 * * *"), (None, "0 3 * *"), (None, "0 0 0 3 * *"), (None, "0 0 30 2 *"), (None, "x"),
    ],
)  # fmt: skip
def test_a_time_that_never_comes_or_too_often_is_refused(
    home_settings: Settings, every: str | None, cron: str | None
) -> None:
    with pytest.raises(UsageError):
        set_entry(home_settings, SLUG, every=every, cron=cron)

    assert read_schedule(home_settings) == []


def test_an_entry_is_replaced_and_removed(home_settings: Settings) -> None:
    set_entry(home_settings, SLUG, every="1d", cron=None)
    set_entry(home_settings, "missed-recidivism", every=None, cron="0 3 * * *")
    set_entry(home_settings, SLUG, every="2d", cron=None)

    assert [(each.model, each.every, each.cron) for each in read_schedule(home_settings)] == [
        (SLUG, "2d", None), ("missed-recidivism", None, "0 3 * * *"),
    ]  # fmt: skip
    remove_entry(home_settings, SLUG)
    assert [each.model for each in read_schedule(home_settings)] == ["missed-recidivism"]
    with pytest.raises(NotFound):
        remove_entry(home_settings, SLUG)


@pytest.mark.parametrize("text", ["- model: x\n", "a: [", "- {model: x, every: 1d, often: 2}\n", "- 3\n", "7\n"])
def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(
    home_settings: Settings, store: Store, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    (home_settings.home / "schedule.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"schedule\.yaml can't be read"):
        read_schedule(home_settings)
    assert queue_due(home_settings, store) == []
    assert "schedule.yaml can't be read" in caplog.text
