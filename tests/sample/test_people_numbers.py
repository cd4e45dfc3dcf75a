from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from anmai.sample.background import seat
from anmai.sample.dice import Dice
from anmai.sample.organizations import credit_code
from anmai.sample.people import identity_number, local_person, migrant_person, planted_person
from anmai.sample.vocabulary import vocabulary


def test_every_court_stands_in_gb_t_2260() -> None:
    for court in vocabulary().courts:
        place = ric.get_birth_place(identity_number(court.code, date(2009, 1, 1), 20, "男"))

        assert place["province"] == court.province
        assert court.county in place["county"]


@given(st.sampled_from(vocabulary().courts), st.dates(date(1940, 1, 1), date(2010, 1, 1)), st.integers(0, 499))
def test_identity_numbers_are_valid_and_tell_birth_and_sex(court: Any, birth: date, half: int) -> None:
    for sex in ("男", "女"):
        number = identity_number(court.code, birth, half, sex)

        # stdnum's whole check also wants the county to be as old as the person; numbers were given out from 1984 on.
        assert ric.calc_check_digit(number) == number[-1]
        assert ric.get_birth_date(number) == birth
        assert (int(number[16]) % 2 == 1) == (sex == "男")


@given(st.sampled_from(vocabulary().courts), st.integers(0, 10**12))
def test_credit_codes_are_valid(court: Any, number: int) -> None:
    assert uscc.is_valid(credit_code(court.code, number))


def test_no_two_people_of_a_large_run_share_an_identity_number() -> None:
    size, seen = 1_000_000, set()
    indexes = [*range(3_000), *range(size - 3_000, size), *range(0, size, 997)]

    for index in dict.fromkeys(indexes):
        where = seat(index, size)
        for slot in range(4):
            born = (1970, 1970)
            local = local_person(Dice(1, index), index, where.turn, slot, where.court, born, civil=False)
            moved = migrant_person(Dice(2, index), index, slot, where.court, born, civil=False)
            # The sequence alone must keep them apart: the sex's digit must not be what does it.
            seen.add(local.number[:14] + str(int(local.number[14:17]) // 2))
            seen.add(moved.number[:14] + str(int(moved.number[14:17]) // 2))

    assert len(seen) == 8 * len(dict.fromkeys(indexes))


def test_no_two_planted_people_share_an_identity_number() -> None:
    court = vocabulary().courts[40]

    numbers = {
        planted_person(Dice(number), number, slot, court, (1970, 1974)).number[:17]
        for number in range(20_000)
        for slot in range(3)
    }

    assert len(numbers) == 60_000


def test_identity_numbers_in_a_sample_belong_to_one_person_each(made: Any) -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for document in made.documents.values():
        by_name = {mention.name: mention.true_id for mention in document.mentions}
        for entry in [*document.record.get("defendants", []), *document.record.get("parties", [])]:
            number = entry.get("id_number")
            if number and "*" not in number:
                assert ric.calc_check_digit(number) == number[-1]
                holders[number].add(by_name[entry["name"]])

    assert len(holders) > 500
    assert all(len(people) == 1 for people in holders.values())
