"""Opening the store: engine, migrations, sessions, errors."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import alembic.command
import alembic.config
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from anmai.errors import StoreError
from anmai.settings import Settings
from anmai.store import packing

#: Memory for pages of a SQLite store, of each connection, taken as it is needed.
_CACHE_KIB: Final = 256 * 1024


def now() -> str:
    """The time as the store writes it: ISO 8601, UTC, microseconds."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def new_id() -> str:
    """A fresh random id of 32 hex digits."""
    return uuid.uuid4().hex


class Store:
    """One open store. Cheap to share between threads; every unit of work is a ``session()``.

    Args:
        url: SQLAlchemy URL. SQLite files run in WAL mode with foreign keys on and a busy timeout of 30 s.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = sa.create_engine(
            url, future=True, json_serializer=packing.as_json, json_deserializer=packing.read_json
        )
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_immediate)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextlib.contextmanager
    def session(self, *, write: bool = True) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back on any error.

        Args:
            write: False opens a read transaction, which on SQLite does not wait for a writer.

        Raises:
            StoreError: The disk is full, the file is damaged or locked too long.
        """
        session = self._sessions()
        session.connection(execution_options={"anmai_write": write})
        try:
            yield session
            session.commit()
        except (OperationalError, DatabaseError) as error:
            session.rollback()
            raise _explained(error, self.url) from error
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(settings: Settings) -> Store:
    """Open the store of a home, making or migrating it first.

    Raises:
        StoreError: It was written by a newer anmai, or can't be opened.
    """
    settings.ensure_home()
    store = Store(settings.database_url)
    try:
        migrate(store)
    except (OperationalError, DatabaseError) as error:
        raise _explained(error, store.url) from error
    if settings.store_url is None and os.name == "posix":
        settings.store_path.chmod(0o600)
    return store


def migrate(store: Store) -> None:
    """Bring the store to the newest revision; does nothing when it is there."""
    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(config)
    head = script.get_current_head()
    with store.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == head:
            return
        if current is not None and current not in {step.revision for step in script.walk_revisions()}:
            raise StoreError(
                f"The store {store.url} was written by a newer anmai (revision {current}).",
                remedy="Install that version or point ANMAI_HOME elsewhere.",
            )
    with _migrating(store) as connection:
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, "head")


@contextlib.contextmanager
def _migrating(store: Store) -> Iterator[sa.Connection]:
    """One transaction for migrations. SQLite changes tables by making them anew, which foreign keys would refuse."""
    if store.engine.dialect.name != "sqlite":
        with store.engine.begin() as connection:
            yield connection
        return
    engine = sa.create_engine(store.url, poolclass=sa.NullPool)
    event.listen(engine, "connect", _prepare_sqlite_without_keys)
    event.listen(engine, "begin", _begin_immediate)
    with engine.begin() as connection:
        yield connection
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise StoreError(
                f"The store {store.url} can't be brought up to date: {len(broken)} rows of {broken[0][0]} point at "
                "nothing.",
                remedy="Restore it from a copy.",
            )
    engine.dispose()


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    _prepare_sqlite_without_keys(connection, record)
    connection.execute("PRAGMA foreign_keys=ON")


def _prepare_sqlite_without_keys(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling begins too late for WAL readers; SQLAlchemy begins explicitly instead.
    connection.isolation_level = None
    # The default cache of 2 MB is less than one index of a city's store: identity would read its pages again and again.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: sa.Connection) -> None:
    # A write transaction that starts as a reader can fail half-way with "database is locked"; taking the lock at
    # the start waits instead.
    write = connection.get_execution_options().get("anmai_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _explained(error: DatabaseError, url: str) -> StoreError:
    text = str(error.orig) if error.orig is not None else str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return StoreError(f"The disk that holds {url} is full.", remedy="Free space and run the same command again.")
    if "locked" in text:
        return StoreError(f"The store {url} stayed locked for 30 s.", remedy="Stop the other anmai process.")
    if "malformed" in text or "not a database" in text:
        return StoreError(f"The store {url} is damaged.", remedy="Restore it from a copy.")
    return StoreError(f"The store {url} refused: {text}")
