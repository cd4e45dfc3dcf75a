from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anmai.graph.identity import differ, explain, redo, undo
from anmai.graph.identity.scoring.artefact import base
from anmai.store.tables import IdentityBlock, IdentityQuestion

HOME = {"household": "浙江省杭州市西湖区"}
NUMBER = "330106********0019"
WANG = {"name": "王伟", "birth_date": "1980-01-02", "sex": "男", "features": HOME}


def told(base_: dict[str, Any], *without: str, **more: Any) -> dict[str, Any]:
    return {name: value for name, value in base_.items() if name not in without} | more


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(WANG, told(WANG, name="王偉"), id="traditional characters"),
        pytest.param(told(WANG, id_number=NUMBER), told(WANG, name="王炜", id_number=NUMBER), id="misprint, number"),
        pytest.param(
            told(WANG, birth_date="1980", id_number=NUMBER), told(WANG, id_number=NUMBER), id="birth year, number"
        ),
        pytest.param(
            WANG, told(WANG, name="王云岫", features=HOME | {"aliases": ["王伟"]}), id="former name"
        ),
        pytest.param(
            {"name": "王伟", "features": {"address": "杭州市西湖区文渊路5号3幢201室"}},
            {"name": "王伟", "features": {"address": "浙江省杭州市西湖区文渊路5号3幢201室"}},
            id="the same house",
        ),
        pytest.param(
            told(WANG, "features", name="柯若岚"), told(WANG, "features", "sex", name="柯若岚"), id="rare name, day"
        ),
    ],
)  # fmt: skip
def test_a_score_joins_and_can_be_taken_back(world: Any, left: dict[str, Any], right: dict[str, Any]) -> None:
    (one,), (other,) = world.put("d1", left), world.put("d2", right)

    world.resolve()

    assert world.same(one, other)
    links = [row for row in world.decisions(judgement="same") if row.score is not None]
    assert {row.left for row in links} == {one, other}
    assert {row.key for row in links} == {links[0].key}
    assert {(row.by, row.rule_version) for row in links} == {(f"model:{base().version}", base().version)}
    assert links[0].score >= 0.999
    assert links[0].evidence["levels"]["name"][1] > 0

    undo(world.store, links[0].id, by="王检察官", why="不是同一人")
    assert not world.same(one, other)
    world.resolve()
    assert not world.same(one, other), "what a person took back stays taken back"
    redo(world.store, links[0].id, by="王检察官", why="核对了卷宗")
    assert world.same(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(WANG, told(WANG, features={"household": "河南省郑州市金水区"}), id="other household"),
        pytest.param(told(WANG, "features"), told(WANG, "features"), id="common name and day alone"),
        pytest.param(WANG, told(WANG, name="王炜"), id="a misprint without number"),
        pytest.param(WANG, told(WANG, birth_date="1980-01-03", id_number=NUMBER), id="other day"),
        pytest.param(
            told(WANG, id_number=NUMBER), told(WANG, name="王炜", id_number="330106********0035"), id="number"
        ),
        pytest.param(told(WANG, name="王某"), told(WANG, name="王某"), id="mask"),
        pytest.param(told(WANG, name="王某"), WANG, id="mask and name"),
        pytest.param(
            {"name": "杭州云栖贸易有限公司宁波分公司", "kind": "organization", "roles": ["被告"]},
            {"name": "杭州云栖贸易有限公司", "kind": "organization", "roles": ["被告"]},
            id="branch and parent",
        ),
    ],
)
def test_look_alikes_stay_apart(world: Any, left: dict[str, Any], right: dict[str, Any]) -> None:
    (one,), (other,) = world.put("d1", left), world.put("d2", right)

    world.resolve()

    assert not world.same(one, other)


