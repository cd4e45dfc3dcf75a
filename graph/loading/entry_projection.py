"""Entries into the graph: batch by batch, each one transaction that can be repeated, as documents go in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import neo4j
import sqlalchemy as sa

from anmai.graph.connection import WRITE_TIMEOUT, Graph
from anmai.graph.identity.rows import lots
from anmai.graph.loading import store_reading
from anmai.graph.loading.base import prepare_kinds
from anmai.graph.loading.entry_rows import EntryFacts, EntryRows, add_entry
from anmai.graph.loading.instances import Records, settle_cases
from anmai.graph.loading.rows import Node, Properties
from anmai.graph.loading.writer import BatchWriter
from anmai.graph.schema import statements
from anmai.graph.schema.entries import entry_node
from anmai.graph.schema.nodes import ADDRESS, CREDIT_CODE, ID_NUMBER, SHARED
from anmai.graph.sources.applying import purge
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.rows import RowReader
from anmai.graph.sources.stored import stored_row
from anmai.store import Store
from anmai.store.source_tables import Entry, SourceFile, SourceRow

#: Entries of one transaction.
BATCH: Final = 1000
#: Identifiers whose entries changed are told to delta runs: a removed entry can only be reached through them.
IDENTIFIERS: Final = frozenset(node.label for node in (*SHARED, ID_NUMBER, CREDIT_CODE, ADDRESS))
_ENTITIES: Final = frozenset({"Person", "Organization"})
#: Nodes that entries point at and never make.
_GIVEN: Final = frozenset({"Region"})

_UNSETTLED: Final = "UNWIND $ids AS id MATCH (c:Case {id: id}) WHERE c.matter IS NULL RETURN c.id AS id"

Tell = Callable[[Collection[Node], frozenset[str]], None]
EntityNodes = Callable[[Collection[Node]], tuple[dict[Node, Properties], list[Node]]]


@dataclass(frozen=True, slots=True)
class Steps:
    """What the projection of documents does that this one does alike.

    Attributes:
        tell: Notes touched nodes for delta runs: those of the labels given, beside what documents tell.
        entity_nodes: Properties of entities that have mentions, and entities that have none.
        records: Records of documents.
    """

    tell: Tell
    entity_nodes: EntityNodes
    records: Records


def entries_behind(store: Store) -> Sequence[str]:
    """Ids of the entries that the graph doesn't hold as the store does."""
    with store.session(write=False) as session:
        query = sa.select(Entry.id).where(Entry.generation != Entry.loaded).order_by(Entry.id)
        return session.scalars(query).all()


def project_entries(
    store: Store, graph: Graph, behind: Sequence[str], steps: Steps, done: Callable[[int, int, int], None]
) -> None:
    """Bring entries and sources up to the store.

    Args:
        store: The store; identity must have been resolved for what is new.
        graph: The graph.
        behind: Ids of entries.
        steps: What both projections do.
        done: Told entries, nodes and relationships of each batch.

    Raises:
        ServerUnavailable: Neo4j is gone; what was committed stays, the same call goes on.
    """
    readers = _readers(store)
    prepare_kinds(graph, [entry_node(reader.mapping) for reader in readers.values()])
    for lot in lots(behind, BATCH):
        done(len(lot), *_project_batch(store, graph, lot, readers, steps))
    _project_sources(store, graph)
    purge(store)


def _readers(store: Store) -> dict[tuple[str, bool], RowReader]:
    """(source, whether its file is a spreadsheet) → reader."""
    with store.session(write=False) as session:
        rows = session.execute(sa.select(SourceRow.name, SourceRow.mapping)).all()
    found: dict[tuple[str, bool], RowReader] = {}
    for name, body in rows:
        mapping = Mapping.model_validate(body)
        found |= {(name, serials): RowReader(mapping, serials=serials) for serials in (False, True)}
    return found


