"""Identity for the API: taking a decision back, and bringing the graph after it."""

from __future__ import annotations

from typing import Final

from anmai.api.services.decisions import decision_view
from anmai.errors import NotFound
from anmai.forms.views import DecisionView
from anmai.graph import identity
from anmai.graph.connection import connect
from anmai.graph.loading.projection import project
from anmai.locks import writer_lock
from anmai.settings import Settings
from anmai.store import Store
from anmai.store.tables import Decision

#: Seconds to wait for another writer and for Neo4j before the caller is told to come again.
_PATIENCE: Final = 5.0


def undo(settings: Settings, store: Store, decision: str, who: str, why: str) -> DecisionView:
    """Take a decision back; what it alone held comes apart in the store and in the graph.

    Neo4j is reached first, so that a decision is not taken back in one of the two alone. (A kill in between leaves it
    marked; the next ingest or undo brings the graph after.)

    Raises:
        NotFound: There is no such decision.
        Conflict: It is taken back already, or holds nothing.
        BusyError: Another process writes to this home.
        ServerUnavailable: Neo4j is away.
    """
    with connect(settings, wait=_PATIENCE) as graph, writer_lock(settings.home, "identity undo", wait=_PATIENCE):
        identity.undo(store, decision, by=who, why=why)
        project(store, graph)
    with store.session(write=False) as session:
        row = session.get(Decision, decision)
        if row is None:
            raise NotFound(f"There is no decision {decision!r}.")
        return decision_view(row)
