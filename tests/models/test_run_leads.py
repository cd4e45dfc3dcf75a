"""Findings into leads: identity from run to run, change, withdrawal, return, stopping, losing the server, refusals."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading

import pytest
import sqlalchemy as sa
from tests.models.conftest import World, sentenced

from anmai.cypher_models import catalogue, find_model, run_models
from anmai.errors import BusyError, ModelError, ServerUnavailable, UsageError
from anmai.graph.connection import connect
from anmai.locks import writer_lock
from anmai.store.tables import FindingRow, LeadRow, LeadStep, Run

_SLUG = "improper-probation"


class _Line:
    """A line to the server that can be cut: what goes in at a port of its own comes out at the server's."""

    def __init__(self, uri: str) -> None:
        host, _, port = uri.rpartition("/")[2].partition(":")
        self._to = (host, int(port))
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near = self._listener.accept()[0]
                far = socket.create_connection(self._to)
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)

    def cut(self) -> None:
        for end in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _improper(number: int = 1, **more: object) -> object:
    return sentenced(number=number, **{"months": 42, "probation_months": 48, **more})  # type: ignore[arg-type]


def test_a_lead_is_withdrawn_and_returns_to_what_people_had_decided(world: World) -> None:
    world.put(one=_improper(), other=sentenced(1, number=2))  # type: ignore[arg-type]
    world.run(_SLUG)
    (lead,) = world.leads()
    with world.store.session() as session:
        session.execute(sa.update(LeadRow).values(status="confirmed"))

    world.put(one=_improper(months=36))  # type: ignore[arg-type]
    world.run(_SLUG)
    assert world.leads() == {lead: "withdrawn"}

    world.put(one=_improper())  # type: ignore[arg-type]
    world.run(_SLUG)
    assert world.leads() == {lead: "confirmed"}
    with world.store.session(write=False) as session:
        steps = session.execute(sa.select(LeadStep.after, LeadStep.reason).order_by(LeadStep.id)).all()
    assert [tuple(step) for step in steps] == [
        ("unreviewed", None),
        ("withdrawn", "finding_gone"),
        ("confirmed", "found_again"),
    ]


def test_changed_content_keeps_the_lead_and_is_noted(world: World) -> None:
    world.put(one=_improper())  # type: ignore[arg-type]
    world.run(_SLUG)
    before = world.present()

    world.put(one=_improper(months=40))  # type: ignore[arg-type]
    world.run(_SLUG)

    after = world.present()
    assert list(before) == list(after)
    assert before != after
    with world.store.session(write=False) as session:
        (lead,) = session.scalars(sa.select(LeadRow)).all()
        reasons = session.scalars(sa.select(LeadStep.reason).order_by(LeadStep.id)).all()
    assert lead.status == "unreviewed"
    assert reasons == [None, "content_changed"]


def test_a_second_run_changes_nothing(world: World) -> None:
    world.put(one=_improper())  # type: ignore[arg-type]
    world.run(_SLUG, mode="full")
    before = world.present()

    (run,) = world.run(_SLUG, mode="full")

    assert (run.found, run.population) == (1, 1)
    assert world.present() == before
    with world.store.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(LeadStep)) == 1


def test_a_stopped_run_goes_on_after_its_cursor(world: World) -> None:
    world.put(**{f"r{n}": _improper(n, who=n % 4) for n in range(1, 7)})  # type: ignore[arg-type]

    (stopped,) = world.run(_SLUG, batch=2, should_stop=lambda: True)
    assert (stopped.state, stopped.anchors_done) == ("stopped", 2)
    (resumed,) = world.run(_SLUG, batch=2)

    assert (resumed.id, resumed.state, resumed.anchors_done, resumed.found) == (stopped.id, "done", 6, 6)
    assert len(world.present()) == 6


def test_losing_the_server_leaves_the_run_resumable(world: World) -> None:
    world.put(**{f"r{n}": _improper(n, who=n % 4) for n in range(1, 7)})  # type: ignore[arg-type]
    line = _Line(world.settings.neo4j_uri or "")
    through = world.settings.model_copy(update={"neo4j_uri": line.uri})

    with connect(through) as graph, pytest.raises(ServerUnavailable) as caught:
        run_models(world.settings, world.store, graph, [_SLUG], batch=2, progress=lambda _told: line.cut())

    assert caught.value.exit_code == 4
    with world.store.session(write=False) as session:
        (run,) = session.scalars(sa.select(Run)).all()
    assert (run.state, run.anchors_done) == ("stopped", 2)
    (resumed,) = world.run(_SLUG, batch=2)
    assert (resumed.id, resumed.state, resumed.found) == (run.id, "done", 6)


def test_without_the_source_nothing_is_concluded(world: World) -> None:
    world.put(one=_improper())  # type: ignore[arg-type]

    (run,) = world.run("false-litigation-ring")

    assert run.state == "cannot_conclude"
    assert run.population is None
    assert "no civil rulings" in (run.reason or "")


def test_a_finding_holds_its_passages_and_target(world: World) -> None:
    world.put(one=_improper())  # type: ignore[arg-type]
    world.run(_SLUG)

    with world.store.session(write=False) as session:
        (row,) = session.scalars(sa.select(FindingRow)).all()

    assert row.anchor == "test/one#v0"
    assert row.body["target"]["kind"] == "Person"
    assert row.body["reason_codes"] == ["over-three-years"]
    assert row.body["columns"]["months"] == 42
    assert row.body["documents"] == ["test/one"]
    assert row.body["cases"] == ["(2018)浙0101刑初1号"]


def test_a_released_version_whose_files_changed_is_refused(world: World) -> None:
    world.put(one=_improper())  # type: ignore[arg-type]
    world.run(_SLUG)
    from anmai.cypher_models.ledger import register

    model = find_model(catalogue(world.settings), _SLUG)
    changed = dataclasses.replace(model, files={**model.files, "population.cypher": "RETURN 0 AS population"})

    with (
        pytest.raises(ModelError, match=r"population\.cypher changed since.*raise `version`"),
        world.store.session() as s,
    ):
        register(s, changed)


def test_two_runs_at_once_are_refused(world: World) -> None:
    with writer_lock(world.settings.home, "ingest"), pytest.raises(BusyError, match="ingest"):
        world.run(_SLUG)


def test_parameters_are_typed_and_bounded(world: World) -> None:
    with pytest.raises(UsageError, match="below 2"):
        world.run("repeat-offender-cross-region", parameters={"repeat-offender-cross-region": {"min_cases": 1}})
    with pytest.raises(UsageError, match="no parameter nope"):
        world.run(_SLUG, parameters={_SLUG: {"nope": 1}})
