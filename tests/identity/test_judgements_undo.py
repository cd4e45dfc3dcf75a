"""People's decisions: they outrank rules, are taken back exactly, and nothing of them is lost."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from anmai.errors import Conflict, NotFound, UsageError
from anmai.graph import identity
from anmai.store import audit
from anmai.store.tables import AuditEntry, Entity, MentionEntity, PendingEntity

FULL = "330106198001020019"
KE: dict[str, Any] = {"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02"}


def people(world: Any, *parties: dict[str, Any]) -> list[str]:
    mentions = [world.put(f"d{number}", party)[0] for number, party in enumerate(parties)]
    world.resolve()
    return mentions


def undo(world: Any, decision: str) -> identity.Outcome:
    return identity.undo(world.store, decision, by="审查员", why="核对后撤回")


def test_undo_splits_exactly_what_the_decision_held(world: Any) -> None:
    one, two, three = people(world, KE, KE, KE)
    before = world.entity(one)
    (decision,) = world.decisions(left=three, rule="name-birth-sex")

    outcome = undo(world, decision.id)

    assert world.same(one, two)
    assert not world.same(one, three)
    assert world.entity(one) == before
    assert outcome.resolution.affected_entities == {before, world.entity(three)}


def test_undo_leaves_what_another_rule_holds(world: Any) -> None:
    one, two = people(world, KE | {"id_number": FULL}, KE | {"id_number": FULL})
    (decision,) = world.decisions(left=two, rule="name-birth-sex")

    outcome = undo(world, decision.id)

    assert world.same(one, two)
    assert outcome.resolution.affected_entities == set()


def test_undo_is_recorded_and_can_be_made_good(world: Any) -> None:
    one, two = people(world, KE, KE)
    (decision,) = world.decisions(left=two, rule="name-birth-sex")

    undo(world, decision.id)
    identity.redo(world.store, decision.id, by="审查员", why="撤错了")

    assert world.same(one, two)
    (after,) = world.decisions(left=two, rule="name-birth-sex")
    assert [step["act"] for step in after.evidence["history"]] == ["undo", "redo"]
    with world.store.session(write=False) as session:
        assert audit.verify(session).ok
        actions = session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["identity.undo", "identity.redo"]


def test_what_was_taken_back_stays_so_when_the_document_comes_again(world: Any) -> None:
    one, two = people(world, KE, KE)
    (decision,) = world.decisions(left=two, rule="name-birth-sex")
    undo(world, decision.id)

    world.put("d1", KE)
    world.resolve("d1")

    assert not world.same(one, two)


def test_undo_of_nothing_twice_or_of_a_quarrel_is_refused(world: Any) -> None:
    people(world, KE, KE)
    decision = world.decisions(rule="name-birth-sex")[0].id
    undo(world, decision)
    county = KE | {"name": "王伟", "county": "330106"}
    world.put("q1", county)
    world.put("q2", county | {"sex": "女"})
    world.resolve()
    quarrel = world.decisions(judgement="unsure")[0].id

    for asked, error in (("D-none", NotFound), (decision, Conflict), (quarrel, Conflict)):
        with pytest.raises(error):
            undo(world, asked)


def test_people_join_what_contradicts_and_the_older_id_stays(world: Any) -> None:
    one, two = people(world, KE, KE | {"birth_date": "1981-01-02"})
    ids = {world.entity(one), world.entity(two)}

    outcome = identity.join(world.store, one, world.entity(two), by="审查员", why="笔误")

    assert world.same(one, two)
    ((younger, older),) = outcome.resolution.redirected.items()
    assert {younger, older} == ids
    assert world.entity(one) == older
    with world.store.session(write=False) as session:
        assert session.get_one(Entity, younger).redirect == older


def test_a_joined_entity_takes_in_mentions_that_agree_with_either_value(world: Any) -> None:
    one, two = people(world, KE, KE | {"birth_date": "1981-01-02"})
    identity.join(world.store, one, two, by="审查员", why="笔误")

    (third,) = world.put("d9", KE | {"birth_date": "1981-01-02"})
    world.resolve("d9")

    assert world.same(one, third)


def test_undoing_a_join_mints_and_never_reuses_the_redirected_id(world: Any) -> None:
    one, two = people(world, KE, KE | {"birth_date": "1981-01-02"})
    old = {world.entity(one), world.entity(two)}
    outcome = identity.join(world.store, one, two, by="审查员", why="笔误")
    (younger,) = outcome.resolution.redirected

    undone = undo(world, outcome.decision)

    assert not world.same(one, two)
    assert younger not in {world.entity(one), world.entity(two)}
    assert undone.resolution.new_entities and undone.resolution.new_entities.isdisjoint(old)


def test_people_who_differ_are_kept_apart_from_every_rule_and_chain(world: Any) -> None:
    one, two = people(world, KE, KE | {"name": "王伟"})
    identity.differ(world.store, one, two, by="审查员", why="同名不同人")

    world.put("d5", KE | {"id_number": FULL}, KE | {"name": "王伟", "id_number": FULL})
    (between,) = world.put("d6", KE | {"name": "王伟", "county": "330106"})
    world.put("d1", KE | {"name": "王伟", "county": "330106"})
    world.resolve()

    assert not world.same(one, two)
    assert world.same(two, between)


def test_joining_what_people_keep_apart_is_refused(world: Any) -> None:
    one, two = people(world, KE, KE | {"birth_date": "1981-01-02"})
    identity.differ(world.store, one, two, by="甲", why="不同")

    with pytest.raises(Conflict, match="undo"):
        identity.join(world.store, one, two, by="乙", why="同一")


def test_split_takes_mentions_out_and_keeps_them_together(world: Any) -> None:
    mentions = people(world, KE, KE, KE, KE)
    entity = world.entity(mentions[0])

    outcome = identity.split(world.store, entity, mentions[2:], by="审查员", why="另有其人")

    assert world.partition() == {frozenset(mentions[:2]), frozenset(mentions[2:])}
    (later,) = world.put("d9", KE)
    world.resolve("d9")
    assert world.same(later, mentions[0])
    assert world.partition() == {frozenset([*mentions[:2], later]), frozenset(mentions[2:])}

    undo(world, outcome.decision)
    assert world.partition() == {frozenset([*mentions, later])}

    identity.redo(world.store, outcome.decision, by="审查员", why="再次核实")
    assert world.partition() == {frozenset([*mentions[:2], later]), frozenset(mentions[2:])}


def test_split_refuses_strangers_and_the_whole(world: Any) -> None:
    one, two, stranger = people(world, KE, KE, {"name": "王伟"})
    entity = world.entity(one)

    for asked in ([one, two], [stranger], []):
        with pytest.raises(UsageError):
            identity.split(world.store, entity, asked, by="审查员", why="x")


def test_decisions_of_people_outlive_their_mentions_as_orphans(world: Any) -> None:
    one, two = people(world, KE, KE | {"birth_date": "1981-01-02"})
    outcome = identity.join(world.store, one, two, by="审查员", why="笔误")

    world.put("d1")
    world.resolve("d1")

    with world.store.session(write=False) as session:
        assert [each.id for each in identity.orphaned(session)] == [outcome.decision]
    assert world.decisions(left=two, judgement="same", right=None) == []
    world.put("d1", KE | {"birth_date": "1981-01-02"})
    world.resolve("d1")
    assert world.same(one, two)


def test_an_unsure_note_joins_and_blocks_nothing(world: Any) -> None:
    one, two = people(world, KE, KE | {"birth_date": "1981-01-02"})

    outcome = identity.unsure(world.store, one, two, by="审查员", why="看不出")

    assert not world.same(one, two)
    with world.store.session(write=False) as session:
        assert [each.id for each in identity.open_questions(session)] == [outcome.decision]


def test_a_quarrel_that_people_settled_is_no_open_question(world: Any) -> None:
    county = {"name": "王伟", "birth_date": "1980-01-02", "county": "330106"}
    one, two = people(world, county | {"sex": "男"}, county | {"sex": "女"})
    with world.store.session(write=False) as session:
        assert len(identity.open_questions(session)) == 2

    identity.differ(world.store, one, two, by="审查员", why="同名不同人")

    with world.store.session(write=False) as session:
        assert identity.open_questions(session) == []


def test_every_change_marks_what_must_be_projected(world: Any) -> None:
    one, two = people(world, KE, KE)
    with world.store.session() as session:
        session.execute(sa.delete(PendingEntity))
    (decision,) = world.decisions(left=two, rule="name-birth-sex")

    undo(world, decision.id)

    with world.store.session(write=False) as session:
        pending = set(session.scalars(sa.select(PendingEntity.entity_id)))
    assert pending == {world.entity(one), world.entity(two)}


def test_explain_names_rule_values_and_passages(world: Any) -> None:
    spans = {"name": [[1, 4]], "birth_date": [[9, 18]]}
    one, _two = people(world, KE | {"features": {"spans": spans}}, KE)

    with world.store.session(write=False) as session:
        told = identity.explain(session, one, lang="en")
        holding = identity.holding_decisions(session, [one])

    (held,) = told["held_by"]
    assert held["rule"] == "name-birth-sex" and "birth date" in held["title"]
    by_mention = {each["left"]: each for each in held["decisions"]}
    assert by_mention[one]["evidence"]["passages"][1]["spans"] == [[9, 18]]
    assert holding == {one: by_mention[one]["decision"]}
    assert [mention["document"] for mention in told["mentions"]] == ["given-d0", "given-d1"]


def test_explain_of_nothing_is_refused(world: Any) -> None:
    with world.store.session(write=False) as session, pytest.raises(NotFound):
        identity.explain(session, "P-none")


def test_export_lists_every_mention_with_its_given_document(world: Any) -> None:
    one, two = people(world, KE, KE)

    with world.store.session(write=False) as session:
        rows = list(identity.export_rows(session))
        count = session.scalar(sa.select(sa.func.count()).select_from(MentionEntity))

    assert count == 2
    assert rows == [
        {"document": f"given-d{number}", "name": "柯若岚", "entity_id": world.entity(mention)}
        for number, mention in enumerate((one, two))
    ]
