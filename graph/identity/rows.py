"""Reading and writing the rows that identity works on, in lots that any database takes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.partition import Judgement
from anmai.graph.identity.party import Party, read_party
from anmai.store.tables import Base, Decision, Mention, MentionEntity, PendingEntity

T = TypeVar("T")

#: Values in one ``IN (…)``; below the limit of every database.
LOT = 500
#: Rule decisions in force; people's decisions name two mentions instead of a key.
LINK_IN_FORCE = (Decision.judgement == "same", Decision.key.is_not(None), Decision.revoked.is_(None))


def lots(values: Iterable[T], size: int = LOT) -> Iterator[list[T]]:
    """The values in lists of at most ``size``."""
    lot: list[T] = []
    for value in values:
        lot.append(value)
        if len(lot) == size:
            yield lot
            lot = []
    if lot:
        yield lot


def listed(session: Session, values: Sequence[str]) -> sa.ColumnElement[str]:
    """A column that holds the values, to be joined or correlated with: one index look-up for each."""
    if session.get_bind().dialect.name == "sqlite":
        return sa.func.json_each(json.dumps(list(values))).table_valued("value", name="listed").c.value
    return sa.func.unnest(sa.cast(list(values), sa.ARRAY(sa.String))).table_valued("value", name="listed").c.value


def add(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows in the session's transaction, without making objects of them."""
    session.connection().execute(sa.insert(cast(sa.Table, table.__table__)), rows)


def document_of(mention: str) -> str:
    """The document of a mention, told by its id (<document id>#m<ordinal>)."""
    return mention.rpartition("#m")[0]


def mentions_of_documents(session: Session, documents: Iterable[str]) -> dict[str, Party]:
    """All mentions of the documents, read for comparison."""
    table = Mention.__table__
    rows: list[Any] = []
    for lot in lots(documents):
        rows += session.execute(sa.select(table).where(table.c.document_id.in_(lot))).mappings()
    bearers = Counter((row["document_id"], row["kind"], row["norm_name"]) for row in rows)
    return {
        row["id"]: read_party(dict(row), alone=bearers[row["document_id"], row["kind"], row["norm_name"]] == 1)
        for row in rows
    }


def parties(session: Session, mentions: Iterable[str]) -> dict[str, Party]:
    """The mentions that exist among the given ids (``alone`` is not told)."""
    table = Mention.__table__
    found: dict[str, Party] = {}
    for lot in lots(mentions):
        for row in session.execute(sa.select(table).where(table.c.id.in_(lot))).mappings():
            found[row["id"]] = read_party(dict(row), alone=False)
    return found


def homes(session: Session, mentions: Iterable[str]) -> dict[str, str]:
    """Mention → the entity that it belongs to now; mentions without one are left out."""
    found: dict[str, str] = {}
    for lot in lots(mentions):
        query = sa.select(MentionEntity.mention_id, MentionEntity.entity_id).where(MentionEntity.mention_id.in_(lot))
        found.update((mention, entity) for mention, entity in session.execute(query))
    return found


def members(session: Session, entities: Iterable[str]) -> dict[str, list[str]]:
    """Entity → its mentions, sorted."""
    found: dict[str, list[str]] = {}
    for lot in lots(entities):
        query = sa.select(MentionEntity.entity_id, MentionEntity.mention_id).where(MentionEntity.entity_id.in_(lot))
        for entity, mention in session.execute(query):
            found.setdefault(entity, []).append(mention)
    return {entity: sorted(found[entity]) for entity in sorted(found)}


def judgements(session: Session) -> list[Judgement]:
    """All of people's decisions on pairs that are in force, same and different. There are few of them."""
    query = sa.select(Decision.left, Decision.right, Decision.judgement).where(
        Decision.right > "", Decision.revoked.is_(None), Decision.judgement.in_(("same", "different"))
    )
    return sorted(
        (Judgement(left, right, judgement == "same") for left, right, judgement in session.execute(query) if right),
        key=lambda each: (each.left, each.right, each.same),
    )


def mark_pending(session: Session, entities: Iterable[str]) -> None:
    """Note, in the caller's transaction, that the projection of these entities is behind."""
    for lot in lots(sorted(set(entities))):
        there = set(session.scalars(sa.select(PendingEntity.entity_id).where(PendingEntity.entity_id.in_(lot))))
        rows = [{"entity_id": entity} for entity in lot if entity not in there]
        if rows:
            add(session, PendingEntity, rows)
