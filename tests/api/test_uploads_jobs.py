from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.api.services import jobs, uploads
from anmai.api.services.text_index import TextIndex
from anmai.api.services.uploads import keep_uploads, safe_name, settle_uploads
from anmai.api.services.worker import Stopped, Worker
from anmai.errors import BusyError, Conflict, DocumentError, UsageError
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import Job


class Api(Protocol):
    settings: Settings

    def client(self, **options: Any) -> httpx.Client: ...


@given(st.text(max_size=300))
def test_a_name_never_leaves_its_folder(given_name: str) -> None:
    name = safe_name(given_name)

    assert Path(name).name == name
    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\:*?"<>|\0\n\r')
    assert len(name.encode()) <= 255
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\判决书.docx", "判决书.docx"),
        ("（2019）浙0106刑初1号.txt", "(2019)浙0106刑初1号.txt"),
        ("CON.txt", "uploadCON.txt"),
        (None, "upload"),
        (".txt", "txt"),
    ],
)
def test_names_of_people_stay_readable(given_name: str | None, kept: str) -> None:
    assert safe_name(given_name) == kept


def put(settings: Settings, job: str, *files: tuple[str, bytes], replace: bool = False) -> list[str]:
    return keep_uploads(settings, job, [(name, io.BytesIO(data)) for name, data in files], replace=replace)


def test_equal_names_in_one_call_get_a_number(home_settings: Settings) -> None:
    assert put(home_settings, "j", ("a.txt", b"1"), ("A.txt", b"2"), ("a.txt", b"3")) == ["a.txt", "A-2.txt", "a-3.txt"]


def test_other_content_under_a_known_name_has_to_be_said(home_settings: Settings) -> None:
    settle_uploads(home_settings, "one", put(home_settings, "one", ("a.txt", b"first")))

    assert put(home_settings, "same", ("a.txt", b"first")) == ["a.txt"]
    with pytest.raises(Conflict, match="added before"):
        put(home_settings, "other", ("a.txt", b"second"))
    assert not (uploads.uploads_folder(home_settings) / "other").exists()
    put(home_settings, "corrected", ("a.txt", b"second"), replace=True)
    (path,) = settle_uploads(home_settings, "corrected", ["a.txt"])
    assert path.read_bytes() == b"second"
    assert settle_uploads(home_settings, "corrected", ["a.txt"]) == [path]


def test_too_large_or_too_many_keep_nothing(home_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 10)

    with pytest.raises(UsageError, match="larger than"):
        put(home_settings, "big", ("ok.txt", b"1"), ("big.txt", b"x" * 11))
    with pytest.raises(UsageError, match="in one call"):
        put(home_settings, "many", *[(f"{n}.txt", b"") for n in range(51)])
    assert not list(uploads.uploads_folder(home_settings).iterdir())


def queue(store: Store, number: int) -> str:
    with store.session() as session:
        return jobs.add_job(session, "models", {"slug": str(number), "mode": "full", "parameters": {}}, "t").id


def states(store: Store) -> list[str]:
    with store.session(write=False) as session:
        return [view.state for view in reversed(jobs.list_jobs(session, 0, 50))]


def finished(store: Store) -> None:
    deadline = time.monotonic() + 60
    while any(state in ("queued", "running") for state in states(store)):
        assert time.monotonic() < deadline, states(store)
        time.sleep(0.05)


def test_jobs_are_worked_through_in_order_and_failures_hold_nobody_up(home_settings: Settings, store: Store) -> None:
    order: list[str] = []

    def work(_settings: Settings, _store: Store, request: dict[str, Any], tell: Any, _stopped: Any) -> dict[str, Any]:
        order.append(request["slug"])
        tell("models", 1, 2)
        if request["slug"] == "1":
            raise DocumentError("empty", "says what is wrong")
        if request["slug"] == "2":
            raise ValueError("secret detail")
        return {"found": 3}

    ids = [queue(store, number) for number in range(4)]
    index = TextIndex(home_settings.home / "search.db", store)
    worker = Worker(home_settings, store, index, {"models": work})
    worker.start()
    finished(store)
    worker.stop()
    index.close()

    assert order == ["0", "1", "2", "3"]
    assert states(store) == ["done", "failed", "failed", "done"]
    with store.session(write=False) as session:
        views = [jobs.find_job(session, job) for job in ids]
    assert views[0].counts == {"found": 3}
    assert views[1].error == "says what is wrong"
    assert "secret" not in (views[2].error or "")


def test_a_job_that_was_interrupted_goes_on_at_the_next_start(home_settings: Settings, store: Store) -> None:
    job = queue(store, 0)
    rounds: list[int] = []

    def first(_settings: Settings, _store: Store, _request: Any, _tell: Any, stopped: Any) -> dict[str, Any]:
        rounds.append(1)
        while not stopped():
            time.sleep(0.01)
        raise Stopped

    index = TextIndex(home_settings.home / "search.db", store)
    worker = Worker(home_settings, store, index, {"models": first})
    worker.start()
    while not rounds:
        time.sleep(0.01)
    worker.stop()
    assert states(store) == ["running"]

    again = Worker(home_settings, store, index, {"models": lambda *_: {"found": 1}})
    again.start()
    finished(store)
    again.stop()
    index.close()

    with store.session(write=False) as session:
        assert jobs.find_job(session, job).counts == {"found": 1}


def test_a_job_waits_while_somebody_else_writes(
    home_settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anmai.api.services.worker._RETRY", 0.05)
    tries: list[int] = []

    def work(*_: Any) -> dict[str, Any]:
        tries.append(1)
        if len(tries) < 6:
            raise BusyError("somebody writes")
        return {}

    queue(store, 0)
    index = TextIndex(home_settings.home / "search.db", store)
    worker = Worker(home_settings, store, index, {"models": work})
    worker.start()
    finished(store)
    worker.stop()
    index.close()

    assert (states(store), len(tries)) == (["done"], 6)


def test_a_job_that_ends_its_worker_three_times_is_given_up(home_settings: Settings, store: Store) -> None:
    job = queue(store, 0)
    with store.session() as session:
        row = session.get_one(Job, job)
        row.state, row.attempts = "running", 3

    index = TextIndex(home_settings.home / "search.db", store)
    worker = Worker(home_settings, store, index, {"models": lambda *_: {}})
    worker.start()
    finished(store)
    worker.stop()
    index.close()

    assert states(store) == ["failed"]


def test_wrong_uploads_are_refused_by_the_route(api_without_neo4j: Api) -> None:
    with api_without_neo4j.client() as client:
        none = client.post("/ingest")
        many = client.post("/ingest", files=[("files", (f"{n}.txt", b"x")) for n in range(51)])

    assert (none.status_code, many.status_code) == (422, 400)
