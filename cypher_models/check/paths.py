"""Paths of a query: none of open length, none longer than ``MOST_HOPS``; by its words and, undisguised, by its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: Longest path that a query may ask for.
MOST_HOPS: Final = 6
_REFUSED: Final = f"a path of open length or more than {MOST_HOPS} steps is refused"
_RELATION: Final = re.compile(r"-\s*\[([^\]]*)\]")
_STAR: Final = re.compile(r"\*\s*(\d*)\s*(\.\.)?\s*(\d*)")
#: A quantifier after a relationship or a group in parentheses; a plain + between values is followed by no pattern.
_AFTER_RELATION: Final = re.compile(r"(?:\]\s*-|-\s*-)\s*>?\s*(\+|\*|\{\s*\d*\s*,?\s*\d*\s*\})")
_AFTER_GROUP: Final = re.compile(r"\)\s*(\{\s*\d*\s*,?\s*\d*\s*\}|[+*](?=\s*[(\-<]))")
#: Plans write a path as [name:TYPE*1..4] or, for a quantified group, {1, 4}; {1, } and * are open.
_PLAN_STAR: Final = re.compile(r"\*(?:(\d+))?(\.\.)?(\d+)?\]")
_PLAN_GROUP: Final = re.compile(r"\)\s*\{\s*\d*\s*,\s*(\d*)\s*\}")


def path_problems(plain: str) -> Iterator[tuple[int, str]]:
    """(offset, problem) for every path that is open or too long, as the words tell it."""
    for found in _RELATION.finditer(plain):
        # A condition or a map of properties inside the brackets may multiply.
        pattern = re.split(r"\{|\bWHERE\b", found[1], maxsplit=1, flags=re.I)[0]
        star = _STAR.search(pattern)
        if star and _too_long(star[3] or ("" if star[2] else star[1])):
            yield found.start(), _REFUSED
    for quantifier in (_AFTER_RELATION, _AFTER_GROUP):
        for found in quantifier.finditer(plain):
            most = re.findall(r"\d+", found[1].rpartition(",")[2])
            if _too_long(most[-1] if most else ""):
                yield found.start(), _REFUSED


def planned_path_problem(details: str) -> str | None:
    """Why the details of a plan's operator tell of a path that is refused; None when they don't."""
    for found in _PLAN_STAR.finditer(details):
        if _too_long(found[3] or ("" if found[2] else found[1] or "")):
            return _REFUSED
    for found in _PLAN_GROUP.finditer(details):
        if _too_long(found[1]):
            return _REFUSED
    return None


def _too_long(most: str) -> bool:
    return not most or int(most) > MOST_HOPS
