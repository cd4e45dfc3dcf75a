"""What a pipeline component is, for the parts (header, criminal, civil, fragments) that offer some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anmai.extraction.profiles import PROFILES
from anmai.extraction.ruling import Ruling


@dataclass(frozen=True, slots=True)
class Component:
    """One step of reading.

    Attributes:
        name: Its name in the pipeline and in provenance rows.
        run: Reads from a ruling and puts what it found into the ruling's draft. It must not raise on any text.
        kinds: The kinds of document that it reads (``anmai.extraction.ruling.Kind``); None for all, unknown ones too.
        whole: It runs on whole rulings.
        fragments: It runs on fragments (parts of rulings, single sentences).
        profiles: The profiles of reading that it belongs to (``anmai.extraction.profiles``).
        tokens: It reads the tokens of the spaCy document, not only the ruling's text.
    """

    name: str
    run: Callable[[Ruling], None]
    kinds: frozenset[str | None] | None = None
    whole: bool = True
    fragments: bool = False
    profiles: frozenset[str] = frozenset(PROFILES)
    tokens: bool = False

    def belongs(self, *, fragment: bool, profile: str) -> bool:
        """Whether it is part of the pipeline for fragments or for whole rulings, in this profile."""
        return profile in self.profiles and (self.fragments if fragment else self.whole)

    def applies(self, ruling: Ruling) -> bool:
        """Whether it has anything to do on this ruling."""
        if self.kinds is not None and ruling.kind not in self.kinds:
            return False
        return ruling.status != "skipped" and (self.fragments if ruling.fragment else self.whole)
