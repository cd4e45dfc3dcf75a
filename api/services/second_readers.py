"""Decisions that wait for a second reader, as people read them: the two sides with their passages."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.services.decisions import decision_views
from anmai.api.services.graph_view import Lang
from anmai.api.services.identity_review import entity_sizes, mentions_told
from anmai.forms.views import MentionView, ReviewSide, WaitingDecision, WaitingList
from anmai.graph.identity.keys import is_scored, rules
from anmai.graph.identity.readings import opposed, read_once
from anmai.graph.identity.review import lead_ids
from anmai.graph.identity.rows import homes
from anmai.graph.identity.wording import said
from anmai.store.tables import Decision


def waiting(session: Session, *, offset: int, limit: int, lang: Lang) -> WaitingList:
    """A page of the decisions on which two disagree, then of those with one reader on which living leads hang."""
    against = opposed(session)
    disputed = {row.id for row in against}
    # Both rows of a scored pair are one thing to read.
    rows = list(
        {row.key if row.key and is_scored(row.key) else row.id: row for row in (*read_once(session), *against)}.values()
    )
    ends = {row.id: _ends(session, row) for row in rows}
    where = homes(session, sorted({mention for told in ends.values() for mention in told}))
    hanging, none = lead_ids(session), frozenset[str]()
    leads = {
        name: sorted({lead for mention in told for lead in hanging.get(where.get(mention, ""), none)})
        for name, told in ends.items()
    }
    asked = [row for row in rows if leads[row.id] or row.id in disputed]
    asked.sort(key=lambda row: (row.id not in disputed, -len(leads[row.id]), row.created, row.id))
    page = asked[offset : offset + limit]
    views = decision_views(session, page)
    mentions = mentions_told(session, sorted({mention for row in page for mention in ends[row.id]}))
    sizes = entity_sizes(session, sorted({where[mention] for mention in mentions if mention in where}))
    return WaitingList(
        total=len(asked),
        decisions=[
            WaitingDecision(
                decision=view,
                title=_title(row, lang),
                left=_side(ends[row.id][0], mentions, where, sizes),
                right=_side(ends[row.id][1], mentions, where, sizes) if len(ends[row.id]) > 1 else None,
                leads=leads[row.id],
            )
            for row, view in zip(page, views, strict=True)
        ],
    )


def _ends(session: Session, row: Decision) -> Sequence[str]:
    """The mentions that a decision holds together: a pair's two, or a link's and the first other one with its key."""
    if row.right is not None:
        return [row.left, row.right]
    query = sa.select(Decision.left).where(Decision.key == row.key, Decision.left != row.left)
    other = session.scalars(query.order_by(Decision.left).limit(1)).first()
    return [row.left, other] if other else [row.left]


def _side(
    mention: str, mentions: dict[str, MentionView], where: dict[str, str], sizes: dict[str, int]
) -> ReviewSide | None:
    if mention not in mentions or mention not in where:
        return None
    told, entity = mentions[mention], where[mention]
    return ReviewSide(entity_id=entity, name=told.name, mention=told, mentions=sizes[entity])


def _title(row: Decision, lang: Lang) -> str:
    if row.rule is None:
        return said("split_by_people" if row.judgement == "different" else "joined_by_people", lang)
    rule = rules()[row.rule]
    return rule.zh if lang == "zh" else rule.en
