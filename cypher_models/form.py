"""The form of a supervision model: what model.yaml holds, and a model with its queries and examples."""

from __future__ import annotations

import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from anmai.cypher_models.clauses import Clause

SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SEMVER: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

Status = Literal["experimental", "test", "stable", "retired"]
#: Once a model has left "experimental", a version's files never change.
RELEASED: Final[frozenset[str]] = frozenset({"test", "stable", "retired"})
ParameterType = Literal["integer", "number", "string", "strings", "boolean", "date"]
Value = int | float | str | bool | list[str]


def is_day(value: object) -> bool:
    """Whether a value is an ISO day."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Part):
    """A text in Chinese and in English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, lang: str) -> str:
        """The text in the asked language."""
        return self.en if lang == "en" else self.zh


class LegalBasis(Words):
    """An article and the dates in which its wording, as used here, is in force; ``source`` says where that was read."""

    law: str
    article: str
    in_force_from: str | None = None
    in_force_until: str | None = None
    source: str

    @field_validator("in_force_from", "in_force_until")
    @classmethod
    def _iso(cls, value: str | None) -> str | None:
        if value is not None and not _DATE.fullmatch(value):
            raise ValueError("is no ISO date such as 2011-05-01")
        return value


class Element(Words):
    """A legal element, scope or safeguard, and what shows it.

    ``kind``: law (the article's words), scope (what is looked at), threshold (analytic, not legal), safeguard (keeps
    an innocent look-alike or an unknown value out). ``rule`` names the derived rule that holds it, when no clause of
    the query does.
    """

    id: str
    kind: Literal["law", "scope", "threshold", "safeguard"] = "law"
    basis: str | None = Field(default=None, description="The article that it stands in, for people")
    rule: str | None = None


class Parameter(Words):
    """A typed parameter; it is bound, never formatted into the query.

    A date is an ISO day, or empty where it isn't known. ``from_sources`` binds the day up to which all required table
    sources tell (the earliest of their ``as_of``) unless another one is given: what rests on the absence of a record
    needs it, and when it changes, a run looks at everything.
    """

    name: str
    type: ParameterType
    default: Value | None = None
    default_table: str | None = Field(default=None, description="A packaged table whose first column is the default")
    default_columns: list[str] = Field(default=[], description="Columns of the table, joined by @; none: its first one")
    default_where: dict[str, str] = Field(default={}, description="Column → value: which rows of the table to take")
    minimum: float | None = None
    maximum: float | None = None
    choices: list[str] | None = None
    max_items: int = 200
    from_sources: bool = False

    @model_validator(mode="after")
    def _one_default(self) -> Parameter:
        if (self.default is None) == (self.default_table is None):
            raise ValueError("needs exactly one of default and default_table")
        if self.from_sources and (self.type != "date" or self.default != ""):
            raise ValueError("from_sources needs the type date and an empty default")
        if self.default_table is None:
            problem = self.problem(self.default)
            if problem:
                raise ValueError(f"default {problem}")
        return self

    def problem(self, value: object) -> str | None:
        """Why ``value`` can't be this parameter's; None when it can."""
        if self.type == "boolean":
            return None if isinstance(value, bool) else "is not true or false"
        if self.type in ("integer", "number"):
            if isinstance(value, bool) or not isinstance(value, int if self.type == "integer" else (int, float)):
                return f"is no {self.type}"
            if self.minimum is not None and value < self.minimum:
                return f"is below {self.minimum:g}"
            if self.maximum is not None and value > self.maximum:
                return f"is above {self.maximum:g}"
            return None
        if self.type == "date":
            return None if value == "" or is_day(value) else "is no day such as 2024-12-31"
        items = [value] if self.type == "string" else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            return f"is no {self.type}"
        if len(items) > self.max_items:
            return f"has more than {self.max_items} entries"
        odd = [item for item in items if self.choices is not None and item not in self.choices]
        return f"holds {odd[0]!r}, not one of {', '.join(self.choices or [])}" if odd else None


class ReasonCode(Words):
    """A reason code: its short name, and a sentence with {columns} for why the finding was raised.

    ``weight``: certain (wrong on what the ruling says), weaker (an inference), needs (a missing record decides).
    """

    id: str
    weight: Literal["certain", "weaker", "needs"]
    sentence: Words
    elements: list[str] = []


class Column(Words):
    """A column of the finding's table."""

    name: str
    personal: bool = False


