"""What one document says about one party, value by value, each with the place where it says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anmai.store.tables import Mention

#: A JSON Pointer into the record (or None) and a flat list of code-point offsets.
Place = tuple[str | None, list[int]]
#: Lists of a record that hold parties, each with a "name".
_LISTS: Final = ("defendants", "parties", "defenders", "agents", "judges")
_COLUMNS: Final = ("sex", "birth_date", "id_number", "credit_code")
#: Values kept in ``mentions.features``, with the record's names for them.
_FEATURES: Final[dict[str, tuple[str, ...]]] = {
    "ethnicity": ("ethnicity",),
    "household": ("household",),
    "address": ("address", "domicile"),
    "occupation": ("occupation",),
    "education": ("education",),
    "aliases": ("aliases",),
    "firm": ("firm",),
    "short_name": ("short_name",),
    "representative": ("representative",),
}


@dataclass(frozen=True, slots=True)
class PartyValue:
    """One value and where it stands."""

    name: str
    value: Any
    spans: list[Place]


def party_values(mention: Mention, record: Mapping[str, Any]) -> tuple[list[PartyValue], list[Place]]:
    """The values that a document gives of a party, and the places of the party's name.

    A document may name two people alike: the record's item is the one whose name stands where the mention's does.

    Args:
        mention: A row of ``mentions``.
        record: The document's record (anmai.forms.record.Record as JSON).
    """
    features: Mapping[str, Any] = mention.features or {}
    told: Mapping[str, Any] = features.get("spans") or {}
    read = _provenance(record)
    name_spans = _flat(told.get("name"))
    base, item = _item(mention, record, read, name_spans)
    values: list[PartyValue] = []
    wanted = {name: (name,) for name in _COLUMNS} | _FEATURES
    for name, fields in wanted.items():
        given = getattr(mention, name) if name in _COLUMNS else features.get(name)
        field = next((field for field in fields if item.get(field)), fields[0])
        value = given or item.get(field)
        if not value:
            continue
        places: list[Place] = [
            (path, spans) for path, spans in read.items() if base and _under(path, f"{base}/{field}")
        ]
        if not places and told.get(name):
            places = [(None, _flat(told[name]))]
        values.append(PartyValue(name, value, places))
    names: list[Place] = [(f"{base}/name" if base else None, name_spans)] if name_spans else []
    if not names and base and f"{base}/name" in read:
        names = [(f"{base}/name", read[f"{base}/name"])]
    return values, names


def _item(
    mention: Mention, record: Mapping[str, Any], read: Mapping[str, list[int]], name_spans: Sequence[int]
) -> tuple[str | None, Mapping[str, Any]]:
    """The record's item for the mention: by the place of its name, else by the name where only one item bears it."""
    named: list[tuple[str, Mapping[str, Any]]] = []
    for group in _LISTS:
        for index, item in enumerate(record.get(group) or ()):
            base = f"/{group}/{index}"
            if item.get("name") != mention.name:
                continue
            if name_spans and _overlap(read.get(f"{base}/name", []), name_spans):
                return base, item
            named.append((base, item))
    return named[0] if len(named) == 1 else (None, {})


def _provenance(record: Mapping[str, Any]) -> dict[str, list[int]]:
    return {str(row["path"]): _flat(row["spans"]) for row in record.get("provenance") or ()}


def _flat(spans: Any) -> list[int]:
    """Offsets as one flat list; both [[start, end] …] and [start, end …] are read."""
    if not spans:
        return []
    return [int(value) for pair in spans for value in (pair if isinstance(pair, list | tuple) else (pair,))]


def _overlap(left: Sequence[int], right: Sequence[int]) -> bool:
    pairs = [(right[index], right[index + 1]) for index in range(0, len(right) - 1, 2)]
    return any(
        left[index] < end and start < left[index + 1] for index in range(0, len(left) - 1, 2) for start, end in pairs
    )


def _under(path: str, base: str) -> bool:
    return path == base or path.startswith(base + "/")