def test_different_by_a_person_blocks_a_chain_of_scores(world: Any) -> None:
    (one,) = world.put("d1", told(WANG, id_number=NUMBER))
    (three,) = world.put("d3", told(WANG, name="王炜"))
    world.resolve()
    decision = differ(world.store, one, three, by="王检察官", why="两人均到庭").decision
    (two,) = world.put("d2", told(WANG, name="王炜", id_number=NUMBER))

    world.resolve("d2")

    # The score that rests on the number comes first; the weaker one does not reach through it.
    assert world.partition() == {frozenset((one, two)), frozenset((three,))}
    assert explain_of(world, two)["contested"]
    undo(world.store, decision, by="王检察官", why="卷宗有误")
    assert world.partition() == {frozenset((one, two, three))}


def explain_of(world: Any, mention: str) -> dict[str, Any]:
    with world.store.session(write=False) as session:
        return explain(session, mention)


def test_a_corrected_document_takes_its_pairs_and_blocks_along(world: Any) -> None:
    (one,), (other,) = world.put("d1", WANG), world.put("d2", told(WANG, name="王偉"))
    world.resolve()

    world.put("d2", {"name": "郑先", "birth_date": "1970-05-06"})
    world.resolve("d2")

    assert not world.same(one, other)
    assert [row for row in world.decisions(judgement="same") if row.score is not None] == []
    with world.store.session(write=False) as session:
        keyed = set(session.scalars(sa.select(IdentityBlock.mention_id)))
    assert keyed == {one, other}


def test_a_pair_that_the_score_leaves_open_waits_for_people(world: Any) -> None:
    world.put("d1", WANG), world.put("d2", told(WANG, name="王炜"))

    world.resolve()

    with world.store.session(write=False) as session:
        (row,) = session.scalars(sa.select(IdentityQuestion))
    assert (row.left, row.right, row.levels["birth"][0]) == ("d1#m0", "d2#m0", "day")
    assert 0.3 <= row.score < 1


PEOPLE = st.fixed_dictionaries(
    {"name": st.sampled_from(["王伟", "王偉", "王炜", "柯若岚", "柯若嵐", "王某"])},
    optional={
        "sex": st.sampled_from(["男", "女"]),
        "birth_date": st.sampled_from(["1980-01-02", "1980-01-02", "1980", "1981-03-04"]),
        "id_number": st.sampled_from([NUMBER, "330106198001020019", "330106********0035"]),
        "features": st.sampled_from(
            [HOME, HOME | {"aliases": ["王伟"]}, {"household": "河南省郑州市金水区"},
             {"address": "杭州市西湖区文渊路5号3幢201室"}]
        ),
    },
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(st.lists(PEOPLE, min_size=1, max_size=2), min_size=2, max_size=6), data=st.data())
def test_documents_one_by_one_in_any_order_give_what_all_at_once_give(
    make_world: Callable[[], Any], made: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    whole, stepwise = make_world(), make_world()
    for number, parties in enumerate(made):
        whole.put(f"t/d{number}", *parties)
    whole.resolve()
    for number in data.draw(st.permutations(range(len(made)))):
        stepwise.put(f"t/d{number}", *made[number])
        stepwise.resolve(f"t/d{number}")

    assert stepwise.partition() == whole.partition()
    assert _links(stepwise) == _links(whole)
    assert _questions(stepwise) == _questions(whole)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(st.lists(PEOPLE, min_size=1, max_size=2), min_size=3, max_size=6), data=st.data())
def test_undoing_a_link_and_making_it_again_restores_the_partition(
    make_world: Callable[[], Any], made: list[list[dict[str, Any]]], data: st.DataObject
) -> None:
    world = make_world()
    for number, parties in enumerate(made):
        world.put(f"t/d{number}", *parties)
    world.resolve()
    before = world.partition()
    links = [row.id for row in world.decisions(judgement="same")]
    if not links:
        return
    chosen = data.draw(st.sampled_from(links))

    undo(world.store, chosen, by="王检察官", why="")
    redo(world.store, chosen, by="王检察官", why="")

    assert world.partition() == before


def _links(world: Any) -> set[tuple[str, str | None, float | None]]:
    return {(row.left, row.key, row.score) for row in world.decisions(judgement="same")}


def _questions(world: Any) -> set[tuple[str, str, float]]:
    with world.store.session(write=False) as session:
        return {(row.left, row.right, row.score) for row in session.scalars(sa.select(IdentityQuestion))}
