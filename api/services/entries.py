"""Entries as people read them: each value beside what the file wrote, and who the row's people and units are."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.errors import NotFound
from anmai.forms.source_views import EntryPartyView, EntryValue, EntryView
from anmai.graph.sources.cells import as_text
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import match
from anmai.graph.sources.rows import RowReader
from anmai.graph.sources.stored import stored_row
from anmai.store.source_tables import Entry, SourceFile, SourceRow
from anmai.store.tables import Mention, MentionEntity

#: Entries of one person or organization that are sent, the newest first.
MOST: Final = 200


def entry_view(session: Session, id: str) -> EntryView:
    """An entry.

    Raises:
        NotFound: There is no such entry.
    """
    row = session.execute(
        sa.select(Entry, SourceFile, SourceRow)
        .join(SourceFile, SourceFile.id == Entry.file_id)
        .join(SourceRow, SourceRow.name == Entry.source)
        .where(Entry.id == id, ~Entry.removed)
    ).first()
    if row is None:
        raise NotFound(f"There is no entry {id}.", remedy="An entry's id is <source>#<key>.")
    entry, file, source = row
    mapping = Mapping.model_validate(source.mapping)
    written = stored_row(entry.body, entry.row, file.headers)
    told = RowReader(mapping, serials=file.sheet is not None).read(written)
    matched = match(written.headers, mapping)
    doubts = {doubt.column: doubt.message for doubt in told.doubts}
    values = []
    for column in mapping.columns:
        place = matched.places.get(column.name)
        cell = written.cells[place] if place is not None and place < len(written.cells) else None
        if column.name not in told.values and not as_text(cell):
            continue
        values.append(
            EntryValue(
                column=column.name, zh=column.title.zh, en=column.title.en, value=told.values.get(column.name),
                header=written.headers[place] if place is not None else None, written=as_text(cell),
                personal=column.is_personal, doubt=doubts.get(column.name),
            )
        )  # fmt: skip
    by_header = dict(zip(written.headers, written.cells, strict=False))
    return EntryView(
        id=entry.id, source=entry.source, kind=mapping.name, label=mapping.entry.label,
        title_zh=mapping.entry.title.zh, title_en=mapping.entry.title.en, grade=source.grade, owner=source.owner,
        file=file.name, sheet=file.sheet, row=entry.row, values=values,
        unmapped={name: as_text(by_header.get(name)) for name in matched.unknown if as_text(by_header.get(name))},
        parties=_parties(session, id),
    )  # fmt: skip


def _parties(session: Session, entry: str) -> list[EntryPartyView]:
    rows = session.execute(
        sa.select(Mention, MentionEntity.entity_id)
        .outerjoin(MentionEntity, MentionEntity.mention_id == Mention.id)
        .where(Mention.document_id == entry)
        .order_by(Mention.ordinal)
    )
    return [
        EntryPartyView(
            role=str(mention.features.get("role", "")), zh="、".join(map(str, mention.roles)), name=mention.name,
            kind=mention.kind, masked=mention.masked, mention=mention.id, entity_id=entity,
            columns=list(mention.features.get("columns", {}).values()),
        )
        for mention, entity in rows
    ]  # fmt: skip


def entries_of(session: Session, entity: str) -> list[dict[str, Any]]:
    """The entries that an entity stands in, in the form of ``EntityView.entries``."""
    rows = session.execute(
        sa.select(Mention, Entry, SourceFile.name, SourceRow)
        .join(MentionEntity, MentionEntity.mention_id == Mention.id)
        .join(Entry, Entry.id == Mention.document_id)
        .join(SourceFile, SourceFile.id == Entry.file_id)
        .join(SourceRow, SourceRow.name == Entry.source)
        .where(MentionEntity.entity_id == entity)
        .order_by(Mention.features["judgment_date"].as_string().desc(), Mention.id)
        .limit(MOST)
    )
    return [
        {
            "id": entry.id,
            "source": entry.source,
            "kind": source.kind,
            "title_zh": source.mapping["entry"]["title"]["zh"],
            "title_en": source.mapping["entry"]["title"]["en"],
            "role": "、".join(map(str, mention.roles)),
            "name": mention.name,
            "masked": mention.masked,
            "mention": mention.id,
            "date": mention.features.get("judgment_date"),
            "row": entry.row,
            "file": file,
        }
        for mention, entry, file, source in rows
    ]
