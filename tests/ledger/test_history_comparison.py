"""What two runs found differently, told from the steps that runs leave in the leads' history."""

from __future__ import annotations

import pytest

from anmai.cypher_models.history import compare, list_runs
from anmai.cypher_models.leads import not_seen, save_findings, withdraw
from anmai.errors import NotFound, UsageError
from anmai.forms.lead import Finding, Target
from anmai.store import Store
from anmai.store.tables import Run


def _ran(store: Store, run: str, found: dict[str, str], *, version: str = "1.0.0", state: str = "done") -> None:
    """A full run that finds these anchors, each with its title; what it doesn't find is withdrawn."""
    with store.session() as session:
        session.add(
            Run(
                id=run, slug="my-model", version=version, mode="full", parameters={}, state=state, touched_until=0,
                anchors_done=9, found=len(found), population=9, started=f"2026-11-2{run[-1]}", ended=None,
            )
        )  # fmt: skip
        save_findings(
            session, run,
            [
                Finding(
                    model="my-model", version=version, anchor=anchor, title=title,
                    target=Target(id=anchor, kind="Person", name=anchor),
                )
                for anchor, title in found.items()
            ],
        )  # fmt: skip
        session.flush()
        withdraw(session, run, not_seen(session, "my-model", run))


@pytest.fixture
def runs(store: Store) -> Store:
    _ran(store, "run1", {"a": "甲", "b": "乙", "c": "丙"})
    _ran(store, "run2", {"a": "甲", "b": "乙二", "d": "丁"}, version="1.1.0")
    _ran(store, "run3", {"a": "甲", "b": "乙二", "c": "丙"}, version="1.1.0")
    return store


def _anchors(store: Store, first: str, second: str) -> tuple[list[str], list[str], list[str], int]:
    with store.session(write=False) as session:
        found = compare(session, first, second)
    lists = ([each.anchor for each in part] for part in (found.only_first, found.only_second, found.changed))
    only_first, only_second, changed = lists
    return only_first, only_second, changed, found.same


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("run1", "run2", (["c"], ["d"], ["b"], 1)),
        ("run2", "run1", (["d"], ["c"], ["b"], 1)),
        ("run2", "run3", (["d"], ["c"], [], 2)),
        ("run1", "run3", ([], [], ["b"], 2)),
        ("run1", "run1", ([], [], [], 3)),
        ("my-model@1.0.0", "my-model@1.1.0", ([], [], ["b"], 2)),
    ],
)
def test_two_runs_are_compared_as_they_were(
    runs: Store, first: str, second: str, told: tuple[list[str], list[str], list[str], int]
) -> None:
    assert _anchors(runs, first, second) == told


def test_runs_are_listed_newest_first(runs: Store) -> None:
    with runs.session(write=False) as session:
        assert [run.id for run in list_runs(session, "my-model", 2)] == ["run3", "run2"]


def test_an_unknown_or_unclear_run_is_told(runs: Store) -> None:
    with runs.session(write=False) as session:
        for named in ("run9", "run", "my-model@9.9.9"):
            with pytest.raises(NotFound, match="run"):
                compare(session, named, "run1")


def test_a_run_that_has_not_ended_is_not_compared(runs: Store) -> None:
    _ran(runs, "run4", {}, state="stopped")

    with pytest.raises(UsageError, match="is stopped"), runs.session(write=False) as session:
        compare(session, "run1", "run4")
