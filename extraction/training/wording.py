"""Made-up sentences of facts (theft, drugs, injury) with their mentions marked, for training and tests.

Names come from the sample's lists of surnames and given names, courts' places from its divisions; the wordings stand
in data/fact_sentences.yaml. Nothing is taken from any ruling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

import yaml

from anmai.sample.vocabulary import vocabulary

#: A sentence and its mentions: text, [(start, end, label)].
Marked = tuple[str, list[tuple[int, int, str]]]
_TOKEN: Final = re.compile(r"\{(\w+)\}|\[([^\[\]]*)\]|([^\[\]{}]+)")
_LABELS: Final = {"person": "PERSON", "org": "ORG", "place": "PLACE", "time": "TIME"}
_PARTS: Final = ("凌晨", "上午", "下午", "中午", "傍晚", "晚", "晚上", "夜间", "早上", "")
_MASKS: Final = ("某某", "某", "某甲", "某乙", "某1", "××", "*")


@cache
def _wordings() -> dict[str, Any]:
    path = files("anmai.extraction.training") / "data" / "fact_sentences.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def marked_sentences(number: int, seed: int) -> Iterator[Marked]:
    """Sentences with their mentions, the same for the same number and seed.

    Args:
        number: How many.
        seed: Of the random source.
    """
    random = Random(seed)
    sentences: list[str] = _wordings()["sentences"]
    for _ in range(number):
        writer = _Writer(random)
        writer.write(random.choice(sentences))
        yield "".join(writer.pieces), writer.mentions


class _Writer:
    """Fills one wording."""

    def __init__(self, random: Random) -> None:
        self.pieces: list[str] = []
        self.mentions: list[tuple[int, int, str]] = []
        self._length = 0
        self._random = random
        self._masked = random.random() < 0.6
        self._cast = [self._name() for _ in range(3)]

    def write(self, wording: str) -> None:
        for match in _TOKEN.finditer(_choose(wording, self._random)):
            slot = match.group(1)
            if slot is None:
                self._add(match.group())
            elif slot in _LABELS:
                words = getattr(self, f"_{slot}")()
                self.mentions.append((self._length, self._length + len(words), _LABELS[slot]))
                self._add(words)
            elif slot == "sum":
                self._add(str(self._random.choice((80, 150, 600, 1280, 3500, 12600))))
            else:
                self.write(self._random.choice(_wordings()["slots"][slot]))

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        self._length += len(words)

    def _person(self) -> str:
        return self._random.choice(self._cast)

    def _name(self) -> str:
        surname = self._random.choices(vocabulary().surnames[0], cum_weights=vocabulary().surnames[1])[0]
        if self._random.random() < 0.25:
            surname = self._random.choice(vocabulary().surnames[0])
        if self._masked:
            return surname + self._random.choice(_MASKS)
        given = vocabulary().names[self._random.choice(("male", "female"))]
        if self._random.random() < 0.3:
            return surname + str(self._random.choice(given["whole"]))
        return surname + str(self._random.choice(given["first"])) + str(self._random.choice(given["second"]))

    def _county(self) -> str:
        if self._random.random() < 0.3:
            return self._random.choice(("**市**区", "本市**区", "**县", "本县", "本市"))
        court = self._random.choice(vocabulary().courts)
        return self._random.choice((court.county, court.city + court.county, court.place))

    def _place(self) -> str:
        lists = _wordings()["places"]
        pieces = [self._county() if self._random.random() < 0.7 else ""]
        pieces.append(self._random.choice((*lists["towns"], *lists["streets"], "**镇", "**街道", "")))
        if self._random.random() < 0.5:
            pieces.append(self._random.choice((*lists["villages"], "23号", "**路**号", "**村")))
        if self._random.random() < 0.7 or not any(pieces):
            pieces.append(self._random.choice(lists["sites"]))
        if self._random.random() < 0.15:
            pieces.append(f"{self._person()}家中")
        return "".join(pieces)

    def _org(self) -> str:
        if self._random.random() < 0.25:
            return "公安机关"
        if self._random.random() < 0.25:
            return (
                self._county()
                + self._random.choice(("宏达", "金鑫", "华联", "**"))
                + str(self._random.choice(_wordings()["firms"]))
            )
        return self._county() + str(self._random.choice(_wordings()["organs"]))

    def _time(self) -> str:
        random = self._random
        day = f"{random.randint(2010, 2020)}年{random.randint(1, 12)}月"
        form = random.random()
        if form < 0.7:
            day += f"{random.randint(1, 28)}日{random.choice(_PARTS)}"
            if random.random() < 0.5:
                day += f"{random.randint(1, 23)}时" + random.choice(("", "许", f"{random.randint(10, 59)}分许", "左右"))
            return day
        if form < 0.85:
            return day + random.choice(("的一天", "底的一天晚上", "初的一天", "份", "中旬", "期间"))
        return random.choice(("次日", "当晚", "同日", "当日下午", "同年5月3日", "同月8日凌晨"))


def _choose(wording: str, random: Random) -> str:
    """The wording with one of each [a|b|c]."""
    inner = re.compile(r"\[([^\[\]]*)\]")
    while match := inner.search(wording):
        wording = wording[: match.start()] + random.choice(match.group(1).split("|")) + wording[match.end() :]
    return wording
