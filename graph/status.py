"""How the Neo4j that the settings name is: the local one by its process, another one by asking it."""

from __future__ import annotations

from anmai.errors import AnmaiError
from anmai.graph.connection import connect
from anmai.graph.server.local import LocalServer, ServerStatus
from anmai.settings import Settings


def server_status(settings: Settings) -> ServerStatus:
    """The state of the server; never raises, a server that refuses or doesn't answer is "unreachable"."""
    if settings.neo4j_uri is None:
        return LocalServer(settings).status()
    try:
        with connect(settings, wait=0.0) as graph:
            return ServerStatus("running", settings.neo4j_uri, settings.neo4j_user, None, graph.version())
    except AnmaiError:
        return ServerStatus("unreachable", settings.neo4j_uri, settings.neo4j_user, None, None)
