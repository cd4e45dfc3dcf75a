"""Supervision models and their runs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from anmai.api.deps import Ctx, Limit, Offset, ReadSession, Who
from anmai.api.services import jobs, models
from anmai.forms.views import JobView, ModelView, RunView

router = APIRouter(tags=["models"])


class RunRequest(BaseModel):
    """How to run a model."""

    mode: Literal["full", "delta"] = "full"
    parameters: dict[str, Any] = {}


@router.get("/models")
def list_models(context: Ctx) -> list[ModelView]:
    """All supervision models, with the funnel of each; without their queries."""
    return models.list_models(context.settings, context.store)


@router.get("/models/{slug}")
def model(context: Ctx, slug: str) -> ModelView:
    """One model with its queries."""
    return models.find_model(context.settings, context.store, slug)


@router.post("/models/{slug}/runs", status_code=202)
def run(context: Ctx, who: Who, slug: str, body: RunRequest) -> JobView:
    """Queue a run."""
    models.check_parameters(context.settings, slug, body.parameters)
    with context.store.session() as session:
        request = {"slug": slug, "mode": body.mode, "parameters": body.parameters}
        view = jobs.add_job(session, "models", request, who)
    context.worker.wake()
    return view


@router.get("/runs")
def list_runs(
    session: ReadSession,
    model: Annotated[str | None, Query(max_length=64, description="Slug")] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[RunView]:
    """Runs, newest first."""
    return models.list_runs(session, model, offset, limit)


@router.get("/runs/{run_id}")
def find_run(session: ReadSession, run_id: str) -> RunView:
    """One run."""
    return models.find_run(session, run_id)
