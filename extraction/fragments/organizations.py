"""Organizations that act or own in sentences: 公安机关, 价格认证中心, 派出所, banks, firms.

A mention is the whole name, from the place that leads it to its last part (江平市公安局城东分局,
江平市物价局价格认定中心), without 该, 其, 上述 and what the organization does or has (民警, 银行卡). An organization
named only to say where something happened is part of a place, no mention of its own; an organ to which somebody goes
or is taken (到…派出所投案) is one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.fragments.word_lists import alternatives, finder
from anmai.extraction.text.normal import Span

#: The longest name before its ending, in characters.
_LONGEST: Final = 26
_NAME_WORDS: Final = re.compile(r"(?:[\u3400-\u9fffA-Za-z]|[*×xX]|（[\u3400-\u9fff*×]{1,8}）)+$")


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives('organizations')})(?:（(?!以下|下称|简称)[^（）]{{2,8}}）)?"
        rf"(?:(?:(?![及与、]|和(?![平田县政硕顺睦]))[\u3400-\u9fff*×]){{0,8}}?(?:{alternatives('organization_parts')})){{0,2}}"
        rf"(?!{alternatives('after_no_organization')})"
    )


def organizations(text: str) -> list[Span]:
    """Where organizations are named, in order, without overlap."""
    found: list[Span] = []
    for match in _endings().finditer(text):
        start = _start(text, *match.span())
        if start is None or (found and start < found[-1][1]):
            continue
        found.append((start, match.end()))
    return found


def _start(text: str, start: int, end: int) -> int | None:
    """Where the name begins whose ending stands at [start, end); None when the ending alone names nobody."""
    near = max(0, start - _LONGEST)
    before = _NAME_WORDS.search(text[near:start])
    left = start - len(before.group()) if before else start
    leads = finder("organization_leads").all(text, left, start)
    first = leads[-1][1] if leads else left
    if first == start and not _stands_alone(text[start:end]):
        return None
    return first


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(alternatives("organizations_alone"))


def _stands_alone(name: str) -> bool:
    return _alone().match(name) is not None
