"""Identity decisions as the API shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import NotFound
from anmai.forms.views import DecisionView, ReadingView
from anmai.graph.identity.readings import readers
from anmai.store.tables import Decision, Entity, MentionEntity


def decision_views(session: Session, rows: Sequence[Decision]) -> list[DecisionView]:
    """Stored decisions as the API shows them, with who stands behind each."""
    told = readers(session, rows)
    return [
        DecisionView(
            id=row.id,
            judgement=cast(Literal["same", "different", "unsure"], row.judgement),
            left=row.left,
            right=row.right,
            key=row.key,
            rule=row.rule,
            score=row.score,
            evidence=row.evidence,
            by=row.by,
            why=row.why,
            created=row.created,
            revoked=row.revoked,
            revoked_by=row.revoked_by,
            readings=[
                ReadingView(by=each.by, agrees=each.agrees, why=each.why, at=each.at) for each in told[row.id].readings
            ],
            agreeing=list(told[row.id].agreeing),
            opposed=told[row.id].opposed,
            history=row.evidence.get("history", []),
        )
        for row in rows
    ]


def decision_view(session: Session, decision: str) -> DecisionView:
    """One stored decision.

    Raises:
        NotFound: There is none.
    """
    row = session.get(Decision, decision)
    if row is None:
        raise NotFound(f"There is no decision {decision!r}.", remedy="GET /api/v1/identity/decisions lists them.")
    return decision_views(session, [row])[0]


def decisions_on_mentions(session: Session, mentions: Iterable[str]) -> list[DecisionView]:
    """Every decision that names one of the mentions, revoked ones too, oldest first."""
    keys = list(mentions)
    found: dict[str, Decision] = {}
    for start in range(0, len(keys), 400):
        part = keys[start : start + 400]
        for row in session.scalars(sa.select(Decision).where(Decision.left.in_(part) | Decision.right.in_(part))):
            found[row.id] = row
    return decision_views(session, sorted(found.values(), key=lambda row: (row.created, row.id)))


def decisions_on_entity(session: Session, entity: str) -> list[DecisionView]:
    """The decisions that hold an entity together.

    Raises:
        NotFound: There is no such entity.
    """
    row = current_entity(session, entity)
    mentions = session.scalars(sa.select(MentionEntity.mention_id).where(MentionEntity.entity_id == row.id))
    return decisions_on_mentions(session, mentions.all())


def current_entity(session: Session, entity: str) -> Entity:
    """The entity that ``entity`` is now: an id that was merged away answers with its successor.

    Raises:
        NotFound: There is no such entity.
    """
    seen: set[str] = set()
    wanted = entity
    while wanted not in seen:
        seen.add(wanted)
        row = session.get(Entity, wanted)
        if row is None:
            raise NotFound(f"There is no entity {entity!r}.", remedy="Search for its name: GET /api/v1/search.")
        if row.redirect is None:
            return row
        wanted = row.redirect
    raise NotFound(f"The redirects of entity {entity!r} go in a circle.", remedy="Rebuild the graph from the store.")
