"""Warnings of records by kind, and in one language (data/warning_kinds.yaml).

A warning reads ``code: Chinese。 English``; readers and batches add plain sentences without a code.
"""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.data.tables import table
from anmai.extraction.field_names import Lang

#: Stands for what is particular to one document.
OTHER: Final = "…"

_CODED: Final = re.compile(r"([a-z]+(?:_[a-z]+)+): ")
_LATIN: Final = re.compile(r"[A-Za-z]{3,}")
_NAME: Final = re.compile(r"[^\s:;,.]*[\u3400-\u9fff〇×＊*（）〔〕][^\s:;,.]*")
_QUOTED: Final = re.compile(r"[“「『\"'][^”」』\"']*[”」』\"']")
_FIGURE: Final = re.compile(r"\d[\d.,\-]*")


def warning_kind(message: str) -> str:
    """A warning's code where it begins with one; else its words, with ``…`` for names, figures and quoted words."""
    coded = _CODED.match(message)
    if coded:
        return coded.group(1)
    text = _QUOTED.sub(OTHER, message)
    if _LATIN.search(text):
        text = _NAME.sub(OTHER, text)
    return _FIGURE.sub(OTHER, text)


def kind_name(kind: str, lang: Lang) -> str:
    """What a kind of warning says; the kind itself where the table lacks it."""
    told: dict[str, dict[Lang, str]] = table("warning_kinds")
    return told[kind][lang] if kind in told else kind


def in_language(message: str, lang: Lang) -> str:
    """The sentence of a coded warning in one language; other warnings whole."""
    coded = _CODED.match(message)
    chinese, parted, english = message[coded.end() if coded else 0 :].rpartition("。 ")
    if not coded or not parted:
        return message
    return f"{chinese}。" if lang == "zh" else english
