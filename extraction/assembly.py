"""Turns a draft into a record: plain values, and a provenance row for every value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.forms.record import Record

#: Version of the extraction rules; it goes into every provenance row. Raise it when a rule's outcome changes.
VERSION: Final = "1.1.0"
#: Fields that are empty lists where nothing was read; named here, pydantic needn't copy a default for each record.
_LISTS: Final = tuple(name for name, field in Record.model_fields.items() if field.default == [])


def assemble(ruling: Ruling) -> Record:
    """The record of a ruling whose components have run; spans become code points of the source text."""
    provenance: list[dict[str, Any]] = []  # checked with the record, all at once
    walk = _Walk(ruling.normal.span, provenance)
    components = ruling.draft.components
    return Record.model_validate(
        {
            **{name: [] for name in _LISTS},
            **{name: walk.plain(tree, f"/{name}", components[name]) for name, tree in ruling.draft.values.items()},
            "id": ruling.id,
            "status": ruling.status,
            "reason": ruling.reason,
            "warnings": list(ruling.warnings),
            "provenance": provenance,
        }
    )


@dataclass(slots=True)
class _Walk:
    """Takes values out of a tree and notes where each came from."""

    span: Callable[[int, int], Span]
    provenance: list[dict[str, Any]]

    def plain(self, tree: Any, path: str, component: str) -> Any:
        kind = type(tree)
        if kind is Found:
            span = self.span
            self.provenance.append(
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
            return {key: self.plain(item, f"{path}/{key}", component) for key, item in tree.items()}
        if kind is list or kind is tuple:
            return [self.plain(item, f"{path}/{number}", component) for number, item in enumerate(tree)]
        return tree
