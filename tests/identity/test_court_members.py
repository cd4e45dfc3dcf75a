"""Members of the court: a name says who signed one ruling, nobody is held for one by it."""

from __future__ import annotations

from typing import Any

import pytest

from anmai.forms.document import SourceDocument
from anmai.forms.record import Record
from anmai.graph.identity import join
from anmai.graph.loading.intake import Incoming, take_in

XIHU, YINZHOU = "浙江省杭州市西湖区人民法院", "浙江省宁波市鄞州区人民法院"


def ruling(number: int, court: str, role: str, name: str) -> Incoming:
    text = f"{court}\n{role}　{name}\n文书{number}"
    document = SourceDocument(
        key=f"j{number}.txt", id=f"j{number}", path=f"j{number}.txt", reader="text", reader_version="1",
        raw=text.encode(), text=text,
    )  # fmt: skip
    at = len(court) + 1 + len(role) + 1
    told = {
        "id": f"j{number}", "doc_type": "刑事判决书", "case_number": f"(2019)浙0106刑初{number}号", "court": court,
        "procedure": "一审", "judgment_date": "2019-05-01", "judges": [{"name": name, "role": role}],
        "provenance": [
            {"path": "/judges/0/name", "spans": [[at, at + len(name)]], "component": "signature", "version": "1"}
        ],
    }  # fmt: skip
    return Incoming(f"test/j{number}.txt", "test", document, Record.model_validate(told))


@pytest.mark.parametrize("role", ["审判长", "审判员", "人民陪审员", "书记员"])
@pytest.mark.parametrize("name", ["濮阳知远", "王伟"])
def test_two_of_one_name_in_two_courts_or_in_one_stay_two(world: Any, role: str, name: str) -> None:
    courts = [XIHU, XIHU, YINZHOU]
    take_in(world.store, [ruling(number, court, role, name) for number, court in enumerate(courts)], extractor="test 1")

    world.resolve()

    assert len(world.partition()) == 3
    assert world.decisions(judgement="same") == []


def test_a_person_may_hold_two_signatures_for_one_judges(world: Any) -> None:
    take_in(
        world.store,
        [ruling(1, XIHU, "审判员", "濮阳知远"), ruling(2, YINZHOU, "审判长", "濮阳知远")],
        extractor="test 1",
    )
    world.resolve()
    one, two = "test/j1.txt#m0", "test/j2.txt#m0"

    join(world.store, one, two, by="审查员", why="2019年调任，见任免通知")

    assert world.same(one, two)
