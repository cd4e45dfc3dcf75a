"""Sentences of identity in both languages (data/wording.yaml)."""

from __future__ import annotations

from typing import Literal

from anmai.graph.identity.tables import table


def said(key: str, lang: Literal["zh", "en"], /, **values: object) -> str:
    """The sentence ``key`` with its values."""
    return str(table("wording")[key][lang]).format(**values)
