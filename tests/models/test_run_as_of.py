"""Models that rest on absent records ask up to which day the loaded sources tell, and look again when that changes."""

from __future__ import annotations

from tests.models.conftest import World, sentenced

_SLUG = "unexecuted-sentence"


def _load(world: World, *days: str | None) -> None:
    """Sources as their loads leave them in the graph: one for custody, the others for prisons."""
    rows = [
        {"id": f"s{n}", "supplies": ["custody_register" if n == 0 else "prison_admissions"], "as_of": day, "rows": 1}
        for n, day in enumerate(days)
    ]
    text = "UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s = row"
    world.graph.write_all([("MATCH (s:Source) DETACH DELETE s", {}), (text, {"rows": rows})])


def test_the_earliest_day_of_all_required_sources_is_bound_and_a_new_one_makes_the_run_full(world: World) -> None:
    world.put(one=sentenced(number=1, year=2016, months=24))
    _load(world, "2016-01-31", "2020-12-31")
    (first,) = world.run(_SLUG)
    assert first.parameters["as_of"] == "2016-01-31"
    assert world.present() == {}

    (again,) = world.run(_SLUG)
    assert again.mode == "delta"

    _load(world, "2020-12-31", "2021-06-30", "2020-11-30")
    (later,) = world.run(_SLUG)

    assert (later.mode, later.parameters["as_of"]) == ("full", "2020-11-30")
    assert [slug for slug, _ in world.present()] == [_SLUG]


def test_a_source_that_does_not_say_its_day_leaves_only_a_question(world: World) -> None:
    world.put(one=sentenced(number=1, year=2016, months=24))
    _load(world, "2020-12-31", None)

    (run,) = world.run(_SLUG)

    assert run.parameters["as_of"] == ""
    assert [slug for slug, _ in world.present()] == [_SLUG]
    assert world.graph.read("MATCH (v:Verdict) RETURN v.served_until AS until")


def test_without_any_table_source_nothing_is_concluded(world: World) -> None:
    world.put(one=sentenced(number=1, year=2016, months=24))

    (run,) = world.run(_SLUG)

    assert run.state == "cannot_conclude"
    assert world.present() == {}
