"""The graph's schema as data: frozen dataclasses from which constraints, indexes, loading and docs are generated.

Analysts write models against what is declared here; a property or relationship that is not declared does not exist.
"""

from anmai.graph.schema.declare import NodeType, Property, RelationType
from anmai.graph.schema.nodes import ENTRY_LABELS, NODES
from anmai.graph.schema.relations import RELATIONS

__all__ = ["ENTRY_LABELS", "NODES", "RELATIONS", "NodeType", "Property", "RelationType"]
