"""The data tables of identity (graph/identity/data/*.yaml), read once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """One table by its file name without ending; see the file's own head for its source and version."""
    text = resources.files("anmai.graph.identity").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
