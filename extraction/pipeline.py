"""The spaCy pipeline: built from a language's pack, the one place where its components are registered and ordered.

A document is a spaCy ``Doc`` over the text as the pack's normaliser made it. Components keep what they read in
``doc._.ruling``. A component registers by standing in its language's pack (``anmai.extraction.languages``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from anmai.extraction.assembly import assemble
from anmai.extraction.component import Component
from anmai.extraction.languages import AUTO, detect_language, language_pack
from anmai.extraction.ruling import Ruling
from anmai.forms.record import Record


def _spacy_component(component: Component) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        ruling: Ruling = doc._.ruling
        if component.applies(ruling):
            component.run(ruling)
        return doc

    return run


@cache
def build_pipeline(language: str = "zh") -> Language:
    """The pipeline of a language, built once a process: ``spacy.blank`` with the pack's tokens and components.

    Args:
        language: One of ``anmai.extraction.languages.LANGUAGES``.

    Raises:
        UsageError: There is no pack for the language.
    """
    pack = language_pack(language)
    if not Doc.has_extension("ruling"):
        Doc.set_extension("ruling", default=None)
    nlp = spacy.blank(pack.blank)
    if pack.tokenizer:
        nlp.tokenizer = pack.tokenizer(nlp.vocab)
    nlp.max_length = sys.maxsize  # its own limit guards parsers that we don't run; readers hold the limits of documents
    for component in pack.components:
        registered = f"anmai_{pack.name}_{component.name}"
        if not Language.has_factory(registered):
            Language.component(registered, func=_spacy_component(component))
        nlp.add_pipe(registered)
    return nlp


def extract(text: str, id: str, *, fragment: bool = False, language: str = AUTO) -> Record:
    """Read one ruling.

    Args:
        text: The source text; offsets in the record are its code points.
        id: The record's id.
        fragment: The text is part of a ruling or one sentence: nothing is expected of its form, and a missing title
            is no fault.
        language: One of ``anmai.extraction.languages.LANGUAGES``, or ``auto``: told from the text's characters.

    Returns:
        The record; its status says whether it was read, read in part, or skipped, and why. Never raises on any text.

    Raises:
        UsageError: There is no pack for the language.
    """
    pack = language_pack(detect_language(text) if language == AUTO else language)
    ruling = Ruling(id=id, normal=pack.normalise(text), fragment=fragment)
    if pack.check_before(ruling):
        nlp = build_pipeline(pack.name)
        doc = nlp.make_doc(ruling.text)
        doc._.ruling = ruling
        nlp(doc)
        pack.check_after(ruling)
    return assemble(ruling)
