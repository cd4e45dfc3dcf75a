"""Entities, and who else may be the same."""

from __future__ import annotations

from fastapi import APIRouter

from anmai.api.deps import Ctx, Language, ReadSession
from anmai.api.services import decisions
from anmai.api.services.entities import Entities
from anmai.forms.views import EntityView, PossibleSame
from anmai.graph.identity import possible_same

router = APIRouter(tags=["entities"])


@router.get("/entities/{entity_id}")
def entity(context: Ctx, session: ReadSession, lang: Language, entity_id: str) -> EntityView:
    """A person or organization; an id that was merged away answers with its successor and ``redirected_from``."""
    return Entities(context.graph).view(session, entity_id, lang)


@router.get("/entities/{entity_id}/possible")
def possible(session: ReadSession, lang: Language, entity_id: str) -> list[PossibleSame]:
    """Namesakes and masks that may be the same; shown, never merged."""
    return possible_same(session, decisions.current_entity(session, entity_id).id, lang=lang)
