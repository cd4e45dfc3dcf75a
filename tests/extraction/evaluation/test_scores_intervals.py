import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.extraction.evaluation.scores import FEW_ROWS, Counts, score

counts = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
sets = st.lists(st.dictionaries(st.sampled_from(["court", "judges", "victims"]), counts), min_size=1, max_size=8)


def test_precision_recall_and_f1_of_known_counts() -> None:
    told = score([{"judges": (6, 1, 1)}, {"judges": (2, 1, 3)}])

    (group,) = told.groups
    assert (group.n, group.right, group.invented, group.missed) == (12, 8, 2, 4)
    assert group.precision == pytest.approx(0.8)
    assert group.recall == pytest.approx(8 / 12)
    assert group.f1.value == pytest.approx(2 * 8 / (2 * 8 + 2 + 4))


def test_macro_leaves_out_groups_with_too_few_rows_and_micro_does_not() -> None:
    told = score([{"court": (10, 0, 0), "victims": (0, 4, 2)}], least_rows=3)

    assert told.macro_f1.value == 1.0
    assert told.micro_f1.value == pytest.approx(20 / 26)
    assert [group.in_macro for group in told.groups] == [True, False]


def test_small_groups_are_marked() -> None:
    told = score([{"court": (FEW_ROWS, 0, 0), "victims": (FEW_ROWS - 1, 0, 0)}])

    assert {group.group: group.few for group in told.groups} == {"court": False, "victims": True}


def test_one_bad_document_among_many_widens_the_interval() -> None:
    even = score([{"judges": (9, 1, 1)}] * 20)
    uneven = score([{"judges": (10, 0, 0)}] * 18 + [{"judges": (0, 10, 10)}] * 2)

    assert even.micro_f1.value == pytest.approx(uneven.micro_f1.value)
    assert even.micro_f1.low == pytest.approx(even.micro_f1.high)
    assert uneven.micro_f1.low is not None and uneven.micro_f1.high is not None
    assert uneven.micro_f1.low < uneven.micro_f1.value - 0.05 < uneven.micro_f1.high - 0.05


def test_draws_without_a_group_say_nothing_about_it() -> None:
    told = score([{"court": (1, 0, 0)}] * 9 + [{"victims": (1, 0, 0)}])

    victims = next(group for group in told.groups if group.group == "victims")
    assert (victims.f1.low, victims.f1.high) == (1.0, 1.0)


def test_groups_come_in_the_order_asked_for() -> None:
    told = score([{"victims": (1, 0, 0), "court": (1, 0, 0), "other": (1, 0, 0)}], order=["victims", "court"])

    assert [group.group for group in told.groups] == ["victims", "court", "other"]


def test_nothing_to_score_gives_zero_and_no_interval() -> None:
    told = score([])

    assert (told.documents, told.rows, told.macro_f1.value, told.micro_f1.low) == (0, 0, 0.0, None)


@settings(max_examples=60, deadline=None)
@given(sets)
def test_figures_lie_in_bounds_and_repeat(documents: list[dict[str, Counts]]) -> None:
    told = score(documents, draws=50)

    assert told == score(documents, draws=50)
    for one in (told.micro_f1, told.macro_f1, *(group.f1 for group in told.groups)):
        assert 0 <= one.value <= 1
        if one.low is not None and one.high is not None:
            assert 0 <= one.low <= one.high <= 1
