"""Tables of table sources: what is loaded, from which files, each row as it was written, loads on their way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from anmai.store.tables import Base

_KEY = String(512)


class SourceRow(Base):
    """A loaded source: rows of one kind under one name."""

    __tablename__ = "sources"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(64), index=True, comment="Name of the mapping")
    mapping: Mapped[dict[str, Any]] = mapped_column(comment="The mapping as it was when the rows were loaded")
    owner: Mapped[str] = mapped_column(Text)
    grade: Mapped[str] = mapped_column(String(16), comment="general | sensitive | restricted")
    as_of: Mapped[str | None] = mapped_column(String(10), comment="Day up to which the records tell")
    address: Mapped[str] = mapped_column(Text, comment="Where the newest table lies; no password")
    rows: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[int] = mapped_column(Integer, comment="Rows of the newest load that were rejected")
    changed: Mapped[str] = mapped_column(String(32), comment="When a load last changed something")
    created: Mapped[str] = mapped_column(String(32))
    generation: Mapped[int] = mapped_column(Integer, default=1)
    loaded: Mapped[int] = mapped_column(Integer, default=0, comment="Generation that the graph holds; 0: none")
    removed: Mapped[bool] = mapped_column(Boolean, default=False, comment="Until the graph has followed")


class SourceFile(Base):
    """A file, sheet or database table that rows were read in."""

    __tablename__ = "source_files"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    headers: Mapped[list[Any]] = mapped_column(comment="Of a flat table; rows of objects carry their own")
    read: Mapped[str] = mapped_column(String(32))


class SourceLoad(Base):
    """One load: how far it is, what it did. Rows are staged first; only a whole table is applied."""

    __tablename__ = "source_loads"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    request: Mapped[dict[str, Any]] = mapped_column(comment="Mapping, owner, grade, as_of, address, sheet, replace …")
    digest: Mapped[str] = mapped_column(String(64), comment="Of request and table: the same load goes on")
    file_id: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16), comment="reading | applying | done | failed")
    last_row: Mapped[int] = mapped_column(
        Integer, default=0, comment="Last row staged; a resumed load goes on after it"
    )
    counts: Mapped[dict[str, Any]] = mapped_column(comment="rows, rejected, repeated, new, changed, unchanged, removed")
    error: Mapped[str | None] = mapped_column(Text)
    started: Mapped[str] = mapped_column(String(32))
    ended: Mapped[str | None] = mapped_column(String(32))


class StagedEntry(Base):
    """A row of a load that is not applied yet."""

    __tablename__ = "source_staging"
    load_id: Mapped[str] = mapped_column(String(32), ForeignKey("source_loads.id"), primary_key=True)
    entry_id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    row: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary)


class RejectedRow(Base):
    """A row that a load rejected, with its reasons."""

    __tablename__ = "source_rejects"
    load_id: Mapped[str] = mapped_column(String(32), ForeignKey("source_loads.id"), primary_key=True)
    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    reasons: Mapped[list[Any]]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Entry(Base):
    """A row of a source as it was written; what it means follows from the source's mapping."""

    __tablename__ = "entries"
    id: Mapped[str] = mapped_column(_KEY, primary_key=True, comment="<source>#<key>")
    source: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int] = mapped_column(Integer)
    row: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(40), comment="Over the row and what decides its meaning")
    body: Mapped[bytes] = mapped_column(LargeBinary, comment="Cells: zlib-compressed JSON, a list or an object")
    load_id: Mapped[str] = mapped_column(String(32), comment="The newest load that had it")
    generation: Mapped[int] = mapped_column(Integer, default=1)
    loaded: Mapped[int] = mapped_column(Integer, default=0, comment="Generation that the graph holds; 0: none")
    removed: Mapped[bool] = mapped_column(Boolean, default=False, comment="Until the graph has followed")
    __table_args__ = (Index("entries_source", "source", "load_id"), Index("entries_pending", "generation", "loaded"))
