from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from anmai.sample.make import Sample, document_id
from anmai.sample.plan import GROUP, NEW_CRIME, PENALTY, PLACES, PROBATION, RECIDIVISM, REPEAT, RING, Plan, rounds
from anmai.sample.plant import variant
from anmai.sample.vocabulary import vocabulary


@pytest.mark.parametrize(("size", "least"), [(200, 2), (600, 4), (2_000, 5), (20_000, 25)])
def test_plan_holds_enough_of_each_kind(size: int, least: int) -> None:
    plan = Plan(size, 1)

    kinds = Counter((plan.plot(number).model, plan.plot(number).kind) for number in range(plan.plots))

    for model in (REPEAT, RING, PROBATION, NEW_CRIME, RECIDIVISM, PENALTY, GROUP):
        for kind in ("positive", "near_miss", "look_alike"):
            assert kinds[model, kind] >= least


@pytest.mark.parametrize("size", [2_000, 20_000, 1_000_000])
def test_positives_are_rare(size: int) -> None:
    assert size / rounds(size) >= 400
    assert rounds(size) * PLACES < size / 3


def test_small_runs_hold_no_plantings_instead_of_failing() -> None:
    sample = Sample(5, 1)

    assert sample.plan.plots == 0
    assert len(list(sample.documents())) == 5


def test_every_place_of_a_plan_leads_back_to_its_planting() -> None:
    plan = Plan(3_000, 8)
    taken = set()

    for number in range(plan.plots):
        plot = plan.plot(number)
        for place in range(plot.places):
            index = plan.index(plot, place)
            taken.add(index)
            assert plan.find(index) == (number, place)

    assert len(taken) == plan.rounds * PLACES
    assert sum(plan.find(index) is not None for index in range(3_000)) == len(taken)


def test_plantings_lie_over_the_whole_run() -> None:
    sample = Sample(20_000, 2)

    documents = sorted(int(name[1:]) for row in sample.plantings() if row["model"] == RING for name in row["documents"])

    assert documents[0] < 1_000 and documents[-1] > 19_000
    assert max(after - before for before, after in pairwise(documents)) < 1_000


def test_every_variant_appears_in_a_large_run() -> None:
    plan = Plan(20_000, 4)

    seen = {variant(plan.plot(number))["key"] for number in range(plan.plots)}

    assert seen == {entry["key"] for kinds in vocabulary().patterns.values() for one in kinds.values() for entry in one}


def test_every_document_of_the_truth_exists_and_says_its_planting() -> None:
    sample = Sample(2_000, 6)
    index_of = {document_id(index): index for index in range(2_000)}

    for row in sample.plantings():
        assert len(set(row["documents"])) == len(row["documents"])
        for name in row["documents"]:
            document = sample.document(index_of[name])
            assert document.planting == row["id"]
            assert document.lines
