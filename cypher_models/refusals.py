"""What was refused or stopped, in the audit log; and a model that ends the server again and again is set aside.

Memory that expressions take isn't counted by Neo4j's limits: a query that the checks let through may still end the
server on data that they don't know. Such a run is resumable, so without this it would end the server for ever.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.errors import ModelError
from anmai.store import Store, audit
from anmai.store.tables import AuditEntry

#: How often the server may go away at the same place of one model before the model is set aside.
MOST_DEATHS: Final = 3
_MOST_TOLD: Final = 20


def note_refusal(store: Store, model: Model, problems: list[Problem], who: str = "system") -> None:
    """Log that a model was refused by the checks before anything of it ran, with the reasons."""
    detail = {
        "version": model.version,
        "digest": model.digest,
        "problems": [str(problem) for problem in problems[:_MOST_TOLD]],
    }
    with store.session() as session:
        audit.append(session, who, "model.refused", f"model:{model.slug}", detail)


def note_stopped(store: Store, model: Model, reason: str) -> None:
    """Log that a running query was ended: too slow, too many rows, too much memory, rows that nobody asked for."""
    with store.session() as session:
        detail = {"version": model.version, "digest": model.digest, "reason": reason}
        audit.append(session, "system", "model.stopped", f"model:{model.slug}", detail)


def note_server_gone(store: Store, model: Model, cursor: str | None) -> None:
    """Log that Neo4j went away while a batch of this model ran."""
    with store.session() as session:
        detail = {"version": model.version, "digest": model.digest, "cursor": cursor}
        audit.append(session, "system", "model.server_gone", f"model:{model.slug}", detail)


def refuse_killer(store: Store, model: Model, cursor: str | None) -> None:
    """Refuse a model at whose present batch the server went away ``MOST_DEATHS`` times in a row.

    Raises:
        ModelError: It is set aside until its files change.
    """
    with store.session(write=False) as session:
        last = session.scalars(
            select(AuditEntry.detail)
            .where(AuditEntry.object == f"model:{model.slug}", AuditEntry.action == "model.server_gone")
            .order_by(AuditEntry.id.desc())
            .limit(MOST_DEATHS)
        ).all()
    here = {"digest": model.digest, "cursor": cursor}
    if len(last) == MOST_DEATHS and all({name: told.get(name) for name in here} == here for told in last):
        raise ModelError(
            f"Neo4j went away {MOST_DEATHS} times at the same batch of {model.slug}: the model is set aside.",
            remedy="Narrow its patterns and lists (its files must change), or give Neo4j more memory.",
        )
