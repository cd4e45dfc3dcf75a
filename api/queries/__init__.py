"""The API's Cypher as data: one file a query. Values are bound; the few names in angle brackets come from the schema.

Nothing here writes, and nothing here is made from text that a client sent.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

from anmai.errors import UsageError
from anmai.graph.schema import NODES, RELATIONS

LABELS: Final = frozenset(node.label for node in NODES)
TYPES: Final = frozenset(relation.type for relation in RELATIONS)
_MARK: Final = re.compile(r"<([a-z_]+)>")


@cache
def _text(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.cypher").read_text(encoding="utf-8")


def query(name: str, **names: str) -> str:
    """The query ``name`` with its marks ``<mark>`` filled.

    Args:
        name: File name without ending.
        names: For each mark a label or type of the schema, several joined by "|", or a length as digits.

    Raises:
        UsageError: A name is not in the schema.
    """
    for given in names.values():
        for part in given.split("|"):
            if part not in LABELS and part not in TYPES and not (part.isascii() and part.isdigit()):
                raise UsageError(f"The schema has no {part!r}.", remedy="GET /api/v1/schema lists labels and types.")
    return _MARK.sub(lambda found: names[found[1]], _text(name))


def label_of(given: str) -> str:
    """``given`` when it is a label of the schema.

    Raises:
        UsageError: It is none.
    """
    if given not in LABELS:
        raise UsageError(f"The schema has no label {given!r}.", remedy=f"Labels: {', '.join(sorted(LABELS))}.")
    return given


def type_of(given: str) -> str:
    """``given`` when it is a relationship type of the schema.

    Raises:
        UsageError: It is none.
    """
    if given not in TYPES:
        raise UsageError(f"The schema has no relationship {given!r}.", remedy=f"Types: {', '.join(sorted(TYPES))}.")
    return given
