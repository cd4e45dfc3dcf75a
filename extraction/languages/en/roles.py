"""The roles of parties in English captions, and the side that each belongs to."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.languages.en.words import alternation, listed
from anmai.extraction.text.normal import Span

PETITIONER: Final = "petitioner"
RESPONDENT: Final = "respondent"


@cache
def role_pattern(*, named: bool = True) -> str:
    """A role's words, singular or plural, with its numbers (Respondent No. 2) and further roles (Appellant/Accused).

    Args:
        named: Whether the words and the numbers are the groups ``role`` and ``numbers``.
    """
    petitioner = alternation("caption_words", "petitioner_roles")
    respondent = alternation("caption_words", "respondent_roles")
    role = rf"(?:{petitioner}|{respondent})"
    many = r"(?:\s*\(s\)|/s|s)?"
    pattern = (
        rf"(?P<role>(?:(?:first|second|third|\d(?:st|nd|rd|th))\s+)?{role}{many}(?!\w)"
        rf"(?:\s*(?:-|&|/|and)\s*(?:(?:sole|original|first|third|cross)[\s-]*)?"
        rf"(?:{role}|accused|party|parties|caveator){many})*)"
        r"(?P<numbers>\s{0,9}-?\s{0,9}(?:nos?\.?)?(?:[\s\d,.&to-]|and\b){0,60}\d\b)?"
    )
    return pattern if named else re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def _sides() -> dict[str, re.Pattern[str]]:
    keys = {PETITIONER: "petitioner_roles", RESPONDENT: "respondent_roles"}
    return {side: re.compile(rf"(?<![\w-]){alternation('caption_words', key)}", re.I) for side, key in keys.items()}


def side_of(text: str, role: Span) -> str:
    """The side that a role's words belong to; the first of several decides."""
    said = text[slice(*role)]  # a dash before the role is none of it
    first = {side: match.start() for side, words in _sides().items() if (match := words.search(said))}
    return min(first, key=lambda side: first[side]) if first else RESPONDENT


def names_role(lowered: str) -> bool:
    """Whether a text in lower case holds a role's word: quicker than looking for a role's whole pattern."""
    return any(stem in lowered for stem in _stems())


@cache
def _stems() -> tuple[str, ...]:
    words = (*listed("caption_words", "petitioner_roles"), *listed("caption_words", "respondent_roles"))
    return tuple(sorted({word.split()[-1].split("-")[-1][:6] for word in words}))
