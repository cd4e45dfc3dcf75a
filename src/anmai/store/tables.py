"""The tables of the store (SQLAlchemy 2, SQLite and PostgreSQL). Times are ISO 8601 in UTC, as text.

One set of migrations (anmai/store/migrations) makes them; a test holds the two equal.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_KEY: Final = String(512)
_SHA: Final = String(64)


class Base(DeclarativeBase):
    """Root of all tables."""

    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 (SQLAlchemy's own form)


class Blob(Base):
    """Original bytes under their SHA-256, zlib-compressed; shared by documents with equal bytes."""

    __tablename__ = "blobs"
    sha256: Mapped[str] = mapped_column(_SHA, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int] = mapped_column(Integer, comment="Uncompressed bytes")


class SourceText(Base):
    """The source text that a reader got, zlib-compressed UTF-8, under the SHA-256 of its UTF-8."""

    __tablename__ = "texts"
    sha256: Mapped[str] = mapped_column(_SHA, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    length: Mapped[int] = mapped_column(Integer, comment="Code points")


class Document(Base):
    """A document under its stable key (source, key); ``id`` is ``source/key`` and names it everywhere else."""

    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    source: Mapped[str] = mapped_column(String(128))
    key: Mapped[str] = mapped_column(_KEY)
    given_id: Mapped[str] = mapped_column(_KEY, index=True, comment="The given id, or the file's name without ending")
    path: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(_SHA, ForeignKey("blobs.sha256"))
    text_sha256: Mapped[str | None] = mapped_column(_SHA, ForeignKey("texts.sha256"))
    reader: Mapped[str] = mapped_column(String(32))
    reader_version: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16), comment="read | partial | skipped | removed")
    reason: Mapped[str | None] = mapped_column(String(32))
    message: Mapped[str | None] = mapped_column(Text)
    generation: Mapped[int] = mapped_column(Integer, default=1, comment="Grows when bytes, reader or record change")
    loaded: Mapped[int] = mapped_column(Integer, default=0, comment="Generation that the graph holds; 0: none")
    created: Mapped[str] = mapped_column(String(32))
    changed: Mapped[str] = mapped_column(String(32))
    __table_args__ = (
        UniqueConstraint("source", "key"),
        Index("documents_pending", "generation", "loaded"),
        Index("documents_status", "status"),
        Index("documents_changed", "changed"),
    )


class RecordRow(Base):
    """What extraction read in a document (anmai.forms.record.Record as JSON)."""

    __tablename__ = "records"
    document_id: Mapped[str] = mapped_column(_KEY, ForeignKey("documents.id"), primary_key=True)
    record: Mapped[dict[str, Any]]
    extractor: Mapped[str] = mapped_column(String(64), comment="Name and version of the pipeline")
    content_hash: Mapped[str] = mapped_column(_SHA)


class ReaderDeath(Base):
    """Documents that killed their reader; set aside at three."""

    __tablename__ = "reader_deaths"
    sha256: Mapped[str] = mapped_column(_SHA, primary_key=True)
    deaths: Mapped[int] = mapped_column(Integer)
    last: Mapped[str] = mapped_column(String(32))


class IngestJob(Base):
    """One ingest: what it was asked, how far it is, what it skipped and why."""

    __tablename__ = "ingest_jobs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    inputs: Mapped[list[Any]]
    options: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), comment="running | done | failed | stopped")
    phase: Mapped[str] = mapped_column(String(16), comment="extract | load | resolve | project | done")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int | None] = mapped_column(Integer)
    counts: Mapped[dict[str, Any]] = mapped_column(comment="read, partial, skipped by reason, unchanged, replaced")
    error: Mapped[str | None] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(32))
    changed: Mapped[str] = mapped_column(String(32))


class Job(Base):
    """Work that was asked for through the API; one at a time, in this order, and again after a restart."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), comment="ingest | models")
    request: Mapped[dict[str, Any]] = mapped_column(comment="ingest: folder, files; models: slug, mode, parameters")
    by: Mapped[str] = mapped_column(String(128))
    state: Mapped[str] = mapped_column(String(16), index=True, comment="queued | running | done | failed | stopped")
    phase: Mapped[str] = mapped_column(String(16), default="queued", comment="queued | that of the work | done")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int | None] = mapped_column(Integer)
    counts: Mapped[dict[str, Any]]
    attempts: Mapped[int] = mapped_column(Integer, default=0, comment="Starts; given up after three")
    error: Mapped[str | None] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(32), index=True)
    changed: Mapped[str] = mapped_column(String(32))


