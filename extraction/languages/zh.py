"""Chinese: the rulings of the People's Republic of China."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Doc
from spacy.vocab import Vocab

from anmai.extraction import civil, criminal, fragments, header, orders, penalties, procuratorate
from anmai.extraction.component import Component
from anmai.extraction.languages.pack import LanguagePack
from anmai.extraction.ruling import Ruling
from anmai.extraction.sections import find_sections, find_title
from anmai.extraction.text.normal import normalise
from anmai.extraction.triage import check_after, check_before


def _find_sections(ruling: Ruling) -> None:
    ruling.sections = find_sections(ruling.text)


def _find_title(ruling: Ruling) -> None:
    ruling.sections = find_title(ruling.text)


def _characters(vocab: Vocab) -> Callable[[str], Doc]:
    """A tokenizer that makes every character a token, without spaCy's second pass for spaces: there are none."""

    def tokenize(text: str) -> Doc:
        return Doc(vocab, words=list(text), spaces=[False] * len(text))

    return tokenize


#: A part offers its components as ``COMPONENTS``; here they are put together.
PACK: Final = LanguagePack(
    name="zh",
    blank="zh",
    normalise=normalise,
    tokenizer=_characters,
    components=(
        Component("sections", _find_sections),
        Component("fragment_title", _find_title, whole=False, fragments=True),
        *header.COMPONENTS,
        *criminal.COMPONENTS,
        # Of fragments, only what is read of civil ones goes by their parts.
        Component("fragment_sections", _find_sections, civil.KINDS, whole=False, fragments=True),
        *civil.COMPONENTS,
        *orders.COMPONENTS,
        *procuratorate.COMPONENTS,
        *penalties.COMPONENTS,
        *fragments.COMPONENTS,
    ),
    check_before=check_before,
    check_after=check_after,
)
