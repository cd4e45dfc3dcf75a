"""What a paragraph on drugs is about: who is named where, which drugs, who stands accused.

A drug named twice in one breath counts once: 甲基苯丙胺（俗称“冰毒”） is 甲基苯丙胺. A drug is tested where the
laboratory found it (检出甲基苯丙胺成分); it may be the same as one that was named before by what it was held to be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from anmai.extraction.quick_value import quick_value
from anmai.extraction.text.normal import Span

#: A sentence; what runs on without an end is cut, so that no text makes the work grow beyond its length.
_SENTENCE: Final = re.compile(r"[^。；\n]{1,600}")
_ACCUSED: Final = ("被告人", "上诉人", "罪犯", "犯罪嫌疑人", "原审被告人")
#: What joins people into one list.
_JOINT: Final = re.compile(
    r"(?:（[^（）]{0,24}）)?[”\"]?(?:、|和|与|及|以及|伙同)(?:被告人|吸毒人员|购毒人员|购毒者|吸毒者|同案人|朋友|群众)?[“\"]?"
)
_ALIAS: Final = re.compile(r"[^（，。、；]{0,10}（(?:[^（）]{0,8}?(?:俗称|又称|即|又名|俗名|别名)[：:]?)?[“\"]?$")
_TESTED: Final = re.compile(
    r"(?:检出|检验出|检测出|检见|含有?|均为|均系|结果为|成分为|鉴定(?:为|系|：)|系毒品|为毒品)[^。；，）的]{0,20}$"
)


@quick_value
class Person:
    """A person where he is named: [start, end) and the words."""

    span: Span
    name: str


@quick_value
class Drug:
    """A drug where it is named; see the module for tested."""

    span: Span
    name: str
    tested: bool


Named = TypeVar("Named", Person, Drug)


@quick_value
class Sentence:
    """A sentence: [start, end), and who and what is named in it, in order."""

    start: int
    end: int
    persons: tuple[Person, ...]
    drugs: tuple[Drug, ...]


@quick_value
class Scene:
    """A paragraph on drugs.

    Attributes:
        text: Normalised.
        sentences: In order.
        accused: Names that the text calls 被告人 or the like; where it calls nobody so, the first name.
        main: Where the first accused is named first.
    """

    text: str
    sentences: tuple[Sentence, ...]
    accused: tuple[str, ...]
    main: Person | None

    @property
    def drugs(self) -> Iterator[Drug]:
        """Every drug, in order."""
        return (drug for sentence in self.sentences for drug in sentence.drugs)

    def before(self, at: int, length: int = 8) -> str:
        """The words right before ``at``."""
        return self.text[max(0, at - length) : at]

    def joined(self, persons: Sequence[Person], first: int) -> list[Person]:
        """The list of people that begins with persons[first]: 甲、乙和丙."""
        group = [persons[first]]
        for person in persons[first + 1 :]:
            if not _JOINT.fullmatch(self.text, group[-1].span[1], person.span[0]):
                break
            group.append(person)
        return group


def read_scene(text: str, people: list[tuple[Span, str]], drugs: list[tuple[Span, str]]) -> Scene:
    """Put together what a paragraph names.

    Args:
        text: Normalised text.
        people: Where people are named, in order, with the words.
        drugs: Where drugs are named, in order, with the words.
    """
    kept: list[Drug] = []
    last = None
    for span, name in drugs:
        if last is None or not _is_alias(text, last, span[0]):
            kept.append(_drug(text, span, name))
        last = span[1]
    persons = [Person(span, name) for span, name in people]
    sentences = tuple(
        Sentence(match.start(), match.end(), _within(persons, *match.span()), _within(kept, *match.span()))
        for match in _SENTENCE.finditer(text)
    )
    accused = [person.name for person in persons if text.endswith(_ACCUSED, 0, person.span[0])]
    accused = accused or [person.name for person in persons[:1]]
    told = (person for sentence in sentences for person in sentence.persons)
    main = next((person for person in told if person.name == accused[0]), None) if accused else None
    return Scene(text, sentences, tuple(dict.fromkeys(accused)), main)


def _within(named: list[Named], start: int, end: int) -> tuple[Named, ...]:
    """Those of a list in the order of the text that begin in [start, end)."""
    first = bisect_left(named, start, key=lambda one: one.span[0])
    return tuple(named[first : bisect_left(named, end, first, key=lambda one: one.span[0])])


def _is_alias(text: str, last: int, start: int) -> bool:
    """Whether the drug at ``start`` stands in a bracket behind the one that ends at ``last``."""
    return start - last <= 24 and _ALIAS.fullmatch(text, last, start) is not None


def _drug(text: str, span: Span, name: str) -> Drug:
    return Drug(span, name, _TESTED.search(text[max(0, span[0] - 26) : span[0]]) is not None)
