"""A second look for full names that no role and no mask brings: 梁志远进入店内, 由周海生望风.

A surname and two characters of given names are a name where they recur and other words follow them: what is part of a
longer word is followed by the same character each time. It looks at every surname's character of a text, so that it
costs more than the other rules, and belongs to the profile full.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

from anmai.extraction.fragments.mentions import COMPONENT as MENTIONS
from anmai.extraction.fragments.mentions import as_found
from anmai.extraction.fragments.region import region
from anmai.extraction.fragments.word_lists import given_characters, words
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.names import surnames

COMPONENT: Final = "recurring_names"
_LENGTH: Final = 3
_CONFIDENCE: Final = 0.75
#: What may stand before a name where a clause names somebody.
_BEFORE: Final = frozenset("，。；：、（）\n由将向从给对和与跟被让找趁乘同及在后见是约叫帮替把为到受人走员某")
#: What follows a place's or a brand's name, never a person's.
_NO_FOLLOWER: Final = frozenset("市县区镇乡村路街道店厂”牌")


def read_recurring_names(ruling: Ruling) -> None:
    """Add full names that recur to the mentions; those that were read before stay."""
    offset, end = region(ruling)
    text = ruling.text[offset:end]
    read: list[Found] = ruling.draft.values.get("mentions") or []
    taken = bytearray(len(text))
    for mention in read:
        start, stop = mention.spans[0]
        taken[start - offset : stop - offset] = b"\1" * (stop - start)
    found = [
        as_found(ruling, offset, ("PERSON", span, _CONFIDENCE), COMPONENT) for span in recurring_names(text, taken)
    ]
    if found:
        ruling.put(MENTIONS, "mentions", sorted([*read, *found], key=lambda mention: mention.spans[0]))


def recurring_names(text: str, taken: bytearray) -> list[Span]:
    """Where full names stand that recur in a text.

    Args:
        text: Normalised text.
        taken: One for every character of the text that is part of another mention.
    """
    first, given = _single_surnames(), given_characters()
    starts: dict[str, list[int]] = defaultdict(list)
    for start, character in enumerate(text):
        if character in first and not taken[start]:
            name = text[start : start + _LENGTH]
            if (
                len(name) == _LENGTH
                and name[1] in given
                and name[2] in given
                and not any(taken[start : start + _LENGTH])
            ):
                starts[name].append(start)
    found: list[Span] = []
    for name, places in starts.items():
        followers = {text[start + _LENGTH : start + _LENGTH + 1] for start in places}
        brought = any(start == 0 or text[start - 1] in _BEFORE for start in places)
        if (
            brought
            and len(followers) > 1
            and _NO_FOLLOWER.isdisjoint(followers)
            and not name.startswith(words("no_names"))
        ):
            found.extend((start, start + _LENGTH) for start in places)
    return sorted(found)


@cache
def _single_surnames() -> frozenset[str]:
    return frozenset(name for name in surnames() if len(name) == 1)
