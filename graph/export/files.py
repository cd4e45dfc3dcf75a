"""One call for all file formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from anmai.forms.views import Subgraph
from anmai.graph.export.cypher_script import write_script
from anmai.graph.export.graphml import write_graphml
from anmai.graph.export.manifest import Manifest, file_name
from anmai.graph.export.node_link import write_node_link
from anmai.graph.export.tables import write_zip

Format = Literal["json", "graphml", "csv", "cypher"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_FILES: Final[dict[Format, tuple[str, str]]] = {
    "json": ("json", "application/json"),
    "graphml": ("graphml", "application/graphml+xml"),
    "csv": ("zip", "application/zip"),
    "cypher": ("cypher", "application/x-cypher-query"),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to save or send: its name, media type and bytes."""

    name: str
    media_type: str
    content: bytes


def export(subgraph: Subgraph, form: Format, manifest: Manifest) -> Exported:
    """A subgraph as a file.

    Args:
        subgraph: Nodes and edges; both ends of every edge must be among the nodes.
        form: json, graphml, csv (a zip of both tables and the manifest) or cypher.
        manifest: Where it came from.

    Raises:
        UsageError: The subgraph holds what the format can't (cypher: labels outside the schema).
    """
    ending, media_type = _FILES[form]
    if form == "json":
        content = write_node_link(subgraph, manifest).encode("utf-8")
    elif form == "graphml":
        content = write_graphml(subgraph, manifest)
    elif form == "csv":
        content = write_zip(subgraph, manifest)
    else:
        content = write_script(subgraph, manifest).encode("utf-8")
    return Exported(file_name(manifest, ending), media_type, content)
