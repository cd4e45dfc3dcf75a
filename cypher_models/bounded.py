"""Running an analyst's query: a READ transaction with a time limit, a watchdog, and a cap on rows."""

from __future__ import annotations

import contextlib
import queue
import threading
import uuid
from collections.abc import Mapping
from typing import Any, Final

import neo4j
from neo4j import exceptions as neo4j_errors

from anmai.errors import ModelError
from anmai.graph.connection import Graph, Row

#: Seconds beyond the server's own limit after which the watchdog gives up on a query: the server doesn't interrupt
#: expressions, only operators.
GRACE: Final = 10.0


def read_bounded(
    graph: Graph, query: str, parameters: Mapping[str, Any], *, timeout: float, most_rows: int, what: str
) -> list[Row]:
    """Run a reading query and return its rows.

    Args:
        graph: The connection.
        query: Cypher that the checks let through.
        parameters: Bound parameters.
        timeout: Seconds that the server gives it; the watchdog ends the wait ``GRACE`` later.
        most_rows: More rows than this are refused.
        what: The model and query, for messages.

    Raises:
        ModelError: Too slow, too many rows, too much memory, or the query fails on the data.
        ServerUnavailable: The server is gone.
    """
    token = uuid.uuid4().hex
    answer: queue.SimpleQueue[list[Row] | BaseException] = queue.SimpleQueue()

    def work() -> None:
        rows: list[Row] = []
        try:
            with (
                graph.translated(),
                graph.session(neo4j.READ_ACCESS) as session,
                session.begin_transaction(timeout=timeout, metadata={"anmai": token}) as transaction,
            ):
                for record in transaction.run(query, dict(parameters)):
                    rows.append(record.data())
                    if len(rows) > most_rows:
                        raise ModelError(
                            f"{what} returns more than {most_rows} rows.",
                            remedy="A findings query returns at most one row an anchor: collect() what repeats.",
                        )
            # Answered once the session is closed: whoever asked may close the driver at once.
            answer.put(rows)
        except BaseException as error:
            answer.put(error)

    threading.Thread(target=work, daemon=True, name=f"query {what}").start()
    try:
        told = answer.get(timeout=timeout + GRACE)
    except queue.Empty:
        _terminate(graph, token)
        raise ModelError(
            f"{what} ran longer than {timeout + GRACE:.0f} s and was abandoned.",
            remedy="Narrow its patterns; expressions over long lists can't be interrupted.",
        ) from None
    if isinstance(told, BaseException):
        raise _explained(told, what, timeout) from told
    return told


def _terminate(graph: Graph, token: str) -> None:
    """Ask the server to end the abandoned transaction; it does so at the next operator."""
    with contextlib.suppress(Exception), graph.session() as session:
        found = session.run(
            "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.anmai = $token RETURN transactionId AS id",
            token=token,
        ).single()
        if found:
            session.run("TERMINATE TRANSACTIONS $id", id=found["id"]).consume()


def _explained(error: BaseException, what: str, timeout: float) -> BaseException:
    if not isinstance(error, neo4j_errors.Neo4jError):
        return error
    code = error.code or ""
    if "TransactionTimedOut" in code:
        return ModelError(f"{what} took longer than {timeout:.0f} s.", remedy="Narrow its patterns or its batch.")
    if "MemoryPool" in code or "OutOfMemory" in code:
        return ModelError(f"{what} needs more memory than a transaction may take.", remedy="Narrow its patterns.")
    return ModelError(f"{what} fails: {str(error.message).splitlines()[0]}", remedy="Correct the query.")
