"""Which language packs there are. A pack is imported when its first document comes."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from anmai.errors import UsageError
from anmai.extraction.languages.pack import LanguagePack

#: Asks for the language to be told from each document's characters.
AUTO: Final = "auto"
#: Language code → module that offers its ``PACK``.
_MODULES: Final = {"zh": "anmai.extraction.languages.zh", "en": "anmai.extraction.languages.en"}
LANGUAGES: Final = tuple(_MODULES)


@cache
def language_pack(name: str) -> LanguagePack:
    """The pack of a language.

    Args:
        name: One of ``LANGUAGES``.

    Raises:
        UsageError: There is no such pack.
    """
    if name not in _MODULES:
        raise UsageError(f"No language pack named {name}.", remedy=f"Choose one of {', '.join((*LANGUAGES, AUTO))}.")
    pack: LanguagePack = import_module(_MODULES[name]).PACK
    return pack
