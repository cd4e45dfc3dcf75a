from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from anmai.api.background import Running, answers, hold, log_path, running, start, stop_server
from anmai.api.cli.servers import server_states
from anmai.api.links import new_link
from anmai.errors import BusyError, ServerUnavailable
from anmai.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture
def settings_on_free_ports(tmp_path: Path) -> Iterator[Settings]:
    made = Settings(home=tmp_path / "home", neo4j_uri=None, api_port=0, ui_port=0, workers=1)
    made.ensure_home()
    yield made
    for name in ("ui", "api"):
        stop_server(made, name)


def test_the_api_outlives_its_starter_and_is_found_and_stopped(settings_on_free_ports: Settings) -> None:
    chosen = settings_on_free_ports
    first = start(chosen, "api")
    second = start(chosen, "api")

    assert first == second
    assert answers(first, "api")
    assert psutil.Process(first.pid).ppid() != os.getpid()
    assert server_states(chosen)["api"] == {"state": "running", "uri": first.url, "pid": first.pid}

    token = new_link(chosen, first.url)
    answer = httpx.post(f"{first.url}/api/v1/session/exchange", json={"one_time": token}, trust_env=False)
    assert answer.status_code == 200

    assert stop_server(chosen, "api")
    assert not psutil.pid_exists(first.pid) or psutil.Process(first.pid).status() == psutil.STATUS_ZOMBIE
    assert running(chosen, "api") is None
    assert not stop_server(chosen, "api")


def test_a_killed_api_is_started_again(settings_on_free_ports: Settings) -> None:
    first = start(settings_on_free_ports, "api")
    psutil.Process(first.pid).kill()
    psutil.wait_procs([psutil.Process(first.pid)] if psutil.pid_exists(first.pid) else [], timeout=30)

    second = start(settings_on_free_ports, "api")

    assert second.pid != first.pid
    assert answers(second, "api")


def test_the_log_tells_no_names_that_were_searched(settings_on_free_ports: Settings) -> None:
    served = start(settings_on_free_ports, "api")
    token = (settings_on_free_ports.home / "api.token").read_text().strip()
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, trust_env=False) as client:
        client.get(f"{served.url}/api/v1/search", params={"q": "欧阳长风"})
    stop_server(settings_on_free_ports, "api")

    told = log_path(settings_on_free_ports, "api").read_text(encoding="utf-8")
    assert "欧阳长风" not in told
    assert "%E6%AC%A7" not in told


def test_the_explorer_is_started_beside_its_api(settings_on_free_ports: Settings) -> None:
    served = start(settings_on_free_ports, "api")
    page = start(settings_on_free_ports, "ui")

    assert page.api_url == served.url
    assert answers(page, "ui")
    children = psutil.Process(page.pid).children(recursive=True)
    stop_server(settings_on_free_ports, "ui")
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


def test_a_server_that_cannot_start_tells_why(settings_on_free_ports: Settings) -> None:
    wrong = settings_on_free_ports.model_copy(update={"api_host": "0.0.0.0", "lang": "en"})

    with pytest.raises(ServerUnavailable, match="this machine alone"):
        start(wrong, "api")


def test_a_state_file_of_a_process_that_is_somebody_else_now_is_not_believed(home_settings: Settings) -> None:
    folder = home_settings.home / "run"
    folder.mkdir()
    mine = psutil.Process()
    state = {"pid": mine.pid, "created": mine.create_time() - 1000, "url": "http://127.0.0.1:1", "api_url": None}
    (folder / "api.json").write_text(json.dumps(state))

    assert running(home_settings, "api") is None
    (folder / "api.json").write_text("{ not json")
    assert running(home_settings, "api") is None


def test_one_home_has_one_api(home_settings: Settings) -> None:
    with hold(home_settings, "api", "http://127.0.0.1:1"):
        known = running(home_settings, "api")
        assert known == Running(os.getpid(), psutil.Process().create_time(), "http://127.0.0.1:1")
        with pytest.raises(BusyError, match="runs already"), hold(home_settings, "api", "http://127.0.0.1:2"):
            pass
    assert running(home_settings, "api") is None


def test_status_is_told_as_json_when_nothing_runs(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith("ANMAI_")}
    done = subprocess.run(
        [sys.executable, "-m", "anmai.api.cli", "status", "--json"],
        env={**env, "ANMAI_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert {told[name]["state"] for name in ("neo4j", "api", "ui")} == {"stopped"}
