"""Turns a draft into a record: plain values, and a provenance row for every value."""

from __future__ import annotations

from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.forms.record import Record

#: Version of the extraction rules; it goes into every provenance row. Raise it when a rule's outcome changes.
VERSION: Final = "1.1.0"
#: Fields that are empty lists where nothing was read; named here, pydantic needn't copy a default for each record.
_LISTS: Final = tuple(name for name, field in Record.model_fields.items() if field.default == [])


def assemble(ruling: Ruling) -> Record:
    """The record of a ruling whose components have run; spans become code points of the source text."""
    provenance: list[dict[str, Any]] = []  # checked with the record, all at once
    values = {
        name: _walk(ruling, tree, f"/{name}", ruling.draft.components[name], provenance)
        for name, tree in ruling.draft.values.items()
    }
    return Record.model_validate(
        {
            **{name: [] for name in _LISTS},
            **values,
            "id": ruling.id,
            "status": ruling.status,
            "reason": ruling.reason,
            "warnings": list(ruling.warnings),
            "provenance": provenance,
        }
    )


def _walk(ruling: Ruling, tree: Any, path: str, component: str, provenance: list[dict[str, Any]]) -> Any:
    if isinstance(tree, Found):
        provenance.append(
            {
                "path": path,
                "spans": [ruling.normal.span(start, end) for start, end in tree.spans],
                "component": tree.component or component,
                "version": VERSION,
                "confidence": tree.confidence,
            }
        )
        return tree.value
    if isinstance(tree, dict):
        return {key: _walk(ruling, item, f"{path}/{key}", component, provenance) for key, item in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_walk(ruling, item, f"{path}/{number}", component, provenance) for number, item in enumerate(tree)]
    return tree
