"""The review queue as people read it: two mentions side by side."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.services.graph_view import Lang
from anmai.api.services.party_values import party_values
from anmai.api.services.passages import Texts
from anmai.forms.views import MentionView, ReviewList, ReviewPair, ReviewSide
from anmai.graph.identity.review import OpenPair, levels_told, review_queue
from anmai.store.tables import Document, Mention, MentionEntity, RecordRow


def review(session: Session, *, offset: int, limit: int, entity: str | None, lang: Lang) -> ReviewList:
    """A page of the pairs that wait for a decision."""
    queue = review_queue(session, offset=offset, limit=limit, entity=entity)
    mentions = mentions_told(session, [mention for pair in queue.pairs for mention in (pair.left, pair.right)])
    sizes = entity_sizes(session, [entity for pair in queue.pairs for entity in pair.entities])
    return ReviewList(total=queue.total, pairs=[_pair(pair, mentions, sizes, lang) for pair in queue.pairs])


def _pair(pair: OpenPair, mentions: dict[str, MentionView], sizes: dict[str, int], lang: Lang) -> ReviewPair:
    sides = [
        ReviewSide(entity_id=entity, name=mentions[mention].name, mention=mentions[mention], mentions=sizes[entity])
        for mention, entity in zip((pair.left, pair.right), pair.entities, strict=True)
    ]
    return ReviewPair(
        kind="person" if pair.kind == "person" else "organization",
        score=pair.score,
        version=pair.version,
        comparisons=levels_told(pair.kind, pair.levels, lang),
        left=sides[0],
        right=sides[1],
        leads=list(pair.leads),
    )


def mentions_told(session: Session, ids: list[str]) -> dict[str, MentionView]:
    """Mentions with their document, values and passages; those that are gone are left out."""
    texts = Texts(session)
    rows = session.execute(
        sa.select(Mention, Document, RecordRow.record)
        .join(Document, Document.id == Mention.document_id)
        .join(RecordRow, RecordRow.document_id == Document.id)
        .where(Mention.id.in_(ids))
    ).all()
    texts.load(document.id for _, document, _ in rows)
    found = {}
    for mention, document, record in rows:
        values, name_spans = party_values(mention, record)
        spans = [*name_spans, *(one for value in values for one in value.spans)]
        found[mention.id] = MentionView(
            id=mention.id, name=mention.name, roles=[str(role) for role in mention.roles], masked=mention.masked,
            document=document.id, given_id=document.given_id, case_number=record.get("case_number"),
            court=record.get("court"), judgment_date=record.get("judgment_date"),
            attributes={value.name: value.value for value in values},
            passages=[passage for path, told in spans for passage in texts.cut(document.id, told, path=path)],
        )  # fmt: skip
    return found


def entity_sizes(session: Session, entities: list[str]) -> dict[str, int]:
    """Entity → number of its mentions."""
    query = (
        sa.select(MentionEntity.entity_id, sa.func.count())
        .where(MentionEntity.entity_id.in_(entities))
        .group_by(MentionEntity.entity_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
