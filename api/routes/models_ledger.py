"""The ledger of a supervision model, and what two of its runs found differently."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from anmai.api.deps import Ctx, ReadSession
from anmai.api.services import model_ledger
from anmai.forms.ledger import ComparisonView, LedgerView

router = APIRouter(tags=["models"])
Named = Annotated[str, Query(min_length=4, max_length=128, description="Beginning of a run's id, or slug@version")]


@router.get("/models/{slug}/ledger")
def ledger(context: Ctx, session: ReadSession, slug: str) -> LedgerView:
    """Versions, certificates, level, outcomes by office with intervals, proposals, overlap with other models."""
    return model_ledger.ledger(context.settings, session, slug)


@router.get("/models/{slug}/compare")
def compare(context: Ctx, session: ReadSession, slug: str, first: Named, second: Named) -> ComparisonView:
    """What was found by one run alone, by the other alone, and with another content."""
    return model_ledger.comparison(context.settings, session, slug, first, second)
