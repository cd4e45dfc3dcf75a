"""The ledger of models for pages: what anmai.cypher_models.ledger knows, in the API's form."""

from __future__ import annotations

from sqlalchemy.orm import Session

from anmai.api.services.models import model_of, models_by_slug
from anmai.cypher_models.history import compare
from anmai.cypher_models.ledger import ledger_view
from anmai.cypher_models.packages import Offices
from anmai.errors import UsageError
from anmai.forms.ledger import ComparisonView, LedgerView
from anmai.settings import Settings


def ledger(settings: Settings, session: Session, slug: str) -> LedgerView:
    """The ledger's page of one model.

    Raises:
        NotFound: There is no such model.
    """
    model, own = model_of(settings, slug), Offices(settings).own()
    told = ledger_view(session, model, list(models_by_slug(settings).values()), own.name if own else None)
    return LedgerView.model_validate(told)


def comparison(settings: Settings, session: Session, slug: str, first: str, second: str) -> ComparisonView:
    """What two runs of one model found differently.

    Raises:
        NotFound: There is no such model, or no such run.
        UsageError: A run is another model's, or has not ended.
    """
    model_of(settings, slug)
    found = compare(session, first, second)
    if found.first.slug != slug:
        raise UsageError(
            f"These runs are of {found.first.slug}.", remedy=f"GET /api/v1/runs?model={slug} lists its own."
        )
    return ComparisonView.model_validate(found.as_json())
