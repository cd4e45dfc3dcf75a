"""The full text of all documents: an SQLite FTS5 index of letter pairs (docs/decisions: full text of documents).

The index (ANMAI_HOME/search.db) is derived from the store: it may be removed at any time and builds itself anew. A term
of two or more letters is found exactly as a substring of the normal form; one letter as the beginning of a pair.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from anmai.api.services.text_normal import normal_form
from anmai.errors import StoreError
from anmai.store import Store
from anmai.store.tables import Document, SourceText

#: Grows when the normal form or the tables change: an index of another version is built anew.
_VERSION: Final = 2
#: Documents that can be found.
_LIVE: Final = frozenset({"read", "partial"})
#: How far a clock may have been set back between two ingests without a document being missed until the next start.
_SLACK: Final = datetime.timedelta(minutes=10)
_BATCH: Final = 500
#: Share of dead rows (replaced or removed documents) at which the index is built anew, and from how many rows on.
_DEAD_SHARE: Final = 0.3
_DEAD_FLOOR: Final = 1000
#: Seconds that a search spends on bringing the index up to date before it answers.
_PATIENCE: Final = 2.0
#: Hits are counted up to here; a page never asks for more.
COUNT_LIMIT: Final = 10_000

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS documents (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text_sha256 TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(
  pairs, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Cn'");
"""


@dataclass(frozen=True, slots=True)
class TextHit:
    """A document that holds all terms; a higher score is better."""

    document: str
    score: float


