"""Loads the tables of this folder, once, read-only."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def table(name: str) -> Any:
    """The content of data/<name>.yaml.

    Args:
        name: File name without its ending.

    Raises:
        FileNotFoundError: The package lacks the table; install it again.
    """
    path = resources.files("anmai.extraction.data").joinpath(f"{name}.yaml")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/<name>.csv; lines that begin with # are comments.

    Args:
        name: File name without its ending.

    Raises:
        FileNotFoundError: The package lacks the table; install it again.
    """
    path = resources.files("anmai.extraction.data").joinpath(f"{name}.csv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines))
