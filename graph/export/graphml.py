"""GraphML (graphml.graphdrawing.org, 1.0): valid XML 1.0 that networkx, Gephi and yEd read.

Characters that XML can't hold stand as ``_xHHHH_`` (``anmai.graph.export.text``). A property whose values are all of
one type has that type; lists and mixed values are JSON text, said by ``<desc>json</desc>`` in their key. Nulls are
named in the data ``nulls`` of their node or edge, since an absent property is not the same. Property names carry ``p.``
before them, so that they can't meet the names of the node or edge itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from xml.etree import ElementTree

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from anmai.errors import UsageError
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.export.manifest import Manifest
from anmai.graph.export.text import NOT_IN_XML, dumps, escape, plain, unescape, unplain

_SPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_LONG: Final = 2**63
_PROPERTY: Final = "p."
#: Fields of the node or edge itself: name → how it is written.
_NODE_FIELDS: Final = {"label": "string", "name": "string", "degree": "long", "masked": "boolean"}
_EDGE_FIELDS: Final = {
    "type": "string", "name": "string", "derived": "boolean", "possible": "boolean", "passages": "json",
}  # fmt: skip
_GRAPH_FIELDS: Final = {"manifest": "json", "truncated": "boolean", "total_nodes": "long"}


def write_graphml(subgraph: Subgraph, manifest: Manifest) -> bytes:
    """The subgraph as GraphML, UTF-8 with an XML declaration."""
    root = ElementTree.Element(f"{{{_SPACE}}}graphml")
    node_types = _NODE_FIELDS | _types(node.properties for node in subgraph.nodes)
    edge_types = _EDGE_FIELDS | _types(edge.properties for edge in subgraph.edges)
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    for domain, types in (("graph", _GRAPH_FIELDS), ("node", node_types), ("edge", edge_types)):
        for name, type in (types | {"nulls": "json"}).items():
            keys[domain, name] = (f"d{len(keys)}", type)
            _declare(root, keys[domain, name][0], domain, name, type)
    graph = ElementTree.SubElement(root, f"{{{_SPACE}}}graph", id="G", edgedefault="directed")

    def fill(element: ElementTree.Element, domain: str, values: Mapping[str, Any]) -> None:
        nulls = [name for name, value in values.items() if value is None]
        told = {name: value for name, value in values.items() if value is not None}
        for name, value in (told | ({"nulls": nulls} if nulls else {})).items():
            key, type = keys[domain, name]
            data = ElementTree.SubElement(element, f"{{{_SPACE}}}data", key=key)
            data.text = escape(_WRITE[type](value), NOT_IN_XML)

    told = {"truncated": subgraph.truncated, "total_nodes": subgraph.total_nodes}
    fill(graph, "graph", {"manifest": manifest.model_dump(), **told})
    for node in subgraph.nodes:
        element = ElementTree.SubElement(graph, f"{{{_SPACE}}}node", id=escape(node.id, NOT_IN_XML))
        fill(element, "node", {**node.model_dump(include=set(_NODE_FIELDS)), **_prefixed(node.properties)})
    for edge in subgraph.edges:
        ends = {name: escape(getattr(edge, name), NOT_IN_XML) for name in ("id", "source", "target")}
        element = ElementTree.SubElement(graph, f"{{{_SPACE}}}edge", ends)
        fill(element, "edge", {**edge.model_dump(include=set(_EDGE_FIELDS)), **_prefixed(edge.properties)})
    ElementTree.indent(root, space=" ")
    ElementTree.register_namespace("", _SPACE)
    content: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def read_graphml(content: bytes) -> tuple[Subgraph, Manifest]:
    """What ``write_graphml`` was given. Entities and document types are refused.

    Raises:
        UsageError: The content is not such a file.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
        keys = {key.get("id"): _key(key) for key in root.iterfind(f"{{{_SPACE}}}key")}
        graph = root.find(f"{{{_SPACE}}}graph")
        if graph is None:
            raise ValueError("no graph element")
        told = _data(graph, keys)
        nodes = [_split(node, keys, ("id",)) for node in graph.iterfind(f"{{{_SPACE}}}node")]
        edges = [_split(edge, keys, ("id", "source", "target")) for edge in graph.iterfind(f"{{{_SPACE}}}edge")]
        return (
            Subgraph(
                nodes=[GraphNode.model_validate(node) for node in nodes],
                edges=[GraphEdge.model_validate(edge) for edge in edges],
                truncated=told["truncated"],
                total_nodes=told["total_nodes"],
            ),
            Manifest.model_validate(told["manifest"]),
        )
    except (ValueError, KeyError, TypeError, DefusedXmlException, ElementTree.ParseError) as error:
        raise UsageError(
            f"The file is not a GraphML export: {error}.", remedy="Export again with format graphml."
        ) from error


def _prefixed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {_PROPERTY + name: value for name, value in properties.items()}


def _types(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Property name (prefixed) → the one type that all its values have, else json."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            types = found.setdefault(_PROPERTY + name, set())
            if value is not None:
                types.add(_type(value))
    return {name: types.pop() if len(types) == 1 else "json" for name, types in sorted(found.items())}


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if -_LONG <= value < _LONG else "json"
    if isinstance(value, float):
        return "double"
    return "string" if isinstance(value, str) else "json"


def _double(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else ("INF" if value > 0 else "-INF")


_WRITE: Final[dict[str, Callable[[Any], str]]] = {
    "string": str,
    "long": str,
    "double": _double,
    "boolean": lambda value: "true" if value else "false",
    "json": lambda value: dumps(plain(value)),
}
_READ: Final[dict[str, Callable[[str], Any]]] = {
    "string": str,
    "long": int,
    "double": float,
    "boolean": lambda text: text == "true",
    "json": lambda text: unplain(json.loads(text)),
}


def _declare(root: ElementTree.Element, key: str, domain: str, name: str, type: str) -> None:
    attributes = {"id": key, "for": domain, "attr.name": escape(name, NOT_IN_XML)}
    element = ElementTree.SubElement(
        root, f"{{{_SPACE}}}key", attributes | {"attr.type": type if type != "json" else "string"}
    )
    if type == "json":
        ElementTree.SubElement(element, f"{{{_SPACE}}}desc").text = "json"


def _key(element: ElementTree.Element) -> tuple[str, str]:
    is_json = element.findtext(f"{{{_SPACE}}}desc") == "json"
    return unescape(str(element.get("attr.name"))), "json" if is_json else str(element.get("attr.type"))


def _data(element: ElementTree.Element, keys: Mapping[str | None, tuple[str, str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for data in element.iterfind(f"{{{_SPACE}}}data"):
        name, type = keys[data.get("key")]
        values[name] = _READ[type](unescape(data.text or ""))
    return values | dict.fromkeys(values.pop("nulls", ()))


def _split(
    element: ElementTree.Element, keys: Mapping[str | None, tuple[str, str]], attributes: tuple[str, ...]
) -> dict[str, Any]:
    values = _data(element, keys)
    properties = {name.removeprefix(_PROPERTY): value for name, value in values.items() if name.startswith(_PROPERTY)}
    told = {name: value for name, value in values.items() if not name.startswith(_PROPERTY)}
    told |= {name: unescape(str(element.get(name))) for name in attributes}
    return told | {"properties": properties}
