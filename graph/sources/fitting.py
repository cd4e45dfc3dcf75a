"""Whether mappings fit the graph's schema and one another."""

from __future__ import annotations

from collections.abc import Iterable

from anmai.graph.schema.entries import ENTRY, entry_nodes, label_problems
from anmai.graph.schema.nodes import BASE
from anmai.graph.sources.form import Mapping


def schema_problems(mappings: Iterable[Mapping]) -> list[str]:
    """What keeps mappings out of the schema, each in a sentence that names the mapping."""
    taken = frozenset(node.label for node in BASE) | {ENTRY.label}
    found: list[str] = []
    right: list[Mapping] = []
    for mapping in mappings:
        problems = list(label_problems(mapping, entry_nodes(right, taken), taken))
        found += [f"{mapping.name}: {problem}" for problem in problems]
        if not problems:
            right.append(mapping)
    return found
