"""The defendants of a ruling, and where the text names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from anmai.extraction.ruling import Ruling
from anmai.extraction.values.names import is_masked
from anmai.extraction.values.unmarked_names import name_at

#: Words for several defendants at once.
_ALL = (
    r"(?:上述|以上|各|全部|两名|[二两三四五六七八九十]名?|\d名?)(?:原审)?(?:被告人|上诉人|被告)|"
    r"(?:原审)?(?:被告人|上诉人|被告)(?:均|各|都)|[二两三四五六七八九十]人均|均系|均构成|均属"
)
#: Behind a name, where it is no part of another one. One by one: a class of characters costs a table to compile, and
#: names' patterns are compiled for each document.
_ENDS_HERE = "".join(f"(?!{character})" for character in (r"\d", *"甲乙丙丁戊某"))


@dataclass(eq=False)
class People:
    """The defendants' names, with patterns that find them."""

    names: list[str]
    aliases: dict[str, str] = field(default_factory=dict)

    @cached_property
    def mention(self) -> re.Pattern[str] | None:
        """Finds a defendant's name; None when there is no defendant."""
        words = sorted({*self.names, *self.aliases}, key=len, reverse=True)
        if not words:
            return None
        return re.compile(rf"(?:{'|'.join(map(re.escape, words))}){_ENDS_HERE}")

    @cached_property
    def everyone(self) -> re.Pattern[str]:
        """Finds words for all defendants (二被告人, 被告人均 …)."""
        return re.compile(_ALL)

    def canonical(self, word: str) -> str:
        """The header's form of a name or alias."""
        return word if word in self.names else self.aliases.get(word, word)


_CONVICTED = re.compile(r"(?:被告人|上诉人)(?:（[^（）]{2,12}）)?(?=[\u3400-\u9fff×*·\d]{2,12}?犯[^，。；\n]{2,20}罪)")
_PLAIN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}(?=犯)")
_SHORT = r"（(?:以下)?(?:均)?简称(?:为)?[：:]?“?(?P<short>[^（）“”，。]{2,16})”?）"


def convicted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names that stand between 被告人 and 犯…罪, whoever bears them."""
    for called in _CONVICTED.finditer(text, start, end):
        name = _PLAIN_NAME.match(text, called.end(), end)
        span = name.span() if name else name_at(text, called.end(), end)
        if span:
            yield span


def with_unmasked(people: People, text: str, start: int, end: int) -> People:
    """The people, with the names that the operative part gives to those whom the header masks in another way.

    A name that it convicts and nobody bears is taken for the one masked defendant with that surname whom it doesn't
    name; where there are several such, for none.
    """
    if people.mention is None:
        return people
    named = {people.canonical(match.group()) for match in people.mention.finditer(text, start, end)}
    left = [name for name in people.names if name not in named and is_masked(name)]
    found: dict[str, str] = {}
    for first, last in convicted(text, start, end) if left else ():
        word = text[first:last]
        fitting = [name for name in left if name[0] == word[0]]
        if len(fitting) == 1 and not people.mention.match(text, first, end):
            found[word] = fitting[0]
    return People(people.names, {**people.aliases, **found}) if found else people


def _short_names(ruling: Ruling, names: list[str]) -> dict[str, str]:
    """Short names of defendant organizations: 青禾市某某商贸有限公司（以下简称某某公司）."""
    short: dict[str, str] = {}
    for name in names:
        told = re.compile(re.escape(name) + _SHORT).search(ruling.text)
        if told and told.group("short") not in names:
            short.setdefault(told.group("short"), name)
    return short


def people_of(ruling: Ruling) -> People:
    """The defendants that the draft holds; worked out once for the same rows."""
    rows = ruling.draft.values.get("defendants")
    known: tuple[object, People] | None = ruling.memory.get("people")
    if known is None or known[0] is not rows:
        known = ruling.memory["people"] = (rows, _people(ruling))
    return known[1]


def _people(ruling: Ruling) -> People:
    defendants = ruling.draft.value("defendants") or []
    names = list(dict.fromkeys(row["name"] for row in defendants))
    aliases: dict[str, str] = {}
    for row in defendants:
        for alias in row.get("aliases", []):
            if len(alias) > 1 and alias not in names:
                aliases.setdefault(alias, row["name"])
    units = [row["name"] for row in defendants if row.get("kind") == "organization"]
    return People(names, {**aliases, **_short_names(ruling, units)} if units else aliases)
