"""The spaCy pipeline: the one place where components are registered and ordered.

A document is a spaCy ``Doc`` of characters over the normalised text, so that a token's index is a code point's.
Components keep what they read in ``doc._.ruling``. A component registers by standing in its part's ``COMPONENTS``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from anmai.extraction import civil, criminal, fragments, header
from anmai.extraction.assembly import assemble
from anmai.extraction.component import Component
from anmai.extraction.ruling import Ruling
from anmai.extraction.sections import find_sections
from anmai.extraction.text.normal import normalise
from anmai.extraction.triage import check_after, check_before
from anmai.forms.record import Record


def _find_sections(ruling: Ruling) -> None:
    ruling.sections = find_sections(ruling.text)


#: Every component, in the order that they run. A part offers its own as ``COMPONENTS``; here they are put together.
COMPONENTS: Final[tuple[Component, ...]] = (
    Component("sections", _find_sections, fragments=True),
    *header.COMPONENTS,
    *criminal.COMPONENTS,
    *civil.COMPONENTS,
    *fragments.COMPONENTS,
)


def _spacy_component(component: Component) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        ruling: Ruling = doc._.ruling
        if component.applies(ruling):
            component.run(ruling)
        return doc

    return run


def _characters(vocab: Vocab) -> Callable[[str], Doc]:
    """A tokenizer that makes every character a token, without spaCy's second pass for spaces: there are none."""

    def tokenize(text: str) -> Doc:
        return Doc(vocab, words=list(text), spaces=[False] * len(text))

    return tokenize


@cache
def build_pipeline() -> Language:
    """The pipeline, built once a process: ``spacy.blank("zh")`` with character tokens and all components."""
    if not Doc.has_extension("ruling"):
        Doc.set_extension("ruling", default=None)
    nlp = spacy.blank("zh")
    nlp.tokenizer = _characters(nlp.vocab)
    nlp.max_length = sys.maxsize  # its own limit guards parsers that we don't run; readers hold the limits of documents
    for component in COMPONENTS:
        registered = f"anmai_{component.name}"
        if not Language.has_factory(registered):
            Language.component(registered, func=_spacy_component(component))
        nlp.add_pipe(registered)
    return nlp


def extract(text: str, id: str, *, fragment: bool = False) -> Record:
    """Read one ruling.

    Args:
        text: The source text; offsets in the record are its code points.
        id: The record's id.
        fragment: The text is part of a ruling or one sentence: nothing is expected of its form, and a missing title
            is no fault.

    Returns:
        The record; its status says whether it was read, read in part, or skipped, and why. Never raises on any text.
    """
    ruling = Ruling(id=id, normal=normalise(text), fragment=fragment)
    if check_before(ruling):
        nlp = build_pipeline()
        doc = nlp.make_doc(ruling.text)
        doc._.ruling = ruling
        nlp(doc)
        check_after(ruling)
    return assemble(ruling)
