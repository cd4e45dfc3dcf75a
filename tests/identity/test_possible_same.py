"""Namesakes and masks are shown with what speaks for and against, and never merged."""

from __future__ import annotations

from typing import Any

from anmai.graph import identity

WANG: dict[str, Any] = {"name": "王伟", "sex": "男", "birth_date": "1980-01-02", "county": "330106"}


def possible(world: Any, mention: str) -> dict[str, Any]:
    with world.store.session(write=False) as session:
        return {each.entity_id: each for each in identity.possible_same(session, world.entity(mention), lang="en")}


def test_namesakes_are_shown_with_reasons_and_stay_apart(world: Any) -> None:
    (one,) = world.put("d1", WANG)
    (other,) = world.put("d2", WANG | {"birth_date": "1975-03-04", "county": "330102"})
    world.put("d3", {"name": "王炜"})
    world.resolve()

    found = possible(world, one)

    assert set(found) == {world.entity(other)}
    (namesake,) = found.values()
    assert namesake.reason == "namesake"
    assert any("common" in reason for reason in namesake.for_evidence)
    assert any("birth dates: 1980-01-02; 1975-03-04" in reason for reason in namesake.against)
    assert any("counties" in reason for reason in namesake.against)
    assert not world.same(one, other)


def test_a_mask_is_shown_when_more_than_the_surname_fits(world: Any) -> None:
    (one,) = world.put("d1", WANG)
    (mask,) = world.put("d2", {"name": "王某", "birth_date": "1980-01-02"})
    (blank,) = world.put("d3", {"name": "王某某"})
    (other,) = world.put("d4", {"name": "李某", "birth_date": "1980-01-02"})
    world.resolve()

    found = possible(world, one)

    assert set(found) == {world.entity(mask)}
    assert found[world.entity(mask)].reason == "mask"
    assert set(possible(world, mask)) == {world.entity(one)}
    assert world.entity(blank) not in found and world.entity(other) not in found


def test_whom_people_told_apart_is_not_shown_again(world: Any) -> None:
    (one,) = world.put("d1", WANG)
    (other,) = world.put("d2", WANG | {"birth_date": "1975-03-04"})
    world.resolve()

    identity.differ(world.store, one, other, by="审查员", why="同名不同人")

    assert possible(world, one) == {}


def test_a_very_common_name_gives_a_bounded_answer_with_the_closest_first(world: Any) -> None:
    (one,) = world.put("d0", WANG)
    for number in range(60):
        world.put(f"n{number}", {"name": "王伟"}, *[{"name": "王伟"}] * 9)
    (close,) = world.put("z", {"name": "王伟", "birth_date": "1980-01-02"})
    world.resolve()

    with world.store.session(write=False) as session:
        found = identity.possible_same(session, world.entity(one))

    assert len(found) == 50
    assert found[0].entity_id == world.entity(close)


def test_an_unknown_entity_has_no_namesakes(world: Any) -> None:
    with world.store.session(write=False) as session:
        assert identity.possible_same(session, "P-none") == []
