"""Values of records and the graph in the reader's language (values.yaml): roles, penalties, results, codes."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def _told() -> dict[str, dict[str, dict[str, str]]]:
    text = resources.files("anmai.forms").joinpath("values.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return told


def value_words(value: str, lang: str) -> str:
    """A value in Chinese ("zh") or English ("en"); names, numbers and what isn't listed stay as they are.

    Several roles in one value (``上诉人、原审被告``) are told one by one.
    """
    if "、" in value:
        parts = value.split("、")
        told = [value_words(part, lang) for part in parts]
        return ("、" if lang == "zh" or told == parts else ", ").join(told)
    known: dict[str, Any] = _told()["values"]
    if value in known:
        return str(known[value][lang])
    for words, names in _told()["earlier"].items():
        if value.startswith(words) and value.removeprefix(words) in known:
            rest = str(known[value.removeprefix(words)][lang])
            return f"{names[lang]}{'' if lang == 'zh' else ' '}{rest}"
    return value
