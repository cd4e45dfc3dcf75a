"""Names of people in English judgments: where one begins and ends, whatever the court's capitals and line breaks."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.languages.en.words import alternation, listed, lowered
from anmai.extraction.text.normal import Span

#: One word of a name: Anil, K.Narendran, S.P., D'Souza, Al-Rashid, McCabe.
WORD: Final = r"[A-Z][^\W\d_]*(?:['-][^\W\d_]+)*(?:\.(?:[A-Z][^\W\d_]*(?:['-][^\W\d_]+)*)?)*"
_WORD: Final = re.compile(WORD)
_PARTICLE: Final = re.compile(r"(?:de|da|di|du|van|von|bin|binti|al|el|ul|la|le|e|alias)(?=[ ]+[A-Z])")
_GAP: Final = re.compile(r"[ ]{1,3}|[ ]*\n[ ]*|(?<=\.)(?=[A-Z])")
_INITIALS: Final = re.compile(r"(?:.*[\s.])?[A-Z]\.$|^[A-Z]\.$")
_SUFFIX: Final = re.compile(r",?[ ]+(?:(?:Jr|Sr)(?!\.?[ ]*(?:adv|coun))|II|III|IV)\b\.?", re.I)
_ALIAS: Final = re.compile(r"[ ]*@[ ]*")
_MOST_WORDS: Final = 7
_INITIAL_LENGTH: Final = 2


@cache
def title_pattern() -> re.Pattern[str]:
    """Words before a name that are no part of it: Mr., Hon'ble, Smt., Dr., several in a row."""
    titles = alternation("caption_words", "titles")
    honours = r"(?:the\s+)?hon(?:'?,?\W?ble|ou?rable)\.?"
    return re.compile(rf"(?:(?:{honours}|\b{titles}\b(?:[.:]|(?=\s)))[\s.:]*)+", re.I)


@cache
def titled() -> re.Pattern[str]:
    """A title as sentences write it, with a capital; honours such as Hon'ble are left to ``title_pattern``."""
    titles = [title for title in listed("caption_words", "titles") if "/" not in title]
    either = "|".join(re.escape(form) for title in titles for form in (title, title.upper()))
    return re.compile(rf"(?:{either})(?:[.:]\s*|\s+)(?=[A-Z])")


def skip_titles(text: str, start: int, end: int) -> int:
    """The offset after any titles at ``start``."""
    match = title_pattern().match(text, start, end)
    return match.end() if match else start


def read_name(text: str, start: int, end: int, *, lines: bool = True) -> Span | None:
    """The name of a person that begins at ``start``.

    Args:
        text: Plain text.
        start: Where the name would begin, after its titles.
        end: Where it must have ended.
        lines: Whether it may go on in the next line.

    Returns:
        Its span; None when no name begins there.
    """
    stops = lowered("caption_words", "counsel_words")
    at, last, words = start, start, 0
    while words < _MOST_WORDS:
        match = _WORD.match(text, at, end) or (words and _PARTICLE.match(text, at, end)) or None
        if match is None or _stops(match.group(), stops):
            break
        if words and title_pattern().match(text, at, end):
            break
        words += 1
        last = match.end()
        closed = text[last - 1] == "." and not _INITIALS.match(match.group())
        alias = _ALIAS.match(text, last, end)
        gap = alias or _GAP.match(text, last, end)
        if gap is None or (closed and words > 1) or (not lines and "\n" in gap.group()):
            break
        at = gap.end()
    if not words:
        return None
    suffix = _SUFFIX.match(text, last, end)
    return start, suffix.end() if suffix else trimmed(text, start, last)


def name_before(text: str, start: int, end: int) -> Span | None:
    """The name of a person that ends at ``end``, on one line.

    Args:
        text: Plain text.
        start: Where it may begin at the earliest.
        end: Where it ends; blanks before are left out.

    Returns:
        Its span without titles; None when no name ends there.
    """
    while end > start and text[end - 1] == " ":
        end -= 1
    at, first = end, end
    for _ in range(_MOST_WORDS):
        cut = at
        while cut > start and text[cut - 1] not in " \n\t(,;:[/":
            cut -= 1
        if (
            cut == at
            or not _WORD.fullmatch(text, cut, at)
            or _stops(text[cut:at], lowered("caption_words", "counsel_words"))
        ):
            break
        first = cut
        if cut == start or text[cut - 1] != " ":
            break
        at = cut - 1
    first = skip_titles(text, first, end) if first < end else end
    return (first, trimmed(text, first, end)) if end - first > 1 else None


def trimmed(text: str, start: int, end: int) -> int:
    """A name's end without a full stop that ends a sentence; an initial keeps its own."""
    while end > start and (text[end - 1] in " \n,;:-'\"" or (text[end - 1] == "." and not _initial(text, start, end))):
        end -= 1
    return end


def _initial(text: str, start: int, end: int) -> bool:
    return _INITIALS.match(text[max(start, end - 4) : end].replace("\n", " ")) is not None


def _stops(word: str, stops: frozenset[str]) -> bool:
    """Whether a word is no name's: Advocate, Govt.Pleader; short ones joined by a full stop may be initials."""
    plain = word.strip(".").removesuffix("'s").lower()
    return plain in stops or any(len(part) > _INITIAL_LENGTH and part in stops for part in plain.split("."))
