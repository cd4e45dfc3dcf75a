"""Staging: a table's rows go into the store beside what is loaded; nothing of it counts until all of it is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import SourceError
from anmai.graph.identity.rows import lots
from anmai.graph.sources.check import refusal
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import match, needed
from anmai.graph.sources.readers.table import Table
from anmai.graph.sources.rows import Reason, RowReader, TableRow
from anmai.graph.sources.stored import body_hash, packed, row_body
from anmai.store import Store
from anmai.store.engine import new_id, now
from anmai.store.source_tables import RejectedRow, SourceFile, SourceLoad, StagedEntry

#: Rows of one transaction.
BATCH: Final = 2000
#: Phase, rows done, and their total where it is known.
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """What a load is asked to do.

    Attributes:
        name: The source's name.
        replace: The table is the whole source: rows that it doesn't have are removed.
    """

    name: str
    mapping: Mapping
    owner: str
    grade: str
    as_of: str | None
    replace: bool

    def as_json(self, table: Table) -> dict[str, Any]:
        """The request as the store keeps it."""
        return {
            "mapping": self.mapping.model_dump(mode="json", by_alias=True),
            "owner": self.owner,
            "grade": self.grade,
            "as_of": self.as_of,
            "replace": self.replace,
            "file": table.name,
            "address": table.address,
            "sheet": table.sheet,
        }


def stage(store: Store, table: Table, request: LoadRequest, progress: Progress) -> str:
    """Read a whole table into staging; a load that was killed goes on where it was.

    Returns:
        The load's id; its state is "applying" then.

    Raises:
        SourceError: The table lacks a column that it must have, or no row of it is good; nothing stays of the load.
        StoreError: The disk is full; what was staged stays, and the same call goes on.
    """
    load_id, last = _open(store, table, request)
    reader = RowReader(request.mapping, serials=table.serials)
    rows = iter(table.rows())
    first = next(rows, None)
    try:
        if first is None:
            raise SourceError(f"{table.name} has no rows.", remedy="Export the table again.")
        if table.flat:
            _note_headers(store, load_id, table, first.headers, request.mapping)
        waiting = (row for row in _with(first, rows) if row.number > last)
        while batch := list(islice(waiting, BATCH)):
            with store.session() as session:
                _stage(session, load_id, request, reader, batch, flat=table.flat)
            progress("read", batch[-1].number, table.total)
        _close(store, load_id, table)
    except SourceError as error:
        drop_load(store, load_id, error.message)
        raise
    return load_id


def drop_load(store: Store, load_id: str, why: str) -> None:
    """Forget what a load staged; its rejected rows and the reason stay, to be looked at."""
    with store.session() as session:
        session.execute(sa.delete(StagedEntry).where(StagedEntry.load_id == load_id))
        session.execute(
            sa.update(SourceLoad).where(SourceLoad.id == load_id).values(state="failed", error=why, ended=now())
        )


def _with(first: TableRow, rest: Iterator[TableRow]) -> Iterator[TableRow]:
    yield first
    yield from rest


def _open(store: Store, table: Table, request: LoadRequest) -> tuple[str, int]:
    """The load and the last row that it has staged: a new one, or one of the same table that was interrupted."""
    told = request.as_json(table)
    digest = hashlib.sha256(json.dumps([told, table.digest], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with store.session() as session:
        unfinished = session.scalars(
            sa.select(SourceLoad).where(SourceLoad.source == request.name, SourceLoad.state == "reading")
        ).all()
        for load in unfinished:
            if load.digest == digest and table.digest is not None:
                return load.id, load.last_row
            session.execute(sa.delete(StagedEntry).where(StagedEntry.load_id == load.id))
            session.execute(sa.delete(RejectedRow).where(RejectedRow.load_id == load.id))
            session.execute(sa.delete(SourceFile).where(SourceFile.id == load.file_id))
            session.execute(sa.delete(SourceLoad).where(SourceLoad.id == load.id))
        file = SourceFile(
            source=request.name, name=table.name, address=table.address, sheet=table.sheet, sha256=table.digest,
            headers=[], read=now(),
        )  # fmt: skip
        session.add(file)
        session.flush()
        load = SourceLoad(
            id=new_id(), source=request.name, request=told, digest=digest, file_id=file.id, state="reading",
            counts=dict.fromkeys(("rows", "rejected", "repeated", "new", "changed", "unchanged", "removed"), 0),
            started=now(),
        )  # fmt: skip
        session.add(load)
    return load.id, 0


def _note_headers(store: Store, load_id: str, table: Table, headers: tuple[str, ...], mapping: Mapping) -> None:
    matched = match(headers, mapping)
    if any(name in matched.missing for name in needed(mapping)):
        raise SourceError(
            f"{table.name}: {refusal(mapping, matched.missing, 0)}.",
            remedy=f"Run `anmai sources check` on it; the columns are told by `anmai sources kinds {mapping.name}`.",
        )
    with store.session() as session:
        load = session.get_one(SourceLoad, load_id)
        session.get_one(SourceFile, load.file_id).headers = list(headers)


def _stage(
    session: Session, load_id: str, request: LoadRequest, reader: RowReader, batch: list[TableRow], *, flat: bool
) -> None:
    decided_by = request.mapping.digest
    load = session.get_one(SourceLoad, load_id)
    good: dict[str, dict[str, Any]] = {}
    rejected: list[dict[str, Any]] = []
    again: list[tuple[TableRow, bytes, str, str]] = []
    for row in batch:
        told = reader.read(row)
        body = row_body(row, flat=flat)
        if told.key is None:
            rejected.append(_rejected(load_id, row, body, told.reasons))
            continue
        id = f"{request.name}#{told.key}"
        hashed = body_hash(body, row.headers, decided_by)
        if id in good:
            again.append((row, body, id, hashed))
            continue
        good[id] = {"load_id": load_id, "entry_id": id, "row": row.number, "hash": hashed, "body": packed(body)}
    bodies = {row.number: (row, row_body(row, flat=flat)) for row in batch} if load.last_row else {}
    known = {id: (each["row"], each["hash"]) for id, each in good.items()}
    for id, (number, hashed) in _staged(session, load_id, list(good)).items() if load.last_row else ():
        row, body = bodies[good[id]["row"]]
        again.append((row, body, id, good.pop(id)["hash"]))
        known[id] = number, hashed
    repeated = 0
    for row, body, id, hashed in again:
        number, first_hash = known[id]
        if hashed == first_hash:
            repeated += 1
        else:
            reason = Reason(
                "、".join(request.mapping.entry.key) or None, f"the key stands in row {number} with other values"
            )
            rejected.append(_rejected(load_id, row, body, [reason]))
    if good:
        session.execute(sa.insert(StagedEntry), list(good.values()))
    if rejected:
        session.execute(sa.insert(RejectedRow), rejected)
    load.last_row = batch[-1].number
    counts = dict(load.counts)
    counts["rows"] += len(batch)
    counts["rejected"] += len(rejected)
    counts["repeated"] += repeated
    load.counts = counts


def _staged(session: Session, load_id: str, ids: list[str]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    columns = (StagedEntry.entry_id, StagedEntry.row, StagedEntry.hash)
    for lot in lots(ids):
        query = sa.select(*columns).where(StagedEntry.load_id == load_id, StagedEntry.entry_id.in_(lot))
        found.update((id, (row, hashed)) for id, row, hashed in session.execute(query))
    return found


def _rejected(load_id: str, row: TableRow, body: bytes, reasons: list[Reason]) -> dict[str, Any]:
    told = [{"column": reason.column, "message": reason.message} for reason in reasons]
    return {"load_id": load_id, "row": row.number, "reasons": told, "body": packed(body)}


def _close(store: Store, load_id: str, table: Table) -> None:
    with store.session() as session:
        load = session.get_one(SourceLoad, load_id)
        if not session.scalar(sa.select(sa.exists().where(StagedEntry.load_id == load_id))):
            rows = session.execute(sa.select(RejectedRow.row, RejectedRow.reasons).where(RejectedRow.load_id == load_id)
                                   .order_by(RejectedRow.row).limit(3)).all()  # fmt: skip
            told = "; ".join(f"row {row}: {reasons[0]['message']}" for row, reasons in rows)
            raise SourceError(
                f"{table.name}: no row of it is good ({told}).", remedy="Run `anmai sources check` on it."
            )
        load.state = "applying"
