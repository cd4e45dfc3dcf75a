"""What a record's fields are called in Chinese and English (data/field_names.yaml)."""

from __future__ import annotations

from typing import Literal

from anmai.extraction.data.tables import table

Lang = Literal["zh", "en"]


def field_name(field: str, lang: Lang) -> str:
    """The name of a field for people.

    Args:
        field: A field ("sex"), a path without numbers ("verdicts/charges"), or a scored group ("defendant.sex").
        lang: The language.

    Returns:
        The name; the field itself where the table lacks it.
    """
    names: dict[str, dict[Lang, str]] = table("field_names")
    if field in names:
        return names[field][lang]
    owner, dot, own = field.rpartition(".")
    if dot and f"{owner}." in names:
        return f"{names[f'{owner}.'][lang]} · {field_name(own, lang)}"
    last = field.rsplit("/", 1)[-1]
    return names[last][lang] if last in names else field
