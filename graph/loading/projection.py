"""Projection: the graph follows the store, batch by batch; each batch is one transaction and can be repeated.

The store says what is behind: documents whose ``generation`` the graph doesn't hold, and entities that identity
changed. A kill between Neo4j's commit and the store's repeats a batch, which changes nothing. So a delta run and a
rebuild end with the same graph.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import neo4j
import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import ConfigurationError
from anmai.forms.record import Record
from anmai.graph.connection import WRITE_TIMEOUT, Graph
from anmai.graph.identity.rows import lots
from anmai.graph.loading import store_reading
from anmai.graph.loading.document_rows import document_rows
from anmai.graph.loading.entities import entity_properties
from anmai.graph.loading.entry_projection import Steps, entries_behind, project_entries
from anmai.graph.loading.instances import settle_cases
from anmai.graph.loading.rows import GraphRows, Node, Properties
from anmai.graph.loading.writer import BatchWriter
from anmai.store import Store
from anmai.store.source_tables import Entry, SourceRow
from anmai.store.tables import Document, Mention, MentionEntity, PendingEntity, Touched

#: Documents of one transaction.
BATCH: Final = 200
#: Labels that models anchor at or reach through; changes of these are told to delta runs.
_TOLD: Final = frozenset({"Case", "Person", "Organization", "Verdict", "Offence", "Loan"})
_ENTITIES: Final = frozenset({"Person", "Organization"})
#: Called with documents and entries done and their total.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Projected:
    """What a projection did."""

    documents: int = 0
    entries: int = 0
    nodes: int = 0
    relationships: int = 0


@dataclass(slots=True)
class _Batch:
    """One batch, read from the store."""

    documents: list[str]
    generations: dict[str, int]
    records: dict[str, Record]
    rows: GraphRows


def project(store: Store, graph: Graph, *, progress: Progress | None = None) -> Projected:
    """Bring the graph up to the store.

    Args:
        store: The store; identity must have been resolved for what is new.
        graph: The graph, with its schema made (``anmai.graph.loading.base.prepare``).
        progress: Called after each batch.

    Raises:
        ServerUnavailable: Neo4j is gone; what was committed stays, the same call goes on.
        StoreError: The store is full or damaged.
    """
    _check_same_graph(store, graph)
    _mark_documents_of_entities(store, graph)
    with store.session(write=False) as session:
        behind = session.scalars(
            sa.select(Document.id).where(Document.generation != Document.loaded).order_by(Document.id)
        ).all()
    entries = entries_behind(store)
    total = len(behind) + len(entries)
    result = Projected()
    for lot in lots(behind, BATCH):
        _project_batch(store, graph, lot, result)
        result.documents += len(lot)
        if progress is not None:
            progress(result.documents, total)

    def done(count: int, nodes: int, relationships: int) -> None:
        result.entries += count
        result.nodes += nodes
        result.relationships += relationships
        if progress is not None:
            progress(result.documents + result.entries, total)

    project_entries(store, graph, entries, _steps(store), done)
    return result


def _steps(store: Store) -> Steps:
    def records(ids: Collection[str]) -> Mapping[str, Record]:
        with store.session(write=False) as session:
            return store_reading.records_of(session, ids)

    return Steps(
        tell=lambda nodes, labels: _tell(store, nodes, _TOLD | labels),
        entity_nodes=lambda entities: _entity_nodes(store, entities),
        records=records,
    )


def forget_graph(store: Store) -> None:
    """Note that the graph holds nothing: the next projection makes everything anew."""
    with store.session() as session:
        for table in (Document, Entry, SourceRow):
            session.execute(sa.update(table).values(loaded=0))


def is_behind(store: Store) -> bool:
    """Whether the graph lacks something that the store holds."""
    with store.session(write=False) as session:
        behind = [sa.exists(sa.select(PendingEntity.entity_id))]
        behind += [sa.exists().where(table.generation != table.loaded) for table in (Document, Entry, SourceRow)]
        return bool(session.scalar(sa.select(sa.or_(*behind))))


# -------------------------------------------------------------------- what is behind


def _check_same_graph(store: Store, graph: Graph) -> None:
    """Notice a graph that lost what the store believes it holds, or that holds another store's documents."""
    held = int(graph.read("MATCH (d:Document) RETURN count(d) AS n")[0]["n"])
    held_entries = int(graph.read("MATCH (e:Entry) RETURN count(e) AS n")[0]["n"])
    with store.session(write=False) as session:
        all_documents = session.scalar(sa.select(sa.func.count()).select_from(Document)) or 0
        loaded = session.scalar(
            sa.select(sa.func.count())
            .select_from(Document)
            .where(Document.loaded == Document.generation, Document.status.in_(store_reading.LIVE))
        )
        loaded_entries = session.scalar(
            sa.select(sa.func.count()).select_from(Entry).where(Entry.loaded == Entry.generation, ~Entry.removed)
        )
    if held > all_documents:
        raise ConfigurationError(
            f"The graph at {graph.uri} holds {held} documents, the store of this home knows {all_documents}.",
            remedy="Use the Neo4j of this home, or make the graph anew with `anmai db rebuild`.",
        )
    if held < (loaded or 0) or held_entries < (loaded_entries or 0):
        forget_graph(store)


