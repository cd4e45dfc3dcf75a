"""What passes the checks is bounded when it runs: time, memory, rows, and a server that goes away again and again."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa
from tests.models.conftest import World, own_model, sentenced

from anmai.cypher_models.bounded import read_bounded
from anmai.cypher_models.load import load_model
from anmai.cypher_models.refusals import MOST_DEATHS, note_server_gone
from anmai.errors import ModelError
from anmai.graph.connection import Graph
from anmai.store.tables import AuditEntry

_ROWS = "UNWIND range(1, 1000) AS x UNWIND range(1, 1000) AS y UNWIND range(1, 1000) AS z "


def test_time_is_bounded(clean_graph: Graph) -> None:
    started = time.monotonic()

    with pytest.raises(ModelError, match="took longer than 2 s"):
        read_bounded(clean_graph, f"{_ROWS}RETURN sum(x * y * z) AS n", {}, timeout=2, most_rows=1, what="q")

    assert time.monotonic() - started < 20


def test_memory_is_bounded_and_the_server_lives(clean_graph: Graph) -> None:
    query = f"{_ROWS}RETURN size(collect([x, y, z, toString(x * y * z)])) AS n"

    with pytest.raises(ModelError, match="needs more memory"):
        read_bounded(clean_graph, query, {}, timeout=120, most_rows=1, what="q")

    assert clean_graph.read("RETURN 1 AS one") == [{"one": 1}]


def test_rows_are_bounded(clean_graph: Graph) -> None:
    with pytest.raises(ModelError, match="more than 100 rows"):
        read_bounded(clean_graph, f"{_ROWS}RETURN x", {}, timeout=20, most_rows=100, what="q")


def test_a_model_at_which_the_server_goes_away_again_and_again_is_set_aside(world: World) -> None:
    world.put(a=sentenced(0, number=1), b=sentenced(0, number=2, court=1))
    folder = own_model(world.settings)
    model = load_model(folder, own=True).model
    assert model is not None
    for _ in range(MOST_DEATHS):
        note_server_gone(world.store, model, None)

    with pytest.raises(ModelError, match="is set aside"):
        world.run("my-model")
    text = (folder / "findings.cypher").read_text(encoding="utf-8")
    (folder / "findings.cypher").write_text(f"{text}// narrowed\n", encoding="utf-8")
    (run,) = world.run("my-model")

    assert (run.state, run.found) == ("done", 1)


def test_fewer_deaths_set_nothing_aside(world: World) -> None:
    world.put(a=sentenced(0, number=1), b=sentenced(0, number=2, court=1))
    model = load_model(own_model(world.settings), own=True).model
    assert model is not None
    for cursor in (None, "P-1", None):
        note_server_gone(world.store, model, cursor)

    (run,) = world.run("my-model")

    assert run.state == "done"
    with world.store.session(write=False) as session:
        actions = list(session.scalars(sa.select(AuditEntry.action)))
    assert actions.count("model.server_gone") == 3
