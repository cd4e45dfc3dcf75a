"""Tables of the ledger of supervision models 台账: certificates, where a model stands, its moves, others' outcomes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from anmai.store.tables import Base


class ModelCertificate(Base):
    """That one side vouches for a version of a model, as its files were."""

    __tablename__ = "model_certificates"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    slug: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64), comment="Of the files that were certified")
    side: Mapped[str] = mapped_column(String(16), comment="business (department) | data (office)")
    who: Mapped[str] = mapped_column(String(128))
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(32))
    __table_args__ = (UniqueConstraint("slug", "version", "side"),)


class ModelStanding(Base):
    """Where a model stands here: a status above that of its files, and the level at which it is used."""

    __tablename__ = "model_standings"
    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), comment="A new version starts anew")
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16), comment="test | stable | retired")
    level: Mapped[str] = mapped_column(String(16), comment="county | city | province")
    by: Mapped[str] = mapped_column(String(128))
    at: Mapped[str] = mapped_column(String(32))


class ModelMove(Base):
    """A promotion or demotion: from where to where, by whom, and the outcomes that it rested on."""

    __tablename__ = "model_moves"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    slug: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[str] = mapped_column(String(32))
    what: Mapped[str] = mapped_column(String(16), comment="status | level")
    before: Mapped[str] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(128))
    note: Mapped[str | None] = mapped_column(Text)
    ground: Mapped[dict[str, Any]] = mapped_column(comment="Outcomes by office at that time")
    at: Mapped[str] = mapped_column(String(32))


class ModelOutcome(Base):
    """What another office's people made of a model's leads, as its signed package told."""

    __tablename__ = "model_outcomes"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    slug: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    office: Mapped[str] = mapped_column(String(128))
    key_id: Mapped[str] = mapped_column(String(64), comment="Of the key that signed the package")
    confirmed: Mapped[int] = mapped_column(Integer)
    dismissed: Mapped[int] = mapped_column(Integer)
    told: Mapped[str] = mapped_column(String(32), comment="When the package was made")
    at: Mapped[str] = mapped_column(String(32))
    __table_args__ = (UniqueConstraint("slug", "version", "key_id"),)
