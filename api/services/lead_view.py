"""A lead with all that a reviewer needs: why, graph, cases, passages, history, weak links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.graph_reader import GraphReader
from anmai.api.queries import query
from anmai.api.services import models
from anmai.api.services.decisions import decisions_on_mentions
from anmai.api.services.evidence import evidence
from anmai.api.services.graph_view import Lang, node_name, to_subgraph
from anmai.api.services.lead_steps import allowed_steps, history
from anmai.api.services.leads import LeadFilter, by_ids, find_lead, list_leads, related_leads, summaries, to_lead
from anmai.api.services.notes import notes_on
from anmai.api.services.passages import Texts
from anmai.api.services.regions import CaseRegions
from anmai.cypher_models import explain, funnel
from anmai.cypher_models.check import word_problems
from anmai.cypher_models.form import Model
from anmai.errors import NotFound
from anmai.forms.lead import Lead
from anmai.forms.views import DecisionView, LeadSummary, LeadView, ModelView, Subgraph
from anmai.graph.identity.keys import rules
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import FindingRow, MentionEntity, ModelVersion

_DRAW_SECONDS: Final = 20.0
#: A lead's first picture; the explorer expands from there.
_MOST_NODES: Final = 300
#: Weak links are looked for among so many entities and mentions; judges with thousands of mentions are no party.
_MOST_ENTITIES: Final = 400
_MOST_MENTIONS: Final = 400


@dataclass(frozen=True, slots=True)
class Leads:
    """Reads the leads of one home."""

    settings: Settings
    store: Store
    graph: GraphReader
    regions: CaseRegions

    def page(self, session: Session, wanted: LeadFilter, offset: int, limit: int) -> tuple[int, list[LeadSummary]]:
        """One page of leads, and how many fit. Without Neo4j it lacks regions; a filter by region then fails.

        Raises:
            UsageError: An unknown status or sort.
            ServerUnavailable: A region is asked for and Neo4j is away.
        """
        regions = self.regions.required if wanted.region else self.regions.if_there
        return list_leads(session, wanted, offset, limit, titles=self._titles, regions=regions)

    def view(self, session: Session, asked: str, lang: Lang) -> LeadView:
        """One lead.

        Raises:
            NotFound: There is none.
            ServerUnavailable: Neo4j is away: a lead without its graph and cases is not shown as if that were all.
        """
        row, finding = find_lead(session, asked)
        lead = to_lead(row, finding, related_leads(session, row))
        model = models.models_by_slug(self.settings).get(row.slug)
        entities = [ref.entity_id for ref in (*lead.persons, *lead.organizations)]
        told = {**lead.model_dump(), "id": lead.id}
        return LeadView(
            **told,
            model_view=self._model_view(session, model, lead),
            why_zh=explain(model, lead, "zh") if model else list(lead.reason_codes),
            why_en=explain(model, lead, "en") if model else list(lead.reason_codes),
            graph=self._draw(session, model, finding, lang),
            cases_view=self._cases(lead, entities, lang),
            history=history(session, row.id),
            notes=notes_on(session, "lead", row.id),
            related_view=summaries(by_ids(session, lead.related), titles=self._titles, regions=self.regions.if_there),
            allowed_steps=allowed_steps(row.status),
            weak_links=_weak_links(session, entities),
            evidence=evidence(session, lead.passages),
        )

    def subgraph(self, session: Session, asked: str, lang: Lang) -> Subgraph:
        """What to draw of a lead.

        Raises:
            NotFound: There is no such lead, or its model is gone.
            ServerUnavailable: Neo4j is away.
        """
        row, finding = find_lead(session, asked)
        return self._draw(session, models.model_of(self.settings, row.slug), finding, lang)

    def _draw(self, session: Session, model: Model | None, finding: FindingRow, lang: Lang) -> Subgraph:
        if model is None:
            return Subgraph()
        if word_problems(model, "subgraph.cypher"):
            # An own model's file was changed since its run was checked: it isn't given to the server.
            return Subgraph()
        bound = {name: value for name, value in model.defaults.items() if f"${name}" in model.subgraph}
        rows = self.graph.read(model.subgraph, {**bound, "anchor": finding.anchor}, seconds=_DRAW_SECONDS)
        if not rows:
            return Subgraph()
        nodes = [node for node in rows[0]["nodes"] if node is not None]
        edges = [edge for edge in rows[0]["relationships"] if edge is not None]
        return to_subgraph(nodes, edges, lang, Texts(session), limit=_MOST_NODES)

    def _cases(self, lead: Lead, entities: list[str], lang: Lang) -> list[dict[str, Any]]:
        """The cases of a lead: {id, number, court, region, date, procedure, charges, penalty, document}."""
        rows = self.graph.read(query("lead_cases"), {"numbers": lead.cases, "entities": [*entities, lead.target.id]})
        heard = self.regions.required(lead.cases)
        return [
            {
                "id": row["node"]["id"],
                "number": row["node"].get("number"),
                "court": row["court"],
                "region": heard[number].name if (number := row["node"]["number"]) in heard else None,
                "date": row["node"].get("judgment_date"),
                "procedure": row["node"].get("procedure"),
                "cause": row["node"].get("cause"),
                "result": row["node"].get("result"),
                "charges": sorted({charge for verdict in row["verdicts"] for charge in verdict.get("charges") or ()}),
                "penalty": "；".join(node_name("Verdict", verdict, lang) for verdict in row["verdicts"]) or None,
                "document": row["documents"][0] if row["documents"] else None,
                "documents": row["documents"],
            }
            for row in rows
        ]

    def _titles(self, slug: str) -> tuple[str, str]:
        return models.titles(self.settings, slug)

    def _model_view(self, session: Session, model: Model | None, lead: Lead) -> ModelView:
        if model is not None:
            return models.find_model(self.settings, self.store, model.slug)
        # The model was removed since: the lead still says what it was raised by.
        kept = session.get(ModelVersion, (lead.model, lead.version))
        if kept is None:
            raise NotFound(f"The model {lead.model} {lead.version} of lead {lead.id} is gone.")
        return ModelView(
            slug=lead.model, id=kept.model_id, version=kept.version, status="retired", level="", title_zh=lead.model,
            title_en=lead.model, description_zh="", description_en="", own=True, funnel=funnel(self.store, lead.model),
        )  # fmt: skip


def _weak_links(session: Session, entities: Iterable[str]) -> list[DecisionView]:
    """The living decisions without which an entity of the lead would fall apart and that rest on no hard key.

    A mention hangs weakly on its entity when every key that it shares with another mention of it is a weaker rule's.
    """
    keys = list(dict.fromkeys(entities))[:_MOST_ENTITIES]
    rows = session.execute(
        sa.select(MentionEntity.entity_id, MentionEntity.mention_id).where(MentionEntity.entity_id.in_(keys))
    )
    members: dict[str, list[str]] = {}
    for entity, mention in rows:
        members.setdefault(entity, []).append(mention)
    weak: list[DecisionView] = []
    for mentions in members.values():
        if len(mentions) > 1:
            weak += _weak_among(decisions_on_mentions(session, mentions[:_MOST_MENTIONS]))
    return weak


def _weak_among(decisions: list[DecisionView]) -> list[DecisionView]:
    living = [decision for decision in decisions if decision.revoked is None]
    shared = Counter(decision.key for decision in living if decision.judgement == "same" and decision.key)
    joining = [decision for decision in living if decision.key and shared[decision.key] > 1]
    held = {decision.left for decision in joining if _is_hard(decision)}
    return [decision for decision in living if decision.judgement == "unsure"] + [
        decision for decision in joining if decision.left not in held
    ]


def _is_hard(decision: DecisionView) -> bool:
    rule = rules().get(decision.rule or "")
    return rule is not None and rule.hard
