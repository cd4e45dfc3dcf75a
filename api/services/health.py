"""Whether what the API rests on answers."""

from __future__ import annotations

import sqlalchemy as sa

from anmai import __version__
from anmai.api.graph_reader import GraphReader, QueryTimeout
from anmai.api.queries import query
from anmai.errors import ServerUnavailable, StoreError
from anmai.forms.views import Health
from anmai.store import Store
from anmai.store.tables import Document, LeadRow


def health_of(store: Store, graph: GraphReader) -> Health:
    """Ask the store and Neo4j; what can't be asked is not counted."""
    counts: dict[str, int] = {}
    try:
        with store.session(write=False) as session:
            counts["documents"] = session.scalar(sa.select(sa.func.count()).select_from(Document)) or 0
            counts["leads"] = session.scalar(sa.select(sa.func.count()).select_from(LeadRow)) or 0
        store_answers = True
    except StoreError:
        store_answers = False
    reason: str | None = None
    try:
        row = graph.read(query("counts"), seconds=3.0)[0]
        counts.update({f"graph_{name}": int(value) for name, value in row.items()})
    except (ServerUnavailable, QueryTimeout) as error:
        reason = str(error)
    return Health(
        status="ok" if store_answers and reason is None else "degraded",
        version=__version__,
        store=store_answers,
        neo4j=reason is None,
        neo4j_reason=reason,
        counts=counts,
    )
