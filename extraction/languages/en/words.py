"""Loads this pack's word tables and makes patterns of them."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

_DATA: Final = "anmai.extraction.languages.en.data"


@cache
def table(name: str) -> dict[str, Any]:
    """The content of data/<name>.yaml.

    Args:
        name: File name without its ending.

    Raises:
        FileNotFoundError: The package lacks the table; install it again.
    """
    path = resources.files(_DATA).joinpath(f"{name}.yaml")
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


@cache
def listed(name: str, key: str) -> tuple[str, ...]:
    """The entries of a table's key, a list or a string parted by |, longest first."""
    value = table(name)[key]
    entries = value if isinstance(value, list) else [entry.strip() for entry in value.split("|")]
    return tuple(sorted((entry for entry in entries if entry), key=len, reverse=True))


@cache
def alternation(name: str, key: str) -> str:
    """The entries of a table's key as one group of a pattern; a space stands for any white space."""
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in listed(name, key)) + ")"


@cache
def lowered(name: str, key: str) -> frozenset[str]:
    """The entries of a table's key in lower case."""
    return frozenset(entry.lower() for entry in listed(name, key))


def pattern(name: str, **values: str) -> str:
    """An entry of data/patterns.yaml as one group of a regular expression.

    Args:
        name: The entry's name.
        values: What else than entries may stand in braces.
    """

    def fill(match: re.Match[str]) -> str:
        key = match.group(1)
        return values[key] if key in values else pattern(key, **values)

    return "(?:" + "|".join(_BRACES.sub(fill, alternative) for alternative in table("patterns")[name]) + ")"


#: A name in braces; {2,8} is a count.
_BRACES: Final = re.compile(r"\{([a-z_]+)\}")