class TextIndex:
    """The index of one home; safe between threads and, by SQLite's own locks, between processes.

    Args:
        path: The index file.
        store: Where documents and their source texts are.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._store = store
        self._writing = threading.Lock()
        self._closed = False
        self._seen: tuple[int, str | None] | None = None
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        with self._writing:
            self._prepare()

    def search(self, terms: list[str], offset: int, limit: int) -> tuple[int, list[TextHit]]:
        """Documents that hold every term, best first.

        Args:
            terms: Terms in normal form (``text_normal.terms_of``).
            offset: How many hits to leave out.
            limit: How many to return.

        Returns:
            How many there are (counted up to ``COUNT_LIMIT``), and the hits asked for.
        """
        match = " AND ".join(_phrase(term) for term in terms)
        if not match:
            return 0, []
        count = (
            "SELECT count(*) FROM (SELECT 1 FROM texts JOIN documents ON documents.row = texts.rowid "
            "WHERE texts MATCH ? LIMIT ?)"
        )
        hits = (
            "SELECT documents.id, -bm25(texts) FROM texts JOIN documents ON documents.row = texts.rowid "
            "WHERE texts MATCH ? ORDER BY bm25(texts), documents.id LIMIT ? OFFSET ?"
        )
        with self._explained():
            connection = self._connection()
            total = int(connection.execute(count, (match, COUNT_LIMIT)).fetchone()[0])
            rows = connection.execute(hits, (match, limit, offset)).fetchall() if total else []
        return total, [TextHit(str(key), float(score)) for key, score in rows]

    def catch_up(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Bring the index to what the store holds now; costs two look-ups when nothing changed.

        The first call of a process compares everything; later ones what changed since.

        Args:
            stopped: Asked between batches; what was indexed until then stays.

        Returns:
            How many documents were written or taken out.
        """
        with self._writing, self._explained():
            return 0 if self._closed else self._catch_up(stopped)

    def catch_up_if_quick(self) -> None:
        """Catch up as far as a moment allows: a search right after an ingest of another process finds its documents.

        A large backlog is left to the worker's thread; while that writes, nobody waits for it.
        """
        if self._writing.locked():
            return
        budget = time.monotonic() + _PATIENCE
        self.catch_up(lambda: time.monotonic() > budget)

    def close(self) -> None:
        """Close the file."""
        with self._writing:
            self._closed = True
            for connection in self._opened:
                connection.close()
            self._opened.clear()

    def _catch_up(self, stopped: Callable[[], bool]) -> int:
        connection = self._connection()
        with self._store.session(write=False) as session:
            count, newest = session.execute(sa.select(sa.func.count(Document.id), sa.func.max(Document.changed))).one()
            state: tuple[int, str | None] = (count, newest)
            if state == self._seen:
                return 0
            query = sa.select(Document.id, Document.text_sha256, Document.status)
            if self._seen is not None and self._seen[1] is not None:
                query = query.where(Document.changed >= _before(self._seen[1]))
            stored = {
                str(key): str(sha) if sha is not None and status in _LIVE else None
                for key, sha, status in session.execute(query)
            }
        held = self._held(connection, None if self._seen is None else stored)
        gone = [key for key, sha in held.items() if stored.get(key) != sha]
        new = [key for key, sha in stored.items() if sha is not None and held.get(key) != sha]
        for start in range(0, len(gone), _BATCH):
            with _transaction(connection):
                rows = [(key,) for key in gone[start : start + _BATCH]]
                connection.executemany("DELETE FROM documents WHERE id = ?", rows)
        if self._mostly_dead(connection):
            self._forget(connection)
            return len(gone) + self._catch_up(stopped)
        done = len(gone)
        for start in range(0, len(new), _BATCH):
            if stopped():
                return done
            done += self._add(connection, new[start : start + _BATCH])
        self._seen = state
        return done

    def _held(self, connection: sqlite3.Connection, among: Iterable[str] | None) -> dict[str, str]:
        """Indexed documents and the hashes of their texts; ``among`` names those that are asked for."""
        if among is None:
            rows = connection.execute("SELECT id, text_sha256 FROM documents").fetchall()
        else:
            find = "SELECT id, text_sha256 FROM documents WHERE id = ?"
            rows = [row for key in among if (row := connection.execute(find, (key,)).fetchone()) is not None]
        return {str(key): str(sha) for key, sha in rows}

    def _add(self, connection: sqlite3.Connection, keys: list[str]) -> int:
        with self._store.session(write=False) as session:
            rows = session.execute(
                sa.select(Document.id, Document.text_sha256, SourceText.data)
                .join(SourceText, SourceText.sha256 == Document.text_sha256)
                .where(Document.id.in_(keys))
            ).all()
        ready = [(key, sha, _pairs(zlib.decompress(data).decode("utf-8", "surrogatepass"))) for key, sha, data in rows]
        with _transaction(connection):
            for key, sha, pairs in ready:
                # The row number is never used again for another text, or a dead posting would point at it.
                row = connection.execute("SELECT value FROM counter").fetchone()[0] + 1
                connection.execute("UPDATE counter SET value = ?", (row,))
                connection.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (row, key, sha))
                connection.execute("INSERT INTO texts (rowid, pairs) VALUES (?, ?)", (row, pairs))
        return len(ready)

    def _mostly_dead(self, connection: sqlite3.Connection) -> bool:
        written = int(connection.execute("SELECT value FROM counter").fetchone()[0])
        living = int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        return written > _DEAD_FLOOR and (written - living) > written * _DEAD_SHARE

    def _prepare(self) -> None:
        try:
            connection = self._connection()
            if int(connection.execute("PRAGMA user_version").fetchone()[0]) != _VERSION:
                self._forget(connection)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(f"The search index {self._path} can't be opened: {error}.") from error
            # A damaged index is no loss: it is made anew from the store.
            self._drop_connections()
            for name in ("", "-wal", "-shm"):
                Path(f"{self._path}{name}").unlink(missing_ok=True)
            self._forget(self._connection())
        if self._path.exists():
            self._path.chmod(0o600)

    def _forget(self, connection: sqlite3.Connection) -> None:
        self._seen = None
        with _transaction(connection):
            for table in ("texts", "documents", "counter"):
                connection.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES.strip().split(";\n"):
                connection.execute(statement)
            connection.execute("CREATE TABLE counter (value INTEGER NOT NULL)")
            connection.execute("INSERT INTO counter VALUES (0)")
            connection.execute(f"PRAGMA user_version = {_VERSION}")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30.0)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            self._local.connection = connection
            self._opened.append(connection)
        return connection

    def _drop_connections(self) -> None:
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._local = threading.local()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"The search index {self._path} failed: {error}.",
                remedy="Free disk space, or remove the file: it is made anew.",
            ) from error


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _before(moment: str) -> str:
    """A little earlier, in the store's form of times."""
    return (datetime.datetime.fromisoformat(moment) - _SLACK).isoformat(timespec="microseconds")


def _pairs(text: str) -> str:
    plain = normal_form(text)
    # The last letter stands alone, too: no pair begins with it, and a search for it would miss it.
    return " ".join((*map("".join, pairwise(plain)), plain[-1:]))


def _phrase(term: str) -> str:
    """A term in normal form (letters and digits alone, so nothing of it can be syntax) as an FTS5 phrase."""
    if len(term) == 1:
        return f'"{term}"*'
    return '"' + " ".join(term[index : index + 2] for index in range(len(term) - 1)) + '"'
