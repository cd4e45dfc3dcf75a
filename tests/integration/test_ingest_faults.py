"""Ingest through faults: killed at random, Neo4j killed under it, two at once, a full disk. Nothing lost or double."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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

Dump = Callable[[Graph], tuple[list[str], list[str]]]
_WIPE = "MATCH (n) WHERE NOT n:Disposable CALL (n) { DETACH DELETE n } IN TRANSACTIONS"
_KILLS = 5


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "anmai.api.cli", "ingest", str(folder), "--json"]


def _finish(folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(folder), env=env, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_killed_at_random_points_and_resumed_equals_undisturbed(
    clean_graph: Graph, graph_env: dict[str, str], rulings: Path, tmp_path: Path, dump_graph: Dump
) -> None:
    began = time.monotonic()
    assert _finish(rulings, graph_env).returncode in (0, 3)
    whole = time.monotonic() - began
    undisturbed = dump_graph(clean_graph)
    clean_graph.execute(_WIPE)
    env = graph_env | {"ANMAI_HOME": str(tmp_path / "killed")}
    chance = random.Random(20190524)
    alive_when_killed = 0

    for _ in range(_KILLS):
        running = subprocess.Popen(_command(rulings), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.wait(whole * chance.uniform(0.35, 0.9))
        except subprocess.TimeoutExpired:
            alive_when_killed += 1
            running.send_signal(signal.SIGKILL)
            running.wait(30)
    done = _finish(rulings, env)

    assert alive_when_killed >= 2
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
