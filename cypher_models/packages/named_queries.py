"""Queries of others as BloodHound keeps them, ``{name, query, description}``, as experimental models of one's own.

A query that matches a pattern and returns a node of it becomes a whole model: the node is the anchor, its condition a
tagged clause. Of any other query a draft is kept, with what it lacks. What the checks of safety refuse isn't kept.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pypinyin import Style, lazy_pinyin

from anmai.cypher_models.catalogue import load_all
from anmai.cypher_models.check import check_model
from anmai.cypher_models.check.words import safety_problems
from anmai.cypher_models.clauses import stripped
from anmai.cypher_models.examples import read_examples
from anmai.cypher_models.form import FILES
from anmai.cypher_models.ledger.overlap import overlaps
from anmai.cypher_models.load import load_model
from anmai.errors import ModelError, UsageError
from anmai.graph.connection import Graph
from anmai.graph.schema import NODES
from anmai.settings import Settings
from anmai.store import Store, audit

#: A draft's folder has this file instead of model.yaml, so that the catalogue doesn't read it.
DRAFT: Final = "draft.yaml"
_MOST: Final = 500
_LABELS: Final = {node.label for node in NODES}
_SHAPE: Final = re.compile(
    r"\s*MATCH\s+(?:\w+\s*=\s*)?(?P<pattern>.+?)(?:\bWHERE\b(?P<where>.+?))?\bRETURN\s+(?:DISTINCT\s+)?(?P<told>.+?)"
    r"(?:\bLIMIT\s+\d+)?\s*;?\s*$",
    re.I | re.S,
)
#: A comment or a string, whichever begins first.
_QUOTED: Final = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.S)
_ANOTHER: Final = re.compile(r"\b(MATCH|WITH|UNWIND|CALL|UNION|OPTIONAL)\b", re.I)


class NamedQuery(BaseModel):
    """One query of others."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(min_length=1, max_length=200)
    query: str = Field(min_length=1, max_length=20_000)
    description: str | None = Field(default=None, max_length=5_000)


@dataclass
class Taken:
    """What came of one query.

    Attributes:
        name: Its name.
        slug: The model's, or the draft's.
        outcome: model (it may run) | draft (it lacks something) | refused (nothing was kept).
        lacking: What it lacks, or why it was refused.
        alike: Models that it is much like.
    """

    name: str
    slug: str
    outcome: str
    lacking: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)


def read_queries(text: str) -> list[NamedQuery]:
    """The queries of a JSON file: one, a list of them, or a list under ``queries``.

    Raises:
        UsageError: It holds something else.
    """
    try:
        told: Any = json.loads(text)
        if isinstance(told, dict):
            told = told["queries"] if isinstance(told.get("queries"), list) else [told]
        found = TypeAdapter(list[NamedQuery]).validate_python(told)
    except (ValueError, ValidationError) as error:
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise UsageError(
            f"This holds no queries: {why}.", remedy="Give {name, query, description}, or a list."
        ) from error
    if not 0 < len(found) <= _MOST:
        raise UsageError(f"This holds {len(found)} queries.", remedy=f"Give 1 to {_MOST} at a time.")
    return found


def take_queries(settings: Settings, store: Store, graph: Graph, queries: list[NamedQuery], who: str) -> list[Taken]:
    """Make a model or a draft of each query; nothing that is there is overwritten.

    Args:
        settings: Which home; its writer lock is the caller's to hold.
        store: Its store, for the audit log.
        graph: The server on which queries are explained.
        queries: The queries.
        who: The person who brings them.
    """
    settings.ensure_home()
    taken = []
    for query in queries:
        known = {loaded.folder.name for loaded in load_all(settings)} | {
            path.name for path in settings.models_dir.iterdir()
        }
        one = _take(settings, store, graph, query, _slug(query.name, known))
        action = "model.refused" if one.outcome == "refused" else "model.import"
        with store.session() as session:
            detail = {"outcome": one.outcome, "name": one.name, "problems": one.lacking[:20]}
            audit.append(session, who, action, f"model:{one.slug}", detail)
        taken.append(one)
    return taken


