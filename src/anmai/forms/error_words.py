"""Errors in the reader's language: the sentences that the code raises in English, in Chinese (error_texts.yaml)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

import yaml

from anmai.errors import AnmaiError

_PLACE: Final = re.compile(r"\{\w+\}")
_QUOTED: Final = re.compile(r"^'(.*)'$", re.DOTALL)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """(English, Chinese) with {places} for values, those with the most words of their own first."""
    rows = yaml.safe_load(resources.files("anmai.forms").joinpath("error_texts.yaml").read_text(encoding="utf-8"))
    return tuple(sorted(((str(en), str(zh)) for en, zh in rows), key=lambda row: -len(_PLACE.sub("", row[0]))))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    made = []
    for en, zh in sentences():
        pattern = "".join(
            f"(?P<{part[1:-1]}>.*?)" if _PLACE.fullmatch(part) else re.escape(part)
            for part in re.split(r"(\{\w+\})", en)
        )
        made.append((re.compile(pattern, re.DOTALL), zh))
    return tuple(made)


def in_chinese(told: str) -> str:
    """An error's message or remedy in Chinese, or both one after the other; what isn't known stays English."""
    # As one line: the longest message that is known beside a remedy that is, then the whole, then a message alone.
    cuts = sorted((found.end() for found in re.finditer(r"[.…:)] |\n ", told)), reverse=True)
    parts = [(_one(told[:cut].rstrip(" ")), told[cut:]) for cut in cuts]
    for message, rest in parts:
        remedy = _one(rest) if message is not None else None
        if message is not None and remedy is not None:
            return message + remedy
    whole = _one(told)
    if whole is not None:
        return whole
    return next((f"{message}{rest}" for message, rest in parts if message is not None), told)


def _one(sentence: str) -> str | None:
    for pattern, zh in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            values = {name: _QUOTED.sub(r"“\1”", value) for name, value in found.groupdict().items()}
            return zh.format(**values)
    return None


def in_words(error: AnmaiError, lang: str) -> str:
    """An error with its remedy in Chinese ("zh") or English ("en")."""
    if lang != "zh":
        return str(error)
    message = in_chinese(error.message)
    if not error.remedy:
        return message
    gap = "" if message.endswith(("。", "\n")) else " "
    return f"{message}{gap}{in_chinese(error.remedy)}"