def _project_batch(
    store: Store, graph: Graph, ids: Sequence[str], readers: dict[tuple[str, bool], RowReader], steps: Steps
) -> tuple[int, int]:
    rows, generations, gone_kinds = _read_batch(store, ids, readers)
    nodes = {Node(label, id) for label, found in rows.rest.nodes.items() for id in found}
    now_tied = {Node(key[1], row["source"]) for key, told in rows.rest.relations.items() for row in told
                if key[1] in _ENTITIES}  # fmt: skip
    themselves = {Node(label, each["id"]) for label, found in rows.entries.items() for each in found} | gone_kinds

    told = IDENTIFIERS | {node.label for node in themselves}

    def work(transaction: neo4j.ManagedTransaction) -> None:
        writer = BatchWriter(transaction)
        tied = {Node(row["label"], row["id"]) for row in writer.run(statements.ends_of_entries(), ids=list(ids))}
        entities = {node for node in tied | now_tied if node.label in _ENTITIES}
        kept, gone = steps.entity_nodes(entities)
        # Told before the change: a change that nobody was told of could be missed for ever, the reverse costs a look.
        steps.tell(tied | nodes | entities | themselves, told)
        writer.run(statements.delete_nodes("Entry"), ids=list(ids))
        for label, found in rows.entries.items():
            writer.run(statements.create_entries(label), rows=found)
        writer.write(rows.rest, kept)
        writer.remove_entities(gone)
        unused = writer.remove_unused(node for node in tied - nodes if node.label not in _GIVEN)
        cases = sorted(node.id for node in (tied | nodes) - unused if node.label == "Case")
        # An entry changes nothing of a case that documents tell of: only one that it made itself is to be settled.
        fresh = {row["id"] for row in writer.run(_UNSETTLED, ids=cases)}
        steps.tell(settle_cases(writer, fresh, steps.records), told)

    with graph.translated(), graph.session(neo4j.WRITE_ACCESS) as session:
        session.execute_write(neo4j.unit_of_work(timeout=WRITE_TIMEOUT)(work))
    _note_loaded(store, generations)
    made = sum(map(len, rows.entries.values())) + sum(map(len, rows.rest.nodes.values()))
    return made, sum(map(len, rows.rest.relations.values()))


def _read_batch(
    store: Store, ids: Sequence[str], readers: dict[tuple[str, bool], RowReader]
) -> tuple[EntryRows, dict[str, int], set[Node]]:
    """What the entries say, their generations, and those that are removed, by their kinds."""
    rows, generations, removed = EntryRows(), {}, set()
    with store.session(write=False) as session:
        owners = store_reading.owners_of(session, ids)
        for lot in lots(ids):
            query = sa.select(Entry, SourceFile).join(SourceFile, SourceFile.id == Entry.file_id)
            for entry, file in session.execute(query.where(Entry.id.in_(lot)).order_by(Entry.id)):
                reader = readers[entry.source, file.sheet is not None]
                generations[entry.id] = entry.generation
                if entry.removed:
                    removed.add(Node(reader.mapping.entry.label, entry.id))
                    continue
                name = file.name if file.sheet is None else f"{file.name}/{file.sheet}"
                facts = EntryFacts(entry.id, entry.source, entry.row, name)
                told = reader.read(stored_row(entry.body, entry.row, file.headers))
                add_entry(rows, facts, reader.mapping, told, owners)
    return rows, generations, removed


def _note_loaded(store: Store, generations: dict[str, int]) -> None:
    with store.session() as session:
        for generation in sorted(set(generations.values())):
            ids = [id for id, each in generations.items() if each == generation]
            for lot in lots(ids):
                same = sa.update(Entry).where(Entry.id.in_(lot), Entry.generation == generation)
                session.execute(same.values(loaded=generation))


def _project_sources(store: Store, graph: Graph) -> None:
    with store.session(write=False) as session:
        sources = session.scalars(sa.select(SourceRow).where(SourceRow.generation != SourceRow.loaded)).all()
    for source in sources:
        if source.removed:
            graph.write(statements.delete_nodes("Source"), {"ids": [source.name]})
        else:
            row = {"id": source.name, "properties": source_properties(source)}
            graph.write(statements.replace_nodes("Source"), {"rows": [row]})
        with store.session() as session:
            same = sa.update(SourceRow).where(SourceRow.name == source.name, SourceRow.generation == source.generation)
            session.execute(same.values(loaded=source.generation))


def source_properties(source: SourceRow) -> dict[str, Any]:
    """Properties of a source's node."""
    mapping = Mapping.model_validate(source.mapping)
    told: dict[str, Any] = {
        "id": source.name,
        "name": source.name,
        "kind": mapping.name,
        "title": mapping.title.zh,
        "owner": source.owner,
        "grade": source.grade,
        "supplies": list(mapping.supplies),
        "rows": source.rows,
        "loaded": source.changed[:19] + "Z",
        "as_of": source.as_of,
    }
    return {name: value for name, value in told.items() if value is not None}
