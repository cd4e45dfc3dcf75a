"""What a website puts around a ruling: menus, counters, buttons, related pages, imprint (data/page_furniture.yaml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import yaml
from selectolax.lexbor import LexborNode

#: Who signs a ruling, and its date: what holds these is part of the ruling, whatever the page calls it.
_SIGNATURE: Final = re.compile(
    r"(?:审\s*判\s*[长員员]|书\s*记\s*员|書\s*記\s*員|執?执?\s*行\s*[員员]|[二ニ]\s*[〇○ＯO0零].{6,20}日\s*$)"
)
_SIGNED: Final = re.compile(
    r"^\s*(?:代理?|见习|实习)?(?:书\s*记\s*员|審?审\s*判\s*[員员])|^\s*[二ニ]\s*[〇○ＯO0零].{6,20}日\s*$"
)
_BETWEEN: Final = re.compile(r"[\s|｜/·•>»＞›\[\]【】]+")
_COURT: Final = re.compile(r"[\u4e00-\u9fff\s×*]{2,40}法\s*院")
#: A ruling's head stands among the first lines of its page.
_HEAD_LINES: Final = 80
#: Lines of a menu are short; a sentence of a ruling that begins like one is not.
_LONGEST: Final = 80


class _Furniture(NamedTuple):
    """Tags, class names and ids; pieces of a line; beginnings of lines above the ruling and of what follows it."""

    tags: frozenset[str]
    names: frozenset[str]
    pieces: re.Pattern[str]
    above: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _data() -> _Furniture:
    text = resources.files("anmai.extraction.readers").joinpath("data/page_furniture.yaml").read_text("utf-8")
    told = yaml.safe_load(text)
    return _Furniture(
        frozenset(told["tags"]),
        frozenset(told["names"]),
        re.compile("|".join(told["pieces"])),
        re.compile("|".join(told["above_the_ruling"])),
        re.compile("|".join(told["after_the_ruling"])),
    )


def is_furniture(tag: str, node: LexborNode) -> bool:
    """Whether an element is the site's and not the ruling's, by its tag, role, class or id.

    Args:
        tag: The element's tag.
        node: The element.
    """
    data = _data()
    if tag not in data.tags:
        attributes = node.attributes
        if not attributes or attributes.get("role") not in {"navigation", "banner", "contentinfo", "search"}:
            own = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split() if attributes else ()
            if not data.names.intersection(own):
                return False
    return not _SIGNATURE.search(node.text(deep=True))


def without_site_lines(lines: Sequence[str]) -> list[str]:
    """Lines without those that are all counters, buttons and menu entries, and without what follows the ruling.

    Args:
        lines: Lines of a page.
    """
    data = _data()
    kept = [line for line in lines if not _is_menu(line, data.pieces)]
    court = next((number for number, line in enumerate(kept[:_HEAD_LINES]) if _COURT.fullmatch(line)), 0)
    kept = [line for line in kept[:court] if not data.above.match(line)] + kept[court:]
    signed = max((number for number, line in enumerate(kept) if _SIGNED.search(line)), default=None)
    if signed is not None:
        for number in range(signed + 1, len(kept)):
            if data.after.match(kept[number]):
                return kept[:number]
    return kept


def _is_menu(line: str, pieces: re.Pattern[str]) -> bool:
    if len(line) > _LONGEST:
        return False
    parts = [part for part in _BETWEEN.split(line) if part]
    return bool(parts) and all(pieces.fullmatch(part) for part in parts)
