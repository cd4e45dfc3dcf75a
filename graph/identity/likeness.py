"""How alike two entities are by score, whatever they are: computed when somebody looks, masks included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from anmai.graph.identity.rows import document_of
from anmai.graph.identity.scoring.artefact import in_force
from anmai.graph.identity.scoring.engine import Scored, score
from anmai.graph.identity.scoring.lot import feature_rows

#: Mentions of each side that are compared: more of them hardly find a closer pair.
_OURS: Final = 12
_THEIRS: Final = 3


def closest(session: Session, kind: str, ours: Sequence[str], others: Mapping[str, Sequence[str]]) -> dict[str, Scored]:
    """The most alike pair of mentions between one entity and each of several others.

    Args:
        session: An open transaction.
        kind: ``person`` or ``organization``.
        ours: Mention ids of the one.
        others: Entity → some of its mention ids.

    Returns:
        Entity → pair; left out where every pair is far below any doubt.
    """
    chosen = {entity: sorted(mentions)[:_THEIRS] for entity, mentions in others.items()}
    mine = sorted(ours)[:_OURS]
    wanted = {document_of(mention) for mention in (*mine, *(one for mentions in chosen.values() for one in mentions))}
    rows = {name: row for name, row in feature_rows(session, sorted(wanted)).items() if row["kind"] == kind}
    of = {mention: entity for entity, mentions in chosen.items() for mention in mentions if mention in rows}
    pairs = [
        (min(one, other), max(one, other))
        for one in mine
        if one in rows
        for other in of
        if document_of(one) != document_of(other)
    ]
    needed = {mention for pair in pairs for mention in pair}
    best: dict[str, Scored] = {}
    for each in score(kind, [rows[name] for name in sorted(needed)], pairs, in_force(session).kinds[kind]):
        entity = of.get(each.left) or of[each.right]
        if entity not in best or each.score > best[entity].score:
            best[entity] = each
    return best
