"""Whatever documents come, change and go, a delta run ends with the findings that a full run would make."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.models.conftest import World, sentenced, suit

from anmai.forms.record import Record
from anmai.graph.derived import LENDING_GROUPS
from anmai.graph.derived.rule import plan
from anmai.graph.loading.base import empty, prepare
from anmai.graph.loading.projection import forget_graph


def _record(choice: tuple[str, int, dict[str, Any]]) -> Record:
    kind, number, more = choice
    if kind == "suit":
        return suit(number=number, **more)
    return sentenced(number=number, **more)


_SENTENCED = st.fixed_dictionaries(
    {
        "who": st.integers(0, 1),
        "court": st.integers(0, 1),
        "year": st.integers(2014, 2019),
        "months": st.sampled_from([24, 42]),
        "probation_months": st.sampled_from([None, 48]),
        "recidivist": st.booleans(),
    }
)
_SUIT = st.fixed_dictionaries(
    {
        "lender": st.integers(0, 1),
        "borrower": st.integers(1, 3),
        "year": st.integers(2016, 2018),
        "agent": st.sampled_from(["阎代理", "阎代理", None]),
        "soft": st.booleans(),
    }
)
_DOCUMENT = st.one_of(
    st.tuples(st.just("sentenced"), st.integers(1, 6), _SENTENCED), st.tuples(st.just("suit"), st.integers(1, 9), _SUIT)
)
_STEP = st.one_of(
    st.tuples(st.just("put"), st.lists(_DOCUMENT, min_size=1, max_size=6)),
    st.tuples(st.just("remove"), st.lists(st.integers(0, 9), min_size=1, max_size=3)),
)
#: Lower thresholds than anybody would use, so that few documents raise much.
_PARAMETERS = {
    "repeat-offender-cross-region": {"min_cases": 2},
    "false-litigation-ring": {"min_suits": 2, "min_both_sides": 1},
}


def _check(world: World) -> None:
    by_delta = world.present()
    world.run(mode="full", parameters=_PARAMETERS)
    assert world.present() == by_delta
    read = world.graph.read
    assert plan(lambda text, bound: read(text, bound), LENDING_GROUPS, None).touched == []


@pytest.mark.slow
@given(steps=st.lists(_STEP, min_size=2, max_size=3))
@settings(
    max_examples=4,
    deadline=None,
    # Making a failing example smaller takes hundreds of runs on the server; the steps of the example say enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_delta_equals_full_after_any_changes(world: World, steps: list[tuple[str, list[Any]]]) -> None:
    # One server serves all examples: each begins with an empty graph and takes out what the last one left.
    from anmai.store.tables import Document

    with world.store.session(write=False) as session:
        left = [document.key for document in session.query(Document).filter(Document.status != "removed")]
    world.remove(*left)
    world.put(base=sentenced(3, number=90), lending=suit(3, 2, number=91))
    world.run(parameters=_PARAMETERS)

    for kind, what in steps:
        if kind == "put":
            world.put(**{f"{choice[0]}{choice[1]}": _record(choice) for choice in what})
        else:
            world.remove(*(f"{name}{number}" for number in what for name in ("sentenced", "suit")))
        runs = world.run(mode="delta", parameters=_PARAMETERS)
        # Models that need table sources, of which none is loaded, say that they can't conclude.
        assert {run.mode for run in runs if run.state != "cannot_conclude"} == {"delta"}

    _check(world)


def test_delta_sees_an_appeal_that_changes_a_standing_verdict(world: World) -> None:
    world.put(one=sentenced(number=1, months=42, probation_months=48), two=sentenced(1, number=2))
    world.run()
    assert [slug for slug, _ in world.present()] == ["improper-probation"]

    world.put(appeal=sentenced(number=3, months=36, probation_months=48, appeal_of=1))
    world.run("improper-probation", mode="delta")

    assert world.present() == {}


def test_delta_sees_a_removed_case_of_a_repeat_offender(world: World) -> None:
    records = {f"r{n}": sentenced(number=n, court=n % 2, year=2012 + n) for n in range(1, 4)}
    world.put(**records)
    world.run("repeat-offender-cross-region")
    assert len(world.present()) == 1

    world.remove("r2")
    (run,) = world.run("repeat-offender-cross-region", mode="delta")

    assert run.mode == "delta"
    assert world.present() == {}


def test_delta_sees_a_group_lose_its_agent(world: World) -> None:
    circle = {f"s{n}": suit(n % 2, 1 - n % 2, number=n, year=2017) for n in range(1, 7)}
    world.put(criminal=sentenced(3), **circle)
    world.run(parameters=_PARAMETERS)
    assert [slug for slug, _ in world.present()] == ["false-litigation-ring"]

    world.put(**{key: suit(n % 2, 1 - n % 2, number=n, year=2017, agent=None) for n, key in enumerate(circle, 1)})
    world.run("false-litigation-ring", mode="delta", parameters=_PARAMETERS)

    assert world.present() == {}
    assert world.graph.read("MATCH (g:LendingGroup) RETURN count(g) AS n")[0]["n"] == 0


def test_delta_sees_a_group_whose_members_are_all_gone(world: World) -> None:
    circle = {f"s{n}": suit(n % 2, 1 - n % 2, number=n, year=2017) for n in range(1, 4)}
    world.put(lending=suit(3, 2, number=91, agent=None), **circle)
    world.run("false-litigation-ring", parameters=_PARAMETERS)
    assert len(world.present()) == 1

    world.remove(*circle)
    (run,) = world.run("false-litigation-ring", mode="delta", parameters=_PARAMETERS)

    assert (run.mode, run.state) == ("delta", "done")
    assert world.present() == {}
    assert world.graph.read("MATCH (g:LendingGroup) RETURN count(g) AS n")[0]["n"] == 0


def test_groups_are_made_again_after_the_graph_was_rebuilt(world: World) -> None:
    world.put(**{f"s{n}": suit(n % 2, 1 - n % 2, number=n, year=2017) for n in range(1, 7)})
    world.run("false-litigation-ring", parameters=_PARAMETERS)
    before = world.present()
    assert before

    empty(world.graph)
    prepare(world.graph)
    forget_graph(world.store)
    world.follow()
    world.run("false-litigation-ring", mode="delta", parameters=_PARAMETERS)

    assert world.present() == before
