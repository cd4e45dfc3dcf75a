from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from anmai.sample.dice import Dice, Shuffle


@given(st.integers(1, 5000), st.integers(0, 2**32))
def test_shuffle_is_a_permutation_with_its_inverse(size: int, seed: int) -> None:
    shuffle = Shuffle(size, seed)

    places = [shuffle.place(rank) for rank in range(size)]

    assert sorted(places) == list(range(size))
    assert [shuffle.rank(place) for place in places] == list(range(size))


def test_shuffle_spreads_neighbours_over_the_run() -> None:
    shuffle = Shuffle(20_000, 3)

    quarters = Counter(shuffle.place(rank) // 5_000 for rank in range(400))

    assert min(quarters.values()) > 80


def test_dice_throw_the_same_for_the_same_keys_and_others_for_others() -> None:
    throws = [Dice(4, 9).between(0, 10**9) for _ in range(2)]

    assert throws[0] == throws[1]
    assert throws[0] != Dice(4, 10).between(0, 10**9)


@given(st.integers(-50, 50), st.integers(0, 100), st.integers(0, 10**6))
def test_dice_between_keeps_its_limits(low: int, width: int, seed: int) -> None:
    assert low <= Dice(seed).between(low, low + width) <= low + width


def test_dice_weighted_follows_the_weights() -> None:
    dice = Dice(5)

    thrown = Counter(dice.weighted("ab", (1.0, 4.0)) for _ in range(4_000))

    assert 2_800 < thrown["b"] < 3_200
