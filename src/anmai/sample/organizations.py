"""Invented organizations: a complete registered name stands for one organization over the whole run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anmai.sample.dice import Dice
from anmai.sample.people import full_name, hash_text, short_place, street_address
from anmai.sample.vocabulary import Court, vocabulary

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANIZATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Organization:
    """An invented company, bank or lender.

    Attributes:
        true_id: "O:" and the complete registered name.
        representative: Name of the legal representative.
        representative_id: True id of that person.
        code: Unified social credit code, valid check digits, fictitious.
    """

    true_id: str
    name: str
    address: str
    representative: str
    representative_id: str
    post: str
    code: str


def credit_code(county: str, number: int) -> str:
    """A unified social credit code (GB 32100-2015): 91, registering county, organization code, check character."""
    body = f"{number % 100_000_000:08d}"
    total = sum(weight * int(digit) for weight, digit in zip(_ORGANIZATION_WEIGHTS, body, strict=True))
    check = 11 - total % 11
    code = f"91{county}{body}{'X' if check == 10 else check % 11}"
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + _ALPHABET[(31 - total % 31) % 31]


def make_organization(
    name: str, court: Court, *, representative: tuple[str, str] | None = None, address: str | None = None
) -> Organization:
    """The organization of this registered name: all else follows from the name, unless given.

    Args:
        name: Complete registered name.
        court: Court of its seat.
        representative: (name, true id) of the legal representative.
        address: Address below the county.
    """
    dice = Dice(hash_text(name), 41)
    person, person_id = representative or (full_name(dice, dice.pick(("男", "男", "女"))), f"R:{name}")
    place = court.place.removeprefix(court.province) if not court.is_municipal else court.place
    return Organization(
        true_id=f"O:{name}",
        name=name,
        address=f"{place}{address or street_address(dice, court)}",
        representative=person,
        representative_id=person_id,
        post=dice.pick(vocabulary().organizations["posts"]),
        code=credit_code(court.code, hash_text(name)),
    )


@lru_cache(maxsize=4096)
def known_company(court: Court, number: int, business: str = "trade") -> Organization:
    """Company ``number`` of a city; the same ones recur in its courts."""
    words = vocabulary().organizations
    kinds, trades = words["businesses"][business], words["trade_names"]
    name = f"{short_place(court.city)}{trades[number % len(trades)]}{kinds[number // len(trades) % len(kinds)]}"
    return make_organization(name, vocabulary().cities[court.city_code][0])


def new_company(
    dice: Dice,
    court: Court,
    business: str,
    *,
    representative: tuple[str, str] | None = None,
    address: str | None = None,
) -> Organization:
    """A company of a planting, with a trade name of two parts that background companies don't have."""
    words = vocabulary().organizations
    trade = "".join(part[:2] for part in dice.several(words["trade_names"], 2))
    name = f"{short_place(court.city)}{trade}{dice.pick(words['businesses'][business])}"
    return make_organization(name, court, representative=representative, address=address)


@lru_cache(maxsize=1024)
def bank(court: Court, number: int) -> Organization:
    """A bank that lends in this county."""
    pattern = vocabulary().organizations["banks"][number % 4]
    name = pattern.format(city=short_place(court.city), county=court.county)
    return make_organization(name, court)
