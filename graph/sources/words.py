"""Texts of a mapping in both languages, and the base of its forms."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

#: Lower-case names with hyphens (sources, kinds, themes) and with underscores (properties, names that models require).
SLUG: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME: Final = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"

Slug = Annotated[str, Field(pattern=SLUG, max_length=64)]
Name = Annotated[str, Field(pattern=NAME, max_length=64)]


class Form(BaseModel):
    """Base of all forms: unknown keys are refused, values are never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Form):
    """One text in Chinese and in English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
