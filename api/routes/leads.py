"""Leads: list, one, its way through people, export."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from anmai.api.deps import Ctx, Language, Limit, Offset, ReadSession, Who
from anmai.api.services import exports, lead_steps, models
from anmai.api.services.leads import LeadFilter
from anmai.forms.views import LeadList, LeadView
from anmai.graph.export import Exported, Format

router = APIRouter(tags=["leads"])
Form = Annotated[Format, Query(alias="format")]


class Step(BaseModel):
    """A step of a lead."""

    status: str = Field(max_length=16)
    reason: str | None = Field(default=None, max_length=64)
    note: str | None = Field(default=None, max_length=lead_steps.MAX_NOTE)
    seen_hash: str | None = Field(default=None, max_length=64, description="content_hash of what was looked at")


class Selection(BaseModel):
    """Nodes to export."""

    nodes: list[Annotated[str, Field(min_length=3, max_length=600)]] = Field(min_length=1, max_length=2000)
    format: Format = "json"


@router.get("/leads")
def list_leads(
    context: Ctx,
    session: ReadSession,
    model: Annotated[str | None, Query(max_length=64, description="Slug")] = None,
    status: Annotated[str | None, Query(max_length=16, description="A status, or open")] = None,
    q: Annotated[str | None, Query(max_length=200, description="Part of title, target or case number")] = None,
    region: Annotated[
        str | None, Query(max_length=64, description="County, city or province: part of its name, or its code")
    ] = None,
    reason: Annotated[str | None, Query(max_length=64, description="A reason code")] = None,
    sort: Annotated[str, Query(max_length=16, description="changed, created, title, cases; - before: descending")] = (
        "-changed"
    ),
    offset: Offset = 0,
    limit: Limit = 50,
) -> LeadList:
    """Leads that fit, and the funnel of every model."""
    wanted = LeadFilter(model=model, status=status, asked=q, reason=reason, region=region, sort=sort)
    total, rows = context.leads.page(session, wanted, offset, limit)
    funnels = models.funnels(context.settings, context.store)
    return LeadList(total=total, offset=offset, limit=limit, leads=rows, models=funnels)


@router.get("/leads/{lead_id}")
def lead(context: Ctx, session: ReadSession, lang: Language, lead_id: str) -> LeadView:
    """A lead with all that a reviewer needs: why, graph, cases, passages, history, weak links."""
    return context.leads.view(session, lead_id, lang)


@router.post("/leads/{lead_id}/status")
def change_status(context: Ctx, who: Who, lang: Language, lead_id: str, body: Step) -> LeadView:
    """Take a lead one step on.

    409 when the step is not allowed, the content changed since ``seen_hash``, or (code ``second_reader``, ``errors``
    lists the decisions) it is to be confirmed and two persons have not agreed on what its identities hang on.
    """
    with context.store.session() as session:
        changed = lead_steps.change_status(
            session,
            lead_id,
            body.status,
            who,
            reason=body.reason,
            note=body.note,
            seen_hash=body.seen_hash,
            single_reviewer=context.settings.single_reviewer,
        )
    with context.store.session(write=False) as session:
        return context.leads.view(session, changed, lang)


@router.get("/leads/{lead_id}/export", response_class=Response)
def export_lead(context: Ctx, who: Who, lang: Language, lead_id: str, form: Form = "json") -> Response:
    """The lead's subgraph as a file; csv is a zip of nodes.csv and relationships.csv."""
    return _as_file(exports.export_lead(context.leads, lead_id, form, lang, who))


@router.post("/export", response_class=Response)
def export_nodes(context: Ctx, who: Who, lang: Language, body: Selection) -> Response:
    """The chosen nodes and the relationships among them as a file."""
    return _as_file(exports.export_selection(context.graph, context.store, body.nodes, body.format, lang, who))


def _as_file(made: Exported) -> Response:
    # The name may hold Chinese letters: RFC 6266 has a form of its own for those.
    name = f"attachment; filename*=UTF-8''{quote(made.name, safe='')}"
    return Response(made.content, media_type=made.media_type, headers={"Content-Disposition": name})
