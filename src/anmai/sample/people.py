"""Invented people: names, birth dates, households and identity numbers that no two of them share.

An identity number (GB 11643) is county + birth date + sequence + check digit. Three pools of sequences keep numbers
apart without remembering any: people at home in the court's county, people from elsewhere, people of plantings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from anmai.sample.dice import Dice, mix
from anmai.sample.vocabulary import Court, vocabulary

_DAYS: Final = 365
#: Half-sequences (sequence = 2 × half + sex) of the three pools: [first, last).
LOCAL, MIGRANT, PLANTED = (1, 100), (100, 300), (300, 500)
#: People of one document that may get numbers from the first two pools, and of one planting from the third.
LOCAL_SLOTS, MIGRANT_SLOTS, PLANTED_SLOTS = 8, 4, 16
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_STEP: Final = 7919


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person.

    Attributes:
        true_id: Who this is, over the whole run.
        home: Court of the household's county.
        living: Court of the county of residence.
        number: Identity number, valid checksum, fictitious.
    """

    true_id: str
    name: str
    sex: str
    birth: date
    home: Court
    living: Court
    number: str
    ethnicity: str
    education: str
    occupation: str
    address: str

    @property
    def surname(self) -> str:
        """The surname, of one or two characters."""
        return surname_of(self.name)


@lru_cache(maxsize=1)
def _compound_surnames() -> frozenset[str]:
    return frozenset(name for name in vocabulary().surnames[0] if len(name) == 2)


def surname_of(name: str) -> str:
    """The surname of a written name."""
    return name[:2] if name[:2] in _compound_surnames() else name[:1]


