"""Graph values as shapes to draw: names of nodes, stable ids, passages of relationships."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from neo4j.graph import Node, Relationship

from anmai.api.services.passages import Texts
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.forms.wording import value_words
from anmai.graph.schema import NODES, RELATIONS

Lang = Literal["zh", "en"]
_TYPES: Final = {relation.type: relation for relation in RELATIONS}
_LABELS: Final = {node.label: node for node in NODES}


def label(node: Node) -> str:
    """The schema's label of a node (it may carry a second one)."""
    return next((name for name in _LABELS if name in node.labels), next(iter(node.labels), ""))


def ref(node: Node) -> str:
    """``<Label>:<id>``: the node's name in the API."""
    return f"{label(node)}:{node.get('id')}"


def relation_name(kind: str, lang: Lang) -> str:
    """What a relationship type is called in a language."""
    found = _TYPES.get(kind)
    return kind if found is None else found.zh if lang == "zh" else found.en


def to_node(node: Node, lang: Lang, degree: int | None = None) -> GraphNode:
    """A node to draw, with all its properties."""
    properties = {key: value for key, value in node.items() if value is not None}
    return GraphNode(
        id=ref(node),
        label=label(node),
        name=node_name(label(node), properties, lang),
        properties=properties,
        degree=degree,
        masked=bool(properties.get("masked", False)),
    )


def to_edge(edge: Relationship, lang: Lang, texts: Texts | None) -> GraphEdge:
    """A relationship to draw, with its passages when ``texts`` is given.

    Its id follows from what it says, so that a rebuilt graph gives the same ids.
    """
    properties = dict(edge.items())
    source, target = (ref(node) if node is not None else "" for node in edge.nodes)
    told = json.dumps([edge.type, source, target, properties], sort_keys=True, default=str, ensure_ascii=False)
    declared = _TYPES.get(edge.type)
    return GraphEdge(
        id=hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24],
        source=source,
        target=target,
        type=edge.type,
        name=relation_name(edge.type, lang),
        derived=declared is not None and declared.derived,
        properties=properties,
        passages=texts.of_relationship(properties) if texts is not None else [],
    )


def to_subgraph(
    nodes: Iterable[Node], edges: Iterable[Relationship], lang: Lang, texts: Texts | None, *, limit: int = 500
) -> Subgraph:
    """Nodes and relationships as one subgraph; relationships whose ends were cut off are left out."""
    drawn: dict[str, GraphNode] = {}
    total: set[str] = set()
    for node in nodes:
        key = ref(node)
        total.add(key)
        if key not in drawn and len(drawn) < limit:
            drawn[key] = to_node(node, lang)
    kept = [edge for edge in edges if all(end is not None and ref(end) in drawn for end in edge.nodes)]
    if texts is not None:
        texts.load(str(edge.get("document")) for edge in kept if edge.get("document"))
    lines = {line.id: line for line in (to_edge(edge, lang, texts) for edge in kept)}
    return Subgraph(
        nodes=list(drawn.values()),
        edges=list(lines.values()),
        truncated=len(total) > len(drawn),
        total_nodes=len(total),
    )


def node_name(kind: str, properties: Mapping[str, Any], lang: Lang) -> str:
    """What to write on a node."""
    match kind:
        case "Case":
            return str(properties.get("number") or ("案号不明" if lang == "zh" else "number unknown"))
        case "Document":
            return str(properties.get("case_number") or properties.get("given_id") or properties.get("id"))
        case "Verdict":
            return _verdict_name(properties, lang)
        case "Offence":
            parts = [properties.get("charge"), properties.get("date_from")]
            return " ".join(str(part) for part in parts if part) or ("犯罪事实" if lang == "zh" else "offence")
        case "Loan":
            yuan = properties.get("yuan")
            if yuan is None:
                return "借款" if lang == "zh" else "loan"
            return f"借款{yuan:,.0f}元" if lang == "zh" else f"loan of {yuan:,.0f} yuan"
        case "Practice":
            return f"{properties.get('lawyer', '')} {properties.get('firm', '')}".strip()
        case "LendingGroup":
            members = properties.get("members", "?")
            return f"关联放贷群体（{members}）" if lang == "zh" else f"lending group ({members})"
        case _:
            return str(properties.get("name") or properties.get("value") or properties.get("id") or kind)


def _verdict_name(properties: Mapping[str, Any], lang: Lang) -> str:
    months, probation = properties.get("months"), properties.get("probation_months")
    told = properties.get("penalty") or properties.get("penalty_text") or ("判决" if lang == "zh" else "verdict")
    said = value_words(str(told), lang)
    if months is not None and properties.get("penalty"):
        said += f"{months}个月" if lang == "zh" else f" {months} months"
    if probation is not None:
        said += f"，缓刑{probation}个月" if lang == "zh" else f", suspended {probation} months"
    return said
