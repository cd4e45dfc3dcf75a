"""What tables of texts (.jsonl, .csv, .tsv) share: the fields of a row's text and id, and the documents they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from anmai.errors import DocumentError
from anmai.forms.document import SourceDocument

#: Fields that are looked for when the call names none.
TEXT_FIELDS: Final = ("text", "full_text", "content", "正文", "全文", "文书内容", "裁判文书", "文书全文")
ID_FIELDS: Final = ("id", "编号", "文书编号", "文书ID", "文书id")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields hold what.

    Attributes:
        text: Fields of the text; the first that is there counts.
        ids: Fields of the id, whose values are joined by "-"; None: the first of ``ID_FIELDS`` that is there.
    """

    text: tuple[str, ...] = TEXT_FIELDS
    ids: tuple[str, ...] | None = None

    @classmethod
    def named(cls, text_field: str | None, id_field: str | None) -> Fields:
        """From the options --text-field and --id-field (several joined by commas)."""
        ids = tuple(name.strip() for name in (id_field or "").split(",") if name.strip())
        return cls((text_field,) if text_field else TEXT_FIELDS, ids or None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its bytes as they stood, its values, or why it can't be read."""

    number: int
    raw: bytes
    values: Mapping[str, Any] | None
    error: DocumentError | None = None


def documents(
    rows: Iterable[Row], fields: Fields, *, path: str, key: str, reader: str, version: str, needs_id: bool
) -> Iterator[SourceDocument]:
    """Each row as a document, in order.

    Args:
        rows: The rows.
        fields: Which fields hold text and id.
        path: The file on disk.
        key: The file's key; a row's key is ``key:id``. A second row with an id seen before gets ``#2``.
        reader: Name of the reader.
        version: Its version.
        needs_id: A row without an id is refused; else it is known by its number.
    """
    seen: dict[str, int] = {}
    for row in rows:
        place = f"{key}:{row.number}"
        name, text, reason, message = f"line-{row.number}", None, None, None
        try:
            if row.error is not None:
                raise row.error
            name = _id(row.values or {}, fields, name, place, needs_id)
            text = _text(row.values or {}, fields, place)
        except DocumentError as error:
            reason, message = error.reason, str(error)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name}#{seen[name]}"
        yield SourceDocument(
            key=f"{key}:{name}",
            id=name,
            path=path,
            reader=reader,
            reader_version=version,
            raw=row.raw,
            text=text,
            reason=reason,
            message=message,
        )


def _id(values: Mapping[str, Any], fields: Fields, fallback: str, place: str, needed: bool) -> str:
    names = fields.ids or next(((name,) for name in ID_FIELDS if name in values), ID_FIELDS[:1])
    parts = [values.get(name) for name in names]
    if any(not isinstance(part, str | int | float) or isinstance(part, bool) or part == "" for part in parts):
        if not needed and fields.ids is None:
            return fallback
        raise DocumentError(
            "no_id", f"{place}: no {' and no '.join(names)} in this line.", remedy="Name it with --id-field."
        )
    return "-".join(str(part) for part in parts)


def _text(values: Mapping[str, Any], fields: Fields, place: str) -> str:
    for name in fields.text:
        if isinstance(text := values.get(name), str):
            return text
    raise DocumentError(
        "no_id", f"{place}: no text in {' or '.join(fields.text)}.", remedy="Name the field with --text-field."
    )
