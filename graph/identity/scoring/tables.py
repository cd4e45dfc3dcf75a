"""The data tables of scoring (graph/identity/scoring/data/*.yaml), read once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def table(name: str) -> dict[str, Any]:
    """One table by its file name without ending; see the file's own head for what it holds and its version."""
    text = resources.files("anmai.graph.identity.scoring").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
