"""What waits for people, and what a lead hangs on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from anmai.graph.identity import differ, unsure
from anmai.graph.identity.review import review_queue
from anmai.graph.identity.sensitivity import footing, told_in_title
from anmai.store.engine import now
from anmai.store.tables import FindingRow, LeadRow

HOME = {"household": "浙江省杭州市西湖区"}
WANG = {"name": "王伟", "birth_date": "1980-01-02", "sex": "男", "features": HOME}
KE = {"name": "柯若岚", "birth_date": "1975-03-04", "sex": "女", "features": HOME}


def put_lead(world: Any, lead: str, entity: str) -> None:
    at = now()
    with world.store.session() as session:
        body = {"persons": [{"entity_id": entity, "name": "王伟"}], "organizations": []}
        session.add(FindingRow(id=f"f{lead}", slug="m", anchor=lead, version="1", content_hash="0" * 64, body=body,
                               present=True, first_run="r", last_run="r"))  # fmt: skip
        session.flush()
        session.add(LeadRow(id=lead, finding_id=f"f{lead}", slug="m", status="unreviewed", before_withdrawal=None,
                            dismiss_reason=None, reviewed_hash=None, target_id=entity, created=at,
                            changed=at))  # fmt: skip


def queue(world: Any) -> list[tuple[str, ...]]:
    with world.store.session(write=False) as session:
        return [(pair.left, pair.right, *pair.leads) for pair in review_queue(session).pairs]


def test_pairs_on_which_leads_hang_come_first_and_decided_ones_leave(world: Any) -> None:
    world.put("d1", WANG), world.put("d2", WANG | {"name": "王炜"})
    world.put("d3", KE), world.put("d4", KE | {"name": "柯若兰"})
    world.resolve()
    plain = queue(world)
    assert {pair[:2] for pair in plain} == {("d1#m0", "d2#m0"), ("d3#m0", "d4#m0")}

    put_lead(world, "l1", world.entity(plain[-1][1]))
    assert queue(world) == [(*plain[-1], "l1"), plain[0]]

    differ(world.store, plain[0][0], plain[0][1], by="王检察官", why="两人均到庭")
    assert queue(world) == [(*plain[-1], "l1")]
    unsure(world.store, plain[-1][0], plain[-1][1], by="王检察官", why="待查")
    assert queue(world) == []


def test_a_lead_names_the_decisions_it_hangs_on_the_weakest_first_and_what_stays(world: Any) -> None:
    full = "330106198001020019"
    world.put("d1", WANG | {"id_number": full}), world.put("d2", WANG | {"id_number": full})
    world.put("d3", WANG | {"name": "王偉"})
    world.resolve()
    entity = world.entity("d1#m0")
    assert world.same("d1#m0", "d3#m0")

    with world.store.session(write=False) as session:
        found = footing(session, [entity], ["d1", "d2", "d3"])
        one = footing(session, [entity], ["d1"])

    assert found.by_score
    assert told_in_title(found, "en") == "rests on identity by score alone"
    assert one.holds == []
    assert told_in_title(one, "zh") is None
    strengths = [hold.strength for hold in found.holds]
    assert strengths == sorted(strengths, key=["score", "rule", "hard", "people"].index)
    for hold in found.holds:
        assert set(hold.kept) | set(hold.lost) == {"d1", "d2", "d3"}


def test_what_the_footing_foretells_is_what_taking_back_does(world: Any) -> None:
    from anmai.graph.identity import undo

    world.put("d1", WANG), world.put("d2", WANG | {"name": "王偉"})
    world.resolve()
    with world.store.session(write=False) as session:
        first = footing(session, [world.entity("d1#m0")], ["d1", "d2"]).holds[0]

    undo(world.store, first.decision, by="王检察官", why="不是同一人")

    assert (len(first.kept), len(first.lost)) == (1, 1)
    assert not world.same("d1#m0", "d2#m0")
    with world.store.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(LeadRow)) == 0
