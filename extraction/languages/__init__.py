"""Languages: what extraction needs to read rulings of one language, and which language a text is in.

A language is a ``LanguagePack``: a name, a normaliser, a spaCy tokenizer, components and triage rules. Nothing outside
this folder may ask which language a document is in.
"""

from anmai.extraction.languages.detection import detect_language
from anmai.extraction.languages.pack import LanguagePack
from anmai.extraction.languages.registry import AUTO, LANGUAGES, language_pack

__all__ = ["AUTO", "LANGUAGES", "LanguagePack", "detect_language", "language_pack"]
