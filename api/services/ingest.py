"""Ingest: files → documents and records in the store → entities → graph. Resumable at any point, idempotent.

The store is written first, batch by batch; identity and the graph then follow what the store says is behind. So a run
that was killed leaves nothing half-written, and the same call goes on where it ended.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from anmai.api.services.ingest_forms import Options, Phase, Progress, Skipped, Summary
from anmai.errors import UsageError
from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.connection import Graph, connect
from anmai.graph.identity.resolve import Resolution, resolve
from anmai.graph.loading.base import empty, prepare
from anmai.graph.loading.intake import Held, Incoming, document_id, held, set_removed, take_in
from anmai.graph.loading.projection import Projected, forget_graph, project
from anmai.graph.sources.applying import finish
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.engine import new_id, now
from anmai.store.source_tables import Entry
from anmai.store.tables import Document, IngestJob, Mention, MentionEntity, ReaderDeath

#: Documents of one transaction of the store.
_BATCH = 100
#: Skipped documents that a job's row lists; all of them stand in ``documents``.
_LISTED = 1000


def ingest(
    settings: Settings, inputs: Sequence[Path], options: Options, progress: Progress, *, graph: Graph | None = None
) -> Summary:
    """Take files into the store and the graph.

    Args:
        settings: Home, Neo4j, number of processes.
        inputs: Files and folders.
        options: How to read them.
        progress: Told how far it is.
        graph: A connection to use; None opens one.

    Raises:
        BusyError: Another process writes to this home.
        ServerUnavailable: Neo4j can't be reached, or is gone mid-way: run it again to go on.
        StoreError: The disk is full; nothing is half-written.
        UsageError: An input doesn't exist, or would silently replace another file's document.
    """
    settings.ensure_home()
    with writer_lock(settings.home, "ingest"):
        store = open_store(settings)
        try:
            if graph is not None:
                return _Ingest(settings, store, graph, options, progress).run(inputs)
            with connect(settings) as opened:
                return _Ingest(settings, store, opened, options, progress).run(inputs)
        finally:
            store.close()


def rebuild(settings: Settings, progress: Progress) -> Projected:
    """Drop the graph and make it anew from the store.

    Raises:
        BusyError: Another process writes to this home.
        ServerUnavailable: Neo4j can't be reached; run it again to go on.
    """
    with writer_lock(settings.home, "rebuild"):
        store = open_store(settings)
        try:
            with connect(settings) as graph:
                resolve_behind(store, progress)
                forget_graph(store)
                empty(graph)
                return catch_up(store, graph, progress)
        finally:
            store.close()


def reset_graph(settings: Settings) -> None:
    """Empty the graph; what the store holds stays, and the next ingest or rebuild projects it anew.

    Raises:
        BusyError: Another process writes to this home.
        ServerUnavailable: Neo4j can't be reached.
    """
    with writer_lock(settings.home, "reset"):
        store = open_store(settings)
        try:
            with connect(settings) as graph:
                forget_graph(store)
                empty(graph)
        finally:
            store.close()


def resolve_behind(store: Store, progress: Progress) -> Resolution:
    """Resolve documents and entries that are new, changed or removed since the graph last followed.

    What a kill left out is among them.
    """
    finish(store)
    behind = [sa.select(table.id).where(table.generation != table.loaded) for table in (Document, Entry)]
    homeless = (
        sa.select(Mention.document_id)
        .outerjoin(MentionEntity, MentionEntity.mention_id == Mention.id)
        .where(MentionEntity.mention_id.is_(None))
    )
    with store.session(write=False) as session:
        documents = {id for query in (*behind, homeless) for id in session.scalars(query)}
    return resolve(store, documents=documents, progress=lambda done, total: progress("resolve", done, total))


def catch_up(store: Store, graph: Graph, progress: Progress) -> Projected:
    """Bring the graph up to the store, also after identity changed; the caller holds the writer lock."""
    prepare(graph)
    return project(store, graph, progress=lambda done, total: progress("project", done, total))


class _Ingest:
    def __init__(self, settings: Settings, store: Store, graph: Graph, options: Options, progress: Progress) -> None:
        self._settings = settings
        self._store = store
        self._graph = graph
        self._options = options
        self._progress = progress
        self._summary = Summary()
        self._sources: set[str] = set()
        self._seen: set[str] = set()
        self._job = new_id()

    def run(self, inputs: Sequence[Path]) -> Summary:
        self._open_job(inputs)
        try:
            with self._timed("extract"):
                self._extract(inputs)
            with self._timed("resolve"):
                self._resolve()
            with self._timed("project"):
                self._summary.projected = catch_up(self._store, self._graph, self._progress)
        except BaseException as error:
            self._close_job("failed" if isinstance(error, Exception) else "stopped", str(error) or type(error).__name__)
            raise
        self._close_job("done", None)
        return self._summary

    # ------------------------------------------------------------ files → store

    def _extract(self, inputs: Sequence[Path]) -> None:
        from anmai.extraction.assembly import VERSION
        from anmai.extraction.batch import extract_documents
        from anmai.extraction.readers import read_inputs

        extractor = f"anmai.extraction {VERSION}" + (" fragment" if self._options.fragment else "")
        documents = read_inputs(
            inputs,
            text_field=self._options.text_field,
            id_field=self._options.id_field,
            split_rulings=not self._options.fragment,
            processes=_workers(self._settings),
            keep=self._settings.home / "readings",
        )
        source_of = _Sources(inputs, self._options.source)
        fresh = self._unknown(documents, source_of, extractor)
        read = extract_documents(fresh, workers=_workers(self._settings), fragment=self._options.fragment)
        incoming = (self._incoming(document, record, source_of) for document, record in read)
        while batch := list(islice(incoming, _BATCH)):
            outcomes = take_in(self._store, batch, extractor=extractor)
            self._summary.outcomes.update(outcomes)
            for each in batch:
                self._count(each.id, each.status, each.reason, each.message)
            self._note_deaths(batch)
            self._progress("extract", self._summary.documents, None)
            self._update_job("extract")
        if self._options.prune:
            self._prune()

    def _unknown(
        self, documents: Iterable[SourceDocument], source_of: _Sources, extractor: str
    ) -> Iterator[SourceDocument]:
        """The documents that have to be read; those that are known and unchanged are counted and passed over."""
        documents = iter(documents)
        while batch := list(islice(documents, _BATCH)):
            ids = [document_id(source_of(document), document.key) for document in batch]
            with self._store.session(write=False) as session:
                known = held(session, ids)
            if self._options.prune:
                self._sources.update(source_of(document) for document in batch)
                self._seen.update(ids)
            for id, document in zip(ids, batch, strict=True):
                before = known.get(id)
                if before is not None and before.says_the_same(document, extractor):
                    self._summary.outcomes["unchanged"] += 1
                    self._count(id, before.status, before.reason, before.message)
                    continue
                if before is not None:
                    _refuse_other_file(id, before, document)
                yield document
            self._progress("extract", self._summary.documents, None)

    def _incoming(self, document: SourceDocument, record: Record, source_of: _Sources) -> Incoming:
        source = source_of(document)
        lies = replace(document, path=str(Path(document.path).resolve()))
        return Incoming(document_id(source, document.key), source, lies, record)

    def _count(self, id: str, status: str, reason: str | None, message: str | None) -> None:
        self._summary.documents += 1
        self._summary.statuses[status] += 1
        if status == "skipped":
            self._summary.skipped.append(Skipped(id, reason or "", message or ""))

    def _note_deaths(self, batch: Sequence[Incoming]) -> None:
        dead = {each.document.sha256 for each in batch if each.reason == "reader_died"}
        if not dead:
            return
        with self._store.session() as session:
            for sha256 in sorted(dead):
                session.merge(ReaderDeath(sha256=sha256, deaths=3, last=now()))

    def _prune(self) -> None:
        with self._store.session(write=False) as session:
            live = sa.select(Document.id).where(Document.source.in_(self._sources), Document.status != "removed")
            gone = [id for id in session.scalars(live) if id not in self._seen]
        self._summary.outcomes["removed"] += set_removed(self._store, gone)

    # ------------------------------------------------------------ store → entities

    def _resolve(self) -> None:
        self._update_job("resolve")
        told = resolve_behind(self._store, self._progress)
        self._summary.entities = len(told.new_entities)
        self._update_job("project")

    # ------------------------------------------------------------ the job's row

    def _timed(self, phase: Phase) -> _Timed:
        return _Timed(self._summary.seconds, phase)

    def _open_job(self, inputs: Sequence[Path]) -> None:
        at = now()
        with self._store.session() as session:
            # Whoever holds the writer lock knows that no other ingest runs: one that says so was killed.
            session.execute(
                sa.update(IngestJob).where(IngestJob.state == "running").values(state="stopped", changed=at)
            )
            session.add(
                IngestJob(
                    id=self._job,
                    inputs=[str(each) for each in inputs],
                    options={name: getattr(self._options, name) for name in Options.__slots__},
                    state="running",
                    phase="extract",
                    counts={},
                    created=at,
                    changed=at,
                )
            )

    def _update_job(self, phase: str) -> None:
        self._change_job(phase=phase, done=self._summary.documents)

    def _close_job(self, state: str, error: str | None) -> None:
        told = self._summary.as_json()
        told["skipped"] = told["skipped"][:_LISTED]
        try:
            phase = {"phase": "done"} if state == "done" else {}
            self._change_job(state=state, error=error, counts=told, done=self._summary.documents, **phase)
        except Exception:
            # A full disk must not hide the error that ended the ingest; the next one finds the job and marks it.
            if state == "done":
                raise

    def _change_job(self, **values: Any) -> None:
        with self._store.session() as session:
            session.execute(sa.update(IngestJob).where(IngestJob.id == self._job).values(changed=now(), **values))


def _workers(settings: Settings) -> int:
    """Reading processes: at least two unless somebody asked for one, which a document could kill with everything."""
    return settings.workers if "workers" in settings.model_fields_set else max(2, settings.workers)


class _Timed:
    def __init__(self, seconds: dict[str, float], phase: str) -> None:
        self._seconds = seconds
        self._phase = phase

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_error: object) -> None:
        self._seconds[self._phase] = time.monotonic() - self._began


class _Sources:
    """Which source a document belongs to: the one given, else the name of its input's folder."""

    def __init__(self, inputs: Sequence[Path], given: str | None) -> None:
        self._given = given
        self._folders = sorted(
            {path if path.is_dir() else path.parent for path in (each.resolve() for each in inputs)},
            key=lambda path: len(path.parts),
            reverse=True,
        )

    def __call__(self, document: SourceDocument) -> str:
        if self._given is not None:
            return self._given
        path = Path(document.path).resolve()
        folder = next((each for each in self._folders if path.is_relative_to(each)), path.parent)
        return folder.name or "files"


def _refuse_other_file(id: str, before: Held, document: SourceDocument) -> None:
    """Refuse to replace a document by a file that lies elsewhere while the first file is still where it was."""
    lies = Path(document.path).resolve()
    earlier = Path(before.path)
    if before.status != "removed" and earlier != lies and earlier.exists() and before.sha256 != document.sha256:
        raise UsageError(
            f"{lies} would replace the document {id}, which was read from {earlier} and is still there.",
            remedy="Give the new files a source of their own with --source NAME.",
        )
