"""Export: a subgraph as a file (JSON, GraphML, CSV pair, Cypher script) or a graph in memory (networkx, py2neo).

Each format keeps quotes, control characters, formulas and nulls, and has a reader that gives back what was written (a
script's reader is Neo4j). Takes the API's ``Subgraph``; what may be shown to whom is decided before.
"""

from anmai.graph.export.analysis import query_to_networkx, to_networkx, to_py2neo
from anmai.graph.export.cypher_script import write_script
from anmai.graph.export.files import FORMATS, Exported, Format, export
from anmai.graph.export.graphml import read_graphml, write_graphml
from anmai.graph.export.manifest import Manifest, file_name
from anmai.graph.export.node_link import read_node_link, write_node_link
from anmai.graph.export.tables import read_tables, read_zip, write_tables, write_zip

__all__ = [
    "FORMATS",
    "Exported",
    "Format",
    "Manifest",
    "export",
    "file_name",
    "query_to_networkx",
    "read_graphml",
    "read_node_link",
    "read_tables",
    "read_zip",
    "to_networkx",
    "to_py2neo",
    "write_graphml",
    "write_node_link",
    "write_script",
    "write_tables",
    "write_zip",
]
