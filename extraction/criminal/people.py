"""The defendants of a ruling, and where the text names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from anmai.extraction.ruling import Ruling

#: Words for several defendants at once.
_ALL = (
    r"(?:上述|以上|各|全部|两名|[二两三四五六七八九十]名?|\d名?)(?:原审)?(?:被告人|上诉人|被告)|"
    r"(?:原审)?(?:被告人|上诉人|被告)(?:均|各|都)|[二两三四五六七八九十]人均|均系|均构成|均属"
)


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
        return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![\d甲乙丙丁戊]|某)")

    @cached_property
    def everyone(self) -> re.Pattern[str]:
        """Finds words for all defendants (二被告人, 被告人均 …)."""
        return re.compile(_ALL)

    def canonical(self, word: str) -> str:
        """The header's form of a name or alias."""
        return word if word in self.names else self.aliases.get(word, word)


def people_of(ruling: Ruling) -> People:
    """The defendants that the draft holds."""
    defendants = ruling.draft.value("defendants") or []
    names = list(dict.fromkeys(row["name"] for row in defendants))
    aliases: dict[str, str] = {}
    for row in defendants:
        for alias in row.get("aliases", []):
            if len(alias) > 1 and alias not in names:
                aliases.setdefault(alias, row["name"])
    return People(names, aliases)
