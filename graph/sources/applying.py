"""Applying a staged load, and removing a source: batch by batch, each a transaction that can be killed at any point.

Once all of a table is staged its load is rolled forward, never back: whoever comes next goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.resolve import detach
from anmai.graph.identity.rows import add, lots
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.parties import mention_rows
from anmai.graph.sources.rows import RowReader
from anmai.graph.sources.staging import BATCH, Progress
from anmai.graph.sources.stored import stored_row
from anmai.store import Store
from anmai.store.engine import now
from anmai.store.source_tables import Entry, RejectedRow, SourceFile, SourceLoad, SourceRow, StagedEntry
from anmai.store.tables import Mention


def _silent(_phase: str, _done: int, _total: int | None) -> None:
    return


def finish(store: Store, progress: Progress = _silent) -> None:
    """Finish what a kill left half-way: loads that were being applied, sources that were being removed."""
    with store.session(write=False) as session:
        loads = session.scalars(
            sa.select(SourceLoad.id).where(SourceLoad.state == "applying").order_by(SourceLoad.started)
        ).all()
        sources = session.scalars(sa.select(SourceRow.name).where(SourceRow.removed)).all()
    for load_id in loads:
        apply(store, load_id, progress)
    for name in sources:
        _take_out(store, sa.select(Entry.id).where(Entry.source == name, ~Entry.removed), lambda _n: None)


def apply(store: Store, load_id: str, progress: Progress = _silent) -> dict[str, int]:
    """Make what is staged the source's rows.

    Returns:
        Counts: rows, rejected, repeated, new, changed, unchanged, removed.
    """
    with store.session(write=False) as session:
        load = session.get_one(SourceLoad, load_id)
        file = session.get_one(SourceFile, load.file_id)
    mapping = Mapping.model_validate(load.request["mapping"])
    reader = RowReader(mapping, serials=file.sheet is not None)
    total = load.counts["rows"] - load.counts["rejected"] - load.counts["repeated"]
    done = sum(load.counts[name] for name in ("new", "changed", "unchanged"))
    query = sa.select(StagedEntry).where(StagedEntry.load_id == load_id).order_by(StagedEntry.entry_id).limit(BATCH)
    while True:
        with store.session() as session:
            staged = session.scalars(query).all()
            if not staged:
                break
            _apply(session, load_id, file, reader, staged)
        done += len(staged)
        progress("store", done, total)
    if load.request["replace"]:
        gone = sa.select(Entry.id).where(Entry.source == load.source, Entry.load_id != load_id, ~Entry.removed)
        _take_out(store, gone, lambda removed: _count(store, load_id, removed))
    return _settle(store, load_id)


def remove(store: Store, name: str) -> int:
    """Take all rows of a source out; they are gone for good once the graph has followed.

    Returns:
        How many rows it had.
    """
    with store.session() as session:
        source = session.get_one(SourceRow, name)
        rows, source.removed, source.generation = source.rows, True, source.generation + 1
        source.changed = now()
    finish(store)
    return rows


def purge(store: Store) -> None:
    """Delete the removed rows that the graph no longer holds, and removed sources that have none left."""
    with store.session() as session:
        session.execute(sa.delete(Entry).where(Entry.removed, Entry.loaded == Entry.generation))
        left = sa.exists().where(Entry.source == SourceRow.name)
        gone = session.scalars(
            sa.select(SourceRow.name).where(SourceRow.removed, SourceRow.loaded == SourceRow.generation, ~left)
        ).all()
        for name in gone:
            loads = sa.select(SourceLoad.id).where(SourceLoad.source == name)
            session.execute(sa.delete(StagedEntry).where(StagedEntry.load_id.in_(loads)))
            session.execute(sa.delete(RejectedRow).where(RejectedRow.load_id.in_(loads)))
            session.execute(sa.delete(SourceLoad).where(SourceLoad.source == name))
            session.execute(sa.delete(SourceFile).where(SourceFile.source == name))
            session.execute(sa.delete(SourceRow).where(SourceRow.name == name))


def _apply(session: Session, load_id: str, file: SourceFile, reader: RowReader, staged: Sequence[StagedEntry]) -> None:
    load = session.get_one(SourceLoad, load_id)
    known = _known(session, [each.entry_id for each in staged])
    fresh: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    same: list[str] = []
    mentions: list[dict[str, Any]] = []
    for each in staged:
        before = known.get(each.entry_id)
        if before is not None and before.hash == each.hash and not before.removed:
            same.append(each.entry_id)
            continue
        row = {"file_id": file.id, "row": each.row, "hash": each.hash, "body": each.body, "load_id": load_id}
        if before is None:
            fresh.append(
                row | {"id": each.entry_id, "source": load.source, "generation": 1, "loaded": 0, "removed": False}
            )
        else:
            again.append(row | {"key_id": each.entry_id, "generation": before.generation + 1})
        told = reader.read(stored_row(each.body, each.row, file.headers))
        mentions += mention_rows(each.entry_id, reader.mapping, told)
    if again:
        _clear(session, [each["key_id"] for each in again])
        names = ("file_id", "row", "hash", "body", "load_id", "generation")
        values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
        change = sa.update(Entry.__table__).where(Entry.__table__.c.id == sa.bindparam("key_id"))  # type: ignore[arg-type]
        rows = [{"key_id": each["key_id"]} | {f"new_{name}": each[name] for name in names} for each in again]
        session.connection().execute(change.values(**values, removed=False), rows)
    if fresh:
        add(session, Entry, fresh)
    if mentions:
        add(session, Mention, mentions)
    for lot in lots(same):
        session.execute(sa.update(Entry).where(Entry.id.in_(lot)).values(load_id=load_id))
    for lot in lots([each.entry_id for each in staged]):
        session.execute(sa.delete(StagedEntry).where(StagedEntry.load_id == load_id, StagedEntry.entry_id.in_(lot)))
    counts = dict(load.counts)
    for name, count in (("new", len(fresh)), ("changed", len(again)), ("unchanged", len(same))):
        counts[name] += count
    load.counts = counts


def _known(session: Session, ids: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for lot in lots(ids):
        query = sa.select(Entry.id, Entry.hash, Entry.generation, Entry.removed).where(Entry.id.in_(lot))
        found.update((row.id, row) for row in session.execute(query))
    return found


def _clear(session: Session, entries: Sequence[str]) -> None:
    """Take away the mentions of entries, out of their persons and organizations first."""
    detach(session, entries)
    for lot in lots(entries):
        session.execute(sa.delete(Mention).where(Mention.document_id.in_(lot)))


def _take_out(store: Store, which: Any, count: Callable[[int], None]) -> None:
    while True:
        with store.session() as session:
            ids = session.scalars(which.limit(BATCH)).all()
            if not ids:
                return
            _clear(session, ids)
            for lot in lots(ids):
                change = {"removed": True, "generation": Entry.generation + 1}
                session.execute(sa.update(Entry).where(Entry.id.in_(lot)).values(**change))
        count(len(ids))


def _count(store: Store, load_id: str, removed: int) -> None:
    with store.session() as session:
        load = session.get_one(SourceLoad, load_id)
        load.counts = load.counts | {"removed": load.counts["removed"] + removed}


def _settle(store: Store, load_id: str) -> dict[str, int]:
    """Note what the source is now, and that the load is done."""
    with store.session() as session:
        load = session.get_one(SourceLoad, load_id)
        rows = session.scalar(
            sa.select(sa.func.count()).select_from(Entry).where(Entry.source == load.source, ~Entry.removed)
        )
        request = load.request
        told: dict[str, Any] = {
            "kind": request["mapping"]["name"], "mapping": request["mapping"], "owner": request["owner"],
            "grade": request["grade"], "as_of": request["as_of"], "rows": rows or 0, "removed": False,
        }  # fmt: skip
        source = session.get(SourceRow, load.source)
        counts = load.counts
        if source is None:
            source = SourceRow(
                name=load.source, created=now(), changed=now(), generation=1, loaded=0, address="", **told
            )
            session.add(source)
        elif any(counts[name] for name in ("new", "changed", "removed")) or any(
            getattr(source, name) != value for name, value in told.items()
        ):
            for name, value in told.items():
                setattr(source, name, value)
            source.changed, source.generation = now(), source.generation + 1
        source.address, source.rejected = request["address"], counts["rejected"]
        load.state, load.ended = "done", now()
        used = sa.exists().where(Entry.file_id == load.file_id)
        if not session.scalar(sa.select(used)) and not counts["rejected"]:
            session.execute(sa.delete(SourceFile).where(SourceFile.id == load.file_id))
        return dict(counts)
