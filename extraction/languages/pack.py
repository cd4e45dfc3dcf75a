"""What a language pack is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from anmai.extraction.component import Component
from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import NormalText


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """Everything that reading rulings of one language takes.

    Attributes:
        name: The language's ISO 639-1 code; it goes into records.
        blank: The code that ``spacy.blank`` knows it by.
        normalise: Makes the text that components read, with its map back to the source; never fails.
        tokenizer: Makes the tokenizer for a vocabulary; None for spaCy's own of that language.
        components: In the order that they run. Component names are unique within a pack.
        check_before: Skips what holds no ruling; returns whether reading may go on.
        check_after: Marks what turned out to be cut off or no ruling.
    """

    name: str
    blank: str
    normalise: Callable[[str], NormalText]
    components: tuple[Component, ...]
    check_before: Callable[[Ruling], bool]
    check_after: Callable[[Ruling], None]
    tokenizer: Callable[[Vocab], Callable[[str], Doc]] | None = None
