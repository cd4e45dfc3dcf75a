"""All words of the explorer, in both languages, from texts/zh.yaml and texts/en.yaml."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from anmai.errors import ConfigurationError

LANGUAGES: Final = ("zh", "en")


@cache
def texts(lang: str) -> dict[str, str]:
    """All texts of one language by dotted key, e.g. ``leads.title``."""
    source = resources.files("anmai.ui").joinpath("texts", f"{lang}.yaml").read_text("utf-8")
    return _flat(yaml.safe_load(source))


def text(lang: str, key: str, /, **values: object) -> str:
    """The text of ``key`` with ``{name}`` places filled in.

    Raises:
        ConfigurationError: No such key; the file of texts and the page disagree.
    """
    try:
        return texts(lang)[key].format(**values) if values else texts(lang)[key]
    except KeyError as error:
        raise ConfigurationError(
            f"ui/texts/{lang}.yaml has no text or value {error} for {key}.", remedy="Reinstall anmai."
        ) from error


def label(lang: str, group: str, code: str | None) -> str:
    """The text of a code (a status, a kind, a reason) in ``group``; the code itself where it is not listed."""
    if not code:
        return text(lang, "common.unknown")
    return texts(lang).get(f"{group}.{code}", code)


def group(lang: str, prefix: str) -> dict[str, str]:
    """All texts below ``prefix``, by their last part."""
    start = prefix + "."
    return {key.removeprefix(start): value for key, value in texts(lang).items() if key.startswith(start)}


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
