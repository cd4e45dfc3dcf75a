"""The form of a mapping: how the rows of a table become entries, people, organizations, identifiers, places, cases."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from anmai.graph.sources.columns import Column
from anmai.graph.sources.headers import plain
from anmai.graph.sources.words import Form, Name, Slug, Words

Grade = Literal["general", "sensitive", "restricted"]
Refresh = Literal["none", "daily", "weekly", "monthly", "quarterly", "yearly"]
#: Labels of things that rows share (graph/schema/nodes.py declares them).
IdentifierLabel = Literal[
    "Phone", "Account", "Address", "Vehicle", "Licence", "Machine", "Plot", "Permit", "Device", "Project", "Item",
    "IdNumber", "CreditCode",
]  # fmt: skip
_DATES: Final = frozenset({"date", "datetime"})
_PLACES: Final = frozenset({"region", "string", "text"})


class LegalBasis(Form):
    """A law that access to the records rests on.

    Attributes:
        in_force: First day; None where it isn't known.
        check: The article was not compared with an official text.
    """

    law: str
    article: str | None = None
    in_force: datetime.date | None = None
    note: Words | None = None
    check: bool = False


class EntryForm(Form):
    """The node that a row becomes.

    Attributes:
        label: Its label beside Entry.
        key: Columns whose values name a row for ever; without them the row's content names it.
    """

    label: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]+$", max_length=32)]
    title: Words
    key: tuple[Name, ...] = ()


class PartyForm(Form):
    """A person or organization of a row. All but role, title, kind and role_in_case name columns.

    Where its columns are ``many``, each element is a party of its own.

    Attributes:
        role: What it is in the row, as relationships carry it.
        kind: person, organization, or either: an organization where the row tells its credit code or its name is an
            organization's, else a person.
        role_from: A column that tells the role, as written; ``role`` where it doesn't.
        representative: Legal representative of an organization: a party of its own, in the role "representative".
        role_in_case: The party's role in the row's case, in words of rulings (被告人): a row and a ruling of one
            case then tell of one person where the whole name and the role are the same.
    """

    role: Name
    title: Words
    kind: Literal["person", "organization", "either"]
    name: Name | None = None
    id_number: Name | None = None
    credit_code: Name | None = None
    sex: Name | None = None
    birth_date: Name | None = None
    household: Name | None = None
    address: Name | None = None
    phone: Name | None = None
    former_names: Name | None = None
    representative: Name | None = None
    role_from: Name | None = None
    role_in_case: str | None = None

    #: Fields that name columns, in the order in which provenance lists them.
    VALUES: ClassVar[tuple[str, ...]] = (
        "name", "id_number", "credit_code", "sex", "birth_date", "household", "address", "phone", "former_names",
        "representative", "role_from",
    )  # fmt: skip

    def columns(self) -> dict[str, str]:
        """Field → column, for the fields that name one."""
        told = {field: getattr(self, field) for field in self.VALUES}
        return {field: column for field, column in told.items() if column is not None}

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.name is None and self.id_number is None and self.credit_code is None:
            raise ValueError(f"the party {self.role} needs a column for its name, id_number or credit_code")
        wrong = (
            [field for field in ("credit_code",) if self.kind == "person"]
            + [field for field in ("id_number", "sex", "birth_date", "household") if self.kind == "organization"]
        )  # fmt: skip
        for field in wrong:
            if getattr(self, field) is not None:
                raise ValueError(f"the party {self.role} is a {self.kind} and has no {field}")
        return self


class IdentifierForm(Form):
    """Something that rows share: an account, a vehicle, a plot."""

    role: Name
    label: IdentifierLabel
    column: Name


class PlaceForm(Form):
    """A column that tells an administrative division, or begins with one."""

    column: Name


class CaseForm(Form):
    """A column with a case number, and the one with its court; without a court the number is only compared."""

    column: Name
    court: Name | None = None


class WhenForm(Form):
    """Columns that say when the row's fact was; stored as date_from and date_until too."""

    from_: Name = Field(alias="from")
    until: Name | None = None


class Mapping(Form):
    """A kind of source (graph/sources/mappings/<name>.yaml, or one's own in ANMAI_HOME/sources/)."""

    name: Slug
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: Words
    description: Words
    owner: Words
    legal_basis: tuple[LegalBasis, ...] = ()
    grade: Grade
    refresh: Refresh
    themes: tuple[Slug, ...] = ()
    supplies: tuple[Name, ...] = ()
    entry: EntryForm
    columns: tuple[Column, ...] = Field(min_length=1)
    parties: tuple[PartyForm, ...] = ()
    identifiers: tuple[IdentifierForm, ...] = ()
    places: tuple[PlaceForm, ...] = ()
    cases: tuple[CaseForm, ...] = ()
    when: WhenForm | None = None

    def column(self, name: str) -> Column:
        """The column of a name.

        Raises:
            KeyError: There is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over all that decides what rows become."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        problems = list(self._problems())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _problems(self) -> Iterator[str]:
        types = {column.name: column.type for column in self.columns}
        for name in _repeated(column.name for column in self.columns):
            yield f"the column {name} stands twice"
        headers = [(plain(header), column.name) for column in self.columns for header in column.accepted]
        for header in _repeated(header for header, _ in set(headers)):
            yield f"the header {header} belongs to two columns"
        for role in _repeated(party.role for party in self.parties):
            yield f"the party role {role} stands twice"
        for place, name in self._named():
            if name not in types:
                yield f"{place}: there is no column {name}"
        if self.when:
            for day in (self.when.from_, self.when.until):
                if day is not None and types.get(day, "date") not in _DATES:
                    yield f"when: {day} is no date"
        for party in self.parties:
            if party.birth_date is not None and types.get(party.birth_date, "date") != "date":
                yield f"parties.{party.role}: {party.birth_date} is no date"
            told = {name for field, name in party.columns().items() if field != "former_names"}
            several = {name for name in told & types.keys() if self.column(name).many}
            if party.name is not None and several and party.name not in several:
                yield f"parties.{party.role}: {', '.join(sorted(several))} hold many values, {party.name} one"
        for each in self.places:
            if types.get(each.column, "region") not in _PLACES:
                yield f"places: {each.column} is no region"

    def _named(self) -> Iterator[tuple[str, str]]:
        yield from (("entry.key", name) for name in self.entry.key)
        for party in self.parties:
            yield from ((f"parties.{party.role}", name) for name in party.columns().values())
        yield from (("identifiers", each.column) for each in self.identifiers)
        yield from (("places", each.column) for each in self.places)
        yield from (("cases", name) for each in self.cases for name in (each.column, each.court) if name)
        if self.when:
            yield from (("when", name) for name in (self.when.from_, self.when.until) if name is not None)


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)
