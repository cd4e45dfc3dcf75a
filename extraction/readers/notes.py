"""What readers say in both languages: notes on documents that they read, refusals of archives (data/*.yaml)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from anmai.errors import DocumentError


@cache
def _told(name: str) -> dict[str, dict[str, str]]:
    text = resources.files("anmai.extraction.readers").joinpath(f"data/{name}.yaml").read_text("utf-8")
    notes: dict[str, dict[str, str]] = yaml.safe_load(text)
    return notes


def note(code: str, **words: str) -> str:
    """A note as a warning reads: its code, then Chinese and English.

    Args:
        code: Its code in the table.
        words: What fills the sentence's braces.

    Example:
        >>> note("macros_not_run")
        'macros_not_run: 文书含有宏，未运行。 It holds macros, which were not run.'
    """
    told = _told("reading_notes")[code]
    return f"{code}: {told['zh'].format(**words)} {told['en'].format(**words)}"


def refused_archive(place: str, code: str, **words: str) -> DocumentError:
    """The refusal of an archive, or of some of its files, as one line.

    Args:
        place: The archive's key.
        code: Its code in the table.
        words: What fills the sentence's braces.
    """
    told = _told("refusals")[code]
    sentence = f"{place}: {told['zh'].format(**words)} {told['en'].format(**words)}"
    return DocumentError("unsafe_archive", sentence, remedy=told["remedy"])
