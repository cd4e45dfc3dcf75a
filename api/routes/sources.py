"""Table sources: what is loaded, what can be, and single entries."""

from __future__ import annotations

from fastapi import APIRouter

from anmai.api.deps import Ctx, ReadSession
from anmai.api.services import entries, source_views
from anmai.forms.source_views import EntryView, KindView, ResourceCatalogue, SourceDetail

router = APIRouter(tags=["sources"])


@router.get("/sources")
def list_sources(context: Ctx) -> ResourceCatalogue:
    """The resource catalogue: loaded sources, special libraries, and what models need that nothing supplies."""
    return source_views.resource_catalogue(context.settings, context.store, context.graph)


@router.get("/sources/kinds")
def kinds(context: Ctx) -> list[KindView]:
    """Kinds of sources that can be loaded, with their columns."""
    return source_views.kind_views(context.settings, context.store)


@router.get("/sources/{name}")
def source(context: Ctx, name: str) -> SourceDetail:
    """A loaded source with its columns and loads."""
    return source_views.source_detail(context.settings, context.store, name)


@router.get("/entries/{entry_id:path}")
def entry(session: ReadSession, entry_id: str) -> EntryView:
    """A row: each value beside what the file wrote, file, sheet and row number, and who stands in it."""
    return entries.entry_view(session, entry_id)
