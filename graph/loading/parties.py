"""What words say about a party: the side of a role, the kind of a bare name, an organization's category."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

Kind = Literal["person", "organization"]


@cache
def _words() -> dict[str, Any]:
    text = (resources.files("anmai.graph.loading") / "data" / "parties.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return words


@cache
def _side_of_role() -> dict[str, str]:
    return {role: side for side, roles in _words()["sides"].items() for role in roles}


def side_of(roles: Iterable[str]) -> str | None:
    """Claimant, respondent or third, from all roles of one party as written.

    The role at first instance counts most (上诉人 + 原审被告 is a respondent), the role of an appeal least, since
    whoever lost appeals.
    """
    words = _words()
    ranked: list[tuple[int, str]] = []
    for role in roles:
        bare, earlier = _without_earlier(role)
        side = _side_of_role().get(bare)
        if side is not None:
            ranked.append((2 if bare in words["appeal_roles"] else 0 if earlier else 1, side))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _without_earlier(role: str) -> tuple[str, bool]:
    """A role without 一审, 原审 …, and whether it began so; 原告 is a role of its own."""
    for prefix in _words()["earlier"]:
        bare = role.removeprefix(prefix)
        if bare != role and bare in _side_of_role():
            return bare, True
    return role, False


def kind_of_name(name: str) -> Kind:
    """Person or organization, by how a bare name ends."""
    words = _words()
    if any(word in name for word in words["organization_words"]):
        return "organization"
    bare = name.rstrip("0123456789）)")
    if bare.endswith(tuple(words["organization_endings"])):
        return "organization"
    short = len(bare) >= words["short_ending_least"] and bare.endswith(tuple(words["short_endings"]))
    return "organization" if short else "person"


def category_of(name: str) -> str:
    """An organization's category by its name: bank, licensed_lender, law_firm, government, village, company, other."""
    for row in _words()["categories"]:
        if name.endswith(tuple(row.get("endings", ()))) or any(word in name for word in row.get("words", ())):
            return str(row["category"])
    return "other"
