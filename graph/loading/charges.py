"""Articles of the Criminal Law by charge, from data/charges.csv."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def _articles() -> dict[str, str]:
    text = (resources.files("anmai.graph.loading") / "data" / "charges.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["charge"]: row["article"] for row in rows}


def article_of(charge: str) -> str | None:
    """Article of 刑法 that a charge rests on, e.g. "234" or "133-1"; None where the table doesn't hold it."""
    return _articles().get(charge)
