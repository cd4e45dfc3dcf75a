"""What to draw of a finding: the nodes and relationships that subgraph.cypher gives, bounded."""

from __future__ import annotations

from typing import Any, Final

import neo4j
from neo4j.graph import Node, Relationship

from anmai.cypher_models.finding import PassageText, passages
from anmai.cypher_models.form import Model
from anmai.cypher_models.texts import StoredTexts
from anmai.forms.lead import Finding, Lead
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.connection import Graph
from anmai.graph.schema import NODES, RELATIONS
from anmai.store import Store

#: What is drawn at most; the explorer draws no more at once.
MOST_NODES: Final = 300
MOST_EDGES: Final = 900
_TIMEOUT: Final = 30.0
_LABELS: Final = {node.label: node for node in NODES}
_RELATIONS: Final = {relation.type: relation for relation in RELATIONS}


def subgraph(
    graph: Graph,
    model: Model,
    finding: Finding | Lead,
    *,
    store: Store | None = None,
    lang: str = "zh",
    anchor: str | None = None,
) -> Subgraph:
    """The subgraph of a finding, its anchor and target first.

    Args:
        graph: The graph.
        model: The model that raised it.
        finding: The finding; for a Lead, which doesn't know its anchor, give ``anchor``.
        store: For the words of passages; None leaves passages out.
        lang: Language of relationship names.
        anchor: Id of the anchor node.

    Raises:
        ServerUnavailable: The server is gone.
    """
    start = anchor or (finding.anchor if isinstance(finding, Finding) else finding.target.id)
    texts = StoredTexts(store)
    with graph.translated(), graph.session(neo4j.READ_ACCESS) as session:
        record = session.execute_read(neo4j.unit_of_work(timeout=_TIMEOUT)(_read), model, start)
    if record is None:
        return Subgraph()
    nodes: dict[str, GraphNode] = {}
    keys: dict[str, str] = {}
    for node in record[0]:
        if isinstance(node, Node) and node.element_id not in keys:
            drawn = _node(node)
            keys[node.element_id] = drawn.id
            if len(nodes) < MOST_NODES:
                nodes.setdefault(drawn.id, drawn)
    edges: dict[str, GraphEdge] = {}
    for link in record[1]:
        edge = _edge(link, keys, texts, lang) if isinstance(link, Relationship) else None
        if edge is not None and edge.source in nodes and edge.target in nodes and len(edges) < MOST_EDGES:
            edges.setdefault(edge.id, edge)
    total = len(set(keys.values()))
    return Subgraph(nodes=list(nodes.values()), edges=list(edges.values()), truncated=total > len(nodes),
                    total_nodes=total)  # fmt: skip


def _read(transaction: neo4j.ManagedTransaction, model: Model, anchor: str) -> tuple[list[Any], list[Any]] | None:
    bound = {name: value for name, value in model.defaults.items() if f"${name}" in model.subgraph}
    record = transaction.run(model.subgraph, {**bound, "anchor": anchor}).single()
    return None if record is None else (record["nodes"], record["relationships"])


def _label(node: Node) -> str:
    return next((label for label in node.labels if label in _LABELS), next(iter(node.labels), ""))


def _node(node: Node) -> GraphNode:
    label = _label(node)
    return GraphNode(
        id=f"{label}:{node.get('id')}",
        label=label,
        name=node_name(label, dict(node)),
        properties=dict(node),
        masked=bool(node.get("masked")),
    )


def node_name(label: str, properties: dict[str, Any]) -> str:
    """What to write on a node."""
    if label == "Verdict":
        months, penalty = (
            properties.get("months"),
            properties.get("penalty") or properties.get("penalty_text") or "判决",
        )
        return f"{penalty}{months}个月" if months is not None and properties.get("penalty") else str(penalty)
    if label == "Offence":
        return str(properties.get("date_from") or properties.get("charge") or "犯罪事实")
    if label == "Loan":
        yuan = properties.get("yuan")
        return "借款" if yuan is None else f"借款{yuan:,.0f}元"
    if label == "LendingGroup":
        return f"关联群体（{properties.get('members')}）"
    for name in ("name", "number", "case_number", "value", "lawyer", "given_id"):
        if properties.get(name):
            return str(properties[name])
    return str(properties.get("id"))


def _edge(link: Relationship, keys: dict[str, str], texts: PassageText, lang: str) -> GraphEdge | None:
    start, end = link.start_node, link.end_node
    if start is None or end is None or start.element_id not in keys or end.element_id not in keys:
        return None
    relation = _RELATIONS.get(link.type)
    properties = dict(link)
    source, target = keys[start.element_id], keys[end.element_id]
    told = relation and (relation.en if lang == "en" else relation.zh)
    document = properties.get("document") or ""
    return GraphEdge(
        id=f"{source}-{link.type}-{target}-{document}-{properties.get('role') or properties.get('case_id') or ''}",
        source=source,
        target=target,
        type=link.type,
        name=told or link.type,
        derived=bool(relation and relation.derived),
        possible=link.type == "MAY_BE",
        properties=properties,
        passages=passages([properties], texts) if document else [],
    )
