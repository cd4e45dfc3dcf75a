"""What a website puts around a ruling: menus, counters, buttons, related pages, imprint (data/page_furniture.yaml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

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
#: Lines of a menu are short; a sentence of a ruling that begins like one is not.
_LONGEST: Final = 80


@cache
def _data() -> tuple[frozenset[str], frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Tags, class names and ids, pieces of a line, and beginnings of what follows the ruling."""
    text = resources.files("anmai.extraction.readers").joinpath("data/page_furniture.yaml").read_text("utf-8")
    told = yaml.safe_load(text)
    pieces = re.compile("(?:" + "|".join(told["pieces"]) + ")")
    closings = re.compile("(?:" + "|".join(told["after_the_ruling"]) + ")")
    return frozenset(told["tags"]), frozenset(told["names"]), pieces, closings


def is_furniture(tag: str, node: LexborNode) -> bool:
    """Whether an element is the site's and not the ruling's, by its tag, role, class or id.

    Args:
        tag: The element's tag.
        node: The element.
    """
    tags, names, _, _ = _data()
    if tag not in tags:
        attributes = node.attributes
        if not attributes or attributes.get("role") not in {"navigation", "banner", "contentinfo", "search"}:
            own = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split() if attributes else ()
            if not names.intersection(own):
                return False
    return not _SIGNATURE.search(node.text(deep=True))


def without_site_lines(lines: Sequence[str]) -> list[str]:
    """Lines without those that are all counters, buttons and menu entries, and without what follows the ruling.

    Args:
        lines: Lines of a page.
    """
    _, _, pieces, closings = _data()
    kept = [line for line in lines if not _is_menu(line, pieces)]
    signed = max((number for number, line in enumerate(kept) if _SIGNED.search(line)), default=None)
    if signed is not None:
        for number in range(signed + 1, len(kept)):
            if closings.match(kept[number]):
                return kept[:number]
    return kept


def _is_menu(line: str, pieces: re.Pattern[str]) -> bool:
    if len(line) > _LONGEST:
        return False
    parts = [part for part in _BETWEEN.split(line) if part]
    return bool(parts) and all(pieces.fullmatch(part) for part in parts)
