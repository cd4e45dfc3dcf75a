"""The connection to Neo4j: one driver, read and write transactions with limits, and errors that name the remedy."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Final, LiteralString, Self

import neo4j
from neo4j import exceptions as neo4j_errors

from anmai.errors import AnmaiError, ConfigurationError, ServerUnavailable
from anmai.graph.server.config import USER
from anmai.graph.server.local import LocalServer
from anmai.settings import Settings

#: Seconds that one reading transaction may take unless the caller says otherwise.
READ_TIMEOUT: Final = 30.0
#: Seconds for one batch of a writing transaction.
WRITE_TIMEOUT: Final = 300.0
#: Seconds between tries to reach a server that is coming up.
_BACKOFF: Final = (0.2, 0.5, 1.0, 2.0)

#: What the driver raises when the server is gone, as against a wrong query.
GONE: Final = (
    neo4j_errors.ServiceUnavailable,
    neo4j_errors.SessionExpired,
    neo4j_errors.DatabaseUnavailable,
)

Row = dict[str, Any]


class Graph:
    """An open connection to one database of a Neo4j. Safe to share between threads; use it in a ``with`` block.

    Args:
        driver: The driver; closed with this object.
        uri: Where it leads, for messages.
        database: Name of the database; None is the server's default.
    """

    def __init__(self, driver: neo4j.Driver, uri: str, database: str | None = None) -> None:
        self.driver = driver
        self.uri = uri
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the driver and all its connections."""
        self.driver.close()

    def verify(self) -> None:
        """Make sure that the server answers and lets us in.

        Raises:
            ServerUnavailable: It doesn't answer.
            ConfigurationError: It refuses the user or the password.
        """
        with self.translated():
            self.driver.verify_connectivity()

    def read(
        self, query: str, parameters: Mapping[str, Any] | None = None, *, timeout: float = READ_TIMEOUT
    ) -> list[Row]:
        """Run one reading query in a READ transaction (retried when the server says so) and return all its rows.

        Args:
            query: Cypher; values go in ``parameters``, never into the text.
            parameters: Bound parameters.
            timeout: Seconds after which the server ends it.

        Raises:
            ServerUnavailable: The server is gone.
        """

        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            return [record.data() for record in transaction.run(_literal(query), dict(parameters or {}))]

        with self.translated(), self.session(neo4j.READ_ACCESS) as session:
            return session.execute_read(neo4j.unit_of_work(timeout=timeout)(work))

    def write(
        self, query: str, parameters: Mapping[str, Any] | None = None, *, timeout: float = WRITE_TIMEOUT
    ) -> list[Row]:
        """Run one writing query in a WRITE transaction (retried when the server says so) and return its rows.

        Raises:
            ServerUnavailable: The server is gone; whether the write took place is then unknown.
        """
        return self.write_all([(query, parameters or {})], timeout=timeout)[-1]

    def write_all(
        self, statements: Sequence[tuple[str, Mapping[str, Any]]], *, timeout: float = WRITE_TIMEOUT
    ) -> list[list[Row]]:
        """Run several writing queries in one transaction: all of them or none.

        Args:
            statements: Pairs of Cypher and parameters, in order.
            timeout: Seconds for the whole transaction.

        Returns:
            The rows of each.

        Raises:
            ServerUnavailable: The server is gone; whether the write took place is then unknown.
        """

        def work(transaction: neo4j.ManagedTransaction) -> list[list[Row]]:
            return [
                [record.data() for record in transaction.run(_literal(query), dict(parameters))]
                for query, parameters in statements
            ]

        with self.translated(), self.session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(neo4j.unit_of_work(timeout=timeout)(work))

    def execute(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run a query that may not be in a transaction of its caller: schema changes, CALL … IN TRANSACTIONS.

        Raises:
            ServerUnavailable: The server is gone.
        """
        with self.translated(), self.session(neo4j.WRITE_ACCESS) as session:
            return [record.data() for record in session.run(_literal(query), dict(parameters or {}))]

    def session(self, access: str = neo4j.READ_ACCESS) -> neo4j.Session:
        """A session of the driver, for what the methods above don't cover."""
        return self.driver.session(database=self.database, default_access_mode=access)

    def version(self) -> str:
        """The server's version, e.g. "5.26.30"."""
        rows = self.read("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions")
        return str(rows[0]["versions"][0])

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's errors of reaching and entering the server into ours; errors of a query pass through."""
        try:
            yield
        except neo4j_errors.AuthError as error:
            raise ConfigurationError(
                f"Neo4j at {self.uri} refuses the user or the password.",
                remedy="Set ANMAI_NEO4J_USER and ANMAI_NEO4J_PASSWORD; restart a local one (`anmai db stop`, `start`).",
            ) from error
        except GONE as error:
            raise self._gone(error) from error
        except neo4j_errors.DatabaseError as error:
            if _is_full(error):
                raise ConfigurationError(
                    f"The disk of Neo4j at {self.uri} is full.",
                    remedy="Free some space, then run the same command again.",
                ) from error
            raise
        except neo4j_errors.TransientError as error:
            if "Shutdown" in (error.code or "") or "DatabaseUnavailable" in (error.code or ""):
                raise self._gone(error) from error
            raise
        except (OSError, neo4j_errors.DriverError) as error:
            if isinstance(error, OSError) or "closed" in str(error).lower():
                raise self._gone(error) from error
            raise

    def _gone(self, error: BaseException) -> AnmaiError:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return ServerUnavailable(
            f"Neo4j at {self.uri} can't be reached: {reason.rstrip('.')}.",
            remedy="Start it with `anmai db start` (or check ANMAI_NEO4J_URI), then run the same command again.",
        )


def connect(settings: Settings, *, wait: float = 5.0) -> Graph:
    """Open a connection to the Neo4j that the settings name: another one by URI, else the local one of this home.

    Args:
        settings: ``neo4j_uri`` and its credentials, or the home of a local server.
        wait: Seconds to keep trying while the server doesn't answer.

    Raises:
        ServerUnavailable: Nothing answers.
        ConfigurationError: The URI or the credentials are wrong.
    """
    uri, user, password = _address(settings)
    try:
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=5.0,
            connection_acquisition_timeout=20.0,
            max_transaction_retry_time=10.0,
            keep_alive=True,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="anmai",
        )
    except (ValueError, neo4j_errors.ConfigurationError) as error:
        raise ConfigurationError(
            f"ANMAI_NEO4J_URI is {uri}, which can't be used: {error}.",
            remedy="Give it as bolt://host:port, neo4j://host:port, bolt+s://… or neo4j+s://….",
        ) from error
    graph = Graph(driver, uri, settings.neo4j_database)
    try:
        _verify_patiently(graph, wait)
    except BaseException:
        graph.close()
        raise
    return graph


def _address(settings: Settings) -> tuple[str, str, str]:
    if settings.neo4j_uri is not None:
        return settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password or ""
    local = LocalServer(settings)
    uri, password = local.uri(), local.password
    if uri is None or password is None:
        raise ServerUnavailable(
            f"The local Neo4j of {settings.home} is not running.",
            remedy="Start it with `anmai db start`, or name another one with ANMAI_NEO4J_URI.",
        )
    return uri, USER, password


def _verify_patiently(graph: Graph, wait: float) -> None:
    deadline = time.monotonic() + wait
    attempt = 0
    while True:
        try:
            graph.verify()
            return
        except ServerUnavailable:
            pause = _BACKOFF[min(attempt, len(_BACKOFF) - 1)]
            if time.monotonic() + pause >= deadline:
                raise
            time.sleep(pause)
            attempt += 1


def _is_full(error: neo4j_errors.Neo4jError) -> bool:
    told = str(error).lower()
    return "no space left" in told or "disk is full" in told or "not enough space" in told


def _literal(query: str) -> LiteralString:
    """Queries come from generated or reviewed text with bound parameters; the driver's type wants to hear so."""
    return query
