"""Functions of a query against an allow-list (data/functions.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

import yaml

_CALL: Final = re.compile(r"(?<![\w.$:|&!])([A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)\s*\(")


@cache
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    text = (resources.files("anmai.cypher_models") / "data" / "functions.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    return (
        frozenset(name.lower() for name in told["functions"]),
        frozenset(name.lower() for name in told["clocks"]),
        frozenset(told["words"]),
    )


def function_problems(plain: str) -> Iterator[tuple[int, str]]:
    """(offset, problem) for every call of a function that isn't on the list, or that asks what time it is."""
    functions, clocks, words = _listed()
    for found in _CALL.finditer(plain):
        name = re.sub(r"\s+", "", found[1])
        if name.upper() in words and name.lower() not in functions:
            continue
        if name.lower() not in functions:
            yield found.start(), f"the function {name} is refused (cypher_models/data/functions.yaml lists the others)"
        elif name.lower() in clocks and re.match(r"\s*\)", plain[found.end() :]):
            yield found.start(), f"{name}() tells the present time: a finding must come out the same tomorrow"
