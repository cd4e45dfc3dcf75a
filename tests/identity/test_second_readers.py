"""A confirmed lead never hangs on one reader: who agrees on its decisions, who does not, and what follows."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from anmai.api.services import lead_steps
from anmai.api.services.lead_identity import lead_footing
from anmai.api.services.second_readers import waiting
from anmai.errors import Conflict, NotFound, SecondReaderNeeded, UsageError
from anmai.graph import identity
from anmai.graph.identity.readings import readers
from anmai.store import audit
from anmai.store.engine import now
from anmai.store.tables import AuditEntry, Decision, DecisionReading, FindingRow, LeadRow, LeadStep

FULL = "330106198001020019"
KE: dict[str, Any] = {"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02"}
OTHER_DAY = KE | {"birth_date": "1981-01-02"}


def put_lead(world: Any, *mentions: str, lead: str = "lead1") -> str:
    at, documents = now(), sorted({mention.rpartition("#m")[0] for mention in mentions})
    entity = world.entity(mentions[0])
    body = {
        "model": "m", "version": "1", "anchor": lead, "title": "柯若岚", "documents": documents, "organizations": [],
        "target": {"id": entity, "kind": "Person", "name": "柯若岚"},
        "persons": [{"entity_id": entity, "name": "柯若岚"}],
    }  # fmt: skip
    with world.store.session() as session:
        session.add(FindingRow(id=f"f{lead}", slug="m", anchor=lead, version="1", content_hash="0" * 64, body=body,
                               present=True, first_run="r", last_run="r"))  # fmt: skip
        session.flush()
        session.add(LeadRow(id=lead, finding_id=f"f{lead}", slug="m", status="unreviewed", before_withdrawal=None,
                            dismiss_reason=None, reviewed_hash=None, target_id=entity, created=at,
                            changed=at))  # fmt: skip
    return lead


def confirm(world: Any, lead: str, who: str = "审查员", **more: Any) -> None:
    with world.store.session() as session:
        lead_steps.change_status(session, lead, "confirmed", who, **more)


def needs(world: Any, lead: str) -> list[tuple[str, str, int]]:
    with world.store.session(write=False) as session:
        return [(need.decision, need.state, need.missing) for need in lead_footing(session, lead, "zh").needs]


def agree(world: Any, who: str, *decisions: str) -> identity.Opinion:
    return identity.agree(world.store, decisions, by=who, why="已核对户籍底册")


def disagree(world: Any, who: str, *decisions: str) -> identity.Opinion:
    return identity.disagree(world.store, decisions, by=who, why="照片不是一人")


@pytest.fixture
def joined(world: Any) -> tuple[str, str, str]:
    """Two mentions that a person joined, and the decision."""
    (one,), (two,) = world.put("d1", KE), world.put("d2", OTHER_DAY)
    world.resolve()
    return one, two, identity.join(world.store, one, two, by="甲检察官", why="笔误").decision


def test_a_lead_on_one_persons_decision_is_confirmed_after_a_second_one_agrees(world: Any, joined: Any) -> None:
    one, two, decision = joined
    lead = put_lead(world, one, two)

    with pytest.raises(SecondReaderNeeded) as refused:
        confirm(world, lead, "甲检察官")
    assert [row["decision"] for row in refused.value.decisions] == [decision]
    assert refused.value.decisions[0]["agreeing"] == ["甲检察官"]
    assert "anmai identity second" in (refused.value.remedy or "")
    agree(world, "乙检察官", decision)

    assert needs(world, lead) == []
    confirm(world, lead, "甲检察官")
    with world.store.session(write=False) as session:
        assert session.scalars(sa.select(LeadStep.after)).all() == ["confirmed"]
        assert audit.verify(session).ok


@pytest.mark.parametrize("who", ["甲检察官", " 甲检察官 ", "甲 检察官".replace(" ", "")])
def test_the_author_is_no_second_reader_however_the_name_is_written(world: Any, joined: Any, who: str) -> None:
    with pytest.raises(Conflict, match="one reader already"):
        agree(world, who, joined[2])


def test_two_persons_read_a_soft_rules_links_and_a_scores_pair(world: Any) -> None:
    mentions = [world.put(f"d{number}", KE)[0] for number in range(3)]
    world.resolve()
    lead = put_lead(world, *mentions)
    asked = needs(world, lead)
    assert {(state, missing) for _, state, missing in asked} == {("unread", 2)}
    assert len(asked) == 3

    agree(world, "甲", *(name for name, *_ in asked))
    assert {missing for *_, missing in needs(world, lead)} == {1}
    with pytest.raises(Conflict, match="said so already"):
        agree(world, "甲", asked[0][0])
    agree(world, "乙", *(name for name, *_ in asked))

    confirm(world, lead)


def test_a_scored_pair_is_read_as_one(world: Any) -> None:
    county = KE | {"name": "王伟", "features": {"household": "浙江省杭州市西湖区"}}
    (one,), (two,) = world.put("d1", county), world.put("d2", county | {"name": "王偉"})
    world.resolve()
    assert world.same(one, two)
    lead = put_lead(world, one, two)
    (first, *_), *_ = needs(world, lead)

    said = agree(world, "甲", first)

    assert len(said.decisions) == 2
    agree(world, "乙", first)
    assert needs(world, lead) == []


def test_hard_keys_need_no_reader(world: Any) -> None:
    (one,), (two,) = world.put("d1", KE | {"id_number": FULL}), world.put("d2", KE | {"id_number": FULL})
    world.resolve()
    lead = put_lead(world, one, two)
    hard = world.decisions(rule="id-number")[0].id

    confirm(world, lead)

    with pytest.raises(Conflict, match="hard key"):
        agree(world, "甲", hard)


def test_only_what_carries_the_lead_must_be_read_the_strongest(world: Any) -> None:
    county = KE | {"county": "330106"}
    (one,), (two,) = world.put("d1", county), world.put("d2", county)
    world.resolve()
    lead = put_lead(world, one, two)

    asked = {name for name, *_ in needs(world, lead)}

    # County and sex say the same of the two; one rule's links are enough.
    rules = {row.rule for row in world.decisions() if row.id in asked}
    assert len(rules) == 1 and len(asked) == 2


def test_who_disagrees_takes_the_force_and_the_lead_says_so(world: Any, joined: Any) -> None:
    one, two, decision = joined
    lead = put_lead(world, one, two)
    before = world.entity(one)

    said = disagree(world, "乙", decision)

    assert not world.same(one, two)
    assert before in said.resolution.affected_entities
    with world.store.session(write=False) as session:
        told = lead_footing(session, lead, "zh")
        assert told.title == "同一性认定有争议：复核人意见不一"
        assert [(need.state, [one.by for one in need.disagreeing]) for need in told.needs] == [("opposed", ["乙"])]
        assert [row.id for row in identity.open_questions(session)] == [decision]
        assert [each.decision.opposed for each in waiting(session, offset=0, limit=9, lang="zh").decisions] == [True]
    with pytest.raises(SecondReaderNeeded):
        confirm(world, lead)
    with pytest.raises(SecondReaderNeeded):
        confirm(world, lead, single_reviewer=True)


def test_nobody_puts_back_what_is_opposed_but_the_one_who_disagrees(world: Any, joined: Any) -> None:
    one, two, decision = joined
    disagree(world, "乙", decision)

    with pytest.raises(Conflict, match="乙 disagrees"):
        identity.redo(world.store, decision, by="甲检察官", why="坚持")
    agree(world, "丙", decision)
    assert not world.same(one, two)
    agree(world, "乙", decision)

    assert world.same(one, two)
    (row,) = world.decisions(id=decision)
    assert [step["act"] for step in row.evidence["history"]] == ["oppose", "agree"]
    with world.store.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DecisionReading)) == 3
        assert readers(session, [row])[decision].agreeing == ("甲检察官", "丙", "乙")


def test_taking_back_what_is_opposed_settles_it(world: Any, joined: Any) -> None:
    one, two, decision = joined
    disagree(world, "乙", decision)

    identity.undo(world.store, decision, by="甲检察官", why="乙说得对")

    assert not world.same(one, two)
    with world.store.session(write=False) as session:
        assert identity.open_questions(session) == []
        assert waiting(session, offset=0, limit=9, lang="zh").total == 0
    with pytest.raises(Conflict, match="乙 disagrees"):
        identity.redo(world.store, decision, by="甲检察官", why="又改主意")


def test_doubt_never_joins_what_a_person_split(world: Any) -> None:
    mentions = [world.put(f"d{number}", KE)[0] for number in range(3)]
    world.resolve()
    split = identity.split(world.store, world.entity(mentions[0]), mentions[1:], by="甲", why="另有其人").decision

    disagree(world, "乙", split)

    assert world.partition() == {frozenset(mentions[:1]), frozenset(mentions[1:])}
    lead = put_lead(world, *mentions[1:])
    with pytest.raises(SecondReaderNeeded):
        confirm(world, lead)
    agree(world, "乙", split)
    confirm(world, lead)


def test_a_reading_of_values_that_were_corrected_since_counts_no_longer(world: Any, joined: Any) -> None:
    one, two, decision = joined
    agree(world, "乙", decision)
    lead = put_lead(world, one, two)
    assert needs(world, lead) == []

    world.put("d2", OTHER_DAY | {"sex": "女"})
    world.resolve("d2")

    assert needs(world, lead) == [(decision, "unread", 1)]


def test_an_office_of_one_confirms_alone_and_the_audit_says_so(world: Any, joined: Any) -> None:
    one, two, decision = joined
    lead = put_lead(world, one, two)

    confirm(world, lead, single_reviewer=True)

    with world.store.session(write=False) as session:
        entry = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "lead.status")).one()
    assert (entry.detail["single_reviewer"], entry.detail["unread_decisions"]) == (True, [decision])


def test_other_steps_need_no_reader(world: Any, joined: Any) -> None:
    lead = put_lead(world, *joined[:2])

    with world.store.session() as session:
        lead_steps.change_status(session, lead, "in_review", "甲")
        lead_steps.change_status(session, lead, "dismissed", "甲", reason="namesake")


def test_what_waits_for_a_second_reader_is_listed_with_its_leads(world: Any, joined: Any) -> None:
    one, two, decision = joined
    with world.store.session(write=False) as session:
        assert waiting(session, offset=0, limit=9, lang="zh").total == 0
    lead = put_lead(world, one, two)

    with world.store.session(write=False) as session:
        (each,) = waiting(session, offset=0, limit=9, lang="zh").decisions
    assert (each.decision.id, each.leads, each.title) == (decision, [lead], "人工认定同一")
    agree(world, "乙", decision)
    with world.store.session(write=False) as session:
        assert waiting(session, offset=0, limit=9, lang="zh").total == 0


def test_opinions_on_nothing_without_reason_or_on_what_holds_nothing_are_refused(world: Any, joined: Any) -> None:
    one, _two, decision = joined
    unsure = identity.unsure(world.store, one, world.put("d9", KE | {"name": "王伟"})[0], by="甲", why="x").decision

    for asked, error in (((), UsageError), (("H-none",), NotFound), ((unsure,), Conflict)):
        with pytest.raises(error):
            agree(world, "乙", *asked)
    with pytest.raises(UsageError, match="reason"):
        identity.agree(world.store, [decision], by="乙", why=" ")
    identity.undo(world.store, decision, by="甲检察官", why="x")
    with pytest.raises(Conflict, match="taken back"):
        agree(world, "乙", decision)
    with world.store.session(write=False) as session:
        assert session.scalars(sa.select(Decision.id).where(Decision.id.in_(sa.select(
            DecisionReading.decision_id)))).all() == []  # fmt: skip
