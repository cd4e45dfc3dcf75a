"""Which anchors a run looks at: all, by pages of their ids, or those within reach of what changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from anmai.cypher_models.form import Model
from anmai.graph.connection import Graph
from anmai.graph.schema import NODES

_LABELS: Final = frozenset(node.label for node in NODES)
_CHUNK: Final = 2000


def count_anchors(graph: Graph, label: str) -> int:
    """How many anchors there are."""
    return int(graph.read(f"MATCH (a:{label}) RETURN count(a) AS n")[0]["n"])


def next_page(graph: Graph, label: str, after: str | None, size: int) -> list[str]:
    """The next ids after ``after`` in the order of the id, at most ``size``."""
    rows = graph.read(
        f"MATCH (a:{label}) WHERE a.id > $after RETURN a.id AS id ORDER BY a.id LIMIT $size",
        {"after": after or "", "size": size},
    )
    return [row["id"] for row in rows]


def reach_query(anchor: str, label: str, pattern: str) -> str:
    """The query from changed nodes of one label to the anchors that a reach pattern of model.yaml leads to."""
    return (
        f"UNWIND $touched AS id MATCH (t:{label} {{id: id}}) MATCH {pattern} WITH a WHERE a:{anchor} "
        "RETURN DISTINCT a.id AS id"
    )


def anchors_within_reach(graph: Graph, model: Model, touched: Iterable[tuple[str, str]]) -> set[str]:
    """Anchors that the changed nodes can matter to.

    Args:
        graph: The connection.
        model: Its anchor and reach.
        touched: (label, id) of changed nodes; a changed anchor is always among the answer, even when it is gone.
    """
    by_label: dict[str, set[str]] = {}
    for label, node_id in touched:
        by_label.setdefault(label, set()).add(node_id)
    found = set(by_label.get(model.about.anchor, ()))
    for label, patterns in model.about.reach.items():
        ids = sorted(by_label.get(label, ()))
        for pattern in patterns:
            query = reach_query(model.about.anchor, label, pattern)
            for start in range(0, len(ids), _CHUNK):
                found |= {row["id"] for row in graph.read(query, {"touched": ids[start : start + _CHUNK]}, timeout=120)}
    return found
