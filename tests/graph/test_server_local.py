"""The local Neo4j: idempotent start, stale process ids, a death at start, tight rights."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from anmai.errors import ServerUnavailable
from anmai.graph.connection import connect
from anmai.graph.server import local, machine
from anmai.graph.server.local import LocalServer
from anmai.settings import Settings

pytestmark = pytest.mark.neo4j


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    made = Settings(home=tmp_path / "home", neo4j_uri=None, neo4j_heap_mb=512, neo4j_pagecache_mb=128)
    yield made
    LocalServer(made).stop()


def _remembered(server: LocalServer) -> Path:
    return server.home / "run" / "server.json"


@pytest.mark.slow
def test_life_of_a_server(settings: Settings) -> None:
    server = LocalServer(settings)
    assert server.status().state == "stopped"

    uri = server.start()

    # It runs, answers with the generated password, and listens on the loopback address alone.
    assert server.status().state == "running"
    told = json.loads(_remembered(server).read_text(encoding="utf-8"))
    listening = {
        link.laddr.ip for link in psutil.Process(told["pid"]).net_connections("tcp") if link.status == "LISTEN"
    }
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    assert stat.S_IMODE(server.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(server.home.stat().st_mode) == 0o700
    with connect(settings) as graph:
        assert graph.version() == server.status().version
        graph.write("CREATE (:Kept {id: 'kept'})")

    # Starting again finds it, also when it was forgotten.
    assert server.start() == uri
    _remembered(server).unlink()
    assert LocalServer(settings).start() == uri
    assert LocalServer(settings).status().uri == uri

    # Killed, and its process id given to a stranger: the stranger is left alone, the server starts again on its port.
    psutil.Process(told["pid"]).kill()
    psutil.Process(told["pid"]).wait(30) if psutil.pid_exists(told["pid"]) else None
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"]) as stranger:
        told["pid"] = stranger.pid
        _remembered(server).write_text(json.dumps(told), encoding="utf-8")
        assert server.status().state == "stopped"
        assert server.start() == uri
        assert stranger.poll() is None
        stranger.kill()
    with connect(settings) as graph:
        assert graph.read("MATCH (n:Kept) RETURN count(n) AS n") == [{"n": 1}]

    assert server.stop() is True
    assert server.stop() is False
    assert server.status().state == "stopped"

    # A lost password costs the accounts, not the graph.
    server.password_file.unlink()
    server.start()
    with connect(settings) as graph:
        assert graph.read("MATCH (n:Kept) RETURN count(n) AS n") == [{"n": 1}]


@pytest.mark.slow
def test_death_at_start_is_told_with_its_reason(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    told = local.config.configuration

    def broken(**arguments: object) -> str:
        return told(**arguments) + "no.such.setting=1\n"  # type: ignore[arg-type]

    monkeypatch.setattr(local.config, "configuration", broken)

    with pytest.raises(ServerUnavailable, match=r"no\.such\.setting") as died:
        LocalServer(settings).start()

    assert died.value.exit_code == 4
    assert "neo4j.log" in str(died.value)
    assert LocalServer(settings).status().state == "stopped"


def test_a_port_that_is_taken_between_looking_and_starting_is_given_up_for_another(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = LocalServer(settings)
    choose = machine.choose_port
    with socket.create_server((machine.LOOPBACK, 0)) as other:
        taken = other.getsockname()[1]
        choices = iter([taken])
        monkeypatch.setattr(machine, "choose_port", lambda *asked: next(choices, None) or choose(*asked))

        uri = server.start()

        assert uri != f"bolt://{machine.LOOPBACK}:{taken}"
        with connect(settings) as graph:
            assert graph.read("RETURN 1 AS one") == [{"one": 1}]
