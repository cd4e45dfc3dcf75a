"""What is known of a cluster as a whole, and when two clusters contradict one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from anmai.graph.identity.identifiers import dates_agree, overlay, patterns_agree
from anmai.graph.identity.party import Party


def _more_exact(left: str, right: str) -> str:
    return max(left, right, key=len)


def _equal(left: str, right: str) -> bool:
    return left == right


def _condensed(
    values: Iterable[str], agree: Callable[[str, str], bool], together: Callable[[str, str], str]
) -> frozenset[str]:
    """Values with those that agree put together: 1980 and 1980-05-02 are one date.

    Several remain only where a person joined what contradicts; each of them is then an alternative.
    """
    condensed: list[str] = []
    for value in sorted(set(values), key=lambda text: (text.count("*"), -len(text), text)):
        for place, other in enumerate(condensed):
            if agree(value, other):
                condensed[place] = together(other, value)
                break
        else:
            condensed.append(value)
    return frozenset(condensed)


@dataclass(frozen=True, slots=True)
class Profile:
    """The values that can contradict. An empty set is unknown, and null is never "no".

    Attributes:
        births: Partial ISO dates.
        numbers: Identity numbers, 18 characters, hidden digits as ``*``.
    """

    kind: str
    births: frozenset[str] = field(default=frozenset())
    sexes: frozenset[str] = field(default=frozenset())
    numbers: frozenset[str] = field(default=frozenset())
    credit_codes: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, party: Party) -> Profile:
        """The profile of a single mention."""
        number = party.full_number or (party.number.digits if party.number else None)
        return cls(
            party.kind,
            frozenset((party.born,)) if party.born else frozenset(),
            frozenset((party.gender,)) if party.gender else frozenset(),
            frozenset((number,)) if number else frozenset(),
            frozenset((party.credit_code,)) if party.credit_code else frozenset(),
        )

    def joined(self, other: Profile) -> Profile:
        """What both tell together."""
        if self == other:
            return self
        return Profile(
            self.kind,
            _condensed(self.births | other.births, dates_agree, _more_exact),
            self.sexes | other.sexes,
            _condensed(self.numbers | other.numbers, patterns_agree, overlay),
            self.credit_codes | other.credit_codes,
        )

    def contradicts(self, other: Profile) -> bool:
        """Whether the two can't be one: another kind, birth date, sex, identity number or credit code."""
        return self.kind != other.kind or bool(self.differences(other))

    def differences(self, other: Profile) -> list[tuple[str, str, str]]:
        """The values that contradict: (value name, ours, theirs)."""
        told = []
        for name, ours, theirs, agree in (
            ("birth_date", self.births, other.births, dates_agree),
            ("sex", self.sexes, other.sexes, _equal),
            ("id_number", self.numbers, other.numbers, patterns_agree),
            ("credit_code", self.credit_codes, other.credit_codes, _equal),
        ):
            if ours and theirs and not any(agree(a, b) for a in ours for b in theirs):
                told.append((name, "、".join(sorted(ours)), "、".join(sorted(theirs))))
        return told
