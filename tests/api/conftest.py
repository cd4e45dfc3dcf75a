"""Fixtures of the API's tests: a store with documents, a graph written by hand after graph/schema, a served API."""

from __future__ import annotations

import functools
import hashlib
import os
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import uvicorn
import yaml
from filelock import FileLock

from anmai.api.access import read_token
from anmai.api.app import create_app
from anmai.api.background import listen, url_of
from anmai.cypher_models.leads import save_findings
from anmai.forms.document import SourceDocument
from anmai.forms.lead import EntityRef, Finding, Passage, Target
from anmai.forms.record import Record
from anmai.graph.connection import Graph, connect
from anmai.graph.identity import resolve
from anmai.graph.loading.base import prepare
from anmai.graph.loading.intake import Incoming, document_id, take_in
from anmai.graph.loading.projection import project
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.engine import now
from anmai.store.tables import Blob, Document, Mention, MentionEntity, RecordRow, Run, SourceText

RULINGS = Path(__file__).parent / "rulings.yaml"


@dataclass(frozen=True, slots=True)
class ServedApi:
    """A really served API."""

    url: str
    token: str
    settings: Settings

    def client(self, **options: Any) -> httpx.Client:
        """A client with the token."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=180, trust_env=False, **options)


class Served:
    """uvicorn in a thread of its own, on a free port."""

    def __init__(self, settings: Settings) -> None:
        self._socket = listen("127.0.0.1", 0)
        config = uvicorn.Config(create_app(settings), log_config=None, access_log=False, timeout_graceful_shutdown=60)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self.api = ServedApi(url_of(self._socket), read_token(settings), settings)

    def __enter__(self) -> ServedApi:
        self._thread.start()
        deadline = time.monotonic() + 120
        while not self._server.started:
            assert time.monotonic() < deadline, "the API did not start"
            time.sleep(0.02)
        return self.api

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(120)
        self._socket.close()


@pytest.fixture
def serve() -> type[Served]:
    """Serves the API of any settings: ``with serve(settings) as api``."""
    return Served


@pytest.fixture
def store(home_settings: Settings) -> Iterator[Store]:
    """The store of a home without Neo4j."""
    opened = open_store(home_settings)
    yield opened
    opened.close()


@pytest.fixture
def api_without_neo4j(home_settings: Settings) -> Iterator[ServedApi]:
    """A served API whose Neo4j does not run."""
    with Served(home_settings) as served:
        yield served


@pytest.fixture
def loaded_settings(clean_graph: Graph, graph_settings: Settings) -> Settings:
    """A home whose store and graph hold the rulings of rulings.yaml: taken in, resolved, projected."""
    store = open_store(graph_settings)
    load_rulings(store, clean_graph, yaml.safe_load(RULINGS.read_text(encoding="utf-8")))
    make_lead(store)
    store.close()
    return graph_settings


def load_rulings(store: Store, graph: Graph, rulings: list[dict[str, Any]]) -> None:
    """Take rulings in, resolve identity, bring the graph after."""
    incoming = [_incoming(ruling) for ruling in rulings]
    take_in(store, incoming, extractor="test 1")
    resolve(store, documents=[each.id for each in incoming])
    prepare(graph)
    project(store, graph)


def make_lead(store: Store) -> None:
    """What a run of improper-probation stores for these rulings; the run itself is tested on the whole way."""
    document, text = "test/south-lake-2018", _text("south-lake-2018")
    at = text.index("系累犯")
    with store.session() as session:
        entity = session.scalars(
            sa.select(MentionEntity.entity_id)
            .join(Mention, Mention.id == MentionEntity.mention_id)
            .where(Mention.document_id == document, Mention.name == "张三丰")
        ).one()
        finding = Finding(
            model="improper-probation",
            version="1.0.0",
            anchor=f"{document}#v0",
            title="张三丰：累犯适用缓刑",
            target=Target(id=entity, kind="Person", name="张三丰"),
            reason_codes=["recidivist"],
            cases=["(2018)浙0402刑初22号"],
            persons=[EntityRef(entity_id=entity, name="张三丰")],
            documents=[document],
            passages=[Passage(document=document, start=at, end=at + 3, text="系累犯")],
        )
        session.add(
            Run(
                id="run1", slug=finding.model, version=finding.version, mode="full", parameters={}, state="done",
                touched_until=0, anchors_done=3, anchors_total=3, found=1, population=3, started=now(), ended=now(),
            )
        )  # fmt: skip
        session.flush()
        save_findings(session, "run1", [finding])


def _text(key: str) -> str:
    rulings: list[dict[str, Any]] = yaml.safe_load(RULINGS.read_text(encoding="utf-8"))
    return next(str(ruling["text"]) for ruling in rulings if ruling["key"] == key)


def _incoming(ruling: dict[str, Any]) -> Incoming:
    key, text = ruling["key"], ruling["text"]
    provenance = [
        {"path": path, "spans": [(text.index(said), text.index(said) + len(said))], "component": "test", "version": "1"}
        for path, said in ruling["said"].items()
    ]
    record = Record.model_validate({"id": key, **ruling["record"], "provenance": provenance})
    document = SourceDocument(key, key, f"{key}.txt", "text", "1", raw=text.encode(), text=text)
    return Incoming(document_id("test", key), "test", document, record)


@pytest.fixture
def fresh_api(loaded_settings: Settings) -> Iterator[ServedApi]:
    """A served API over the rulings of rulings.yaml, of this test alone: it may be changed."""
    with Served(loaded_settings) as served:
        yield served


@pytest.fixture(scope="module")
def loaded_api(neo4j_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApi]:
    """A served API over the rulings of rulings.yaml, shared by the tests of a module, which only read.

    A module that asks for it can't ask for ``clean_graph`` too: both hold the one graph.
    """
    settings = Settings(
        home=tmp_path_factory.mktemp("shared") / "home",
        neo4j_uri=neo4j_server.uri,
        neo4j_user=neo4j_server.user,
        neo4j_password=neo4j_server.password,
        workers=1,
    )
    with FileLock(Path(os.environ["ANMAI_TEST_RUN_FOLDER"]) / "graph.lock"), connect(settings, wait=30) as graph:
        graph.execute("MATCH (n) WHERE NOT n:Disposable CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
        store = open_store(settings)
        load_rulings(store, graph, yaml.safe_load(RULINGS.read_text(encoding="utf-8")))
        make_lead(store)
        store.close()
        with Served(settings) as served:
            yield served


PutDocument = Callable[..., str]


@pytest.fixture
def put_document(store: Store) -> PutDocument:
    """Puts a document with its text and record into the store, or replaces it; answers with its id."""
    return functools.partial(_put_document, store)


def _put_document(store: Store, key: str, text: str, record: dict[str, Any] | None = None, **columns: Any) -> str:
    raw = text.encode("utf-8", "surrogatepass")
    sha = hashlib.sha256(raw).hexdigest()
    document = f"test/{key}"
    with store.session() as session:
        session.merge(Blob(sha256=sha, data=zlib.compress(raw), size=len(raw)))
        session.merge(SourceText(sha256=sha, data=zlib.compress(raw), length=len(text)))
        session.flush()
        values = {"reader": "text", "reader_version": "1", "status": "read", "given_id": key, "path": key} | columns
        moment = now()
        session.merge(
            Document(
                id=document, source="test", key=key, sha256=sha, text_sha256=sha, created=moment, changed=moment,
                **values,
            )
        )  # fmt: skip
        session.flush()
        body = {"id": key, **(record or {})}
        session.merge(RecordRow(document_id=document, record=body, extractor="test", content_hash=sha))
    return document
