"""Kinds of entries: node types made from the mappings of table sources, so that models are checked against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from anmai.graph.schema.declare import NodeType, Property, PropertyType
from anmai.graph.sources.columns import Column, ColumnType, units
from anmai.graph.sources.form import Mapping

#: What every entry has; ``anmai.graph.sources.columns.COMMON`` keeps columns from bearing these names.
COMMON: Final = (
    Property("source", "string", "数据源", "Source.id", indexed=True),
    Property("row", "integer", "行号", "Number of the row in its file or table, from 1"),
    Property("file", "string", "文件", "File or table that the row was read in"),
    Property("date_from", "date", "起始日期", "When the row's fact was, or began", indexed=True),
    Property("date_until", "date", "截止日期", "When it ended; equal to date_from for one day"),
)
ENTRY: Final = NodeType(
    "Entry", "entry", "记录", "A row of a table source; its kind is its other label", "<Source.id>#<key>", COMMON
)
_TYPES: Final[dict[ColumnType, PropertyType]] = {
    "string": "string", "text": "string", "integer": "integer", "number": "float", "money": "float", "date": "date",
    "datetime": "datetime", "boolean": "boolean", "enum": "string", "id_number": "string", "credit_code": "string",
    "phone": "string", "plate": "string", "case_number": "string", "region": "string",
}  # fmt: skip


def entry_nodes(mappings: Iterable[Mapping], taken: Collection[str]) -> tuple[NodeType, ...]:
    """One node type a label; mappings that share a label put their properties together.

    Args:
        mappings: In their order; one that doesn't fit what stands before it is left out (``label_problems`` tells why).
        taken: Labels of the schema that no kind of entry may bear.
    """
    found: dict[str, NodeType] = {}
    for mapping in mappings:
        if not list(label_problems(mapping, found.values(), taken)):
            node = entry_node(mapping)
            before = found.get(node.label)
            found[node.label] = node if before is None else _together(before, node)
    return tuple(found.values())


def entry_node(mapping: Mapping) -> NodeType:
    """The node type of one mapping."""
    entry = mapping.entry
    keyed = f"<Source.id>#<{'|'.join(entry.key)}>" if entry.key else "<Source.id>#<SHA-256 of the row>"
    properties = tuple(_property(column) for column in mapping.columns)
    return NodeType(
        entry.label, "entry", entry.title.zh, entry.title.en, keyed, (*COMMON, *properties), also=(ENTRY.label,)
    )


def label_problems(mapping: Mapping, others: Iterable[NodeType], taken: Collection[str]) -> Iterator[str]:
    """What keeps a mapping's label and properties out of the schema, each in a sentence."""
    label = mapping.entry.label
    if label in taken:
        yield f"entry.label {label} is a label of the schema already; choose another"
    types = {each.name: each.type for node in others if node.label == label for each in node.properties}
    for column in mapping.columns:
        known = types.get(column.name)
        if known is not None and known != _type(column):
            yield f"column {column.name} is a {known} in another mapping of {label}, here a {_type(column)}"


def _together(one: NodeType, other: NodeType) -> NodeType:
    names = {each.name for each in one.properties}
    return replace(one, properties=(*one.properties, *(each for each in other.properties if each.name not in names)))


def _property(column: Column) -> Property:
    zh, en = column.title.zh, column.title.en
    if column.measure is not None and column.measure.stored != "share":
        zh, en = f"{zh}（{_stored_unit(column, 'zh')}）", f"{en}, {_stored_unit(column, 'en')}"
    if column.type == "enum":
        en = f"{en}: {' | '.join(dict.fromkeys(column.values.values()))}"
    return Property(column.name, _type(column), zh, en, personal=column.is_personal, indexed=column.indexed)


def _type(column: Column) -> PropertyType:
    one = _TYPES[column.type]
    if not column.many:
        return one
    return "integers" if one == "integer" else "floats" if one == "float" else "strings"


def _stored_unit(column: Column, lang: str) -> str:
    assert column.measure is not None
    stored = units()[column.measure.stored]
    return stored.zh if lang == "zh" else stored.en
