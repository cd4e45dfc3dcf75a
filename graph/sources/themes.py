"""Special libraries 专题库: themes that group kinds of sources, and rulings by their kind, cause and charge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme.

    Attributes:
        kinds: Case.kind of the documents that belong to it whatever they are about.
        words: Words in a cause of action or a charge.
    """

    slug: str
    zh: str
    en: str
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def holds(self, kind: str | None, subject: str | None) -> bool:
        """Whether cases of this kind, or about this cause or charge, belong to it."""
        return kind in self.kinds or any(word in (subject or "") for word in self.words)


@cache
def themes() -> dict[str, Theme]:
    """All themes by slug."""
    documents = _table("theme_documents")
    return {
        slug: Theme(
            slug, told["zh"], told["en"], tuple(documents.get(slug, {}).get("kinds", ())),
            tuple(documents.get(slug, {}).get("words", ())),
        )
        for slug, told in _table("themes").items()
    }  # fmt: skip


def theme_of(slug: str) -> Theme:
    """A theme; one that is not declared is called by its slug."""
    return themes().get(slug) or Theme(slug, slug, slug.replace("-", " "))


def documents_of(chosen: Iterable[Theme], counts: Iterable[tuple[str | None, str | None, int]]) -> dict[str, int]:
    """Theme → number of cases, from counts by (kind, cause or charge)."""
    told = list(counts)
    return {theme.slug: sum(n for kind, subject, n in told if theme.holds(kind, subject)) for theme in chosen}


def _table(name: str) -> dict[str, Any]:
    text = (resources.files("anmai.graph.sources") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table
