"""实体 An entity: what is said of it and where, its cases and links, who may be the same, and why it is held as one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from anmai.errors import AnmaiError
from anmai.forms.lead import Passage
from anmai.forms.views import EntityView, GraphEdge, GraphNode, Subgraph
from anmai.ui.markup import chip, empty, esc, heading, section
from anmai.ui.parts.graph_block import graph_block, passage_address, written
from anmai.ui.parts.identity_forms import judge, split
from anmai.ui.parts.leads_table import lead_title
from anmai.ui.parts.neighbours import neighbours
from anmai.ui.parts.notes import notes
from anmai.ui.parts.sections import sections
from anmai.ui.parts.table import Column, Row, chips, inline, lines, link, quiet, table
from anmai.ui.screens.entity_decisions import decisions
from anmai.ui.session import client, go, in_lang, label, lang, listed, named, param, t, told_error, word


def page() -> None:
    """Draw the page of the entity ``?id=``."""
    entity_id = param("id")
    if not entity_id:
        st.html(empty(t("entity.none")))
        return
    entity = client().entity(entity_id)
    node = f"{'Person' if entity.kind == 'person' else 'Organization'}:{entity.id}"
    _head(entity, node)
    facts_place, picture = st.columns([5, 7], gap="medium")
    with facts_place, st.container(height=500, border=False, key="entity_facts"):
        st.html(section(t("entity.attributes"), t("entity.attributes_note")))
        _attributes(entity)
    with picture:
        st.html(section(t("lead.graph"), t("lead.graph_note")))
        graph_block(f"entity-{entity.id}", _with_possible(entity, node), [node], height=470)
    names = ("cases", "mentions", "entries", "neighbours", "possible", "decisions", "leads", "notes")
    counts = {
        "cases": len(entity.cases),
        "mentions": len(entity.mentions),
        "entries": len(entity.entries),
        "neighbours": sum(group.count for group in entity.groups),
        "possible": len(entity.possible),
        "decisions": len(entity.decisions),
        "leads": len(entity.leads),
        "notes": len(entity.notes),
    }
    draw = {
        "cases": lambda: _cases(entity),
        "mentions": lambda: _mentions(entity),
        "entries": lambda: _entries(entity),
        "neighbours": lambda: neighbours(f"entity-{entity.id}", node, entity.groups),
        "possible": lambda: _possible(entity),
        "decisions": lambda: decisions(entity),
        "leads": lambda: _leads(entity),
        "notes": lambda: notes("entity", entity.id, entity.notes),
    }
    titles = {name: f"{t(f'entity.tab.{name}')} {counts[name]}" for name in names}
    sections(f"entity-{entity.id}", titles, draw, t("common.sections"))


def _head(entity: EntityView, node: str) -> None:
    labels = [chip(label("kinds", node.partition(":")[0]), "info")]
    if entity.masked:
        labels.append(chip(t("entity.masked"), "warn"))
    others = [name for name in entity.names if name != entity.name]
    sub = t("entity.number", id=entity.id) + (f" · {t('entity.other_names')}{'、'.join(others)}" if others else "")
    with st.container(horizontal=True, vertical_alignment="center", key="entity_head"):
        st.html(heading(entity.name, *labels, sub=esc(sub)))
        st.space("stretch")
        if st.button(t("entity.path_from"), key="entity_path"):
            go({"page": "path", "from": node})
    if entity.redirected_from:
        st.html(f'<div class="am-banner quiet">{esc(t("entity.redirected", old=entity.redirected_from))}</div>')
    if entity.masked:
        st.html(f'<div class="am-banner quiet">{esc(t("entity.masked_note"))}</div>')


def _attributes(entity: EntityView) -> None:
    rows = []
    for name, values in entity.attributes.items():
        for number, value in enumerate(values):
            passages = [Passage.model_validate(passage) for passage in value.get("passages", [])]
            sources = [
                link("document", t("entity.source", n=position + 1), **passage_address(passage))
                for position, passage in enumerate(passages[:6])
            ]
            more = [quiet(t("entity.more_sources", n=len(passages) - 6))] if len(passages) > 6 else []
            rows.append(
                Row(
                    f"{name}:{number}",
                    {
                        "name": {"text": label("properties", name) if number == 0 else ""},
                        "value": {"text": written(value.get("value")), "tone": "strong" if len(values) > 1 else ""},
                        "sources": inline(*sources, *more) if sources else None,
                    },
                )
            )
    columns = [
        Column("name", t("entity.attribute"), "22%"),
        Column("value", t("entity.value")),
        Column("sources", t("entity.sources"), "34%"),
    ]
    table(f"attributes:{entity.id}", columns, rows, empty=t("entity.no_attributes"), go=go)


def _with_possible(entity: EntityView, node: str) -> Subgraph:
    """The entity's first neighbours, and those that may be the same, dotted and merged with nothing."""
    try:
        graph = client().neighbours(node, limit=40).graph
    except AnmaiError as error:
        st.error(told_error(error))
        graph = Subgraph()
    me = GraphNode(id=node, label=node.partition(":")[0], name=entity.name, masked=entity.masked)
    nodes = list(graph.nodes) if any(one.id == node for one in graph.nodes) else [me, *graph.nodes]
    edges = list(graph.edges)
    known = {one.id for one in nodes}
    for other in entity.possible[:12]:
        kind = "Organization" if other.kind.lower() == "organization" else "Person"
        other_id = f"{kind}:{other.entity_id}"
        if other_id not in known:
            nodes.append(GraphNode(id=other_id, label=kind, name=other.name, masked=other.reason == "mask"))
        edges.append(
            GraphEdge(
                id=f"possible:{node}:{other_id}",
                source=node,
                target=other_id,
                type="MAY_BE",
                name=t(f"possible.{other.reason}"),
                derived=True,
                possible=True,
            )
        )
    return Subgraph(nodes=nodes, edges=edges, truncated=graph.truncated, total_nodes=graph.total_nodes)


