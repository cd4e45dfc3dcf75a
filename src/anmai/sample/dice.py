"""Chance that can be called again: every document and every planting has dice of its own, keyed by numbers."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")

_MASK: Final = (1 << 64) - 1


def mix(*keys: int) -> int:
    """Hash numbers to 64 bits (splitmix64 finalizer over each key); the same on every machine and Python."""
    state = 0x9E3779B97F4A7C15
    for key in keys:
        state = (state ^ (key & _MASK)) * 0xBF58476D1CE4E5B9 & _MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & _MASK
        state ^= state >> 31
    return state


class Dice:
    """A random source with the few throws that the sample needs, seeded by numbers."""

    __slots__ = ("_throw",)

    def __init__(self, *keys: int) -> None:
        self._throw = Random(mix(*keys)).random

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._throw() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._throw() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all alike."""
        return items[int(self._throw() * len(items))]

    def weighted(self, items: Sequence[T], cumulative: Sequence[float]) -> T:
        """One of the items by its running total of weights."""
        return items[bisect(cumulative, self._throw() * cumulative[-1])]

    def several(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different items, in the order thrown."""
        pool = list(items)
        return [pool.pop(int(self._throw() * len(pool))) for _ in range(min(count, len(pool)))]


class Shuffle:
    """A one-to-one map of 0…size-1 onto itself that can be asked both ways, without a table.

    Neighbouring ranks land far apart (a step near size / golden ratio), so plantings spread over the whole run.
    """

    __slots__ = ("_back", "_shift", "_step", "size")

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        step = max(1, int(size * 0.6180339887) + mix(seed, size, 7) % max(1, size // 50 + 1))
        while math.gcd(step, size) != 1:
            step += 1
        self._step = step
        self._shift = mix(seed, size, 11) % size
        self._back = pow(step, -1, size) if size > 1 else 0

    def place(self, rank: int) -> int:
        """Where the thing of this rank stands."""
        return (self._step * rank + self._shift) % self.size

    def rank(self, place: int) -> int:
        """The rank of what stands here."""
        return (place - self._shift) * self._back % self.size
