"""Whether the API lives, and what the graph is made of."""

from __future__ import annotations

from fastapi import APIRouter

from anmai.api.deps import Ctx
from anmai.api.services.health import health_of
from anmai.api.services.schema_view import SchemaView, schema_view
from anmai.forms.views import Health

router = APIRouter(tags=["system"])


@router.get("/health")
def health(context: Ctx) -> Health:
    """Whether store and Neo4j answer. 200 also when Neo4j is away: then "degraded", with the reason."""
    return health_of(context.store, context.graph)


@router.get("/schema")
def schema() -> SchemaView:
    """Labels, properties and relationships, in both languages."""
    return schema_view()
