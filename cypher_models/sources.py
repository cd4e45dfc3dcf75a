"""Sources that models require, and whether they are loaded: kinds of documents, and what mappings of tables supply."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from anmai.cypher_models.form import Model, is_day
from anmai.errors import ModelError
from anmai.graph.connection import Graph
from anmai.graph.sources.catalogue import mappings
from anmai.settings import sources_folder


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of source: its names, and a query with a row when at least one document or row of it is loaded."""

    name: str
    zh: str
    en: str
    present: str


@cache
def _of_documents() -> dict[str, dict[str, str]]:
    text = (resources.files("anmai.cypher_models") / "data" / "sources.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = yaml.safe_load(text)
    return told


@cache
def known_sources() -> dict[str, Source]:
    """All sources that a model may name under required_sources: data/sources.yaml, and what mappings supply."""
    found = {name: Source(name, **told) for name, told in _of_documents().items()}
    supplied: dict[str, list[tuple[str, str]]] = {}
    for mapping in mappings(sources_folder()):
        for name in mapping.supplies:
            supplied.setdefault(name, []).append((mapping.title.zh, mapping.title.en))
    for name, titles in supplied.items():
        zh, en = "或".join(zh for zh, _ in titles), " or ".join(en for _, en in titles)
        # The name is a lower-case word of the mapping's form, so it can stand in the text.
        present = f"MATCH (s:Source) WHERE '{name}' IN s.supplies AND s.rows > 0 RETURN 1 AS present LIMIT 1"
        found.setdefault(name, Source(name, zh, f"{en[:1].lower()}{en[1:]}", present))
    return found


def told_until(graph: Graph, model: Model) -> str:
    """The day up to which all required table sources tell: the earliest ``as_of``; empty where one doesn't say."""
    documents = _of_documents()
    wanted = [name for name in model.about.required_sources if name not in documents]
    rows = graph.read(
        "MATCH (s:Source) WHERE s.rows > 0 AND any(name IN s.supplies WHERE name IN $names) RETURN s.as_of AS day",
        {"names": wanted},
    )
    days = [row["day"] for row in rows]
    return min(days) if days and all(is_day(day) for day in days) else ""


def missing_sources(graph: Graph, model: Model) -> list[Source]:
    """The required sources of which nothing is loaded.

    Raises:
        ModelError: The model requires a source that no mapping supplies.
    """
    known = known_sources()
    unknown = [name for name in model.about.required_sources if name not in known]
    if unknown:
        raise ModelError(
            f"{model.slug}/model.yaml requires {', '.join(unknown)}, which no kind of source supplies.",
            remedy="Name what a mapping lists under `supplies` (`anmai sources kinds`), or write a mapping.",
        )
    needed = [known[name] for name in model.about.required_sources]
    return [source for source in needed if not graph.read(source.present)]
