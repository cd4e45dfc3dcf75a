"""What projection reads in the store: documents with their records, owners of mentions, mentions of entities."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.forms.record import Record
from anmai.graph.identity.rows import lots
from anmai.graph.loading.document_rows import DocumentFacts, Owner
from anmai.graph.loading.rows import Node
from anmai.store.tables import Decision, Document, Entity, Mention, MentionEntity, RecordRow

#: States of a document that stand in the graph.
LIVE = ("read", "partial")
LABELS = {"person": "Person", "organization": "Organization"}


def records_of(session: Session, documents: Iterable[str]) -> dict[str, Record]:
    """Document → record, for those that have one and are live."""
    found: dict[str, Record] = {}
    for lot in lots(documents):
        query = (
            sa.select(RecordRow.document_id, RecordRow.record)
            .join(Document, Document.id == RecordRow.document_id)
            .where(RecordRow.document_id.in_(lot), Document.status.in_(LIVE))
        )
        found.update((id, Record.model_validate(body)) for id, body in session.execute(query))
    return found


def facts_of(session: Session, documents: Iterable[str]) -> dict[str, tuple[DocumentFacts, int]]:
    """Document → facts and generation, whatever its state."""
    found: dict[str, tuple[DocumentFacts, int]] = {}
    columns = (Document.id, Document.given_id, Document.sha256, Document.text_sha256, Document.generation)
    for lot in lots(documents):
        for id, given_id, sha256, text_sha256, generation in session.execute(
            sa.select(*columns).where(Document.id.in_(lot))
        ):
            found[id] = DocumentFacts(id, given_id, sha256, text_sha256), generation
    return found


def owners_of(session: Session, documents: Iterable[str]) -> dict[str, Owner]:
    """Mention → owner, for all mentions of these documents that have one."""
    found: dict[str, Owner] = {}
    for lot in lots(documents):
        rows = session.execute(
            sa.select(MentionEntity.mention_id, MentionEntity.entity_id, Mention.kind)
            .join(Mention, Mention.id == MentionEntity.mention_id)
            .where(Mention.document_id.in_(lot))
        ).all()
        decisions = deciding(session, [mention for mention, _, _ in rows])
        for mention, entity, kind in rows:
            found[mention] = Owner(Node(LABELS[kind], entity), decisions.get(mention))
    return found


def deciding(session: Session, mentions: Iterable[str]) -> dict[str, str]:
    """Mention → the decision in force that holds it: the first by id, so that it is always the same one."""
    found: dict[str, str] = {}
    for lot in lots(mentions):
        query = (
            sa.select(Decision.left, sa.func.min(Decision.id))
            .where(Decision.left.in_(lot), Decision.judgement == "same", Decision.revoked.is_(None))
            .group_by(Decision.left)
        )
        found.update((mention, decision) for mention, decision in session.execute(query))
    return found


def entity_mentions(session: Session, entities: Collection[str]) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """Entity → its kind and all its mentions, in the form of ``entities.entity_properties``.

    Mentions of organizations are counted by the database, since a bank has very many equal ones; entities without
    mentions are left out.
    """
    kinds: dict[str, str] = {}
    for lot in lots(sorted(entities)):
        kinds.update(
            (id, kind) for id, kind in session.execute(sa.select(Entity.id, Entity.kind).where(Entity.id.in_(lot)))
        )
    found: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    queries: tuple[tuple[str, sa.Select[Any]], ...] = (("organization", _counted()), ("person", _each()))
    for kind, query in queries:
        wanted = sorted(entity for entity in entities if kinds.get(entity) == kind)
        for lot in lots(wanted):
            for row in session.execute(query.where(MentionEntity.entity_id.in_(lot))).mappings():
                told = dict(row)
                told["features"] = told.get("features") or {}
                found.setdefault(told.pop("entity_id"), (kind, []))[1].append(told)
    return found


def _each() -> sa.Select[Any]:
    columns = (Mention.name, Mention.masked, Mention.sex, Mention.birth_date, Mention.id_number, Mention.features)
    return sa.select(MentionEntity.entity_id, *columns, sa.literal(1).label("times")).join(
        Mention, Mention.id == MentionEntity.mention_id
    )


def _counted() -> sa.Select[Any]:
    columns = (MentionEntity.entity_id, Mention.name, Mention.masked, Mention.credit_code)
    counted: Any = sa.select(*columns, sa.func.count().label("times"))
    joined: sa.Select[Any] = counted.join(Mention, Mention.id == MentionEntity.mention_id).group_by(*columns)
    return joined
