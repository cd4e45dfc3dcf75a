"""The sentences of commands in both languages (texts.yaml), and the option that chooses."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any

import typer
import yaml

from anmai.errors import AnmaiError


class Lang(StrEnum):
    """Languages of the command line."""

    zh = "zh"
    en = "en"


#: ``--lang``; without it the settings decide (Chinese unless set).
LangOption = Annotated[Lang | None, typer.Option("--lang", help="zh | en. 语言。 Language.")]
JsonOption = Annotated[bool, typer.Option("--json", help="机器可读的 JSON。 As JSON.")]


@cache
def _texts() -> dict[str, dict[str, str]]:
    text = resources.files("anmai.api.cli").joinpath("texts.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = yaml.safe_load(text)
    return told


#: Languages that this process has spoken, the last one last: what goes wrong afterwards is told in it.
_spoken: list[str] = []


def forget() -> None:
    """Forget what was spoken: a command begins."""
    _spoken.clear()


def spoken() -> str:
    """The language of the command that runs; before it has chosen one, that of the settings."""
    if _spoken:
        return _spoken[-1]
    try:
        from anmai.settings import settings

        return settings().lang
    except AnmaiError:
        # The settings themselves may be what is wrong.
        return "zh"


class Words:
    """Sentences in one language: ``words("shown", shown=3, total=8)``."""

    def __init__(self, lang: Lang | None) -> None:
        from anmai.settings import settings

        self.lang: str = lang.value if lang is not None else settings().lang
        _spoken.append(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence ``key`` with its values."""
        return _texts()[key][self.lang].format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a sentence ``key``."""
        return key in _texts()

    def status(self, status: str) -> str:
        """A lead's status in words."""
        return self(status) if status in _texts() else status


def print_json(value: Any) -> None:
    """Write a value as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
