"""Entities and the identity decisions that hold them together."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from anmai.api.deps import Ctx, Language, ReadSession, Who
from anmai.api.services import decisions, identity
from anmai.api.services.entities import Entities
from anmai.forms.views import DecisionView, EntityView, PossibleSame
from anmai.graph.identity import possible_same

router = APIRouter(tags=["entities"])


class Undo(BaseModel):
    """Why a decision is taken back."""

    why: str = Field(min_length=1, max_length=2000)


@router.get("/entities/{entity_id}")
def entity(context: Ctx, session: ReadSession, lang: Language, entity_id: str) -> EntityView:
    """A person or organization; an id that was merged away answers with its successor and ``redirected_from``."""
    return Entities(context.graph).view(session, entity_id, lang)


@router.get("/entities/{entity_id}/possible")
def possible(session: ReadSession, lang: Language, entity_id: str) -> list[PossibleSame]:
    """Namesakes and masks that may be the same; shown, never merged."""
    return possible_same(session, decisions.current_entity(session, entity_id).id, lang=lang)


@router.get("/identity/decisions")
def list_decisions(
    session: ReadSession, entity: Annotated[str, Query(min_length=1, max_length=64, description="Entity id")]
) -> list[DecisionView]:
    """The decisions on an entity's mentions, taken-back ones too."""
    return decisions.decisions_on_entity(session, entity)


@router.post("/identity/decisions/{decision_id}/undo")
def undo(context: Ctx, who: Who, decision_id: str, body: Undo) -> DecisionView:
    """Take a decision back; what it merged comes apart, and models see it at their next run."""
    return identity.undo(context.settings, context.store, decision_id, who, body.why)
