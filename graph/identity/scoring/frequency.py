"""How common a name is: the table's estimate, moved by what was counted when the parameters were trained.

The counts are frozen in the stored parameters, so that a name's weight does not change with each document.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from anmai.graph.identity.commonness import is_common
from anmai.graph.identity.names import split_name
from anmai.graph.identity.scoring.tables import table

_LONG = 7


@cache
def surname_shares() -> Mapping[str, float]:
    """Surname → its share of all people."""
    rows = (entry.split(":") for entry in str(table("name_frequency")["surnames"]).split())
    return {surname: float(per_hundred) / 100 for surname, per_hundred in rows}


@lru_cache(maxsize=1 << 17)
def table_share(name: str) -> float:
    """A person's name's share of all people, by the table alone."""
    data: Mapping[str, Any] = table("name_frequency")
    if "·" in name:
        return float(data["dotted"]["long" if len(name) >= _LONG else "short"])
    surname, given = split_name(name)
    shares = data["given"]
    if len(given) < 2:
        share = shares["one_character"]
    elif len(set(given)) == 1:
        share = shares["repeated"]
    else:
        share = shares["listed" if is_common(name) else "other"]
    return surname_shares().get(surname, float(data["other_surname"])) * float(share)


def share(name: str, counts: Mapping[str, int], people: int, *, kind: str = "person") -> float:
    """A name's share of all people or organizations.

    Args:
        name: Simplified.
        counts: Name → different bearers that were counted; names borne once may be missing.
        people: Bearers that were counted in all.
        kind: ``person`` or ``organization``.
    """
    data = table("name_frequency")
    before = table_share(name) if kind == "person" else float(data["organization"]["other"])
    weight = float(data["table_weighs"])
    return (counts.get(name, 0) + weight * before) / (people + weight)


def surname_share(surname: str | None) -> float:
    """A surname's share of all people; one that can't be told tells nothing."""
    return 1.0 if not surname else surname_shares().get(surname, float(table("name_frequency")["other_surname"]))
