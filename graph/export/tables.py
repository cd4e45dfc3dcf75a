r"""A pair of CSV tables, nodes and relationships: spreadsheets open them with Chinese intact and run nothing.

UTF-8 with a byte-order mark, all cells quoted. A cell holds:

- nothing: the node or relationship has no such property;
- ``\N``: null;
- a number, ``true``/``false``, or JSON (lists): the value;
- anything else: text. Text that a spreadsheet might run (``= + - @`` at its start, their full-width forms, tab, CR), or
  that would read as one of the above, has an apostrophe before it, the sign for text in spreadsheets. Characters that
  tables lose stand as ``_xHHHH_`` (``anmai.graph.export.text``).

Property columns carry ``p.`` before their names.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

from anmai.errors import UsageError
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.export.manifest import Manifest
from anmai.graph.export.text import NOT_IN_TABLES, dumps, escape, plain, unescape, unplain

NODES, RELATIONSHIPS, MANIFEST = "nodes.csv", "relationships.csv", "manifest.json"
_NODE_COLUMNS: Final = ("id", "label", "name", "masked", "degree")
_EDGE_COLUMNS: Final = ("id", "source", "target", "type", "name", "derived", "possible", "passages")
_PROPERTY: Final = "p."
_NULL: Final = "\\N"
_TEXT: Final = "'"
_RUNS: Final = tuple("=+-@\t\r\n＝＋－＠|%")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")


def write_tables(subgraph: Subgraph) -> tuple[str, str]:
    """Both tables as text, byte-order mark included."""
    node_rows = [
        {**node.model_dump(include=set(_NODE_COLUMNS)), **_prefixed(node.properties)} for node in subgraph.nodes
    ]
    edge_rows = [
        {**edge.model_dump(include=set(_EDGE_COLUMNS)), **_prefixed(edge.properties)} for edge in subgraph.edges
    ]
    return _table(_NODE_COLUMNS, node_rows), _table(_EDGE_COLUMNS, edge_rows)


def read_tables(nodes: str, relationships: str) -> Subgraph:
    """The subgraph of two tables, as ``write_tables`` made them.

    Raises:
        UsageError: They are not such tables.
    """
    try:
        return Subgraph(
            nodes=[GraphNode.model_validate(_split(row)) for row in _rows(nodes)],
            edges=[GraphEdge.model_validate(_split(row)) for row in _rows(relationships)],
        )
    except (ValueError, KeyError, csv.Error) as error:
        raise UsageError(
            f"The tables are not a CSV export: {error}.", remedy="Export again with format csv."
        ) from error


def write_zip(subgraph: Subgraph, manifest: Manifest) -> bytes:
    """The pair and ``manifest.json`` in one zip file; equal input gives equal bytes."""
    nodes, relationships = write_tables(subgraph)
    told = manifest.model_dump() | {"truncated": subgraph.truncated, "total_nodes": subgraph.total_nodes}
    files = {NODES: nodes, RELATIONSHIPS: relationships, MANIFEST: dumps(plain(told), indent=1) + "\n"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


def read_zip(content: bytes) -> tuple[Subgraph, Manifest]:
    """What ``write_zip`` was given.

    Raises:
        UsageError: The file is not such a zip.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            nodes, relationships = (archive.read(name).decode("utf-8") for name in (NODES, RELATIONSHIPS))
            told = unplain(json.loads(archive.read(MANIFEST)))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UsageError(f"The file is not a CSV export: {error}.", remedy="Export again with format csv.") from error
    subgraph = read_tables(nodes, relationships)
    subgraph.truncated, subgraph.total_nodes = told.pop("truncated"), told.pop("total_nodes")
    return subgraph, Manifest.model_validate(told)


def cell(value: Any) -> str:
    """One value as a cell."""
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = escape(value, NOT_IN_TABLES)
        return _TEXT + text if _needs_mark(text) else text
    if isinstance(value, int):
        return str(value)
    return dumps(plain(value))


def value_of(text: str) -> Any:
    """The value of a cell that is not empty."""
    if text == _NULL:
        return None
    if text.startswith(_TEXT):
        return unescape(text[1:])
    return unplain(json.loads(text)) if _reads_as_value(text) else unescape(text)


def _needs_mark(text: str) -> bool:
    # Some programs cut blanks before they look for a formula.
    start = text.lstrip(" \u3000\xa0")[:1]
    return not text or text.startswith((_TEXT, *_RUNS)) or start in _RUNS or text == _NULL or _reads_as_value(text)


def _reads_as_value(text: str) -> bool:
    return text in ("true", "false") or text[:1] in ("[", "{") or _NUMBER.fullmatch(text) is not None


def _prefixed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {_PROPERTY + name: value for name, value in properties.items()}


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    more = sorted({name for row in rows for name in row} - set(columns))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*columns, *(escape(name, NOT_IN_TABLES) for name in more)])
    for row in rows:
        writer.writerow([cell(row[name]) if name in row else "" for name in (*columns, *more)])
    return "\ufeff" + buffer.getvalue()


def _rows(table: str) -> list[dict[str, Any]]:
    reader = csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""))
    columns = [unescape(name) for name in next(reader)]
    return [{name: value_of(text) for name, text in zip(columns, row, strict=True) if text != ""} for row in reader]


def _split(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if not name.startswith(_PROPERTY)}
    properties = {name.removeprefix(_PROPERTY): value for name, value in row.items() if name.startswith(_PROPERTY)}
    return told | {"properties": properties}