def check_digit(body: str) -> str:
    """Check digit of an identity number's first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return "10X98765432"[total % 11]


def identity_number(county: str, birth: date, half: int, sex: str) -> str:
    """An identity number: six digits of the county, the birth date, sequence (odd for men), check digit."""
    body = f"{county}{birth:%Y%m%d}{2 * half + (sex == '男'):03d}"
    return body + check_digit(body)


def given_name(dice: Dice, sex: str) -> str:
    """A given name; one in four is among the most given ones."""
    parts = vocabulary().names["male" if sex == "男" else "female"]
    if dice.chance(0.25):
        return str(dice.pick(parts["whole"]))
    if dice.chance(0.2):
        return str(dice.pick(parts["second"]))
    return f"{dice.pick(parts['first'])}{dice.pick(parts['second'])}"


def full_name(dice: Dice, sex: str) -> str:
    """Surname by frequency and a given name."""
    surnames, cumulative = vocabulary().surnames
    return dice.weighted(surnames, cumulative) + given_name(dice, sex)


def uncommon_name(dice: Dice) -> str:
    """A name that hardly two people share."""
    parts = vocabulary().names["uncommon"]
    return f"{dice.pick(parts['surnames'])}{dice.pick(parts['first'])}{dice.pick(parts['second'])}"


def _birthday(year: int, day: int) -> date:
    """Day 0…364 of a year, skipping 29 February so that every year has the same days."""
    born = date(year, 1, 1) + timedelta(days=day)
    return born + timedelta(days=1) if born.year % 4 == 0 and day >= 59 else born


def street_address(dice: Dice, court: Court) -> str:
    """An invented address below the county."""
    names = vocabulary().names
    if court.county.endswith("区"):
        if dice.chance(0.5):
            return f"{dice.pick(names['streets'])}{dice.between(1, 320)}号"
        flat = f"{dice.between(1, 4)}单元{dice.between(1, 18)}0{dice.between(1, 4)}室"
        return f"{dice.pick(names['estates'])}{dice.between(1, 30)}幢{flat}"
    return f"{dice.pick(names['townships'])}{dice.pick(names['villages'])}{dice.between(1, 12)}组"


def _assemble(
    dice: Dice,
    true_id: str,
    sex: str,
    birth: date,
    home: Court,
    living: Court,
    half: int,
    civil: bool,
    name: str | None,
) -> Person:
    words = vocabulary()
    occupations: Sequence[str] = words.names["occupations"]["civil" if civil else "criminal"]
    return Person(
        true_id=true_id,
        name=name or full_name(dice, sex),
        sex=sex,
        birth=birth,
        home=home,
        living=living,
        number=identity_number(home.code, birth, half, sex),
        ethnicity=dice.weighted(*words.ethnicities),
        education=dice.pick(words.names["education"]),
        occupation=dice.pick(occupations),
        address=street_address(dice, living),
    )


def local_person(
    dice: Dice, index: int, turn: int, slot: int, court: Court, born: tuple[int, int], *, civil: bool
) -> Person:
    """Someone at home where the court sits.

    Args:
        dice: The document's dice.
        index: Number of the document in the run.
        turn: How many documents of this court came before; makes the identity number unique in the county.
        slot: Which of the document's people, below LOCAL_SLOTS.
        court: The court.
        born: First and last year of birth.
        civil: Whether the person is a party of a civil case (other occupations).
    """
    size = _DAYS * (LOCAL[1] - LOCAL[0])
    spot = ((turn * LOCAL_SLOTS + slot) * _STEP + mix(hash_text(court.code))) % size
    sex = "男" if dice.chance(0.6 if civil else 0.88) else "女"
    birth = _birthday(dice.between(*born), spot % _DAYS)
    return _assemble(dice, f"P{index}-{slot}", sex, birth, court, court, LOCAL[0] + spot // _DAYS, civil, None)


def migrant_person(dice: Dice, index: int, slot: int, court: Court, born: tuple[int, int], *, civil: bool) -> Person:
    """Someone who lives where the court sits and is at home elsewhere; the number decides where."""
    courts = vocabulary().courts
    size = _DAYS * (MIGRANT[1] - MIGRANT[0]) * len(courts)
    spot = (index * MIGRANT_SLOTS + slot) * 1_000_003 % size
    home = courts[spot % len(courts)]
    spot //= len(courts)
    sex = "男" if dice.chance(0.6 if civil else 0.88) else "女"
    birth = _birthday(dice.between(*born), spot % _DAYS)
    return _assemble(dice, f"M{index}-{slot}", sex, birth, home, court, MIGRANT[0] + spot // _DAYS, civil, None)


def planted_person(
    dice: Dice,
    planting: int,
    slot: int,
    home: Court,
    born: tuple[int, int],
    *,
    sex: str = "男",
    living: Court | None = None,
    name: str | None = None,
    civil: bool = False,
) -> Person:
    """Someone of a planting; ``born`` spans at least five years, so that a year of the planting's class is in it."""
    number = planting * PLANTED_SLOTS + slot
    size = _DAYS * (PLANTED[1] - PLANTED[0])
    spot = (number * _STEP + 31_337) % size
    first = born[0] + (number // size - born[0]) % 5
    year = first + 5 * dice.between(0, (born[1] - first) // 5)
    birth = _birthday(year, spot % _DAYS)
    half = PLANTED[0] + spot // _DAYS
    return _assemble(dice, f"T{planting}-{slot}", sex, birth, home, living or home, half, civil, name)


def namesake(dice: Dice, person: Person, true_id: str, home: Court, birth: date | None = None) -> Person:
    """Another person of the same name and sex, by default of another birth date; shown without identity number."""
    other = birth or person.birth + timedelta(days=dice.between(200, 2500) * dice.pick((-1, 1)))
    return replace(
        person,
        true_id=true_id,
        birth=other,
        home=home,
        living=home,
        number="",
        occupation=dice.pick(vocabulary().names["occupations"]["criminal"]),
        address=street_address(dice, home),
    )


def hash_text(text: str) -> int:
    """A number for a text, the same on every machine."""
    value = 0
    for char in text:
        value = (value * 1_000_003 + ord(char)) & 0xFFFFFFFFFFFFFFFF
    return value


@dataclass(frozen=True, slots=True)
class Lawyer:
    """A lawyer of a firm; the same few recur in a province."""

    name: str
    firm: str
    office: bool = False

    @property
    def true_id(self) -> str:
        """Firm and name."""
        return f"L:{self.firm}:{self.name}"


@lru_cache(maxsize=4096)
def lawyer(province: str, number: int) -> Lawyer:
    """Lawyer ``number`` (0 … 159) of a province."""
    dice = Dice(hash_text(province), number, 31)
    names = vocabulary().organizations["law_firm_names"]
    firm = f"{short_place(province)}{names[number % len(names)]}律师事务所"
    return Lawyer(full_name(dice, dice.pick(("男", "男", "女"))), firm)


@lru_cache(maxsize=512)
def short_place(place: str) -> str:
    """浙江省 → 浙江, 内蒙古自治区 → 内蒙古, 杭州市 → 杭州."""
    for tail in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"):
        if place.endswith(tail):
            return place.removesuffix(tail)
    return place


@lru_cache(maxsize=8192)
def court_member(code: str, number: int) -> str:
    """Name of judge, assessor or clerk ``number`` (0 … 15) of a court."""
    dice = Dice(hash_text(code), number, 37)
    return full_name(dice, dice.pick(("男", "女")))
