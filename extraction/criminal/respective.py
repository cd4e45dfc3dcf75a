"""Penalties told for several defendants in one list: 分别判处有期徒刑一年、八个月，分别并处罚金三千元、二千元."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.criminal.penalties import SUM, TERM
from anmai.extraction.values.amounts import first_sum
from anmai.extraction.values.terms import term_at

_BEFORE: Final = re.compile(r"分别(?:应?判处|以|处以?|并处?|处|单处|执行)?$")
_NEXT: Final = re.compile(r"(?:、|，|和|及)")
_TERM: Final = re.compile(rf"(?P<kind>有期徒刑|拘役|管制)?(?P<term>{TERM})")
_FINE: Final = re.compile(rf"(?:处?罚金)?(?P<sum>{SUM})")

#: One of the list: its words [start, end), the kind of penalty (None for a fine) and months or yuan.
Part = tuple[int, int, str | None, float]


def _told_respectively(text: str, at: int) -> bool:
    return _BEFORE.search(text, max(0, at - 8), at) is not None


def respective_terms(text: str, at: int, end: int, several: int) -> list[Part]:
    """The terms listed from ``at`` for ``several`` defendants, one each; empty where the list is not of that length."""
    if several < 2 or not _told_respectively(text, at):
        return []
    parts: list[Part] = []
    kind: str | None = None
    position = at
    while match := _TERM.match(text, position, end):
        kind = match.group("kind") or kind
        hit = term_at(text, *match.span("term"))
        if hit is None or kind is None:
            return []
        parts.append((match.start(), match.end(), kind, hit.months))
        joint = _NEXT.match(text, match.end(), end)
        position = joint.end() if joint else end
    return parts if len(parts) == several else []


def respective_fines(text: str, at: int, end: int, several: int) -> list[Part]:
    """The fines listed from ``at`` (罚金 or the first sum) for ``several`` defendants, one each; else empty."""
    if several < 2 or not _told_respectively(text, at):
        return []
    parts: list[Part] = []
    position = at
    while match := _FINE.match(text, position, end):
        hit = first_sum(text, *match.span("sum"))
        if hit is None:
            return []
        parts.append((hit.start, hit.end, None, hit.yuan))
        joint = _NEXT.match(text, match.end(), end)
        position = joint.end() if joint else end
    return parts if len(parts) == several else []
