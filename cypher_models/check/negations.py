"""Negations of properties that may be null: ``NOT v.penalty IN [...]`` is neither true nor false where none was read.

Such a row is dropped in silence, as if the ruling had said something. The query must decide: ``coalesce()``,
``IS NULL`` or ``IS NOT NULL`` for the same property in the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

import yaml

from anmai.cypher_models.clauses import read_clauses, stripped
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.graph.schema import NODES, RELATIONS

_PROPERTIES: Final = {
    **{node.label: {prop.name for prop in node.properties} for node in NODES},
    **{relation.type: {prop.name for prop in relation.properties} for relation in RELATIONS},
}
_BOUND: Final = re.compile(r"[(\[]\s*([A-Za-z_]\w*)\s*:\s*([\w|&]+)")
_NEGATED: Final = re.compile(
    r"\bNOT\s+\(?\s*([A-Za-z_]\w*)\.(\w+)\b(?!\s*(?:IS\b|\())|\b([A-Za-z_]\w*)\.(\w+)\s*<>|<>\s*([A-Za-z_]\w*)\.(\w+)\b",
    re.I,
)


@cache
def _never_null() -> dict[str, frozenset[str]]:
    text = (resources.files("anmai.cypher_models") / "data" / "never_null.yaml").read_text(encoding="utf-8")
    return {label: frozenset(names) for label, names in yaml.safe_load(text).items()}


def negation_problems(model: Model) -> list[Problem]:
    """Negations in findings.cypher that are null where a property is; each with its line."""
    file = f"{model.slug}/findings.cypher"
    return [
        Problem(
            file, line, f"the negation of {name} is null where {name} was not read, and drops the row: decide with "
            f"coalesce(), {name} IS NULL or {name} IS NOT NULL in the same clause",
        )
        for line, name in sorted(set(_negated(model.findings)))
    ]  # fmt: skip


def _negated(query: str) -> Iterator[tuple[int, str]]:
    plain = stripped(query)
    labels: dict[str, set[str]] = {}
    for found in _BOUND.finditer(plain):
        labels.setdefault(found[1], set()).update(re.split(r"[|&]", found[2]))
    lines = plain.splitlines()
    parts = [(clause.first, clause.last) for clause in read_clauses(query)[0]]
    inside = {number for first, last in parts for number in range(first, last + 1)}
    parts += [(number, number) for number in range(1, len(lines) + 1) if number not in inside]
    for first, last in parts:
        text = "\n".join(lines[first - 1 : last])
        for found in _NEGATED.finditer(text):
            variable, name = next((found[at], found[at + 1]) for at in (1, 3, 5) if found[at])
            if _nullable(labels.get(variable, set()), name) and not _decided(text, f"{variable}.{name}"):
                yield first + text.count("\n", 0, found.start()), f"{variable}.{name}"


def _nullable(labels: set[str], name: str) -> bool:
    """Whether some of the labels has the property and doesn't promise it; a map's key is nobody's property."""
    always = _never_null()
    return name not in always["*"] and any(
        name in _PROPERTIES.get(label, ()) and name not in always.get(label, ()) for label in labels
    )


def _decided(text: str, name: str) -> bool:
    return (
        re.search(rf"\bcoalesce\(\s*{re.escape(name)}\b|\b{re.escape(name)}\s+IS\s+(NOT\s+)?NULL\b", text, re.I)
        is not None
    )
