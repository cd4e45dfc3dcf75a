"""Ingest through faults: killed at random, Neo4j killed under it, two at once, a full disk. Nothing lost or double."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from anmai.api.services.ingest import ingest
from anmai.api.services.ingest_forms import Options
from anmai.errors import ServerUnavailable
from anmai.graph.connection import Graph, connect
from anmai.graph.loading import projection
from anmai.graph.loading.check import check
from anmai.graph.server.local import LocalServer
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import open_store

Dump = Callable[[Graph], tuple[list[str], list[str]]]
_WIPE = "MATCH (n) WHERE NOT n:Disposable CALL (n) { DETACH DELETE n } IN TRANSACTIONS"
#: The phase in which each of the ingests is killed.
_KILLED_IN = ("extract", "extract", "resolve", "project", "project")


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "anmai.api.cli", "ingest", str(folder), "--json"]


def _finish(folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(folder), env=env, capture_output=True, text=True, timeout=300, check=False)


def _wait_for_phase(home: Path, phase: str, running: subprocess.Popen[bytes]) -> None:
    """Until the running ingest's own job row stands in ``phase``, or it has ended."""
    known = f"file:{home / 'store.db'}?mode=ro"
    asked = (
        "SELECT 1 FROM ingest_jobs WHERE state = 'running' AND phase = ? AND id NOT IN (SELECT value FROM json_each(?))"
    )
    with closing(sqlite3.connect(known, uri=True, timeout=10)) as store:
        earlier = json.dumps([id for (id,) in store.execute("SELECT id FROM ingest_jobs")])
        while running.poll() is None and not store.execute(asked, (phase, earlier)).fetchone():
            time.sleep(0.002)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_killed_in_every_phase_and_resumed_equals_undisturbed(
    clean_graph: Graph, graph_env: dict[str, str], rulings: Path, tmp_path: Path, dump_graph: Dump
) -> None:
    whole = _finish(rulings, graph_env)
    assert whole.returncode in (0, 3), whole.stderr
    seconds = json.loads(whole.stdout)["seconds"]
    undisturbed = dump_graph(clean_graph)
    clean_graph.execute(_WIPE)
    home = tmp_path / "killed"
    env = graph_env | {"ANMAI_HOME": str(home)}
    open_store(Settings(home=home)).close()
    chance = random.Random(20190524)
    killed_in = []

    for phase in _KILLED_IN:
        running = subprocess.Popen(_command(rulings), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_for_phase(home, phase, running)
        try:
            # A moment within the phase; a resumed phase has less to do, so the first half of it is aimed at.
            running.wait(seconds[phase] * chance.uniform(0, 0.5))
        except subprocess.TimeoutExpired:
            killed_in.append(phase)
            running.send_signal(signal.SIGKILL)
            running.wait(30)
    done = _finish(rulings, env)

    assert {"extract", "project"} <= set(killed_in), "too few were alive when they were to be killed"
    assert done.returncode in (0, 3), done.stderr
    assert dump_graph(clean_graph) == undisturbed


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_neo4j_killed_under_ingest_is_told_and_resumed(
    tmp_path: Path, rulings: Path, dump_graph: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home", neo4j_uri=None, neo4j_heap_mb=512, neo4j_pagecache_mb=128, workers=1)
    monkeypatch.setattr(projection, "BATCH", 15)
    server = LocalServer(settings)
    server.start()
    told = json.loads((server.home / "run" / "server.json").read_text(encoding="utf-8"))

    def kill_in_the_middle(phase: str, done: int, _total: int | None) -> None:
        if phase == "project" and done == 15:
            psutil.Process(told["pid"]).kill()

    try:
        with pytest.raises(ServerUnavailable) as gone:
            ingest(settings, [rulings], Options(), kill_in_the_middle)
        assert gone.value.exit_code == 4
        assert "anmai db start" in str(gone.value)

        server.start()
        ingest(settings, [rulings], Options(), lambda *_told: None)

        with connect(settings) as graph:
            assert check(graph) == []
            resumed = dump_graph(graph)
            graph.execute(_WIPE)
            ingest(settings, [rulings], Options(), lambda *_told: None)
            assert dump_graph(graph) == resumed
    finally:
        server.stop()


def test_second_ingest_is_refused_and_names_the_first(
    clean_graph: Graph, graph_settings: Settings, graph_env: dict[str, str], rulings: Path
) -> None:
    with writer_lock(graph_settings.home, "ingest"):
        refused = _finish(rulings, graph_env)

    assert refused.returncode == 1
    assert f"process {os.getpid()}: ingest" in refused.stderr.replace("\n", " ")
    assert clean_graph.read("MATCH (d:Document) RETURN count(d) AS n") == [{"n": 0}]


def test_full_disk_is_told_and_leaves_nothing_half_written(
    clean_graph: Graph, graph_env: dict[str, str], rulings: Path, dump_graph: Dump
) -> None:
    def limit_files() -> None:
        # A limit on the size of files stands for a disk without room: SQLite meets both as a write that fails.
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    full = subprocess.run(
        _command(rulings), env=graph_env, capture_output=True, text=True, timeout=300, check=False,
        preexec_fn=limit_files,
    )  # fmt: skip
    assert full.returncode == 1
    assert "full" in full.stderr
    assert "Traceback" not in full.stderr

    done = _finish(rulings, graph_env)

    assert done.returncode in (0, 3), done.stderr
    resumed = dump_graph(clean_graph)
    assert check(clean_graph) == []
    clean_graph.execute(_WIPE)
    _finish(rulings, graph_env | {"ANMAI_HOME": graph_env["ANMAI_HOME"] + "-fresh"})
    assert dump_graph(clean_graph) == resumed


def test_skipped_documents_are_listed_with_reasons_and_exit_3(
    clean_graph: Graph, graph_env: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "notes.txt").write_text("今天开会，讨论食堂菜单。", encoding="utf-8")

    done = _finish(folder, graph_env)

    assert done.returncode == 3
    summary = json.loads(done.stdout)
    assert {(each["document"], each["reason"]) for each in summary["skipped"]} == {
        ("mixed/empty.txt", "empty"),
        ("mixed/notes.txt", "not_a_ruling"),
    }
    assert all(each["message"] for each in summary["skipped"])
    again = _finish(folder, graph_env)
    assert again.returncode == 3
    assert json.loads(again.stdout)["outcomes"] == {"unchanged": 2}
