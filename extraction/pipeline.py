"""The spaCy pipeline: built from a language's pack, the one place where its components are registered and ordered.

Components read and write the ``Ruling`` in ``doc.user_data["ruling"]``: the text as the pack's normaliser made it and
what was read so far. The spaCy ``Doc`` around it has tokens only where a component of the pipeline asks for them. A
component registers by standing in its language's pack (``anmai.extraction.languages``).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from anmai.extraction.assembly import assemble
from anmai.extraction.component import Component
from anmai.extraction.languages import AUTO, detect_language, language_pack
from anmai.extraction.profiles import DEFAULT_PROFILE, FAST, check_profile
from anmai.extraction.ruling import Ruling
from anmai.forms.record import Record


def _spacy_component(component: Component) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        ruling: Ruling = doc.user_data["ruling"]
        if component.applies(ruling):
            component.run(ruling)
        return doc

    return run


@cache
def build_pipeline(language: str = "zh", *, fragment: bool = False, profile: str = FAST) -> Language:
    """A language's pipeline, built once a process: ``spacy.blank`` with the pack's tokens and what applies of it.

    Args:
        language: One of ``anmai.extraction.languages.LANGUAGES``.
        fragment: For fragments, not for whole rulings.
        profile: One of ``anmai.extraction.profiles.PROFILES``.

    Raises:
        UsageError: There is no pack for the language.
    """
    pack = language_pack(language)
    nlp = spacy.blank(pack.blank)
    if pack.tokenizer:
        nlp.tokenizer = pack.tokenizer(nlp.vocab)
    nlp.max_length = sys.maxsize  # its own limit guards parsers that we don't run; readers hold the limits of documents
    for component in pack.components:
        if not component.belongs(fragment=fragment, profile=profile):
            continue
        registered = f"anmai_{pack.name}_{component.name}"
        if not Language.has_factory(registered):
            Language.component(registered, func=_spacy_component(component))
        nlp.add_pipe(registered)
    return nlp


class _Steps(threading.local):
    """A pipeline as one thread runs it: what costs as much as a rule on every text is worked out once.

    Calling the pipeline itself asks every component what it does with errors, and asking it for its components makes a
    list of them. Making tokens costs as much as most rules together, so that only a component which reads them gets
    any; a document without tokens is the same for every text, and one serves for all.
    """

    def __init__(self, language: str, fragment: bool, profile: str) -> None:
        components = language_pack(language).components
        self._nlp = build_pipeline(language, fragment=fragment, profile=profile)
        self._run = tuple(component for _, component in self._nlp.pipeline)
        self._tokens = any(one.tokens and one.belongs(fragment=fragment, profile=profile) for one in components)
        self._empty = Doc(self._nlp.vocab)

    def read(self, ruling: Ruling) -> None:
        """Run every component on a ruling, in order."""
        doc = self._nlp.make_doc(ruling.text) if self._tokens else self._empty
        doc.user_data["ruling"] = ruling
        for component in self._run:
            component(doc)


@cache
def _steps(language: str, fragment: bool, profile: str) -> _Steps:
    return _Steps(language, fragment, profile)


def extract(
    text: str, id: str, *, fragment: bool = False, language: str = AUTO, profile: str = DEFAULT_PROFILE
) -> Record:
    """Read one ruling.

    Args:
        text: The source text; offsets in the record are its code points.
        id: The record's id.
        fragment: The text is part of a ruling or one sentence: nothing is expected of its form, and a missing title
            is no fault.
        language: One of ``anmai.extraction.languages.LANGUAGES``, or ``auto``: told from the text's characters.
        profile: ``fast`` (rules alone) or ``full`` (with the slower components); see ``anmai.extraction.profiles``.

    Returns:
        The record; its status says whether it was read, read in part, or skipped, and why. Never raises on any text.

    Raises:
        UsageError: There is no pack for the language, or no such profile.
    """
    check_profile(profile)
    pack = language_pack(detect_language(text) if language == AUTO else language)
    ruling = Ruling(id=id, normal=pack.normalise(text), fragment=fragment)
    if pack.check_before(ruling):
        _steps(pack.name, fragment, profile).read(ruling)
        pack.check_after(ruling)
    return assemble(ruling)
