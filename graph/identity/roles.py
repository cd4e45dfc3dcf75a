"""What part a party has in the whole matter, from the roles that one document writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from anmai.graph.identity.tables import table

_PARTS: Final = re.compile(r"[()（）、,，;；及]|暨")
#: Classes of ``matter_roles`` that mean a party of the case, as against victims, representatives and counsel.
PARTY_CLASSES: Final = frozenset(
    {"defendant", "respondent", "claimant", "incidental_claimant", "incidental_respondent", "third", "party"}
)


@cache
def _classes() -> dict[str, str]:
    data = table("roles")
    classes = {role: kind for kind, roles in data["original"].items() for role in roles}
    return classes | {role: kind for kind in ("party", "counsel") for role in data[kind]}


@cache
def _earlier() -> re.Pattern[str]:
    prefixes = "|".join(sorted(map(re.escape, table("roles")["earlier"]), key=len, reverse=True))
    return re.compile(rf"^(?:{prefixes})(?=.)")


def matter_roles(roles: Iterable[str]) -> frozenset[str]:
    """Classes of a party's roles; where the document tells the role at first instance, that one counts.

    上诉人 + 原审被告人 gives {"defendant"}; 上诉人 alone gives {"party"}.
    """
    return _matter_roles(tuple(roles))


@lru_cache(maxsize=4096)
def _matter_roles(roles: tuple[str, ...]) -> frozenset[str]:
    told: set[str] = set()
    original: set[str] = set()
    for role in roles:
        for part in _PARTS.split(role):
            # 原告 begins like a role of an earlier instance and is one of this.
            bare = part if part in _classes() else _earlier().sub("", part)
            kind = _classes().get(bare)
            if kind is None:
                continue
            (original if bare != part and kind not in ("party", "counsel") else told).add(kind)
    if original:
        # On appeal the roles of this instance (上诉人) say nothing about the first one.
        return frozenset(original | (told & {"representative", "victim"}))
    firm = told - {"party"}
    return frozenset(firm or told)