class Description(_Part):
    """model.yaml."""

    id: uuid.UUID
    slug: str
    title: Words
    version: str
    status: Status
    level: Literal["person", "case", "group", "record"]
    description: Words
    legal_basis: list[LegalBasis] = Field(min_length=1)
    elements: list[Element] = Field(min_length=1)
    anchor: str
    reach: dict[str, list[str]] = Field(description="Label of a changed node t → patterns from the anchor a to it")
    parameters: list[Parameter] = []
    required_sources: list[str] = Field(min_length=1)
    reason_codes: list[ReasonCode] = Field(min_length=1)
    columns: list[Column] = []
    lead_title: Words
    false_positives: list[Words] = Field(min_length=1)
    references: list[str] = []
    related: list[str] = []
    authors: list[str] = Field(min_length=1)

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if not SLUG.fullmatch(value):
            raise ValueError("is no slug: small letters, digits and single hyphens")
        return value

    @field_validator("version")
    @classmethod
    def _is_version(cls, value: str) -> str:
        if not _SEMVER.fullmatch(value):
            raise ValueError("is no version of the form 1.2.3")
        return value

    @model_validator(mode="after")
    def _unique(self) -> Description:
        for what, names in (
            ("element", [element.id for element in self.elements]),
            ("parameter", [parameter.name for parameter in self.parameters]),
            ("reason code", [code.id for code in self.reason_codes]),
            ("column", [column.name for column in self.columns]),
        ):
            double = sorted({name for name in names if names.count(name) > 1})
            if double:
                raise ValueError(f"{what} {double[0]} stands twice")
        known = {element.id for element in self.elements}
        for code in self.reason_codes:
            odd = [element for element in code.elements if element not in known]
            if odd:
                raise ValueError(f"reason code {code.id} names the element {odd[0]}, which is not listed")
        return self


#: The files of a model, in the order of its digest.
FILES: Final[tuple[str, ...]] = (
    "model.yaml",
    "findings.cypher",
    "subgraph.cypher",
    "population.cypher",
    "examples.yaml",
)


@dataclass(frozen=True)
class Model:
    """A supervision model, read and valid in form (not yet checked against a server).

    Attributes:
        about: model.yaml.
        files: File name → text, as read.
        folder: Where it lies.
        own: From ANMAI_HOME/models, not shipped.
        clauses: Tagged clauses of findings.cypher, in order.
        defaults: Parameter name → default value, tables resolved.
    """

    about: Description
    files: dict[str, str]
    folder: Path
    own: bool
    clauses: tuple[Clause, ...]
    defaults: dict[str, Value]

    @property
    def slug(self) -> str:
        """The model's name in commands, files and leads."""
        return self.about.slug

    @property
    def version(self) -> str:
        """Semantic version of the model."""
        return self.about.version

    @property
    def findings(self) -> str:
        """The query that finds."""
        return self.files["findings.cypher"]

    @property
    def subgraph(self) -> str:
        """The query that tells what to draw."""
        return self.files["subgraph.cypher"]

    @property
    def population(self) -> str:
        """The query that tells out of how many."""
        return self.files["population.cypher"]

    @property
    def digest(self) -> str:
        """SHA-256 over names and texts of all files."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update(f"{name}\0{len(self.files[name].encode())}\0".encode())
            digest.update(self.files[name].encode())
        return digest.hexdigest()

    @property
    def released(self) -> bool:
        """Whether this version may no longer change."""
        return self.about.status in RELEASED

    def code(self, code: str) -> ReasonCode | None:
        """The reason code of that name."""
        return next((known for known in self.about.reason_codes if known.id == code), None)

    def element(self, element: str) -> Element | None:
        """The element of that name."""
        return next((known for known in self.about.elements if known.id == element), None)

    def bound(self, given: dict[str, Any]) -> dict[str, Value]:
        """All parameters with their values: the defaults, and what is given instead.

        Raises:
            UsageError: An unknown name, a wrong type, a value outside its limits.
        """
        from anmai.errors import UsageError

        values = dict(self.defaults)
        known = {parameter.name: parameter for parameter in self.about.parameters}
        for name, value in given.items():
            if name not in known:
                raise UsageError(
                    f"{self.slug} has no parameter {name}.",
                    remedy=f"It has: {', '.join(known) or 'none'}.",
                )
            problem = known[name].problem(value)
            if problem:
                raise UsageError(f"Parameter {name} of {self.slug} {problem}.", remedy="See docs/models.md.")
            values[name] = value
        return values