def _cases(entity: EntityView) -> None:
    columns = [
        Column("number", t("cases.number"), "20%"),
        Column("court", t("cases.court"), "20%"),
        Column("role", t("cases.role"), "12%"),
        Column("date", t("cases.date"), "96px", "nowrap"),
        Column("procedure", t("cases.procedure"), "70px"),
        Column("cause", t("cases.charges"), "14%"),
        Column("result", t("cases.result")),
    ]
    rows = [_case_row(case, number) for number, case in enumerate(entity.cases)]
    table(f"entity_cases:{entity.id}", columns, rows, empty=t("cases.empty"), go=go)


def _case_row(case: dict[str, Any], number: int) -> Row:
    shown = str(case.get("number") or t("cases.no_number"))
    documents = case.get("documents") or []
    cells: dict[str, Any] = {name: case.get(name) for name in ("court", "date", "cause")}
    for name in ("role", "result", "procedure"):
        value = case.get(name)
        cells[name] = listed(value) if isinstance(value, list) else word(value)
    cells["number"] = link("document", shown, id=str(documents[0])) if documents else {"text": shown, "tone": "strong"}
    return Row(f"{case.get('id', '')}:{number}", cells)


def _mentions(entity: EntityView) -> None:
    columns = [
        Column("name", t("mentions.name"), "16%"),
        Column("roles", t("mentions.roles"), "14%"),
        Column("document", t("mentions.document"), "30%"),
        Column("attributes", t("mentions.attributes")),
    ]
    rows = []
    for mention in entity.mentions:
        place = passage_address(mention.passages[0]) if mention.passages else {"id": mention.document}
        told = [
            named(label("properties", k), written(v)) for k, v in mention.attributes.items() if v not in (None, "", [])
        ]
        rows.append(
            Row(
                mention.id,
                {
                    "name": lines(mention.name, chips((t("entity.masked"), "warn")) if mention.masked else None),
                    "roles": listed(mention.roles),
                    "document": lines(
                        link("document", mention.case_number or mention.given_id, **place),
                        quiet(" · ".join(part for part in (mention.court, mention.judgment_date) if part)),
                    ),
                    "attributes": ("；" if lang() == "zh" else "; ").join(told),
                },
                go={"page": "document", **place},
            )
        )
    several = len(entity.mentions) > 1
    chosen = table(
        f"entity_mentions:{entity.id}", columns, rows, empty=t("mentions.empty"), go=go,
        choose=t("identity.choose") if several else "",
    )  # fmt: skip
    if several:
        split(f"split:{entity.id}", entity.id, chosen)


def _entries(entity: EntityView) -> None:
    columns = [
        Column("title", t("entry.entry"), "24%"),
        Column("role", t("entry.role"), "16%"),
        Column("date", t("cases.date"), "96px", "nowrap"),
        Column("name", t("entry.name"), "16%"),
        Column("place", t("entry.where")),
    ]
    rows = [
        Row(
            f"{entry['mention']}",
            {
                "title": lines(
                    link("entry", in_lang(entry["title_zh"], entry["title_en"]), id=entry["id"]), quiet(entry["source"])
                ),
                "role": entry["role"],
                "date": entry["date"],
                "name": entry["name"],
                "place": t("entry.place", file=entry["file"], row=entry["row"]),
            },
            go={"page": "entry", "id": entry["id"]},
        )
        for entry in entity.entries
    ]
    table(f"entity_entries:{entity.id}", columns, rows, empty=t("entry.no_entries"), go=go)


def _possible(entity: EntityView) -> None:
    st.caption(t("possible.note"))
    columns = [
        Column("name", t("possible.name"), "22%"),
        Column("reason", t("possible.reason"), "96px"),
        Column("score", t("possible.score"), "84px", "right"),
        Column("for", t("possible.for")),
        Column("against", t("possible.against")),
    ]
    rows = [
        Row(
            other.entity_id,
            {
                "name": lines(link("entity", other.name, id=other.entity_id), quiet(other.detail)),
                "reason": chips((t(f"possible.{other.reason}"), "warn")),
                "score": None if other.score is None else f"{other.score:.3f}",
                "for": lines(*other.for_evidence) if other.for_evidence else None,
                "against": lines(*other.against) if other.against else None,
            },
            go={"page": "entity", "id": other.entity_id},
        )
        for other in entity.possible
    ]
    chosen = table(
        f"possible:{entity.id}", columns, rows, empty=t("possible.empty"), go=go, choose=t("identity.choose")
    )
    if rows:
        judge(f"judge:{entity.id}", entity.id, chosen[0] if len(chosen) == 1 else None)


def _leads(entity: EntityView) -> None:
    columns = [
        Column("title", t("leads.column.title")),
        Column("model", t("leads.column.model"), "26%"),
        Column("status", t("leads.column.status"), "96px"),
    ]
    rows = [
        Row(
            str(lead["id"]),
            {
                "title": link("lead", lead_title(lead), id=str(lead["id"])),
                "model": lead.get("model"),
                "status": chips((label("status", str(lead.get("status"))), str(lead.get("status")))),
            },
            go={"page": "lead", "id": str(lead["id"])},
        )
        for lead in entity.leads
    ]
    table(f"entity_leads:{entity.id}", columns, rows, empty=t("entity.no_leads"), go=go)
