"""Notes of readers on documents that they read, in both languages (data/reading_notes.yaml)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def _told() -> dict[str, dict[str, str]]:
    text = resources.files("anmai.extraction.readers").joinpath("data/reading_notes.yaml").read_text("utf-8")
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
    told = _told()[code]
    return f"{code}: {told['zh'].format(**words)} {told['en'].format(**words)}"
