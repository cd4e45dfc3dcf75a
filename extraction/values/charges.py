"""Charges 罪名 in a text: known names first, then anything that ends in 罪 and stands where a charge stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from anmai.extraction.data.tables import rows

#: 罪 that ends no charge: 犯罪所得, 罪行, 罪犯 …
_NOT_END: Final = r"(?!所得|集团|行|分子|嫌|名|事|前|后|现场|工具|情节|故意|目的|责|犯|过|证|案|人|预备|未遂|中止)"


@cache
def charge_pattern() -> str:
    """A regular expression for one charge, to stand after 犯, 构成 or 以."""
    names = sorted((row["name"] for row in rows("charges")), key=len, reverse=True)
    return (
        rf"(?:{'|'.join(map(re.escape, names))}|[\u4e00-\u9fff](?:[^，。；：！（）\n犯]|犯(?=罪)){{0,38}}?罪{_NOT_END})"
    )


@cache
def charges_pattern() -> str:
    """A regular expression for charges joined by 、 和 及."""
    one = charge_pattern()
    return rf"{one}(?:(?:、|和|及|以及|与)(?:犯)?{one})*"


@cache
def _one() -> re.Pattern[str]:
    return re.compile(charge_pattern())


def split_charges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the single charges in joined ones."""
    position = start
    while position < end:
        match = _one().match(text, position, end)
        if match is None:
            return
        yield match.span()
        joint = re.compile(r"(?:、|和|及|以及|与)?(?:犯)?").match(text, match.end(), end)
        position = joint.end() if joint else end


def known_charge(name: str) -> bool:
    """Whether ``name`` is in the table of charges, or is one limb of a selective charge there (销售伪劣产品罪)."""
    if name in _known():
        return True
    ending = name[-3:]
    return any(whole.endswith(ending) and _limb(name, whole) for whole in _known())


def _limb(name: str, whole: str) -> bool:
    """Whether the characters of ``name``, 、 aside, stand in ``whole`` in this order."""
    rest = iter(whole)
    return all(character in rest for character in name if character != "、")


@cache
def _known() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("charges"))
