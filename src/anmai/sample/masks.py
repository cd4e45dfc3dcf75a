"""Masking of names as courts publish them; one document never gives two people the same mask."""

from __future__ import annotations

from datetime import date
from typing import Final

from anmai.sample.dice import Dice
from anmai.sample.people import surname_of

_STEMS: Final = "甲乙丙丁戊己庚辛"
_SINCE_DIGITS: Final = date(2016, 10, 1)


def mask_style(dice: Dice, signed: date) -> str:
    """A habit of the ruling's time: 某某, 某, 某甲, ×× and, since October 2016, 某1 and a bare digit."""
    return dice.pick(
        ("某某", "某", "某1", "1", "某某", "某1") if signed >= _SINCE_DIGITS else ("某某", "某", "某甲", "××")
    )


class Masks:
    """The names of one document: as they are, or masked in one style."""

    def __init__(self, style: str | None) -> None:
        self._style = style
        self._given: dict[str, str] = {}
        self._used: set[str] = set()

    @property
    def masked(self) -> bool:
        """Whether names are masked."""
        return self._style is not None

    def write(self, true_id: str, name: str) -> str:
        """The name as this document writes it; the same each time."""
        if self._style is None:
            self._used.add(name)
            return name
        if true_id not in self._given:
            self._given[true_id] = self._free(surname_of(name), self._style)
        return self._given[true_id]

    def _free(self, surname: str, style: str) -> str:
        if style in ("某某", "某", "××"):
            if surname + style not in self._used:
                self._used.add(surname + style)
                return surname + style
            style = "某1" if style == "某" else "某甲"
        stem, marks = ("某", _STEMS) if style == "某甲" else (style[:-1], "123456789")
        for mark in marks:
            if surname + stem + mark not in self._used:
                self._used.add(surname + stem + mark)
                return surname + stem + mark
        raise AssertionError("a document has fewer than nine people of one surname")


def masked_bystander(dice: Dice, masks: Masks, true_id: str, name: str, *, digits: bool) -> str:
    """A victim or witness, masked even where defendants are not."""
    if masks.masked:
        return masks.write(true_id, name)
    return surname_of(name) + ("某" if not digits or dice.chance(0.5) else "某1")