def _mark_documents_of_entities(store: Store, graph: Graph) -> None:
    """Find the documents whose mentions the graph gives to other entities than the store, and mark them as behind."""
    with store.session(write=False) as session:
        pending = list(session.scalars(sa.select(PendingEntity.entity_id)).all())
    for lot in lots(sorted(pending)):
        held = graph.read(
            "UNWIND $ids AS id MATCH (e:Person|Organization {id: id}) CALL (e) { "
            "MATCH (e)<-[r:OF]-(m:Mention) RETURN m.id AS mention, r.decision AS decision UNION ALL "
            "MATCH (e)-[r:IN_ENTRY]->(:Entry) RETURN r.mention AS mention, r.decision AS decision } "
            "RETURN mention, e.id AS entity, decision",
            {"ids": lot},
            timeout=WRITE_TIMEOUT,
        )
        in_graph = {(row["mention"], row["entity"], row["decision"]) for row in held}
        with store.session() as session:
            members = session.execute(
                sa.select(MentionEntity.mention_id, MentionEntity.entity_id).where(MentionEntity.entity_id.in_(lot))
            ).all()
            decisions = store_reading.deciding(session, [mention for mention, _ in members])
            in_store = {(mention, entity, decisions.get(mention)) for mention, entity in members}
            differing = {mention for mention, _, _ in in_graph ^ in_store}
            _mark(session, differing)
            session.execute(sa.delete(PendingEntity).where(PendingEntity.entity_id.in_(lot)))


def _mark(session: Session, mentions: Collection[str]) -> None:
    for lot in lots(sorted(mentions)):
        documents = sa.select(Mention.document_id).where(Mention.id.in_(lot))
        for table in (Document, Entry):
            session.execute(sa.update(table).where(table.id.in_(documents)).values(loaded=0))


# -------------------------------------------------------------------- one batch


def _project_batch(store: Store, graph: Graph, documents: Sequence[str], result: Projected) -> None:
    batch = _read_batch(store, documents)

    def work(transaction: neo4j.ManagedTransaction) -> None:
        writer = BatchWriter(transaction)
        present = writer.present(batch.documents)
        tied = writer.tied_by(present)
        spoken_of = tied | _nodes(batch.rows) | {Node("Document", id) for id in batch.documents}
        entities = {node for node in tied if node.label in _ENTITIES} | _entities_of(batch)
        kept, gone = _entity_nodes(store, entities)
        # Told before the change: a change that nobody was told of could be missed for ever, the reverse costs a look.
        _tell(store, spoken_of | entities)
        writer.remove(present, tied)
        writer.write(batch.rows, kept)
        writer.remove_entities(gone)
        unused = writer.remove_unused(tied - _nodes(batch.rows))
        cases = {node.id for node in spoken_of - unused if node.label == "Case"}
        changed = settle_cases(writer, cases, lambda ids: _records(store, batch, ids))
        _tell(store, changed)

    with graph.translated(), graph.session(neo4j.WRITE_ACCESS) as session:
        session.execute_write(neo4j.unit_of_work(timeout=WRITE_TIMEOUT)(work))
    _note_loaded(store, batch)
    result.nodes += sum(map(len, batch.rows.nodes.values()))
    result.relationships += sum(map(len, batch.rows.relations.values()))


def _read_batch(store: Store, documents: Sequence[str]) -> _Batch:
    with store.session(write=False) as session:
        facts = store_reading.facts_of(session, documents)
        records = store_reading.records_of(session, documents)
        owners = store_reading.owners_of(session, documents)
    rows = GraphRows()
    for id, record in records.items():
        rows.extend(document_rows(facts[id][0], record, owners))
    generations = {id: generation for id, (_, generation) in facts.items()}
    return _Batch(list(documents), generations, records, rows)


def _entities_of(batch: _Batch) -> set[Node]:
    return {
        Node(target, row["target"])
        for (type, _, target), rows in batch.rows.relations.items()
        if type == "OF"
        for row in rows
    }


def _nodes(rows: GraphRows) -> set[Node]:
    return {Node(label, id) for label, found in rows.nodes.items() for id in found}


def _entity_nodes(store: Store, entities: Collection[Node]) -> tuple[dict[Node, Properties], list[Node]]:
    """Properties of the entities that have mentions, and the entities that have none."""
    with store.session(write=False) as session:
        found = store_reading.entity_mentions(session, {node.id for node in entities})
    kept = {
        Node(store_reading.LABELS[kind], id): entity_properties(kind, mentions)
        for id, (kind, mentions) in found.items()
    }
    return kept, [node for node in entities if node.id not in found]


def _records(store: Store, batch: _Batch, documents: Collection[str]) -> Mapping[str, Record]:
    """Records of documents, those of the batch without asking the store again."""
    found = {id: batch.records[id] for id in documents if id in batch.records}
    others = [id for id in documents if id not in found]
    if others:
        with store.session(write=False) as session:
            found |= store_reading.records_of(session, others)
    return found


def _tell(store: Store, nodes: Collection[Node], told: Collection[str] = _TOLD) -> None:
    rows = sorted(
        ({"label": node.label, "node_id": node.id} for node in nodes if node.label in told),
        key=lambda row: (row["label"], row["node_id"]),
    )
    if rows:
        with store.session() as session:
            session.execute(sa.insert(Touched), rows)


def _note_loaded(store: Store, batch: _Batch) -> None:
    with store.session() as session:
        for generation in sorted(set(batch.generations.values())):
            ids = [id for id, each in batch.generations.items() if each == generation]
            for lot in lots(ids):
                session.execute(
                    sa.update(Document)
                    .where(Document.id.in_(lot), Document.generation == generation)
                    .values(loaded=generation)
                )
