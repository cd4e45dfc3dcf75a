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
    span = ruling.normal.span

    def plain(tree: Any, path: str, component: str) -> Any:
        kind = type(tree)
        if kind is Found:
            provenance.append(
                {
                    "path": path,
                    "spans": [span(start, end) for start, end in tree.spans],
                    "component": tree.component or component,
                    "version": VERSION,
                    "confidence": tree.confidence,
                }
            )
            return tree.value
        if kind is dict:
            return {key: plain(item, f"{path}/{key}", component) for key, item in tree.items()}
        if kind is list or kind is tuple:
            return [plain(item, f"{path}/{number}", component) for number, item in enumerate(tree)]
        return tree

    fields: dict[str, Any] = {name: [] for name in _LISTS}
    components = ruling.draft.components
    for name, tree in ruling.draft.values.items():
        fields[name] = plain(tree, f"/{name}", components[name])
    fields["id"] = ruling.id
    fields["status"] = ruling.status
    fields["reason"] = ruling.reason
    fields["warnings"] = list(ruling.warnings)
    fields["provenance"] = provenance
    return Record.model_validate(fields)
