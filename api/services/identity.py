"""Identity for the API: people's decisions, and bringing the graph after them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy.orm import Session

from anmai.api.services.decisions import decision_view
from anmai.errors import NotFound
from anmai.forms.views import DecisionView, IdentityChange
from anmai.graph import identity
from anmai.graph.connection import connect
from anmai.graph.identity import Outcome
from anmai.graph.loading.projection import project
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import Decision

#: Seconds to wait for another writer and for Neo4j before the caller is told to come again.
_PATIENCE: Final = 5.0


def change(settings: Settings, store: Store, act: Callable[[], Outcome]) -> IdentityChange:
    """Run one change under the writer lock, in the store and in the graph.

    Neo4j is reached first, so that nothing is decided in one of the two alone. (A kill in between leaves it marked; the
    next ingest or change brings the graph after.)

    Args:
        settings: Of the home.
        store: Its store.
        act: Stores the decision.

    Raises:
        NotFound: There is no such entity, mention or decision.
        Conflict: It can't be decided so; the message says why.
        BusyError: Another process writes to this home.
        ServerUnavailable: Neo4j is away.
    """
    with connect(settings, wait=_PATIENCE) as graph, writer_lock(settings.home, "identity", wait=_PATIENCE):
        outcome = act()
        project(store, graph)
    with store.session(write=False) as session:
        return IdentityChange(
            decision=_view(session, outcome.decision),
            entities=sorted(outcome.resolution.affected_entities),
            new=sorted(outcome.resolution.new_entities),
            redirected=dict(sorted(outcome.resolution.redirected.items())),
        )


def undo(settings: Settings, store: Store, decision: str, who: str, why: str) -> DecisionView:
    """Take a decision back; what it alone held comes apart in the store and in the graph. Raises as ``change``."""
    return change(settings, store, lambda: identity.undo(store, decision, by=who, why=why)).decision


def questions(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Contradictions and pairs that somebody was unsure of; decisions whose mentions are gone."""
    return {
        "questions": [decision_view(row).model_dump() for row in identity.open_questions(session)],
        "orphaned": [decision_view(row).model_dump() for row in identity.orphaned(session)],
    }


def _view(session: Session, decision: str) -> DecisionView:
    row = session.get(Decision, decision)
    if row is None:
        raise NotFound(f"There is no decision {decision!r}.")
    return decision_view(row)
