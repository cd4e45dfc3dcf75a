"""A mention as identity sees it: the values that are compared, each with the passages it was read from.

Besides its own columns, a row of ``mentions`` tells identity through ``features``:

- ``prior_cases``: list of case keys (the form of ``mentions.case_key``) of earlier instances that the document names;
- ``spans``: {value name → [[start, end], …]} in code points of the source text, for ``name``, ``sex``, ``birth_date``,
  ``household`` (or ``county``), ``id_number``, ``credit_code``;
- ``firm``: law firm of a defender or agent; ``represents``: the organization whose representative somebody is;
- ``aliases``: former names and other names that the document tells; ``short_name``: what it shortens the name to.

All of them may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anmai.graph.identity.identifiers import IdNumber, read_credit_code, read_id_number
from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.identity.organizations import former_names


@dataclass(frozen=True, slots=True)
class Party:
    """One mention, read for comparison.

    Attributes:
        id: mentions.id.
        alone: No other mention of the same document bears the same normalised name.
        number: The identity number, complete or partial, or None.
        credit_code: A valid credit code, or None.
        prior_cases: Case keys of earlier instances of the same matter.
        former: An organization's complete former names, as the document tells them.
        spans: Value name → passages.
    """

    id: str
    document: str
    kind: str
    name: str
    masked: bool
    alone: bool
    roles: tuple[str, ...] = ()
    sex: str | None = None
    birth_date: str | None = None
    county: str | None = None
    number: IdNumber | None = None
    credit_code: str | None = None
    case_key: str | None = None
    prior_cases: tuple[str, ...] = ()
    firm: str | None = None
    represents: str | None = None
    former: tuple[str, ...] = ()
    spans: Mapping[str, Any] = field(default_factory=dict)

    @property
    def born(self) -> str | None:
        """Birth date as written, else the one inside the identity number."""
        return self.birth_date or (self.number.birth_date if self.number else None)

    @property
    def gender(self) -> str | None:
        """Sex as written, else the one inside the identity number."""
        return self.sex or (self.number.sex if self.number else None)

    @property
    def full_number(self) -> str | None:
        """The complete, valid identity number; a partial one is completed by the birth date where that is possible."""
        whole = self.number.completed(self.birth_date) if self.number else None
        return whole.digits if whole else None


def read_party(row: Mapping[str, Any], *, alone: bool) -> Party:
    """A party from a row of ``mentions`` (column name → value).

    Args:
        row: The columns of anmai.store.tables.Mention.
        alone: No other mention of its document has the same ``norm_name`` and kind.
    """
    features: Mapping[str, Any] = row["features"] or {}
    person = row["kind"] == "person"
    name = norm_name(row["name"])
    return Party(
        id=row["id"],
        document=row["document_id"],
        kind=row["kind"],
        name=name,
        masked=bool(row["masked"]) or is_masked(name, kind=row["kind"]),
        alone=alone,
        roles=tuple(row["roles"] or ()),
        sex=row["sex"] if person else None,
        birth_date=row["birth_date"] if person else None,
        county=row["county"] if person else None,
        number=_number(row["id_number"], row["birth_date"]) if person else None,
        credit_code=None if person else read_credit_code(row["credit_code"]),
        case_key=row["case_key"],
        prior_cases=tuple(features.get("prior_cases") or ()),
        firm=features.get("firm"),
        represents=features.get("represents"),
        former=() if person else former_names(name, features.get("aliases") or ()),
        spans=features.get("spans") or {},
    )


def _number(written: str | None, birth_date: str | None) -> IdNumber | None:
    """The number, unless the birth date that would complete it shows that a digit is wrong."""
    number = read_id_number(written)
    if number is None or number.complete or birth_date is None or len(birth_date) != 10:
        return number
    completable = "*" not in number.digits[:6] + number.digits[14:]
    return None if completable and number.completed(birth_date) is None else number
