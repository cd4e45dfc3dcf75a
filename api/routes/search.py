"""Search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from anmai.api.deps import Ctx, Language, Limit, Offset
from anmai.api.services.search import Kind
from anmai.forms.views import SearchResult

router = APIRouter(tags=["search"])


@router.get("/search")
def search(
    context: Ctx,
    lang: Language,
    q: Annotated[str, Query(min_length=1, max_length=200, description="A name, company, case number or words")],
    kind: Kind = "all",
    offset: Offset = 0,
    limit: Limit = 20,
) -> SearchResult:
    """People, organizations, cases and documents; words of a ruling are found anywhere in its source text."""
    return context.search.search(q, kind, offset, limit, lang)
