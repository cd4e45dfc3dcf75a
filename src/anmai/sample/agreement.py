"""Compares records that extraction wrote with the true records of a sample, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: Lists of entries: which keys say what an entry is. Only keys that the truth holds are compared.
_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "judges": ("name", "role"),
    "articles": ("law", "article", "sub"),
    "defendants": (
        "name", "sex", "birth_date", "ethnicity", "education", "occupation", "domicile", "household", "id_number",
    ),
    "defenders": ("name", "firm"),
    "measures": ("defendant", "type", "date"),
    "priors": ("defendant", "date", "charge", "court", "penalty", "released"),
    "verdicts": (
        "defendant", "charges", "penalty", "months", "probation_months", "fine_yuan", "served_from", "served_until",
        "per_charge",
    ),
    "circumstances": ("defendant", "type"),
    "parties": ("name", "roles", "kind", "sex", "birth_date", "ethnicity", "address", "representative",
                "credit_code", "id_number"),
    "agents": ("name", "firm", "for"),
    "obligations": ("payers", "payees", "yuan", "purpose", "joint"),
    "loans": ("lender", "borrower", "yuan"),
    "prior_instances": ("court", "case_number"),
    "commutations": ("offender", "outcome", "prison", "months", "served_until"),
}  # fmt: skip
#: Lists whose keys are scored one by one, aligned by name.
_BY_NAME: Final = {"defendants": "name", "verdicts": "defendant", "parties": "name"}


@dataclass(slots=True)
class Tally:
    """Agreement on one field over many documents; examples are (document, expected, got)."""

    right: int = 0
    wrong: int = 0
    examples: list[tuple[str, Any, Any]] = field(default_factory=list)


def compare_records(
    truth: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]], *, examples: int = 0
) -> dict[str, Tally]:
    """Agreement by field.

    Args:
        truth: Rows of truth/records.jsonl.
        records: Records of extraction, in any order; a document that is missing counts as wrong once.
        examples: How many differences to keep for each field.
    """
    read = {record["id"]: record for record in records}
    tallies: dict[str, Tally] = {}
    for expected in truth:
        got = read.get(expected["id"])
        if got is None:
            _count(tallies, "document", expected["id"], "a record", None, examples)
            continue
        for name, value in expected.items():
            if name == "id":
                continue
            if name in _BY_NAME:
                _compare_entries(tallies, name, expected["id"], value, got.get(name) or [], examples)
            else:
                _count(tallies, name, expected["id"], _plain(name, value), _plain(name, got.get(name)), examples)
    return dict(sorted(tallies.items()))


def _compare_entries(
    tallies: dict[str, Tally], name: str, document: str, expected: list[Any], got: list[Any], examples: int
) -> None:
    by = _BY_NAME[name]
    found = {entry.get(by): entry for entry in got}
    _count(tallies, name, document, sorted(one[by] for one in expected), sorted(str(key) for key in found), examples)
    for entry in expected:
        other = found.get(entry[by])
        if other is None:
            continue
        for key in _LISTS[name]:
            if key != by and key in entry:
                _count(tallies, f"{name}.{key}", document, _value(entry[key]), _value(other.get(key)), examples)


def _plain(name: str, value: Any) -> Any:
    if name in _LISTS and isinstance(value, list):
        keys = _LISTS[name]
        return sorted(str([_value(entry.get(key)) for key in keys]) for entry in value)
    return _value(value)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(str(_value(item)) for item in value)
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value in ("", False) else value


def _count(tallies: dict[str, Tally], name: str, document: str, expected: Any, got: Any, examples: int) -> None:
    tally = tallies.setdefault(name, Tally())
    if expected == got:
        tally.right += 1
        return
    tally.wrong += 1
    if len(tally.examples) < examples:
        tally.examples.append((document, expected, got))
