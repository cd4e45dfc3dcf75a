"""Which written names are common, by a fixed, versioned table: a rule may rest on a name only when it is not."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.graph.identity.names import norm_name, split_name
from anmai.graph.identity.tables import table

#: Transcribed names (with a dot) shorter than this are common: few first names serve many people.
_DOTTED_LENGTH: Final = 7
_CHINESE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@cache
def _given_names() -> frozenset[str]:
    return frozenset(table("common_names")["given"].split())


def table_version() -> str:
    """Version of the table of common names; part of the version of every rule that uses it."""
    return str(table("common_names")["version"])


def is_common(name: str) -> bool:
    """Whether so many people bear a person's name that it identifies nobody even with birth date and sex.

    Conservative: a name that can't be judged counts as common. See data/common_names.yaml for the rule and its source.
    The answer rests on the table alone and never on what is loaded, so that the order of documents can't matter.
    """
    text = norm_name(name)
    if not _CHINESE.match(text):
        return True  # Latin letters: neither surname nor length tells how many bear it
    if "·" in text:
        return len(text) < _DOTTED_LENGTH
    surname, given = split_name(text)
    if len(given) < 2 or not surname:
        return True
    return len(set(given)) == 1 or given in _given_names()
