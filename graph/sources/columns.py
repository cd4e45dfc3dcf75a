"""A column of a mapping: under which headers a file may have it, and what its cells mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, Self

import yaml
from pydantic import Field, model_validator

from anmai.graph.sources.words import Form, Name, Words

ColumnType = Literal[
    "string", "text", "integer", "number", "money", "date", "datetime", "boolean", "enum", "id_number", "credit_code",
    "phone", "plate", "case_number", "region",
]  # fmt: skip
#: Properties that every entry has; no column may bear these names.
COMMON: Final = frozenset({"id", "source", "row", "file", "date_from", "date_until"})
_MEASURED: Final = frozenset({"number", "money"})
#: Types of which a cell may hold several; kept as texts in the graph, except numbers.
_LISTED: Final = frozenset(
    {"string", "enum", "id_number", "credit_code", "phone", "plate", "case_number", "region", "date", "integer",
     "number", "money"}
)  # fmt: skip
_BOUNDED: Final = frozenset({"integer", "number", "money"})
#: Types whose values are of one person by themselves.
_PERSONAL: Final = frozenset({"id_number", "phone", "plate"})


class Unit(Form):
    """A unit: stored value = written value × factor, in the unit ``stored``."""

    stored: str
    factor: float
    zh: str
    en: str


@cache
def units() -> Mapping[str, Unit]:
    """All units that a column may name (data/units.yaml)."""
    text = (resources.files("anmai.graph.sources") / "data" / "units.yaml").read_text(encoding="utf-8")
    return {name: Unit.model_validate(told) for name, told in yaml.safe_load(text).items()}


class Column(Form):
    """A column.

    Attributes:
        name: Property of the entry's node.
        headers: Names that the column has in files; compared without case, width, blanks and punctuation.
        type: What its cells hold; ``text`` is for long free text.
        required: A row without a value is rejected.
        personal: Personal data; by type where it is not told.
        unit: Of the written values (data/units.yaml): money yuan | fen | wan_yuan …; stored in yuan, m2, kwh ….
        values: Of an enum: written → stored. The stored ones are accepted as well.
        open: An enum keeps a value that is not listed as it is written; without it the row is rejected.
        many: Holds several values (a list of JSON, or values parted by 、 ; or |), stored as a list. Element i of one
            such column belongs to element i of the others.
        minimum: Least value, in the stored unit.
        maximum: Greatest value, in the stored unit.
        indexed: Models look entries up by it.
    """

    name: Name
    headers: tuple[str, ...] = ()
    title: Words
    type: ColumnType
    required: bool = False
    personal: bool | None = None
    unit: str | None = None
    values: dict[str, str] = Field(default={})
    open: bool = False
    many: bool = False
    minimum: float | None = None
    maximum: float | None = None
    indexed: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it is personal data."""
        return self.type in _PERSONAL if self.personal is None else self.personal

    @property
    def measure(self) -> Unit | None:
        """The unit that cells are written in; yuan for money that tells none."""
        name = self.unit or ("yuan" if self.type == "money" else None)
        return units()[name] if name else None

    @property
    def accepted(self) -> tuple[str, ...]:
        """Headers that are its own: those told, and its name. A title counts where no other column claims it."""
        return tuple(dict.fromkeys((*self.headers, self.name)))

    @model_validator(mode="before")
    @classmethod
    def _plain_enum(cls, data: Any) -> Any:
        """YAML reads 是 as text but yes as true: what is written as a value of an enum is text."""
        if isinstance(data, dict) and isinstance(data.get("values"), dict):
            return data | {"values": {_as_text(key): _as_text(value) for key, value in data["values"].items()}}
        return data

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.name in COMMON:
            raise ValueError(f"{self.name} is a property of every entry; choose another name")
        if self.type == "enum" and not self.values:
            raise ValueError("an enum needs values: {written: stored}")
        if self.open and self.type != "enum":
            raise ValueError(f"open belongs to an enum, not to a {self.type}")
        if self.many and self.type not in _LISTED:
            raise ValueError(f"many is for {', '.join(sorted(_LISTED))}, not for a {self.type}")
        if self.values and self.type not in ("enum", "boolean"):
            raise ValueError(f"values belong to an enum or a boolean, not to a {self.type}")
        if self.type == "boolean" and not set(self.values.values()) <= {"true", "false"}:
            raise ValueError("values of a boolean are stored as true or false")
        if self.unit is not None and self.type not in _MEASURED:
            raise ValueError(f"a {self.type} has no unit; use number or money")
        if self.unit is not None and self.unit not in units():
            raise ValueError(f"unit {self.unit} is unknown; there are: {', '.join(units())}")
        if self.unit is not None and (self.type == "money") != (units()[self.unit].stored == "yuan"):
            raise ValueError(f"{self.unit} is no unit of a {self.type}")
        if (self.minimum is not None or self.maximum is not None) and self.type not in _BOUNDED:
            raise ValueError(f"a {self.type} has no minimum or maximum")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError("minimum is greater than maximum")
        return self


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
