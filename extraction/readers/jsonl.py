"""Reader of tables of texts (.jsonl): one JSON object a line, with an id and a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from anmai.errors import DocumentError
from anmai.extraction.readers.encoding import decode
from anmai.extraction.readers.limits import MAX_LINE_BYTES
from anmai.forms.document import SourceDocument

NAME: Final = "jsonl"
VERSION: Final = "1"

#: Fields that are looked for when the call names none.
TEXT_FIELDS: Final = ("text", "full_text", "content")
ID_FIELD: Final = "id"


def read_lines(
    path: Path, key: str, *, text_field: str | None = None, id_field: str | None = None
) -> Iterator[SourceDocument]:
    """Each line as a document, in the file's order, streaming.

    Args:
        path: The .jsonl file.
        key: The file's key; a line's key is ``key:id``. A second line with an id seen before gets ``#2``.
        text_field: Field that holds the text; default: the first of text, full_text, content that is there.
        id_field: Field that holds the id, or several joined by commas, whose values are joined by ``-``.

    Yields:
        Documents; a broken line yields one with a reason (``malformed``, ``no_id``, ``too_large`` …).
    """
    id_fields = [name.strip() for name in (id_field or ID_FIELD).split(",") if name.strip()]
    text_fields = [text_field] if text_field else list(TEXT_FIELDS)
    seen: dict[str, int] = {}
    for number, raw in _raw_lines(path):
        place = f"{key}:{number}"
        name, text, reason, message = f"line-{number}", None, None, None
        try:
            row = _row(raw, place)
            name, text = _values(row, id_fields, text_fields, name, place)
        except DocumentError as error:
            reason, message = error.reason, str(error)
            name = getattr(error, "document_id", name)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name}#{seen[name]}"
        yield SourceDocument(
            key=f"{key}:{name}",
            id=name,
            path=str(path),
            reader=NAME,
            reader_version=VERSION,
            raw=raw or b"",
            text=text,
            reason=reason,
            message=message,
        )


def _raw_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line that isn't blank; None for one beyond the limit, which is passed over unread."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_LINE_BYTES)
                yield number, None
            elif line.strip():
                yield number, line.rstrip(b"\r\n")


def _row(raw: bytes | None, place: str) -> dict[str, Any]:
    if raw is None:
        raise DocumentError("too_large", f"{place}: the line is longer than {MAX_LINE_BYTES} bytes.")
    text = decode(raw, place)
    try:
        row = json.loads(text)
    except RecursionError as error:
        raise DocumentError("too_nested", f"{place}: the JSON is nested too deep.") from error
    except ValueError as error:
        raise DocumentError(
            "malformed", f"{place}: the line is no JSON ({error}).", remedy="Each line must be one JSON object."
        ) from error
    if not isinstance(row, dict):
        raise DocumentError(
            "malformed", f"{place}: the line is no JSON object.", remedy="Each line must be one JSON object."
        )
    return row


def _values(
    row: dict[str, Any], id_fields: list[str], text_fields: list[str], fallback: str, place: str
) -> tuple[str, str]:
    parts = [row.get(field) for field in id_fields]
    if any(not isinstance(part, str | int | float) or isinstance(part, bool) or part == "" for part in parts):
        raise DocumentError(
            "no_id", f"{place}: no {' and no '.join(id_fields)} in this line.", remedy="Name it with --id-field."
        )
    name = "-".join(str(part) for part in parts) or fallback
    for field in text_fields:
        if isinstance(text := row.get(field), str):
            return name, text
    error = DocumentError(
        "no_id", f"{place}: no text in {' or '.join(text_fields)}.", remedy="Name the field with --text-field."
    )
    error.document_id = name  # type: ignore[attr-defined]
    raise error
