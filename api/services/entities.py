"""A person or organization as people read it: what was said about it where, its cases, what holds it together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

import sqlalchemy as sa
from neo4j.graph import Node
from sqlalchemy.orm import Session

from anmai.api.graph_reader import GraphReader
from anmai.api.queries import query
from anmai.api.services.decisions import current_entity, decisions_on_mentions
from anmai.api.services.entries import entries_of
from anmai.api.services.graph_view import Lang, node_name, relation_name
from anmai.api.services.leads import holds
from anmai.api.services.nodes import NodeRef, neighbour_groups
from anmai.api.services.notes import notes_on
from anmai.api.services.party_values import party_values
from anmai.api.services.passages import Texts
from anmai.forms.views import EntityView, MentionView
from anmai.graph.identity import possible_same
from anmai.store.tables import Document, Entity, FindingRow, LeadRow, Mention, MentionEntity, RecordRow

LABELS: Final = {"person": "Person", "organization": "Organization"}
#: A judge has thousands of mentions: so many are sent, the newest documents first; the groups count all.
MOST_MENTIONS: Final = 200
MOST_CASES: Final = 500


@dataclass(frozen=True, slots=True)
class Entities:
    """Reads entities of one home."""

    graph: GraphReader

    def view(self, session: Session, asked: str, lang: Lang) -> EntityView:
        """An entity; an id that was merged away answers with its successor.

        Raises:
            NotFound: There is no such entity.
            ServerUnavailable: Neo4j is away.
        """
        row = current_entity(session, asked)
        kind = cast(Literal["person", "organization"], row.kind)
        mentions = _mentions(session, row.id)
        entries = entries_of(session, row.id)
        told = [(mention.name, mention.masked) for mention, _, _ in mentions]
        told += [(entry["name"], entry["masked"]) for entry in entries]
        names = list(dict.fromkeys(name for name, _ in told))
        views, attributes = _read_mentions(session, mentions)
        unmasked = [name for name, masked in told if not masked]
        most = max(dict.fromkeys(unmasked or names), key=(unmasked or names).count, default=row.id)
        return EntityView(
            id=row.id,
            kind=kind,
            name=most,
            names=names,
            masked=bool(told) and not unmasked,
            attributes=attributes,
            mentions=views,
            cases=self._cases(row, lang),
            entries=entries,
            groups=neighbour_groups(self.graph, NodeRef(LABELS[kind], row.id)),
            possible=possible_same(session, row.id, lang=lang),
            decisions=decisions_on_mentions(session, [mention.id for mention, _, _ in mentions]),
            leads=_leads(session, row.id),
            notes=notes_on(session, "entity", row.id),
            redirected_from=asked if asked != row.id else None,
        )

    def _cases(self, row: Entity, lang: Lang) -> list[dict[str, Any]]:
        rows = self.graph.read(query("entity_cases", label=LABELS[row.kind]), {"id": row.id, "most": MOST_CASES})
        return [
            {
                "id": case["node"]["id"],
                "number": case["node"].get("number"),
                "court": case["court"],
                "role": "、".join(case["roles"]) or "、".join(relation_name(kind, lang) for kind in case["types"]),
                "date": case["node"].get("judgment_date"),
                "procedure": case["node"].get("procedure"),
                "kind": case["node"].get("kind"),
                "cause": case["node"].get("cause"),
                "result": case["node"].get("result") or _told(case["verdicts"], lang),
                "documents": case["documents"],
            }
            for case in rows
        ]


def _told(verdicts: Iterable[Node], lang: Lang) -> str | None:
    said = []
    for verdict in verdicts:
        charges = "、".join(verdict.get("charges") or ())
        said.append(" ".join(part for part in (charges, node_name("Verdict", verdict, lang)) if part))
    return "；".join(said) or None


def _mentions(session: Session, entity: str) -> list[tuple[Mention, Document, dict[str, Any]]]:
    date = RecordRow.record["judgment_date"].as_string()
    rows = session.execute(
        sa.select(Mention, Document, RecordRow.record)
        .join(MentionEntity, MentionEntity.mention_id == Mention.id)
        .join(Document, Document.id == Mention.document_id)
        .join(RecordRow, RecordRow.document_id == Document.id)
        .where(MentionEntity.entity_id == entity)
        .order_by(date.desc(), Mention.id)
        .limit(MOST_MENTIONS)
    )
    return [(mention, document, record) for mention, document, record in rows]


def _read_mentions(
    session: Session, mentions: list[tuple[Mention, Document, dict[str, Any]]]
) -> tuple[list[MentionView], dict[str, list[dict[str, Any]]]]:
    """Mentions with their passages, and each attribute's values with the passages of all documents that say so."""
    texts = Texts(session)
    texts.load(document.id for _, document, _ in mentions)
    views: list[MentionView] = []
    attributes: dict[str, dict[str, dict[str, Any]]] = {}
    for mention, document, record in mentions:
        values, name_spans = party_values(mention, record)
        said: dict[str, Any] = {}
        for value in values:
            passages = [passage for path, spans in value.spans for passage in texts.cut(document.id, spans, path=path)]
            said[value.name] = value.value
            key = str(value.value)
            row = attributes.setdefault(value.name, {}).setdefault(key, {"value": value.value, "passages": []})
            row["passages"] += [passage.model_dump() for passage in passages]
        views.append(
            MentionView(
                id=mention.id,
                name=mention.name,
                roles=[str(role) for role in mention.roles],
                masked=mention.masked,
                document=document.id,
                given_id=document.given_id,
                case_number=record.get("case_number"),
                court=record.get("court"),
                judgment_date=record.get("judgment_date"),
                attributes=said,
                passages=[
                    passage for path, spans in name_spans for passage in texts.cut(document.id, spans, path=path)
                ],
            )
        )
    return views, {name: _by_support(rows) for name, rows in attributes.items()}


def _by_support(rows: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows.values(), key=lambda row: (-len(row["passages"]), str(row["value"])))


def _leads(session: Session, entity: str) -> list[dict[str, Any]]:
    """The leads about the entity or that list it: {id, title, title_en, model, status}."""
    body = FindingRow.body
    rows = session.execute(
        sa.select(LeadRow.id, body["title"].as_string(), body["title_en"].as_string(), LeadRow.slug, LeadRow.status)
        .join(FindingRow, FindingRow.id == LeadRow.finding_id)
        .where(
            sa.or_(
                LeadRow.target_id == entity,
                holds(body["persons"], entity),
                holds(body["organizations"], entity),
            )
        )
        .order_by(LeadRow.created, LeadRow.id)
    )
    return [dict(zip(("id", "title", "title_en", "model", "status"), row, strict=True)) for row in rows]
