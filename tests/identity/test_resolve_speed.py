"""Twenty thousand mentions resolve in seconds, and a few new ones at a cost that the stock hardly changes."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
import sqlalchemy as sa

from anmai.graph.identity import resolve
from anmai.graph.identity.names import norm_name
from anmai.store.engine import now
from anmai.store.tables import Document, Mention, MentionEntity

BANK = "中国云栖银行股份有限公司杭州分行"


def fill(world: Any, documents: range, seed: int) -> None:
    """Documents with a person, a mask, a judge, and one bank that stands in each of them."""
    dice = random.Random(seed)
    at = now()
    world.put("first", {"name": "王伟"})
    rows: list[dict[str, Any]] = []
    papers: list[dict[str, Any]] = []
    for number in documents:
        document = f"bulk/{number}"
        papers.append(
            {"id": document, "source": "bulk", "key": str(number), "given_id": str(number), "path": document,
             "sha256": "0" * 64, "reader": "text", "reader_version": "1", "status": "read", "generation": 1,
             "loaded": 0, "created": at, "changed": at}
        )  # fmt: skip
        person = {
            "name": "柯" + chr(0x6000 + dice.randrange(400)) + chr(0x7000 + dice.randrange(8)), "sex": "男",
            "birth_date": f"{dice.randrange(1950, 2000)}-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
            "county": f"3301{dice.randrange(1, 10):02d}",
        }  # fmt: skip
        case = f"杭州市西湖区人民法院|(2019)浙0106民初{number}号"
        for ordinal, party in enumerate(
            (person, {"name": "张某", "masked": True}, {"name": f"陈二{number % 20}", "roles": ["审判员"]},
             {"name": BANK, "kind": "organization", "roles": ["原告"]})
        ):  # fmt: skip
            row = {
                "id": f"{document}#m{ordinal}", "document_id": document, "ordinal": ordinal, "kind": "person",
                "norm_name": norm_name(str(party["name"])), "masked": False, "roles": ["被告"], "sex": None,
                "birth_date": None, "county": None, "id_number": None, "credit_code": None, "case_key": case,
                "features": {},
            }  # fmt: skip
            rows.append(row | party)
    with world.store.session() as session:
        session.execute(sa.insert(Document), papers)
        session.execute(sa.insert(Mention), rows)


@pytest.mark.slow
def test_twenty_thousand_mentions_take_seconds_and_new_ones_little(world: Any) -> None:
    fill(world, range(5000), seed=1)
    started = time.process_time()
    done = resolve(world.store)
    whole = time.process_time() - started

    world.put("late", {"name": BANK, "kind": "organization"}, {"name": "王伟"})
    started = time.process_time()
    late = resolve(world.store, documents=["late"])
    single = time.process_time() - started

    assert done.mentions == 20_001
    # Processor seconds, so that a busy machine does not fail it; a quadratic step takes minutes here.
    assert whole < 40
    assert single < whole / 20
    assert late.affected_entities == {world.entity("late#m0"), world.entity("late#m1")}
    with world.store.session(write=False) as session:
        bank = sa.select(sa.func.count()).where(MentionEntity.entity_id == world.entity("late#m0"))
        assert session.scalar(bank) == 5001


@pytest.mark.slow
def test_resolving_again_changes_nothing(world: Any) -> None:
    fill(world, range(500), seed=2)
    resolve(world.store)

    again = resolve(world.store)

    assert (again.decisions_made, again.affected_entities, again.new_entities) == (0, set(), set())