class Mention(Base):
    """A party of one document, or of one row of a table source, with what identity compares. A mention is no entity."""

    __tablename__ = "mentions"
    id: Mapped[str] = mapped_column(_KEY, primary_key=True, comment="<document id>#m<ordinal>")
    document_id: Mapped[str] = mapped_column(_KEY, index=True, comment="documents.id or entries.id")
    ordinal: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16), comment="person | organization")
    name: Mapped[str] = mapped_column(String(256), comment="As written")
    norm_name: Mapped[str] = mapped_column(String(256), index=True, comment="Width and spaces normalised")
    masked: Mapped[bool] = mapped_column(Boolean)
    roles: Mapped[list[Any]]
    sex: Mapped[str | None] = mapped_column(String(4))
    birth_date: Mapped[str | None] = mapped_column(String(10))
    county: Mapped[str | None] = mapped_column(String(6), comment="GB/T 2260 code of the household, where known")
    id_number: Mapped[str | None] = mapped_column(String(32), index=True)
    credit_code: Mapped[str | None] = mapped_column(String(32), index=True)
    case_key: Mapped[str | None] = mapped_column(String(256), index=True, comment="Normal form of court and number")
    features: Mapped[dict[str, Any]] = mapped_column(comment="Everything else that was read about the party")
    __table_args__ = (Index("mentions_name_birth", "norm_name", "birth_date"),)


class Entity(Base):
    """A minted entity id. A merge redirects the younger id to the older; ids are never reused."""

    __tablename__ = "entities"
    id: Mapped[str] = mapped_column(String(40), primary_key=True, comment="P-… or O-…")
    kind: Mapped[str] = mapped_column(String(16))
    redirect: Mapped[str | None] = mapped_column(String(40), index=True)
    created: Mapped[str] = mapped_column(String(32))


class MentionEntity(Base):
    """Which entity a mention belongs to now; follows from the decisions."""

    __tablename__ = "mention_entities"
    mention_id: Mapped[str] = mapped_column(_KEY, ForeignKey("mentions.id"), primary_key=True)
    entity_id: Mapped[str] = mapped_column(String(40), ForeignKey("entities.id"), index=True)


class Decision(Base):
    """An identity decision: a mention and a key (by rule), or two mentions (by a person)."""

    __tablename__ = "decisions"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    judgement: Mapped[str] = mapped_column(String(16), comment="same | different | unsure")
    left: Mapped[str] = mapped_column(_KEY, index=True, comment="A mention id")
    right: Mapped[str | None] = mapped_column(_KEY, index=True, comment="A mention id, for decisions on a pair")
    key: Mapped[str | None] = mapped_column(String(256), index=True, comment="Rule's key, e.g. id_number:…")
    rule: Mapped[str | None] = mapped_column(String(64))
    rule_version: Mapped[str | None] = mapped_column(String(32))
    score: Mapped[float | None] = mapped_column(Float)
    evidence: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(String(128), comment="rule:<name>, model:<name>, or a person")
    why: Mapped[str | None] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(32))
    revoked: Mapped[str | None] = mapped_column(String(32), comment="When it was taken back")
    revoked_by: Mapped[str | None] = mapped_column(String(128))


class DecisionReading(Base):
    """What one more person says of an identity decision. Readings are only added; a person's newest one counts."""

    __tablename__ = "decision_readings"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    decision_id: Mapped[str] = mapped_column(String(40), index=True, comment="A rule's decision may be gone since")
    agrees: Mapped[bool] = mapped_column(Boolean)
    by: Mapped[str] = mapped_column(String(128))
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(32))
    seen: Mapped[str] = mapped_column(_SHA, comment="SHA-256 over the values that the decision rested on then")


class IdentityModel(Base):
    """Trained parameters of identity scores: comparisons, levels, frequencies of names. The newest one is in force."""

    __tablename__ = "identity_models"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(_SHA)
    body: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(String(128))
    created: Mapped[str] = mapped_column(String(32))


class IdentityBlock(Base):
    """A key that mentions must share to be scored as a pair (hashed); evidence of nothing by itself."""

    __tablename__ = "identity_blocks"
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="Hash, 64 bits")
    mention_id: Mapped[str] = mapped_column(_KEY, primary_key=True, index=True)
    # The key is the row: with a row number beside it SQLite would keep everything twice.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy's own form)


class IdentityQuestion(Base):
    """A pair that the score leaves open: neither sure enough to be held for one nor far enough to be forgotten."""

    __tablename__ = "identity_questions"
    left: Mapped[str] = mapped_column(_KEY, primary_key=True)
    right: Mapped[str] = mapped_column(_KEY, primary_key=True, index=True)
    score: Mapped[float] = mapped_column(Float, index=True, comment="Probability of being one")
    version: Mapped[str] = mapped_column(String(64), comment="Of the parameters")
    levels: Mapped[dict[str, Any]] = mapped_column(comment="Comparison → [level, weight in bits]")


