r"""A Cypher script that makes the subgraph in any Neo4j 5: one MERGE a line, so that running it twice changes nothing.

Labels and relationship types must be of the schema; names stand in backticks. Text goes in as literals whose every
special character is escaped. Cypher turns ``\uXXXX`` into its character *before* it reads strings and comments, so a
backslash of the text is never left standing before a ``u``.

What Neo4j can't store: nulls (an absent property is null there), lists in lists, lists of mixed types and maps (JSON
text), whole numbers beyond 64 bits (decimal text), lone surrogates (``_xHHHH_``, ``anmai.graph.export.text``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from anmai.errors import UsageError
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.export.manifest import Manifest
from anmai.graph.export.text import NOT_IN_UTF8, dumps, escape, plain
from anmai.graph.schema import NODES, RELATIONS

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONG: Final = 2**63
#: Property of a relationship that tells it from others between the same two nodes.
KEY: Final = "export_key"
#: 'C:\\' + 'users': after a backslash of the text the literal is taken up anew, so that no u ever follows one.
_ESCAPES: Final = {"\\": "\\\\' + '", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NOT_IN_COMMENTS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPECIAL: Final = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(node.label for node in NODES), frozenset(relation.type for relation in RELATIONS)


def write_script(subgraph: Subgraph, manifest: Manifest) -> str:
    """The script. Lines that begin with ``//`` are comments, each other line is one statement ending in ``;``.

    Raises:
        UsageError: A label, type or property name is not of the schema's kind.
    """
    # A comment is read by nobody but people; without backslashes nothing in it can end it.
    told = dumps(plain(manifest.model_dump())).replace("\\", "＼")
    head = f"// {escape(told, _NOT_IN_COMMENTS)}"
    return "\n".join([head, *(statement + ";" for statement in statements(subgraph))]) + "\n"


def statements(subgraph: Subgraph) -> Iterator[str]:
    """The statements one by one, without their final ``;``: nodes first, then relationships.

    Raises:
        UsageError: A label, type or property name is not of the schema's kind, or an end of an edge is missing.
    """
    nodes = {node.id: node for node in subgraph.nodes}
    for node in subgraph.nodes:
        properties = {name: value for name, value in node.properties.items() if name != "id"}
        yield f"MERGE (n:{_label(node.label)} {{id: {literal(_id(node))}}}) SET n += {_map(properties)}"
    for edge in subgraph.edges:
        if edge.source not in nodes or edge.target not in nodes:
            raise UsageError(f"Edge {edge.id} leads to a node that is not exported.", remedy="Export both of its ends.")
        yield _merge_edge(edge, nodes[edge.source], nodes[edge.target])


def literal(value: Any) -> str:
    """A value as a Cypher literal (an expression, for text with a backslash before a u)."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if -_LONG <= value < _LONG else _quoted(str(value))
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list | tuple) and _is_storable(value):
        return f"[{', '.join(literal(part) for part in value)}]"
    return _quoted(dumps(plain(value)))


def _is_storable(values: list[Any] | tuple[Any, ...]) -> bool:
    kinds = {type(value) for value in values}
    return kinds <= {str} or kinds <= {bool} or kinds <= {float} or (
        kinds <= {int} and all(-_LONG <= value < _LONG for value in values)
    )  # fmt: skip


def _float(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value).replace("e+", "e")


def _quoted(text: str) -> str:
    sound = escape(text, NOT_IN_UTF8)
    escaped = _SPECIAL.sub(lambda found: _ESCAPES.get(found.group()) or f"\\u{ord(found.group()):04X}", sound)
    return f"'{escaped}'"


def _map(properties: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{_name(name)}: {literal(value)}" for name, value in properties.items()) + "}"


def _merge_edge(edge: GraphEdge, source: GraphNode, target: GraphNode) -> str:
    if edge.type not in _known()[1]:
        raise UsageError(f"Relationship type {edge.type!r} is not in the schema.", remedy="See docs/schema.md.")
    told = edge.properties | {"passages": dumps([passage.model_dump() for passage in edge.passages])}
    return (
        f"MATCH (a:{_label(source.label)} {{id: {literal(_id(source))}}}), "
        f"(b:{_label(target.label)} {{id: {literal(_id(target))}}}) "
        f"MERGE (a)-[r:`{edge.type}` {{{KEY}: {literal(edge.id)}}}]->(b) SET r += {_map(told)}"
    )


def _id(node: GraphNode) -> str:
    return str(node.properties.get("id") or node.id.removeprefix(f"{node.label}:"))


def _label(label: str) -> str:
    if label not in _known()[0]:
        raise UsageError(f"Label {label!r} is not in the schema.", remedy="See docs/schema.md.")
    return f"`{label}`"


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise UsageError(f"Property name {name!r} can't be written in Cypher.", remedy="Use letters, digits and _.")
    return f"`{name}`"
