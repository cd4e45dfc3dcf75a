"""Reads the articles cited in the operative sentence (依照…判决如下)."""

from __future__ import annotations

from typing import Any, Final

from anmai.extraction.ruling import Ruling
from anmai.extraction.sections import unquoted
from anmai.extraction.values.laws import iter_articles

COMPONENT: Final = "citations"


def read_citations(ruling: Ruling) -> None:
    """Set articles: one row an article of a law, in the order cited."""
    if not ruling.sections.basis:
        return
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, int, int | None]] = set()
    start, end = ruling.sections.basis
    plain = ruling.text[:start] + unquoted(ruling.text[start:end])
    for hit in iter_articles(plain, start, end):
        key = (hit.law, hit.article, hit.sub)
        if key in seen:
            continue
        seen.add(key)
        row: dict[str, Any] = {
            "law": ruling.found(hit.law_start, hit.law_end),
            "article": ruling.found(hit.start, hit.end, hit.article),
        }
        if hit.sub is not None:
            row["sub"] = ruling.found(hit.start, hit.end, hit.sub)
        rows.append(row)
    ruling.put(COMPONENT, "articles", rows)
