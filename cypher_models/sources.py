"""Sources that models require, and whether they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from anmai.cypher_models.form import Model
from anmai.graph.connection import Graph


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of source: its names, and a query with a row when at least one document of it is loaded."""

    name: str
    zh: str
    en: str
    present: str


@cache
def known_sources() -> dict[str, Source]:
    """All sources that a model may name under required_sources (data/sources.yaml)."""
    text = (resources.files("anmai.cypher_models") / "data" / "sources.yaml").read_text(encoding="utf-8")
    return {name: Source(name, **told) for name, told in yaml.safe_load(text).items()}


def missing_sources(graph: Graph, model: Model) -> list[Source]:
    """The required sources of which nothing is loaded."""
    needed = [known_sources()[name] for name in model.about.required_sources]
    return [source for source in needed if not graph.read(source.present)]
