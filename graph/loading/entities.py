"""Properties of a person or organization: a function of all its mentions, whatever the order they came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from anmai.graph.identity.names import is_masked
from anmai.graph.loading.parties import category_of
from anmai.graph.loading.rows import Properties

#: A row of ``mentions``: name, masked, sex, birth_date, id_number, credit_code, features, and ``times`` that it stands.
MentionRow = Mapping[str, Any]


def entity_properties(kind: str, mentions: Sequence[MentionRow]) -> Properties:
    """Properties of the entity's node.

    Args:
        kind: person or organization.
        mentions: All its mentions; equal ones may be given once with ``times``.
    """
    names: Counter[str] = Counter()
    aliases: set[str] = set()
    for row in mentions:
        names[row["name"]] += row["times"]
        aliases.update(row["features"].get("aliases") or ())
    common: Properties = {
        "name": _name(names),
        "names": sorted(set(names) | aliases),
        "masked": all(row["masked"] for row in mentions),
        "mentions": sum(row["times"] for row in mentions),
    }
    if kind == "organization":
        name: str = common["name"]
        return common | {
            "credit_code": _most(mentions, "credit_code"),
            "category": category_of(name),
        }
    return common | {
        "sex": _most(mentions, "sex"),
        "birth_date": _birth_date(mentions),
        "ethnicity": _most(mentions, "ethnicity"),
        "id_number": _clearest(row["id_number"] for row in mentions),
        "household": _newest(mentions, "household"),
    }


def _name(names: Mapping[str, int]) -> str:
    """The name written most often; a whole one before a mask, then the longer, then by code points."""
    return min(names, key=lambda name: (is_masked(name), -names[name], -len(name), name))


def _values(mentions: Iterable[MentionRow], name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in mentions:
        value = row[name] if name in row else row["features"].get(name)
        if value:
            found[str(value)] += row["times"]
    return found


def _most(mentions: Iterable[MentionRow], name: str) -> str | None:
    found = _values(mentions, name)
    return min(found, key=lambda value: (-found[value], value)) if found else None


def _birth_date(mentions: Iterable[MentionRow]) -> str | None:
    """The most precise date, then the most frequent."""
    found = _values(mentions, "birth_date")
    return min(found, key=lambda value: (-len(value), -found[value], value)) if found else None


def _clearest(values: Iterable[str | None]) -> str | None:
    """The identity number that shows most digits."""
    told = [value for value in values if value]
    return min(told, key=lambda value: (-sum(sign.isdigit() for sign in value), value)) if told else None


def _newest(mentions: Iterable[MentionRow], name: str) -> str | None:
    """The value of the newest document that tells it."""
    told = [
        (row["features"].get("judgment_date") or "", str(row["features"][name]))
        for row in mentions
        if row["features"].get(name)
    ]
    return max(told)[1] if told else None