class PendingEntity(Base):
    """An entity whose projection into the graph is behind: identity marks it, projection takes it off."""

    __tablename__ = "pending_entities"
    entity_id: Mapped[str] = mapped_column(String(40), primary_key=True)


class Touched(Base):
    """Graph nodes that a change touched, in order: what delta runs of models start from."""

    __tablename__ = "touched"
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    label: Mapped[str] = mapped_column(String(32))
    node_id: Mapped[str] = mapped_column(_KEY)
    __table_args__ = (Index("touched_label", "label", "seq"),)


class ModelVersion(Base):
    """A supervision model as it was when it first ran: a released version never changes."""

    __tablename__ = "model_versions"
    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    model_id: Mapped[str] = mapped_column(String(36))
    digest: Mapped[str] = mapped_column(_SHA, comment="Over all files of the model")
    files: Mapped[dict[str, Any]] = mapped_column(comment="File name → text")
    registered: Mapped[str] = mapped_column(String(32))


class Run(Base):
    """One run of a model over its anchors."""

    __tablename__ = "runs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[str] = mapped_column(String(32))
    mode: Mapped[str] = mapped_column(String(8), comment="full | delta")
    parameters: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), comment="running | done | failed | stopped | cannot_conclude")
    reason: Mapped[str | None] = mapped_column(Text, comment="Why it failed or can't conclude")
    touched_until: Mapped[int] = mapped_column(Integer, default=0, comment="Changes up to this seq are covered")
    cursor: Mapped[str | None] = mapped_column(_KEY, comment="Last anchor done; a resumed run goes on after it")
    anchors_total: Mapped[int | None] = mapped_column(Integer)
    anchors_done: Mapped[int] = mapped_column(Integer, default=0)
    population: Mapped[int | None] = mapped_column(Integer)
    found: Mapped[int] = mapped_column(Integer, default=0)
    started: Mapped[str] = mapped_column(String(32))
    ended: Mapped[str | None] = mapped_column(String(32))


class FindingRow(Base):
    """A finding (anmai.forms.lead.Finding as JSON); its identity is the model and the anchor."""

    __tablename__ = "findings"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    slug: Mapped[str] = mapped_column(String(64))
    anchor: Mapped[str] = mapped_column(_KEY)
    version: Mapped[str] = mapped_column(String(32))
    content_hash: Mapped[str] = mapped_column(_SHA)
    body: Mapped[dict[str, Any]]
    present: Mapped[bool] = mapped_column(Boolean)
    first_run: Mapped[str] = mapped_column(String(32))
    last_run: Mapped[str] = mapped_column(String(32))
    __table_args__ = (UniqueConstraint("slug", "anchor"),)


class LeadRow(Base):
    """The lead of a finding and where it stands."""

    __tablename__ = "leads"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    finding_id: Mapped[str] = mapped_column(String(32), ForeignKey("findings.id"), unique=True)
    slug: Mapped[str] = mapped_column(String(64), index=True)
    status: Mapped[str] = mapped_column(String(16), index=True)
    before_withdrawal: Mapped[str | None] = mapped_column(String(16), comment="Status to return to if found again")
    dismiss_reason: Mapped[str | None] = mapped_column(String(32))
    reviewed_hash: Mapped[str | None] = mapped_column(_SHA, comment="Content that a person last judged")
    target_id: Mapped[str] = mapped_column(_KEY, index=True)
    created: Mapped[str] = mapped_column(String(32))
    changed: Mapped[str] = mapped_column(String(32))


class LeadStep(Base):
    """One step of a lead: status change, withdrawal, return."""

    __tablename__ = "lead_history"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    lead_id: Mapped[str] = mapped_column(String(32), ForeignKey("leads.id"), index=True)
    at: Mapped[str] = mapped_column(String(32))
    by: Mapped[str] = mapped_column(String(128))
    before: Mapped[str | None] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(_SHA)


class Note(Base):
    """A person's note on a lead or an entity."""

    __tablename__ = "notes"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(16), comment="lead | entity | document")
    subject_id: Mapped[str] = mapped_column(_KEY)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(128))
    at: Mapped[str] = mapped_column(String(32))
    __table_args__ = (Index("notes_subject", "subject_kind", "subject_id"),)


class AuditEntry(Base):
    """Who did what, each entry chained to the one before by its hash."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(String(128))
    action: Mapped[str] = mapped_column(String(64))
    object: Mapped[str] = mapped_column(_KEY)
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(_SHA)
    hash: Mapped[str] = mapped_column(_SHA)
