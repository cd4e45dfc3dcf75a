"""An oracle of its own: the models' definitions in plain Python over the true records, by true persons.

What is planted as positive must satisfy its definition, everything else of the sample must not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from anmai.sample.make import Document, Sample
from anmai.sample.plan import PROBATION, REPEAT, RING
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import add_months

_VIOLENT = {"故意伤害罪", "寻衅滋事罪", "聚众斗殴罪", "非法拘禁罪"}
_SOFT = {"调解", "撤诉"}
_LICENSED = ("小额贷款", "银行", "信用")


def _city_of() -> dict[str, str]:
    cities = {}
    for court in vocabulary().courts:
        for name in (court.name, court.short_name):
            # Two cities may each have a 鼓楼区 and so on; the short name then tells the city still.
            assert cities.setdefault(name, court.city_code) == court.city_code
    return cities


def _first_instances(made: Any) -> dict[str, list[tuple[date, str, str]]]:
    """By true person: (signed, city, document) of every sentence for one of the four charges at first instance."""
    cities, found = _city_of(), defaultdict(list)
    for document in made.documents.values():
        record = document.record
        if record.get("procedure") != "一审" or "verdicts" not in record:
            continue
        people = {mention.name: mention.true_id for mention in document.mentions if mention.role == "被告人"}
        for verdict in record["verdicts"]:
            if verdict["months"] and _VIOLENT & set(verdict["charges"]):
                signed = date.fromisoformat(record["judgment_date"])
                found[people[verdict["defendant"]]].append((signed, cities[record["court"]], document.id))
    return found


def _repeats(cases: list[tuple[date, str, str]]) -> bool:
    return any(
        three[2][0] <= add_months(three[0][0], 120) and len({city for _, city, _ in three}) >= 2
        for three in combinations(sorted(cases), 3)
    )


def test_repeat_offenders_are_the_planted_ones(made: Any) -> None:
    found = {person for person, cases in _first_instances(made).items() if _repeats(cases)}

    planted = {one["true_id"] for row in made.of(REPEAT, "positive") for one in row["persons"]}

    assert planted
    assert found == planted


def test_repeat_offender_near_misses_fail_by_one_element(made: Any) -> None:
    cases = _first_instances(made)
    told = {row["variant"]: sorted(cases[row["persons"][0]["true_id"]]) for row in made.of(REPEAT, "near_miss")}

    assert len(told["two_cases_prior_told"]) == 2
    assert len({city for _, city, _ in told["one_city"]}) == 1
    assert len({city for _, city, _ in told["municipality"]}) == 1
    span = told["over_ten_years"]
    assert (span[-1][0] - add_months(span[0][0], 120)).days == 1
    assert told["other_charges"] == []


def test_namesakes_share_the_name_and_nothing_else(made: Any) -> None:
    for row in made.of(REPEAT, "look_alike"):
        people = row["persons"]
        if row["variant"] == "namesakes":
            assert len({one["name"] for one in people}) == 1
            assert len({one["birth_date"] for one in people}) == len(people) == 3
        if row["variant"] == "namesake_same_birth":
            assert len({one["birth_date"] for one in people}) == 1
            assert len({one["household"] for one in people}) == 3
        if row["variant"] == "same_mask":
            written = {m.name for name in row["documents"] for m in made.documents[name].mentions if m.role == "被告人"}
            assert len(written) == 1
            assert len({one["true_id"] for one in people}) == 4


def _suits(made: Any, documents: list[str]) -> list[tuple[date, str, dict[str, set[str]], set[str], Document]]:
    """Private-lending suits: (signed, result, true ids by role, agents and addresses and representatives, document)."""
    suits = []
    for name in documents:
        document = made.documents[name]
        record = document.record
        if record.get("procedure") != "一审" or record.get("cause") != "民间借贷纠纷":
            continue
        roles: dict[str, set[str]] = defaultdict(set)
        ties = set()
        for mention in document.mentions:
            roles[mention.role].add(mention.true_id)
            if mention.role in ("委托诉讼代理人", "法定代表人"):
                ties.add(mention.true_id)
        ties |= {party["address"] for party in record["parties"] if party["kind"] == "organization"}
        result = "缺席" if record["default_parties"] else record["result"]
        suits.append((date.fromisoformat(record["judgment_date"]), result, roles, ties, document))
    return sorted(suits, key=lambda suit: suit[0])


def _is_ring(suits: list[tuple[date, str, dict[str, set[str]], set[str], Document]]) -> bool:
    for start in range(len(suits)):
        window = [suit for suit in suits[start:] if suit[0] <= add_months(suits[start][0], 36)]
        lenders = {person for suit in window for person in suit[2]["原告"]}
        others = {person for suit in window for person in suit[2]["被告"]}
        soft = sum(result in _SOFT or result == "缺席" for _, result, *_ in window)
        ties = Counter(tie for suit in window for tie in suit[3])
        tied = [tie for tie, suits_of in ties.items() if suits_of >= 2]
        if len(window) >= 6 and len(lenders & others) >= 2 and soft * 2 > len(window) and tied:
            return True
    return False


def test_rings_are_the_planted_ones(made: Any) -> None:
    for row in made.plantings:
        if row["model"] == RING and row["kind"] != "unknown" and row["variant"] != "family_loans":
            assert _is_ring(_suits(made, row["documents"])) == (row["kind"] == "positive"), row["variant"]


def test_family_loans_state_the_kinship_that_excuses_them() -> None:
    sample = Sample(20_000, 2)
    rows = [row for row in sample.plantings() if row["variant"] == "family_loans"]

    for name in rows[0]["documents"]:
        document = sample.document(int(name[1:]))
        if document.record["result"] == "支持":
            assert "关系" in "".join(document.lines)

    assert rows


def test_over_three_years_misses_by_a_day() -> None:
    sample = Sample(20_000, 2)
    row = next(row for row in sample.plantings() if row["model"] == RING and row["variant"] == "over_three_years")
    days = sorted(sample.document(int(name[1:])).record["judgment_date"] for name in row["documents"])

    assert (date.fromisoformat(days[-1]) - add_months(date.fromisoformat(days[0]), 36)).days == 1


def test_background_people_never_stand_on_both_sides(made: Any) -> None:
    lends, owes = set(), set()
    for document in made.documents.values():
        if document.planting is None and document.record.get("cause") == "民间借贷纠纷":
            lends |= {mention.true_id for mention in document.mentions if mention.role == "原告"}
            owes |= {mention.true_id for mention in document.mentions if mention.role == "被告"}

    assert len(lends) > 300
    assert not lends & owes


def _faults(record: dict[str, Any], verdict: dict[str, Any]) -> set[str]:
    probation, months = verdict["probation_months"], verdict["months"]
    if not probation or not months:
        return set()
    faults = set()
    floor, ceiling = (2, 12) if verdict["penalty"] == "拘役" else (12, 60)
    if months > 36:
        faults.add("over-three-years")
    if probation < months:
        faults.add("period-below-term")
    if probation < floor:
        faults.add("period-below-minimum")
    if probation > ceiling:
        faults.add("period-above-maximum")
    for found in record.get("circumstances", []):
        if found["defendant"] == verdict["defendant"] and found["type"] == "累犯":
            faults.add("recidivist")
        if found["defendant"] == verdict["defendant"] and found["type"] == "首要分子":
            faults.add("ringleader")
    return faults


def _qualifying_prior(record: dict[str, Any], verdict: dict[str, Any]) -> bool:
    """Article 65 by the record alone: imprisonment served, both intentional, less than five years to custody."""
    if verdict["penalty"] != "有期徒刑" or not verdict["probation_months"] or verdict["charges"] == ["交通肇事罪"]:
        return False
    first = min((one["date"] for one in record["measures"] if one["defendant"] == verdict["defendant"]), default=None)
    born = {one["name"]: one["birth_date"] for one in record["defendants"]}[verdict["defendant"]]
    for prior in record["priors"]:
        if prior["defendant"] != verdict["defendant"] or "有期徒刑" not in prior["penalty"] or not prior["released"]:
            continue
        adult = not born or len(born) < 10 or prior["date"] > add_months(date.fromisoformat(born), 18 * 12).isoformat()
        limit = add_months(date.fromisoformat(prior["released"]), 60).isoformat()
        if prior["charge"] != "交通肇事罪" and adult and first and first <= limit:
            return True
    return False


def test_improper_probation_is_the_planted_one(made: Any) -> None:
    planted = {name: row for row in made.of(PROBATION, "positive") for name in row["documents"]}
    raised = set()

    for document in made.documents.values():
        for verdict in document.record.get("verdicts", []):
            faults = _faults(document.record, verdict)
            if not faults and _qualifying_prior(document.record, verdict):
                faults = {"prior-meets-65"}
            if faults:
                assert document.id in planted, document.lines
                assert faults == set(planted[document.id]["codes"])
                raised.add(planted[document.id]["id"])

    assert raised == {row["id"] for row in planted.values()}


@pytest.mark.parametrize("kind", ["near_miss", "look_alike"])
def test_probation_look_alikes_of_a_large_run_are_lawful(kind: str) -> None:
    sample = Sample(20_000, 2)
    seen = set()

    for row in sample.plantings():
        if (row["model"], row["kind"]) == (PROBATION, kind):
            seen.add(row["variant"])
            for name in row["documents"]:
                record = sample.document(int(name[1:])).record
                for verdict in record["verdicts"]:
                    assert not _faults(record, verdict)
                    assert not _qualifying_prior(record, verdict), row["variant"]

    assert len(seen) >= 9
