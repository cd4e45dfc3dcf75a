"""An entry as a text, a line for each cell as written: what a lead rests on is shown alike for rulings and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.graph.sources.cells import as_text
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.headers import match
from anmai.graph.sources.stored import stored_row
from anmai.store.source_tables import Entry, SourceFile, SourceRow

_ENTRY: Final = re.compile(r"[a-z][a-z0-9-]*#")


@dataclass(frozen=True, slots=True)
class EntryText:
    """A row in words.

    Attributes:
        text: ``header：cell`` a line, below a line that tells source, file and row.
        places: (``/<column>``, start, end) of the cells of mapped columns, code points of ``text``.
        title: What the row is, in Chinese.
        owner: Whose record it is.
        names: Column → its title in Chinese and English.
    """

    text: str
    places: tuple[tuple[str, int, int], ...]
    title: str
    owner: str
    names: dict[str, tuple[str, str]] = field(default_factory=dict)


def is_entry(id: str) -> bool:
    """Whether an id has the form of an entry's: <source>#<key>."""
    return _ENTRY.match(id) is not None


def entry_text(session: Session, id: str) -> EntryText | None:
    """An entry in words; None where there is none of that id."""
    row = session.execute(
        sa.select(Entry, SourceFile, SourceRow)
        .join(SourceFile, SourceFile.id == Entry.file_id)
        .join(SourceRow, SourceRow.name == Entry.source)
        .where(Entry.id == id, ~Entry.removed)
    ).first()
    if row is None:
        return None
    entry, file, source = row
    mapping = Mapping.model_validate(source.mapping)
    cells = stored_row(entry.body, entry.row, file.headers)
    columns = {place: name for name, place in match(cells.headers, mapping).places.items()}
    text = f"{source.name} {file.name}{f'/{file.sheet}' if file.sheet else ''} {entry.row}\n"
    places = []
    for at, (header, cell) in enumerate(zip(cells.headers, cells.cells, strict=False)):
        written = as_text(cell)
        if not written:
            continue
        text += f"{header}："
        if at in columns:
            places.append((f"/{columns[at]}", len(text), len(text) + len(written)))
        text += f"{written}\n"
    names = {column.name: (column.title.zh, column.title.en) for column in mapping.columns}
    return EntryText(text, tuple(places), mapping.entry.title.zh, source.owner, names)
