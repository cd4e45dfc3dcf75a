"""Reading the graph: one driver that survives a restart of Neo4j, short time limits, plain rows."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any, Final, LiteralString

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from anmai.api.queries import query
from anmai.errors import AnmaiError, ServerUnavailable
from anmai.settings import Settings

#: Seconds: to reach the server, to get a connection, to answer a query.
_CONNECT: Final = 2.0
_ACQUIRE: Final = 4.0
QUERY_SECONDS: Final = 10.0
#: After a failed attempt the same reason is told for so long without trying again: a page asks many things at once.
_BACK_OFF: Final = 1.0
_INDEX_MEMORY: Final = 60.0


class QueryTimeout(AnmaiError):
    """The graph did not answer within the time limit."""

    code = "timeout"


class GraphReader:
    """Runs read-only queries of this package; safe between threads.

    The local server may come back under another port: each new connection asks anew where it is.

    Args:
        settings: Which home, or which Neo4j by URI.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._guard = threading.Lock()
        self._driver: neo4j.Driver | None = None
        self._failed_at = 0.0
        self._reason = ""
        self._indexes: tuple[float, dict[str, str]] = (0.0, {})

    def read(
        self, text: str, parameters: Mapping[str, Any] | None = None, *, seconds: float = QUERY_SECONDS
    ) -> list[dict[str, Any]]:
        """Run a query in a READ transaction and return its rows, graph values included.

        Args:
            text: A query of anmai.api.queries; never what a client sent.
            parameters: Bound parameters.
            seconds: Time limit.

        Raises:
            ServerUnavailable: Neo4j is not there; the message says why.
            QueryTimeout: It took longer than ``seconds``.
        """
        for attempt in (1, 2):
            driver = self._connected()
            try:
                return self._run(driver, text, parameters or {}, seconds)
            except (ServiceUnavailable, SessionExpired, AuthError, DriverError) as error:
                self._drop(driver)
                # The first failure may be an old connection to a server that was restarted since: try once more.
                if attempt == 2:
                    raise self._unavailable(error) from error
            except ClientError as error:
                if "TransactionTimedOut" in (error.code or ""):
                    raise _timed_out(seconds) from error
                raise
            except Neo4jError as error:
                if "TransactionTimedOut" in (error.code or "") or "Terminated" in (error.code or ""):
                    raise _timed_out(seconds) from error
                if error.is_retryable() or "Unavailable" in (error.code or ""):
                    raise self._unavailable(error) from error
                raise
        raise AssertionError("both attempts returned or raised")

    def fulltext_index(self, label: str) -> str | None:
        """The name of the full-text index over a label, asked for at most once a minute; None when there is none."""
        with self._guard:
            asked_at, known = self._indexes
        if label not in known or time.monotonic() - asked_at > _INDEX_MEMORY:
            rows = self.read(query("fulltext_indexes"))
            # An index of this label alone is preferred to one that several labels share.
            known = {
                str(name): str(row["name"])
                for row in sorted(rows, key=lambda row: -len(row["labels"]))
                for name in row["labels"]
            }
            with self._guard:
                self._indexes = (time.monotonic(), known)
        return known.get(label)

    def reason_if_away(self) -> str | None:
        """Why Neo4j can't be reached; None when it answers."""
        try:
            self.read("RETURN 1 AS one", seconds=3.0)
        except (ServerUnavailable, QueryTimeout) as error:
            return error.message
        return None

    def close(self) -> None:
        """Close the connections."""
        with self._guard:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _run(
        self, driver: neo4j.Driver, text: LiteralString, parameters: Mapping[str, Any], seconds: float
    ) -> list[dict[str, Any]]:
        database = self._settings.neo4j_database
        with (
            driver.session(default_access_mode=neo4j.READ_ACCESS, database=database) as session,
            session.begin_transaction(timeout=seconds) as transaction,
        ):
            result = transaction.run(text, dict(parameters))
            return [dict(zip(record.keys(), record.values(), strict=True)) for record in result]

    def _connected(self) -> neo4j.Driver:
        with self._guard:
            if self._driver is not None:
                return self._driver
            if time.monotonic() - self._failed_at < _BACK_OFF:
                raise ServerUnavailable(self._reason, remedy=_REMEDY)
            uri, user, password = self._target()
            driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password) if password else None,
                connection_timeout=_CONNECT,
                connection_acquisition_timeout=_ACQUIRE,
                max_transaction_retry_time=0.0,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
            try:
                driver.verify_connectivity()
            except (DriverError, Neo4jError) as error:
                driver.close()
                self._failed_at = time.monotonic()
                self._reason = _reason(error, uri)
                raise ServerUnavailable(self._reason, remedy=_REMEDY) from error
            self._driver = driver
            return driver

    def _target(self) -> tuple[str, str, str | None]:
        """Where Neo4j is now; called under the guard."""
        from anmai.graph.server.local import LocalServer

        chosen = self._settings
        if chosen.neo4j_uri:
            return chosen.neo4j_uri, chosen.neo4j_user, chosen.neo4j_password
        local = LocalServer(chosen)
        uri = local.uri()
        if uri is None:
            self._failed_at = time.monotonic()
            self._reason = f"The local Neo4j of {chosen.home} does not run."
            raise ServerUnavailable(self._reason, remedy=_REMEDY)
        return uri, chosen.neo4j_user, local.password

    def _drop(self, driver: neo4j.Driver) -> None:
        with self._guard:
            if self._driver is driver:
                self._driver = None
        driver.close()

    def _unavailable(self, error: Exception) -> ServerUnavailable:
        return ServerUnavailable(_reason(error, self._settings.neo4j_uri or "the local Neo4j"), remedy=_REMEDY)


_REMEDY: Final = "`anmai db start` (or `anmai up`) starts it; the page goes on by itself."


def _reason(error: Exception, where: str) -> str:
    if isinstance(error, AuthError):
        return f"Neo4j at {where} refuses the user or password."
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"Neo4j at {where} can't be reached: {first}"


def _timed_out(seconds: float) -> QueryTimeout:
    return QueryTimeout(f"The graph took longer than {seconds:.0f} s.", remedy="Ask for less, or narrow the question.")
