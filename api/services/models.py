"""Supervision models as people see them: form, funnel, runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.cypher_models import funnel, model_view, run_view
from anmai.cypher_models.catalogue import load_all
from anmai.cypher_models.form import Model
from anmai.errors import NotFound
from anmai.forms.views import Funnel, ModelView, RunView
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import LeadRow, Run

_MEMORY_SECONDS: Final = 5.0
_memory: dict[Path, tuple[float, dict[str, Model]]] = {}
_guard = threading.Lock()


def models_by_slug(settings: Settings) -> dict[str, Model]:
    """The models that are sound in form; read anew every few seconds. A broken one of one's own hides no other."""
    with _guard:
        read_at, known = _memory.get(settings.home, (0.0, {}))
        if known and time.monotonic() - read_at < _MEMORY_SECONDS:
            return known
    found = {
        loaded.model.slug: loaded.model
        for loaded in load_all(settings)
        if loaded.model is not None and not loaded.problems
    }
    with _guard:
        _memory[settings.home] = (time.monotonic(), found)
    return found


def model_of(settings: Settings, slug: str) -> Model:
    """The model of a slug.

    Raises:
        NotFound: There is none that is sound in form.
    """
    model = models_by_slug(settings).get(slug)
    if model is None:
        raise NotFound(f"There is no supervision model {slug!r}.", remedy="GET /api/v1/models lists them.")
    return model


def list_models(settings: Settings, store: Store) -> list[ModelView]:
    """All models with their funnels, by slug; without queries."""
    models = models_by_slug(settings)
    return [model_view(models[slug], store) for slug in sorted(models)]


def find_model(settings: Settings, store: Store, slug: str) -> ModelView:
    """One model with its queries.

    Raises:
        NotFound: There is none.
    """
    return model_view(model_of(settings, slug), store, details=True)


def check_parameters(settings: Settings, slug: str, given: Mapping[str, Any]) -> None:
    """Make sure that a model exists and takes these parameters.

    Raises:
        NotFound: There is no such model.
        UsageError: A parameter is unknown or outside its limits.
    """
    model_of(settings, slug).bound(dict(given))


def titles(settings: Settings, slug: str) -> tuple[str, str]:
    """A model's title in Chinese and English; the slug where the model is gone."""
    model = models_by_slug(settings).get(slug)
    return (slug, slug) if model is None else (model.about.title.zh, model.about.title.en)


def funnels(settings: Settings, store: Store) -> dict[str, Funnel]:
    """The funnel of every model that is there or has leads."""
    with store.session(write=False) as session:
        with_leads = set(session.scalars(sa.select(LeadRow.slug).distinct()))
    return {slug: funnel(store, slug) for slug in sorted(with_leads | set(models_by_slug(settings)))}


def list_runs(session: Session, model: str | None, offset: int, limit: int) -> list[RunView]:
    """Runs, newest first."""
    query = sa.select(Run).order_by(Run.started.desc(), Run.id).offset(offset).limit(limit)
    return [run_view(row) for row in session.scalars(query if model is None else query.where(Run.slug == model))]


def find_run(session: Session, run: str) -> RunView:
    """One run.

    Raises:
        NotFound: There is none.
    """
    row = session.get(Run, run)
    if row is None:
        raise NotFound(f"There is no run {run!r}.", remedy="GET /api/v1/runs lists them.")
    return run_view(row)
