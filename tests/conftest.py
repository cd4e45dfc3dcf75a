"""Fixtures that all tests share. One Neo4j serves a whole run of pytest, all xdist workers included.

Fixtures, by name:

``clean_graph``     an open ``anmai.graph.connection.Graph`` on an empty database that has its constraints and indexes;
                    held by this test alone (other workers wait), so tests may run at the same time.
``graph_settings``  ``Settings`` with a home of its own (a temporary folder) that lead to that same database; asks for
                    ``clean_graph``, so the database is empty and held.
``graph_env``       the same as environment variables for a command in a process of its own:
                    ``subprocess.run(["anmai", …], env=graph_env)``.
``home_settings``   ``Settings`` with a home of its own and no Neo4j, for what needs the store alone.
``dump_graph``      function: everything that a graph holds, in one canonical form, to compare two graphs by.
``neo4j_server``    address, user and password of the running server; rarely needed by itself.
``built_wheel``     the project's wheel, built once a worker.

The server is started when the first test asks for it, from the jars of the user's cache (fetched once), with a home in
a temporary folder, and stopped at the end even when tests fail. With ANMAI_TEST_NEO4J_URI (and ANMAI_TEST_NEO4J_USER,
ANMAI_TEST_NEO4J_PASSWORD) tests run on that one instead; a database without the node ``(:Disposable)`` is refused,
since it is wiped. Every test that asks for the server is marked ``neo4j``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from _pytest.nodeid import coerce_node_id
from filelock import FileLock

from anmai.graph.connection import Graph, connect
from anmai.graph.server.local import LocalServer
from anmai.settings import Settings, settings

_RUN_FOLDER = "ANMAI_TEST_RUN_FOLDER"
_PREFIX = "anmai-tests-"
_WIPE = "MATCH (n) WHERE NOT n:Disposable CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
_SERVER_FIXTURES = {"neo4j_server", "clean_graph", "graph_settings", "graph_env"}


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """How tests reach Neo4j."""

    uri: str
    user: str
    password: str


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process makes the run's folder; xdist workers inherit its name."""
    # A developer's own settings must not reach the tests, nor tests a developer's own graph.
    for name in [name for name in os.environ if name.startswith("ANMAI_") and not name.startswith("ANMAI_TEST_")]:
        if name not in {"ANMAI_CACHE", "ANMAI_JAVA", "ANMAI_JARS", "ANMAI_MAVEN_REPOSITORY"}:
            del os.environ[name]
    if hasattr(config, "workerinput"):
        return
    _sweep_dead_runs()
    os.environ[_RUN_FOLDER] = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controlling process stops the server, whatever happened."""
    if hasattr(config, "workerinput"):
        return
    _remove_run(Path(os.environ.pop(_RUN_FOLDER)))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs the server, and keep it on one xdist worker: two of them would wait for each other's tests.

    ``--dist loadgroup`` puts tests together by what follows ``@`` in their names. xdist 3.8 writes it where pytest 9.2
    no longer looks, so that its marker ``xdist_group`` does nothing; it is written here until xdist follows.
    """
    for item in items:
        if _SERVER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.neo4j)
            if hasattr(config, "workerinput"):
                item._id = coerce_node_id(f"{item.nodeid}@neo4j")


def _sweep_dead_runs() -> None:
    """Stop the servers of runs that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            _remove_run(folder)


def _remove_run(folder: Path) -> None:
    LocalServer(_server_settings(folder)).stop()
    shutil.rmtree(folder, ignore_errors=True)


def _server_settings(folder: Path) -> Settings:
    return Settings(home=folder / "home", neo4j_uri=None, neo4j_heap_mb=512, neo4j_pagecache_mb=128)


@pytest.fixture(scope="session")
def built_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        folder,
        Path(__file__).parents[1],
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def neo4j_server() -> Neo4jServer:
    given = os.environ.get("ANMAI_TEST_NEO4J_URI")
    if given:
        server = Neo4jServer(
            given,
            os.environ.get("ANMAI_TEST_NEO4J_USER", "neo4j"),
            os.environ.get("ANMAI_TEST_NEO4J_PASSWORD", ""),
        )
        with connect(_client_settings(server, Path(os.environ[_RUN_FOLDER]))) as graph:
            if not graph.read("MATCH (d:Disposable) RETURN d LIMIT 1"):
                pytest.exit(f"{given} has no node (:Disposable); tests wipe the database, so it is left alone.", 2)
        return server
    # Starting is idempotent and takes a lock of its own: the first worker starts it, the others find it.
    local = LocalServer(_server_settings(Path(os.environ[_RUN_FOLDER])))
    uri = local.start()
    return Neo4jServer(uri, "neo4j", local.password or "")


def _client_settings(server: Neo4jServer, home: Path) -> Settings:
    return Settings(
        home=home,
        neo4j_uri=server.uri,
        neo4j_user=server.user,
        neo4j_password=server.password,
        workers=1,
    )


@pytest.fixture
def clean_graph(neo4j_server: Neo4jServer, tmp_path: Path) -> Iterator[Graph]:
    with (
        FileLock(Path(os.environ[_RUN_FOLDER]) / "graph.lock"),
        connect(_client_settings(neo4j_server, tmp_path / "home"), wait=30) as graph,
    ):
        graph.execute(_WIPE)
        yield graph


@pytest.fixture
def graph_settings(clean_graph: Graph, neo4j_server: Neo4jServer, tmp_path: Path) -> Iterator[Settings]:
    made = _client_settings(neo4j_server, tmp_path / "home")
    made.ensure_home()
    yield made
    settings.cache_clear()


@pytest.fixture
def graph_env(graph_settings: Settings) -> dict[str, str]:
    return os.environ | {
        "ANMAI_HOME": str(graph_settings.home),
        "ANMAI_NEO4J_URI": graph_settings.neo4j_uri or "",
        "ANMAI_NEO4J_USER": graph_settings.neo4j_user,
        "ANMAI_NEO4J_PASSWORD": graph_settings.neo4j_password or "",
        "ANMAI_WORKERS": "1",
    }


@pytest.fixture
def dump_graph() -> Callable[[Graph], tuple[list[str], list[str]]]:
    def dump(graph: Graph) -> tuple[list[str], list[str]]:
        """Nodes with labels and properties, relationships with ends and properties; sorted, equal ones kept."""
        nodes = graph.read(
            "MATCH (n) WHERE NOT n:Disposable AND NOT n:Region RETURN labels(n) AS labels, properties(n) AS told",
            timeout=120,
        )
        relations = graph.read(
            "MATCH (a)-[r]->(b) WHERE NOT a:Region "
            "RETURN labels(a)[0] AS source_label, a.id AS source, type(r) AS type, "
            "labels(b)[0] AS target_label, b.id AS target, properties(r) AS told",
            timeout=120,
        )
        return _lines(nodes), _lines(relations)

    return dump


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


@pytest.fixture
def home_settings(tmp_path: Path) -> Settings:
    made = Settings(home=tmp_path / "home", neo4j_uri=None, workers=1)
    made.ensure_home()
    return made
