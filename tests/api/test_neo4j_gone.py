from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest

from anmai.graph.connection import connect
from anmai.graph.loading.base import prepare
from anmai.graph.server.local import LocalServer
from anmai.settings import Settings


class Api(Protocol):
    settings: Settings

    def client(self, **options: Any) -> httpx.Client: ...


PATHS = ("/search?q=张三", "/nodes/Person/x", "/paths?from=Person:a&to=Person:b", "/nodes/Case/x/neighbours")


def test_without_neo4j_the_reason_is_told_at_once(api_without_neo4j: Api) -> None:
    with api_without_neo4j.client() as client:
        for path in PATHS:
            began = time.monotonic()
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert answer.json()["code"] == "unavailable"
            assert "does not run" in answer.json()["detail"]
            assert "anmai db start" in answer.json()["remedy"]
            assert time.monotonic() - began < 15


def test_what_needs_no_graph_answers_without_it(api_without_neo4j: Api, put_document: Callable[..., str]) -> None:
    document = put_document("a", "没有图谱也能查到的文书", {"case_number": "（2019）浙0106刑初1号"})
    with api_without_neo4j.client() as client:
        health = client.get("/health")
        found = client.get("/search", params={"q": "也能查到", "kind": "document"})
        answers = [client.get(path) for path in ("/leads", "/models", "/jobs", "/documents", f"/documents/{document}")]

    assert (health.status_code, health.json()["status"]) == (200, "degraded")
    assert "does not run" in health.json()["neo4j_reason"]
    assert [hit["id"] for hit in found.json()["hits"]] == [document]
    assert [answer.status_code for answer in answers] == [200] * 5


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[LocalServer]:
    """A Neo4j of this test alone, since it is stopped."""
    settings = Settings(home=tmp_path / "own", neo4j_uri=None, neo4j_heap_mb=256, neo4j_pagecache_mb=64, workers=1)
    server = LocalServer(settings)
    server.start()
    with connect(settings, wait=60) as graph:
        prepare(graph)
    yield server
    server.stop()


@pytest.mark.slow
@pytest.mark.neo4j
def test_calls_fail_while_neo4j_is_gone_and_work_when_it_is_back(
    own_server: LocalServer, serve: Callable[[Settings], Any]
) -> None:
    with serve(own_server._settings) as api, api.client() as client:
        before = client.get("/search", params={"q": "张三"})
        own_server.stop()
        gone = [client.get("/search", params={"q": "张三"}) for _ in range(3)]
        own_server.start()
        deadline = time.monotonic() + 120
        # 504: a server that has just come up may take longer than a query's limit on a busy machine.
        while (back := client.get("/search", params={"q": "张三"})).status_code in (503, 504):
            assert time.monotonic() < deadline
            time.sleep(0.2)
        health = client.get("/health")

    assert before.status_code == 200
    assert [answer.status_code for answer in gone] == [503] * 3
    assert all("can't be reached" in one.json()["detail"] or "does not run" in one.json()["detail"] for one in gone)
    assert (back.status_code, health.json()["status"]) == (200, "ok")
