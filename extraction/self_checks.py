"""The words of a self-check's warning, from ``data/self_checks.yaml``; the checks stand with what they check."""

from __future__ import annotations

from anmai.extraction.data.tables import table


def warning(code: str, **words: object) -> str:
    """The warning of a kind, in Chinese and English; its first word is the code, so that warnings can be counted."""
    sentence = table("self_checks")[code]
    return f"{code}: {sentence['zh'].format(**words)} {sentence['en'].format(**words)}"