def _take(settings: Settings, store: Store, graph: Graph, query: NamedQuery, slug: str) -> Taken:
    unsafe = safety_problems(f"{slug}/findings.cypher", query.query.strip().removesuffix(";"))
    if unsafe:
        return Taken(query.name, slug, "refused", [str(problem) for problem in unsafe])
    shaped = shape(query.query)
    folder = settings.models_dir / slug
    folder.mkdir(mode=0o700)
    if isinstance(shaped, str):
        _write(folder, slug, query, None)
        return Taken(query.name, slug, "draft", [shaped])
    _write(folder, slug, query, shaped)
    loaded = load_model(folder, own=True)
    problems = list(loaded.problems)
    if loaded.model is not None and not problems:
        problems = check_model(loaded.model, graph)
    if loaded.model is None or problems:
        (folder / "model.yaml").rename(folder / DRAFT)
        return Taken(query.name, slug, "draft", [str(problem) for problem in problems])
    with store.session(write=False) as session:
        models = [other.model for other in load_all(settings) if other.model is not None]
        alike = [each.sentence() for each in overlaps(session, loaded.model, models) if each.near_copy]
    lacking = [str(problem) for problem in read_examples(loaded.model)[1]]
    lacking.append(f"{slug}/model.yaml: legal_basis, false_positives and reason codes are placeholders")
    return Taken(query.name, slug, "model", lacking, alike)


@dataclass(frozen=True, slots=True)
class Shape:
    """A query that can become a model: its anchor's label, the pattern and condition with the anchor named ``a``."""

    anchor: str
    pattern: str
    where: str | None


def shape(query: str) -> Shape | str:
    """The anchor, pattern and condition of a simple query; or, in words, what it lacks to become a model."""
    bare = _QUOTED.sub(lambda part: part[0] if part[0][0] in "'\"" else " ", query)
    found = _SHAPE.fullmatch(bare)
    if found is None or _ANOTHER.search(stripped(f"{found['pattern']} {found['where'] or ''}")):
        return (
            "no anchor: only `MATCH pattern WHERE condition RETURN node` becomes a model by itself; begin with "
            "`UNWIND $anchors AS id MATCH (a:<anchor> {id: id})` and return the columns that docs/models.md lists"
        )
    named = dict(re.findall(r"\(\s*(\w+)\s*:\s*(\w+)", found["pattern"]))
    told = re.split(r"[\s,.]", found["told"].strip(), maxsplit=1)[0]
    chosen = told if told in named else next(iter(named), None)
    if chosen is None or named[chosen] not in _LABELS:
        odd = (
            f"{named[chosen]} is no label of the schema" if chosen else "no node of the pattern has a name and a label"
        )
        return f"no anchor: {odd} (docs/schema.md lists the labels)"
    if chosen != "a" and re.search(r"\ba\b", stripped(bare)):
        return "no anchor: the name `a` belongs to the anchor; give the other node another name"

    def renamed(text: str) -> str:
        return re.sub(rf"(?<![\w.:$'\"]){re.escape(chosen)}\b(?!\s*\()", "a", text).strip()

    where = renamed(found["where"]) if found["where"] else None
    return Shape(named[chosen], renamed(found["pattern"]), where)


