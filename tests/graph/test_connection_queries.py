"""The connection: limits of a reading session, one transaction for several writes, errors of a server that is gone."""

from __future__ import annotations

import pytest
from neo4j.exceptions import ClientError, Neo4jError

from anmai.errors import ConfigurationError, ServerUnavailable
from anmai.graph.connection import Graph, connect
from anmai.settings import Settings


@pytest.mark.parametrize(
    "query",
    [
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS line RETURN line",
        "LOAD CSV FROM 'ftp://127.0.0.1:1/x.csv' AS line RETURN line",
    ],
)
def test_read_refuses_files_and_network(clean_graph: Graph, query: str) -> None:
    with pytest.raises(Neo4jError) as refused:
        clean_graph.read(query)

    assert refused.value.code == "Neo.ClientError.Statement.ExternalResourceFailed"
    assert "configuration property" in str(refused.value) or "blocked" in str(refused.value)


def test_read_refuses_writes(clean_graph: Graph) -> None:
    with pytest.raises(ClientError, match="read access mode"):
        clean_graph.read("CREATE (:Case {id: 'x'})")

    assert clean_graph.read("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


def test_read_ends_at_its_timeout(clean_graph: Graph) -> None:
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN max(a * b) AS most"

    with pytest.raises(Neo4jError) as ended:
        clean_graph.read(endless, timeout=0.5)

    assert "TransactionTimedOut" in str(ended.value.code)


def test_write_all_is_all_or_nothing(clean_graph: Graph) -> None:
    statements: list[tuple[str, dict[str, object]]] = [
        ("CREATE (:Case {id: $id})", {"id": "a"}),
        ("RETURN 1 / $nothing", {"nothing": 0}),
    ]

    with pytest.raises(Neo4jError):
        clean_graph.write_all(statements)

    assert clean_graph.read("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


def test_connect_to_nobody_names_the_remedy(tmp_path: object) -> None:
    nobody = Settings(neo4j_uri="bolt://127.0.0.1:1", neo4j_password="x")

    with pytest.raises(ServerUnavailable, match="anmai db start") as gone:
        connect(nobody, wait=0)

    assert gone.value.exit_code == 4


def test_connect_without_local_server_names_the_remedy(home_settings: Settings) -> None:
    with pytest.raises(ServerUnavailable, match="anmai db start"):
        connect(home_settings, wait=0)


def test_connect_with_wrong_password_is_a_matter_of_settings(graph_settings: Settings) -> None:
    wrong = graph_settings.model_copy(update={"neo4j_password": "wrong"})

    with pytest.raises(ConfigurationError, match="ANMAI_NEO4J_PASSWORD"):
        connect(wrong, wait=0)


def test_connect_with_unknown_scheme_names_the_setting() -> None:
    with pytest.raises(ConfigurationError, match="ANMAI_NEO4J_URI"):
        connect(Settings(neo4j_uri="http://127.0.0.1:7474", neo4j_password="x"), wait=0)
