"""A run that is killed, or whose Neo4j is killed under it, ends after resuming as if nothing had happened."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from tests.models.conftest import World, sentenced, suit

from anmai.cypher_models import run_models
from anmai.errors import ServerUnavailable
from anmai.forms.record import Record
from anmai.graph.connection import connect
from anmai.graph.loading.base import prepare
from anmai.graph.server.local import LocalServer
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.tables import FindingRow, LeadRow, LeadStep, Run

_SLUGS = ("false-litigation-ring", "improper-probation")
_PROBATIONS = 24
#: Lower thresholds than anybody would use, so that few suits make a ring.
_PARAMETERS = {"false-litigation-ring": {"min_suits": 2, "min_both_sides": 1}}


def _records() -> dict[str, Record]:
    """Suspended sentences of which every second is too long, and a circle of suits."""
    return {
        f"r{n}": sentenced(n % 4, number=n, months=42 if n % 2 else 30, probation_months=48)
        for n in range(1, _PROBATIONS + 1)
    } | {f"s{n}": suit(n % 2, 1 - n % 2, number=n, year=2017) for n in range(1, 8)}


def _told(store: Store) -> tuple[list[Any], list[Any], list[Any]]:
    """Findings, leads and their steps, without the ids of runs and the times."""
    with store.session(write=False) as session:
        findings = session.execute(
            sa.select(FindingRow.id, FindingRow.content_hash, FindingRow.version, FindingRow.present).order_by(
                FindingRow.id
            )
        ).all()
        leads = session.execute(
            sa.select(LeadRow.id, LeadRow.finding_id, LeadRow.status, LeadRow.target_id).order_by(LeadRow.id)
        ).all()
        steps = session.execute(
            sa.select(LeadStep.lead_id, LeadStep.before, LeadStep.after, LeadStep.reason).order_by(
                LeadStep.lead_id, LeadStep.id
            )
        ).all()
    return [tuple(row) for row in findings], [tuple(row) for row in leads], [tuple(row) for row in steps]


def _undisturbed(world: World, home: Path) -> tuple[list[Any], list[Any], list[Any]]:
    """What a run from the same beginning tells that nothing disturbs: in a copy of the home, on the same graph."""
    shutil.copytree(world.settings.home, home, ignore=shutil.ignore_patterns("neo4j", "*.lock", "lock*"))
    settings = world.settings.model_copy(update={"home": home})
    with closing(open_store(settings)) as store:
        run_models(settings, store, world.graph, list(_SLUGS), parameters=_PARAMETERS)
        return _told(store)


def _runs(store: Store, slug: str) -> list[Run]:
    with store.session(write=False) as session:
        return list(session.scalars(sa.select(Run).where(Run.slug == slug)))


def _command(*more: str) -> list[str]:
    given = [f"--param={slug}:{name}={value}" for slug, values in _PARAMETERS.items() for name, value in values.items()]
    return [sys.executable, "-m", "anmai.api.cli", "models", "run", *_SLUGS, "--batch", "1", *given, *more]


def _killed_when_at(world: World, env: dict[str, str], anchors: int) -> None:
    """Start the run and kill it with SIGKILL once so many anchors of improper-probation are done."""
    with subprocess.Popen(_command(), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + 240
        while not any(run.anchors_done >= anchors for run in _runs(world.store, "improper-probation")):
            assert running.poll() is None, "the run ended before it could be killed"
            assert time.monotonic() < deadline, "the run never came so far"
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.wait(30)
    assert running.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_a_run_killed_twice_and_resumed_equals_an_undisturbed_one(
    world: World, graph_env: dict[str, str], tmp_path: Path
) -> None:
    world.put(**_records())
    undisturbed = _undisturbed(world, tmp_path / "undisturbed")
    assert len(undisturbed[0]) == _PROBATIONS // 2 + 1

    _killed_when_at(world, graph_env, 4)
    (killed,) = _runs(world.store, "improper-probation")
    _killed_when_at(world, graph_env, killed.anchors_done + 4)
    (killed,) = _runs(world.store, "improper-probation")
    assert (killed.state, killed.ended) == ("running", None)
    assert killed.anchors_done < _PROBATIONS
    done = subprocess.run(
        _command("--json"), env=graph_env, capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    resumed = json.loads(done.stdout)[1]
    assert (resumed["id"], resumed["state"], resumed["anchors_done"]) == (killed.id, "done", _PROBATIONS)
    assert _told(world.store) == undisturbed


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[LocalServer]:
    """A Neo4j of this test alone, which it may kill."""
    settings = Settings(home=tmp_path / "home", neo4j_uri=None, neo4j_heap_mb=512, neo4j_pagecache_mb=128, workers=1)
    server = LocalServer(settings)
    server.start()
    yield server
    server.stop()


@pytest.mark.slow
def test_a_run_whose_neo4j_was_killed_and_resumed_equals_an_undisturbed_one(
    own_server: LocalServer, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home", neo4j_uri=None, neo4j_heap_mb=512, neo4j_pagecache_mb=128, workers=1)
    pid = json.loads((own_server.home / "run" / "server.json").read_text(encoding="utf-8"))["pid"]
    with closing(open_store(settings)) as store:
        with connect(settings, wait=30) as graph:
            prepare(graph)
            world = World(settings, store, graph)
            world.put(**_records())
            undisturbed = _undisturbed(world, tmp_path / "undisturbed")
            assert len(undisturbed[0]) == _PROBATIONS // 2 + 1

            def kill_in_the_middle(progress: Any) -> None:
                if progress.slug == "improper-probation" and progress.done == 9:
                    psutil.Process(pid).kill()

            with pytest.raises(ServerUnavailable) as gone:
                run_models(
                    settings, store, graph, list(_SLUGS), parameters=_PARAMETERS, batch=3, progress=kill_in_the_middle
                )

        assert gone.value.exit_code == 4
        (stopped,) = _runs(store, "improper-probation")
        assert (stopped.state, stopped.anchors_done) == ("stopped", 9)
        own_server.start()
        with connect(settings, wait=30) as graph:
            runs = run_models(settings, store, graph, list(_SLUGS), parameters=_PARAMETERS, batch=3)

        assert [run.state for run in runs] == ["done", "done"]
        assert (runs[1].id, runs[1].anchors_done) == (stopped.id, _PROBATIONS)
        assert _told(store) == undisturbed
