"""A load that is killed: the same command goes on, and ends with the same graph as an undisturbed one."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.conftest import MAPPINGS
from tests.sources.tables import visit, write_csv

from anmai.api.services.sources import LoadOptions, TableChoice, load_source, remove_source
from anmai.graph.connection import Graph
from anmai.settings import Settings
from anmai.store import open_store
from anmai.store.source_tables import SourceLoad, StagedEntry

Dump = Callable[[Graph], tuple[list[str], list[str]]]
KIND = str(MAPPINGS / "clinic-visits.yaml")
ROWS = 6000


@pytest.mark.timeout(600)
@pytest.mark.parametrize("phase", ["read", "store", "project"])
def test_killed_load_goes_on_and_equals_an_undisturbed_one(
    graph_settings: Settings,
    graph_env: dict[str, str],
    clean_graph: Graph,
    tmp_path: Path,
    dump_graph: Dump,
    phase: str,
) -> None:
    rows = [
        visit(
            n,
            卡号=f"KA-{n % 700:05}",
            姓名=f"孔{chr(0x4E00 + n % 900)}",
            就诊日期="？" if n % 500 == 0 else "2021-05-06",
        )
        for n in range(ROWS)
    ]
    path = write_csv(tmp_path / "v.csv", rows)
    _killed_in(phase, path, graph_env)

    resumed = load_source(graph_settings, TableChoice(str(path)), KIND, LoadOptions(), graph=clean_graph)

    counts = resumed.counts
    assert (counts["rows"], counts["rejected"], counts["new"] + counts["unchanged"]) == (ROWS, 12, ROWS - 12)
    told = (tmp_path / "v.csv.rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(told) == 13
    after_kill = _without_times(dump_graph(clean_graph))
    remove_source(graph_settings, "clinic-visits", graph=clean_graph)
    load_source(graph_settings, TableChoice(str(path)), KIND, LoadOptions(), graph=clean_graph)
    assert _without_times(dump_graph(clean_graph)) == after_kill


def test_table_that_changed_after_a_kill_is_read_from_its_beginning(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "v.csv", [visit(1), visit(2)])
    store = open_store(graph_settings)
    with store.session() as session:
        session.add(SourceLoad(id="old", source="clinic-visits", request={}, digest="other", file_id=7, state="reading",
                               last_row=9, counts={}, started="2021"))  # fmt: skip
        session.flush()
        session.add(StagedEntry(load_id="old", entry_id="clinic-visits#V9999", row=9, hash="h", body=b""))
    store.close()

    load_source(graph_settings, TableChoice(str(path)), KIND, LoadOptions(), graph=clean_graph)

    assert clean_graph.read("MATCH (e:ClinicVisit) RETURN collect(e.visit_no) AS n")[0]["n"] == ["V0001", "V0002"]


_RUN = """
import os, signal, sys
from pathlib import Path
from anmai.api.services.sources import LoadOptions, TableChoice, load_source
from anmai.settings import settings
phase, path, kind = sys.argv[1:]
seen = 0
def progress(name, done, total):
    global seen
    if name == phase:
        seen += 1
        if seen == 2:
            os.kill(os.getpid(), signal.SIGKILL)
load_source(settings(), TableChoice(path), kind, LoadOptions(), progress)
"""


def _killed_in(phase: str, path: Path, env: dict[str, str]) -> None:
    """Run the load in a process of its own and kill it in the middle of a phase."""
    run = subprocess.run([sys.executable, "-c", _RUN, phase, str(path), KIND], env=env, capture_output=True, text=True,
                         timeout=400, check=False)  # fmt: skip
    assert run.returncode == -signal.SIGKILL, run.stderr
    time.sleep(0.1)


def _without_times(dump: tuple[list[str], list[str]]) -> tuple[list[str], list[str]]:
    """The dump without the time of the load, which can't be the same."""
    return [line for line in dump[0] if '"Source"' not in line], dump[1]
