"""Reading and writing the rows that identity works on, in lots that any database takes."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity.partition import Judgement
from anmai.graph.identity.party import Party, read_party
from anmai.store.tables import Base, Decision, Mention, MentionEntity, PendingEntity

T = TypeVar("T")
V = TypeVar("V", str, int)

#: Values in one ``IN (…)``; below the limit of every database.
LOT = 500
#: Values of one look-up by ``among`` or ``listed``, which bind them as one.
MANY = 10_000
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


def among(session: Session, column: Any, values: Sequence[V]) -> sa.ColumnElement[bool]:
    """Whether a column holds one of the values: one bound value however many there are, so any number may be asked."""
    return cast("sa.ColumnElement[bool]", column.in_(sa.select(listed(session, values))))


def listed(session: Session, values: Sequence[V]) -> sa.ColumnElement[V]:
    """A column that holds the values, to be joined or correlated with: one index look-up for each."""
    if session.get_bind().dialect.name == "sqlite":
        return sa.func.json_each(json.dumps(list(values))).table_valued("value", name="listed").c.value
    kind = sa.BigInteger if values and isinstance(values[0], int) else sa.String
    return sa.func.unnest(sa.cast(list(values), sa.ARRAY(kind))).table_valued("value", name="listed").c.value


def add(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows in the session's transaction, without making objects of them.

    Args:
        session: An open transaction.
        table: Where to.
        rows: At least one; all with the same columns, and none left to a default.
    """
    target = cast(sa.Table, table.__table__)
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        connection.execute(sa.insert(target), rows)
        return
    # SQLAlchemy prepares every row anew, which takes longer than SQLite needs to write it.
    columns = list(rows[0])
    packers = [
        target.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for name in columns
    ]
    packing = [(place, pack) for place, pack in enumerate(packers) if pack is not None]
    values = [[row[name] for name in columns] for row in rows]
    for place, pack in packing:
        for row in values:
            row[place] = pack(row[place])
    names = ", ".join(f'"{name}"' for name in columns)
    signs = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f'INSERT INTO "{target.name}" ({names}) VALUES ({signs})', list(map(tuple, values)))


def document_of(mention: str) -> str:
    """The document of a mention, told by its id (<document id>#m<ordinal>)."""
    return mention.rpartition("#m")[0]


def mentions_by_document(session: Session, documents: Iterable[str]) -> Iterator[list[tuple[dict[str, Any], Party]]]:
    """Each document's mentions, as rows (column name → value) and read for comparison; not those without any."""
    table = Mention.__table__
    names = [column.name for column in table.c]
    for lot in lots(documents, MANY):
        by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for values in session.execute(sa.select(table).where(among(session, table.c.document_id, lot))):
            row = dict(zip(names, values, strict=True))
            by_document[row["document_id"]].append(row)
        for together in by_document.values():
            bearers = Counter((row["kind"], row["norm_name"]) for row in together)
            yield [(row, read_party(row, alone=bearers[row["kind"], row["norm_name"]] == 1)) for row in together]


def parties(session: Session, mentions: Iterable[str]) -> dict[str, Party]:
    """The mentions that exist among the given ids (``alone`` is not told)."""
    table = Mention.__table__
    found: dict[str, Party] = {}
    for lot in lots(mentions, MANY):
        for row in session.execute(sa.select(table).where(among(session, table.c.id, lot))).mappings():
            found[row["id"]] = read_party(dict(row), alone=False)
    return found


def homes(session: Session, mentions: Iterable[str]) -> dict[str, str]:
    """Mention → the entity that it belongs to now; mentions without one are left out."""
    found: dict[str, str] = {}
    for lot in lots(mentions, MANY):
        here = among(session, MentionEntity.mention_id, lot)
        query = sa.select(MentionEntity.mention_id, MentionEntity.entity_id).where(here)
        found.update((mention, entity) for mention, entity in session.execute(query))
    return found


def members(session: Session, entities: Iterable[str]) -> dict[str, list[str]]:
    """Entity → its mentions, sorted."""
    found: dict[str, list[str]] = {}
    for lot in lots(entities, MANY):
        here = among(session, MentionEntity.entity_id, lot)
        query = sa.select(MentionEntity.entity_id, MentionEntity.mention_id).where(here)
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
    for lot in lots(sorted(set(entities)), MANY):
        here = among(session, PendingEntity.entity_id, lot)
        there = set(session.scalars(sa.select(PendingEntity.entity_id).where(here)))
        rows = [{"entity_id": entity} for entity in lot if entity not in there]
        if rows:
            add(session, PendingEntity, rows)
