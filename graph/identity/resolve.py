"""From mentions to entities: what the rules decide on new and changed documents, and what follows for the clusters.

A new mention that agrees with everything its keys lead to simply joins: that costs the same however large the entity
is. Only where something contradicts, was contested before, was decided by people, or was lost, the partition of all
that hangs together is made anew. Both ways give the same clusters; tests hold them equal.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.identity import contested, minting
from anmai.graph.identity.closure import Closure, gather
from anmai.graph.identity.joining import Joining
from anmai.graph.identity.links import relink
from anmai.graph.identity.partition import Judgement, partition
from anmai.graph.identity.rows import judgements, lots, mark_pending
from anmai.graph.identity.scored_links import relink_scores
from anmai.graph.identity.scoring.artefact import in_force
from anmai.graph.identity.scoring.lot import LotScores, score_lot
from anmai.store import Store
from anmai.store.tables import Document, Mention, MentionEntity

#: Documents of one transaction. Keys and ids are spread over the whole of their indexes, so that each transaction
#: writes much of these: few large ones write less than many small ones. What a kill cuts off, the next run decides.
_BATCH = 4000
#: Documents whose pairs are scored together: starting the scorer takes longer than scoring a batch.
_LOT = 20_000
#: Objects made before Python searches for cycles.
_OBJECTS = 1_000_000
Progress = Callable[[int, int], None]


#: Whatever mentions stand in: documents, and rows of table sources.
_TOLD_OF = sa.select(Mention.document_id).distinct()


@dataclass(slots=True)
class Resolution:
    """What identity changed.

    Attributes:
        affected_entities: Entities whose mentions changed or that were redirected: what must be projected anew.
        new_entities: Ids minted.
        redirected: Younger id → older id, for entities that were merged.
        decisions_made: Rule decisions stored.
        documents: Documents looked at.
        mentions: Mentions looked at.
    """

    affected_entities: set[str] = field(default_factory=set)
    new_entities: set[str] = field(default_factory=set)
    redirected: dict[str, str] = field(default_factory=dict)
    decisions_made: int = 0
    documents: int = 0
    mentions: int = 0

    def add(self, other: Resolution) -> None:
        """Take in what a further step changed."""
        self.affected_entities |= other.affected_entities
        self.new_entities |= other.new_entities
        self.redirected |= other.redirected
        self.decisions_made += other.decisions_made
        self.documents += other.documents
        self.mentions += other.mentions

    def take(self, assignment: minting.Assignment) -> None:
        """Take in what giving ids changed."""
        self.affected_entities |= assignment.affected
        self.new_entities |= assignment.minted
        self.redirected |= assignment.redirected


def resolve(store: Store, *, documents: Collection[str] | None = None, progress: Progress | None = None) -> Resolution:
    """Decide on the mentions of new, changed or removed documents.

    Each batch is one transaction with the marks of what must be projected (``pending_entities``), so a kill at any
    point loses nothing: the same call goes on. Running it again changes nothing.

    Args:
        store: The store.
        documents: Ids of documents and entries; None looks at all of them.
        progress: Called with documents done and their total.
    """
    if documents is None:
        with store.session(write=False) as session:
            documents = {*session.scalars(sa.select(Document.id)), *session.scalars(_TOLD_OF)}
    with _seldom_collecting():
        return _resolve(store, sorted(set(documents)), progress)


def _resolve(store: Store, todo: Sequence[str], progress: Progress | None) -> Resolution:
    total = Resolution()
    for large in lots(todo, _LOT):
        with store.session(write=False) as session:
            scores = score_lot(session, large, in_force(session))
        waiting = set(large)
        for lot in lots(large, _BATCH):
            waiting -= set(lot)
            with store.session() as session:
                step = _resolve_batch(session, lot, scores, waiting)
            total.add(step)
            if progress is not None:
                progress(total.documents, len(todo))
    return total


@contextlib.contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let Python look for cycles seldom: a lot holds millions of objects, and each search goes through all."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def detach(session: Session, documents: Iterable[str]) -> set[str]:
    """Take the mentions of these documents out of their entities, before the mentions are replaced or removed.

    Decisions stay until ``resolve`` is called with the same documents: it needs them to see what they had bridged.

    Returns:
        The entities that lost a mention; they are marked for projection.
    """
    lost: set[str] = set()
    for lot in lots(documents):
        mentions = sa.select(Mention.id).where(Mention.document_id.in_(lot))
        lost.update(session.scalars(sa.select(MentionEntity.entity_id).where(MentionEntity.mention_id.in_(mentions))))
        session.execute(sa.delete(MentionEntity).where(MentionEntity.mention_id.in_(mentions)))
    mark_pending(session, lost)
    return lost


def settle(session: Session, seeds: Iterable[str]) -> Resolution:
    """Make the partition anew for all that hangs together with these mentions, in the caller's transaction.

    For decisions that are made or taken back: the mentions that they name.
    """
    result = Resolution()
    decided = judgements(session)
    _settle(session, gather(session, seeds, decided), decided, result)
    mark_pending(session, result.affected_entities)
    return result


def _resolve_batch(
    session: Session, documents: Sequence[str], scores: LotScores, waiting: Collection[str]
) -> Resolution:
    found = {party.id: party for document in documents for party in scores.parties.get(document, ())}
    change = relink(session, documents, found, scores.keys)
    relink_scores(session, documents, found, scores, waiting, change)
    result = Resolution(decisions_made=change.made, documents=len(documents), mentions=len(found))
    decided = judgements(session)
    joining = Joining(session, found, change, decided)
    seeds = joining.seeds()
    closure = gather(session, seeds, decided) if seeds else Closure()
    _settle(session, closure, decided, result)
    groups = [group for group in joining.groups if closure.found.keys().isdisjoint(group.fresh)]
    result.take(minting.join(session, [(sorted(group.fresh), sorted(group.entities)) for group in groups], found))
    mark_pending(session, result.affected_entities)
    return result


def _settle(session: Session, closure: Closure, decided: Sequence[Judgement], result: Resolution) -> None:
    if not closure.found:
        return
    made = partition(closure.found, closure.links, decided)
    assignment = minting.assign(session, made.clusters, closure.found, closure.homes)
    result.take(assignment)
    contested.rewrite(session, closure, made, assignment, decided)
