"""docs/schema.md, written from the schema: ``python -m anmai.graph.schema.reference`` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml

from anmai.graph.schema.declare import NodeType, Property, RelationType
from anmai.graph.schema.entries import COMMON
from anmai.graph.schema.nodes import ENTRY_LABELS, SHIPPED_NODES
from anmai.graph.schema.relations import RELATIONS
from anmai.graph.schema.statements import is_from_documents

_SCOPES = {
    "document": "随文书增删 · belongs to one document",
    "entry": "随数据源增删 · comes and goes with its source",
    "entity": "由主体认定维持 · held by identity decisions",
    "reference": "共用 · shared, stays while something points at it",
    "derived": "由规则推导 · made by a rule",
}


@cache
def example_queries() -> tuple[dict[str, Any], ...]:
    """The example queries: title (zh, en), query, parameters. Each is run by a test on a real Neo4j."""
    text = (resources.files("anmai.graph.schema") / "examples.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))


def as_markdown() -> str:
    """The page: node types, relationship types, example queries."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 图谱结构 · Graph schema"
    yield ""
    yield "Written from `graph/schema/` by `make docs`; do not edit. Analysts write models against what stands here."
    yield ""
    yield "- Every node has `id`, unique within its label (the loader checks it: Neo4j Community has no existence"
    yield "  constraints)."
    yield "- Every relationship that was read carries `document` (`Document.id`), `spans` (start, end, start, end … in"
    yield "  code points of the document's source text), `component` and `version`. A derived one carries `rule` and"
    yield "  `rule_version`. One at an `Entry` (a row of a table source) carries `source` (`Source.id`) and `columns`"
    yield "  (the entry's properties that say it) instead of document and spans."
    yield "- An entry bears two labels, its kind's and `Entry`; its properties come from its mapping (docs/sources.md)."
    yield '- A missing property means that the document does not say it: **null is not "no"**.'
    yield "- Dates are partial ISO dates as strings (`2018-05-24`, `2018-05`, `2018`); strings compare in their order."
    yield "- 🔒 marks personal data: graded, masked and logged by the API."
    yield ""
    yield "## 节点 · Nodes"
    for node in SHIPPED_NODES:
        yield ""
        yield from _node(node)
    yield ""
    yield "## 关系 · Relationships"
    yield ""
    yield "| 关系 | 从 → 到 | 说明 | 属性 |"
    yield "|---|---|---|---|"
    for relation in RELATIONS:
        yield _relation(relation)
    yield ""
    yield "## 查询示例 · Example queries"
    for example in example_queries():
        yield ""
        yield f"{example['zh']} · {example['en']}"
        yield ""
        yield "```cypher"
        yield example["query"].rstrip()
        yield "```"


def _node(node: NodeType) -> Iterator[str]:
    yield f"### {node.label} {node.zh}"
    yield ""
    yield f"{node.en}. `id`: {node.identified_by}. {_SCOPES[node.scope]}."
    if node.also:
        yield "Also what every `Entry` has."
    if node.fulltext:
        yield f"Full-text index `{node.label.lower()}_fulltext` (analyzer `cjk`) on {', '.join(node.fulltext)}."
    own = [each for each in node.properties if not node.also or each not in COMMON]
    if own:
        yield ""
        yield "| 属性 | 类型 | 中文 | English |"
        yield "|---|---|---|---|"
        for each in own:
            yield f"| `{each.name}`{_marks(each)} | {each.type} | {each.zh} | {_cell(each.en)} |"


def _marks(each: Property) -> str:
    return (" 🔒" if each.personal else "") + (" (indexed)" if each.indexed else "")


def _relation(relation: RelationType) -> str:
    ends = f"{' / '.join(_ends(relation.source))} → {' / '.join(_ends(relation.target))}"
    told = "; ".join(f"`{each.name}` {each.zh}" for each in relation.properties)
    kind = (
        "" if is_from_documents(relation) else " (推导 derived)" if relation.derived else " (基础数据 reference data)"
    )
    return f"| `{relation.type}` | {ends} | {relation.zh} · {_cell(relation.en)}{kind} | {_cell(told) or '-'} |"


def _ends(labels: tuple[str, ...]) -> list[str]:
    """Labels without the kinds of entries: Entry stands for them all."""
    return [label for label in labels if label == "Entry" or label not in ENTRY_LABELS]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