def _write(folder: Path, slug: str, query: NamedQuery, shaped: Shape | None) -> None:
    """The five files of a model, or a draft: model.yaml under another name and the query as it came."""
    template = resources.files("anmai.cypher_models") / "template"
    files = {name: (template / name).read_text(encoding="utf-8") for name in FILES}
    about = yaml.safe_load(files["model.yaml"].replace("@SLUG@", slug).replace("@ID@", str(uuid.uuid4())))
    words = " ".join((query.description or query.name).split())
    about |= {
        "title": {"zh": query.name, "en": query.name},
        "description": {"zh": words, "en": words},
        "reach": {}, "parameters": [], "required_sources": ["criminal_rulings"],
        "elements": [{"id": "condition", "kind": "scope", "zh": "原查询的条件", "en": "What the query asks for"}],
        "reason_codes": [
            {"id": "matches", "weight": "weaker", "zh": "符合查询", "en": "Matches the query",
             "elements": ["condition"],
             "sentence": {"zh": "{name}符合查询的条件。", "en": "{name} is as the query asks for."}}
        ],
        "columns": [{"name": "name", "zh": "名称", "en": "Name", "personal": True}],
        "lead_title": {"zh": "{name}：{codes}", "en": "{name}: {codes}"},
        "references": ["Imported query"],
    }  # fmt: skip
    if shaped is not None:
        about["anchor"] = shaped.anchor
        files["findings.cypher"] = _findings(shaped)
        files["population.cypher"] = f"MATCH (a:{shaped.anchor})\nRETURN count(a) AS population\n"
        files["subgraph.cypher"] = (
            f"MATCH (a:{shaped.anchor} {{id: $anchor}})\nOPTIONAL MATCH (a)-[r]-(b)\n"
            "WITH a, collect(r)[..60] AS some, collect(b)[..60] AS near\n"
            "RETURN [a] + near AS nodes, some AS relationships\n"
        )
        files["examples.yaml"] = "examples: []\n"
    else:
        files = {"findings.cypher": query.query.strip() + "\n"}
    files[DRAFT if shaped is None else "model.yaml"] = yaml.safe_dump(about, sort_keys=False, allow_unicode=True)
    for name, text in files.items():
        if name != "model.yaml" or shaped is not None:
            (folder / name).write_text(text, encoding="utf-8")


def _findings(shaped: Shape) -> str:
    label = shaped.anchor
    kind = f"'{label}'"
    person, organization = label == "Person", label == "Organization"
    entity = "[{entity_id: a.id, name: coalesce(a.name, a.id)}]"
    condition = shaped.where or "a.id IS NOT NULL"
    # A name is shown where the label has one.
    has_name = any(prop.name == "name" for node in NODES if node.label == label for prop in node.properties)
    shown = "coalesce(a.name, a.id)" if has_name else "a.id"
    return f"""UNWIND $anchors AS id
MATCH (a:{label} {{id: id}})
MATCH {shaped.pattern}
WHERE true
  // @element condition
  AND ({condition})
  // @end
WITH DISTINCT a, ['matches'] AS reason_codes
WHERE size(reason_codes) > 0
RETURN
  a.id AS anchor,
  {{id: a.id, kind: {kind}, name: {shown}}} AS target,
  reason_codes,
  {{name: {shown}}} AS columns,
  [] AS cases,
  {entity if person else "[]"} AS persons,
  {entity if organization else "[]"} AS organizations,
  [] AS documents,
  [] AS passages
"""


def _slug(name: str, known: set[str]) -> str:
    """A slug from a name, Chinese by its sounds, that nothing here has yet."""
    letters = "-".join(lazy_pinyin(name, style=Style.NORMAL))
    plain = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:48].strip("-")
    base = plain if plain and plain[0].isalpha() else f"query-{plain}".strip("-")
    if base not in known:
        return base
    return next(slug for number in range(2, 10_000) if (slug := f"{base}-{number}") not in known)


def raise_if_all_refused(taken: list[Taken]) -> None:
    """Raise when nothing of an import was kept.

    Raises:
        ModelError: Every query was refused.
    """
    if taken and all(one.outcome == "refused" for one in taken):
        raise ModelError(
            "Every query was refused:\n  " + "\n  ".join(f"{one.name}: {one.lacking[0]}" for one in taken) + "\n",
            remedy="A model only reads the graph.",
        )
