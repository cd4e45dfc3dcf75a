"""Identity for the API: people's decisions and opinions, and bringing the graph after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy.orm import Session

from anmai.api.services.decisions import decision_view, decision_views
from anmai.forms.views import DecisionView, IdentityChange, OpinionChange
from anmai.graph import identity
from anmai.graph.connection import connect
from anmai.graph.identity import Opinion, Outcome
from anmai.graph.loading.projection import project
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import Store

#: Seconds to wait for another writer and for Neo4j before the caller is told to come again.
_PATIENCE: Final = 5.0


@contextmanager
def _writing(settings: Settings, store: Store) -> Iterator[None]:
    """The writer lock, and the graph after what was decided inside.

    Neo4j is reached first, so that nothing is decided in one of the two alone. (A kill in between leaves it marked; the
    next ingest or change brings the graph after.)
    """
    with connect(settings, wait=_PATIENCE) as graph, writer_lock(settings.home, "identity", wait=_PATIENCE):
        yield
        project(store, graph)


def change(settings: Settings, store: Store, act: Callable[[], Outcome]) -> IdentityChange:
    """Run one change under the writer lock, in the store and in the graph.

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
    with _writing(settings, store):
        outcome = act()
    with store.session(write=False) as session:
        return IdentityChange(
            decision=decision_view(session, outcome.decision),
            entities=sorted(outcome.resolution.affected_entities),
            new=sorted(outcome.resolution.new_entities),
            redirected=dict(sorted(outcome.resolution.redirected.items())),
        )


def opinion(settings: Settings, store: Store, act: Callable[[], Opinion]) -> OpinionChange:
    """Store one more person's opinion; what is opposed comes apart in store and graph. Raises as ``change``."""
    with _writing(settings, store):
        said = act()
    with store.session(write=False) as session:
        return OpinionChange(
            decisions=[decision_view(session, decision) for decision in said.decisions],
            entities=sorted(said.resolution.affected_entities),
            new=sorted(said.resolution.new_entities),
            redirected=dict(sorted(said.resolution.redirected.items())),
        )


def undo(settings: Settings, store: Store, decision: str, who: str, why: str) -> DecisionView:
    """Take a decision back; what it alone held comes apart in the store and in the graph. Raises as ``change``."""
    return change(settings, store, lambda: identity.undo(store, decision, by=who, why=why)).decision


def questions(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Contradictions and pairs that somebody was unsure of; decisions whose mentions are gone."""
    return {
        "questions": [view.model_dump() for view in decision_views(session, identity.open_questions(session))],
        "orphaned": [view.model_dump() for view in decision_views(session, identity.orphaned(session))],
    }
