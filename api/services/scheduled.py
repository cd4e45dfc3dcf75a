"""Queueing the runs that the home's schedule asks for; the background worker looks here between its jobs."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from anmai.api.services import jobs
from anmai.cypher_models.schedule import Entry, read_schedule
from anmai.errors import ConfigurationError
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import Job

_LOG: Final = logging.getLogger("anmai.api.schedule")
#: Who asks for scheduled jobs.
BY: Final = "schedule"


def queue_due(settings: Settings, store: Store, moment: datetime | None = None) -> list[str]:
    """Queue a run for each model whose time has come.

    A model whose run still waits or runs gets no second one, and times that passed meanwhile are made up for once. A
    file that can't be read is told in the log; the work goes on.

    Args:
        settings: Which home.
        store: Its store.
        moment: Now; given by tests.

    Returns:
        The models that were queued.
    """
    now = moment or datetime.now(UTC)
    try:
        entries = read_schedule(settings)
    except ConfigurationError as error:
        _LOG.warning("schedule: %s", error)
        return []
    if not entries:
        return []
    queued = []
    with store.session(write=False) as session:
        due = [entry for entry in entries if (at := due_at(session, entry)) is not None and at <= now]
    for entry in due:
        with store.session() as session:
            jobs.add_job(session, "models", {"slug": entry.model, "mode": "auto", "parameters": {}}, BY)
        queued.append(entry.model)
    return queued


def due_at(session: Session, entry: Entry) -> datetime | None:
    """When an entry's model runs next by itself; None while a run of it waits or runs."""
    rows = session.scalars(sa.select(Job).where(Job.kind == "models", Job.by == BY).order_by(Job.created.desc()))
    last = next((row for row in rows if row.request.get("slug") == entry.model), None)
    if last is not None and last.state in ("queued", "running"):
        return None
    since = datetime.fromisoformat(entry.since)
    asked = since if last is None else max(since, datetime.fromisoformat(last.created))
    return entry.next_after(asked)
