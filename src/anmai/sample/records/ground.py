"""What builders of record plantings need: people, companies, numbers, days, and a place to put rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from anmai.sample.cases import Accused, CivilCase, CriminalCase
from anmai.sample.dice import Dice
from anmai.sample.organizations import Organization, make_organization
from anmai.sample.people import PLANTED_SLOTS, Person, planted_person, short_place
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court, vocabulary
from anmai.sample.wording import days_after

#: The day up to which all records are complete; what is due later has not happened yet.
AS_OF: Final = date(2023, 12, 31)
#: Numbers of planted people (people.PLANTED_SLOTS each) that one record planting may use.
BLOCK: Final = 4
_SYLLABLES: Final = "泓岑磐霖翊圩铎澍埕珩瓴岱沅骞懋烜稷砚峤璋鋆翀谦岫砺廪昶昱琛垚淼翰旻昀晟煦皓钰"
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Row:
    """A row before it is written: the kind's name, and column → value."""

    kind: str
    values: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Host:
    """A ruling of the sample that a planting hangs on.

    Attributes:
        document: Id of the document.
        number: Case number as its text writes it.
        court: Court as its text names it.
    """

    document: str
    number: str
    court: str
    case: CriminalCase | CivilCase


@dataclass(slots=True)
class RecordGround:
    """The ground of one record planting.

    Attributes:
        dice: The planting's own.
        number: Number of the planting among those on records; makes all its numbers unique.
        first: First number of its block of planted people.
        host: The ruling that it hangs on, if it does.
        targets: People and organizations that a lead on it is about.
    """

    dice: Dice
    number: int
    first: int
    host: Host | None = None
    rows: list[Row] = field(default_factory=list)
    targets: list[Person | Organization] = field(default_factory=list)
    _people: int = 0
    _serial: int = 0

    def add(self, kind: str, /, **values: Cell) -> None:
        """Add a row; a column that is a word of Python takes an underscore at its end (from_)."""
        self.rows.append(Row(kind, {name.removesuffix("_"): value for name, value in values.items()}))

    def target(self, *whom: Person | Organization) -> None:
        """Say whom a lead on this planting is about."""
        self.targets += whom

    # Places and days

    def court(self) -> Court:
        """A county, by its court."""
        return self.dice.pick(vocabulary().courts)

    def other_court(self, court: Court, *, city: bool = True) -> Court:
        """Another county: of another city, or of the same one."""
        known = vocabulary().courts
        while True:
            found = self.dice.pick(known)
            if (found.city_code != court.city_code) if city else (found.code != court.code):
                return found

    def day(self, first: int = 2019, last: int = 2022) -> date:
        """A day of these years."""
        return date(self.dice.between(first, last), self.dice.between(1, 12), self.dice.between(1, 28))

    def soon(self, day: date, low: int, high: int) -> date:
        """A day so many days after another."""
        return days_after(day, self.dice.between(low, high))

    def at(self, day: date, hour: int | None = None, minute: int | None = None) -> datetime:
        """A time of a day."""
        told = self.dice.between(8, 20) if hour is None else hour
        return datetime.combine(day, time(told, self.dice.between(0, 59) if minute is None else minute))

    # People, companies, numbers

    def person(self, home: Court, *, year: int = 2020, sex: str | None = None, age: tuple[int, int] = (24, 60),
               name: str | None = None) -> Person:  # fmt: skip
        """A new person with an identity number that nobody else has."""
        block, slot = divmod(self._people, PLANTED_SLOTS)
        if block >= BLOCK:
            raise ValueError(f"planting {self.number} has more than {BLOCK * PLANTED_SLOTS} people")
        self._people += 1
        return planted_person(
            self.dice, self.first + block, slot, home, (year - age[1], year - age[0]),
            sex=sex or self.dice.pick(("男", "女")), name=name, civil=True,
        )  # fmt: skip

    def company(self, court: Court, business: str = "商贸有限公司", *, head: Person | None = None,
                address: str | None = None) -> Organization:  # fmt: skip
        """A new company whose registered name nobody else has."""
        number, size = self.number * 40 + self._next(), len(_SYLLABLES)
        trade = "".join(_SYLLABLES[number // size**place % size] for place in range(3))
        return make_organization(
            f"{short_place(court.city)}{trade}{business}", court,
            representative=(head.name, head.true_id) if head else None, address=address,
        )  # fmt: skip

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def serial(self, prefix: str) -> str:
        """A number that no other row of the run has."""
        return f"{prefix}{self.number:06d}{self._next():03d}"

    def phone(self) -> str:
        """A mobile number that nobody else has."""
        return f"13{self.number % 1_000_000:06d}{self._next():03d}"

    def account(self) -> str:
        """A bank account that nobody else has."""
        return f"6217{self.number:09d}{self._next():06d}"

    def plate(self, court: Court) -> str:
        """A number plate that no other vehicle has."""
        number, digits = divmod(self.number * 40 + self._next(), 1_000)
        number, first = divmod(number, len(_LETTERS))
        # Case numbers and number plates shorten two provinces differently.
        province = {"内": "蒙", "黔": "贵"}.get(court.case_code[0], court.case_code[0])
        city = "ABCDEFGH"[int(court.code[2:4]) % 8]
        return f"{province}{city}{_LETTERS[first]}{digits:03d}{_LETTERS[number % len(_LETTERS)]}"

    # The ruling that a planting hangs on

    @property
    def ruling(self) -> Host:
        """The ruling.

        Raises:
            ValueError: The planting hangs on none.
        """
        if self.host is None:
            raise ValueError(f"planting {self.number} hangs on no ruling")
        return self.host

    @property
    def criminal(self) -> CriminalCase:
        """The criminal case that the planting hangs on."""
        case = self.ruling.case
        assert isinstance(case, CriminalCase)
        return case

    @property
    def accused(self) -> Accused:
        """Its first defendant."""
        return self.criminal.accused[0]

    @property
    def civil(self) -> CivilCase:
        """The civil case that the planting hangs on."""
        case = self.ruling.case
        assert isinstance(case, CivilCase)
        return case


def address_of(person: Person) -> str:
    """A person's complete address."""
    return f"{person.living.place}{person.address}"
