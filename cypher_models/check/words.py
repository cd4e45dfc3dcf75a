"""What can be told from a query's words: its beginning, its names against the schema, parameters, ranges, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.cypher_models.check.characters import character_problems, code_problems
from anmai.cypher_models.check.functions import function_problems
from anmai.cypher_models.check.growth import growth_problems
from anmai.cypher_models.check.paths import path_problems
from anmai.cypher_models.clauses import stripped
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import Problem
from anmai.graph.schema import NODES, RELATIONS

#: What the runner and the subgraph reader read. Columns of findings.cypher:
FINDING_COLUMNS: Final = (
    "anchor",
    "target",
    "reason_codes",
    "columns",
    "cases",
    "persons",
    "organizations",
    "documents",
    "passages",
)
RETURNED: Final[dict[str, tuple[str, ...]]] = {
    "findings.cypher": FINDING_COLUMNS,
    "subgraph.cypher": ("nodes", "relationships"),
    "population.cypher": ("population",),
}
_WRITES: Final = re.compile(
    r"(?<![.$:|])\b(CREATE|INSERT|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|DROP|LOAD\s+CSV|USE|SHOW|TERMINATE|ALTER|"
    r"GRANT|DENY|REVOKE|RENAME|START|STOP|ENABLE|DEALLOCATE|REALLOCATE|DRYRUN|FINISH)\b(?!\s*:)",
    re.I,
)
_LABELS: Final = {node.label: {prop.name for prop in node.properties} | {"id"} for node in NODES}
_READ: Final = {"document", "spans", "source", "columns", "component", "version"}
_TYPES: Final = {
    relation.type: {prop.name for prop in relation.properties}
    | ({"rule", "rule_version"} if relation.derived else _READ)
    for relation in RELATIONS
}
_NODE: Final = re.compile(r"\(\s*(\w*)\s*:\s*([\w|&!]+)")
_RELATION: Final = re.compile(r"\[\s*(\w*)\s*:\s*([\w|]+)([^\]]*)\]")
_ACCESS: Final = re.compile(r"\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)\b(?!\s*\()")
_MAP_KEY: Final = re.compile(r"[{,]\s*([A-Za-z_]\w*)\s*:")
_FIRST: Final = re.compile(r"\s*(MATCH|OPTIONAL\s+MATCH|UNWIND|WITH|RETURN)\b", re.I)
#: What the runner binds itself; a model's own parameter of such a name would overwrite it.
_BOUND: Final = frozenset({"anchors", "anchor", "touched"})
_PARAMETER: Final = re.compile(r"\$(\w+)")


def word_problems(model: Model, name: str) -> list[Problem]:
    """Problems that one query's words show, with their lines."""
    query = model.files[name]
    plain = stripped(query)
    file = f"{model.slug}/{name}"
    unsafe = safety_problems(file, query)
    if any(character_problems(query)):
        # Strings and comments can't be told apart any more: what else the words say means nothing.
        return unsafe
    found = [
        *_beginning(model, name, plain),
        *_schema_names(plain),
        *_parameters(model, name, plain),
        *_returned(name, plain),
    ]
    told = [Problem(file, plain.count("\n", 0, at) + 1, message) for at, message in sorted(found)]
    return sorted(unsafe + told, key=lambda problem: problem.line or 0)


def safety_problems(file: str, query: str) -> list[Problem]:
    """Why a query's words are refused whatever it is for: what hides, writes, calls, grows or walks without end."""
    hidden = list(character_problems(query))
    if hidden:
        return [Problem(file, query.count("\n", 0, at) + 1, message) for at, message in sorted(hidden)]
    plain = stripped(query)
    found = [
        *code_problems(plain),
        *function_problems(plain),
        *growth_problems(plain),
        *path_problems(plain),
        *_refused(plain),
    ]
    return [Problem(file, plain.count("\n", 0, at) + 1, message) for at, message in sorted(found)]


def _beginning(model: Model, name: str, plain: str) -> Iterator[tuple[int, str]]:
    anchor = model.about.anchor
    if anchor not in _LABELS:
        yield 0, f"anchor {anchor} is no label of the schema"
    words = " ".join(plain.split())
    if name == "findings.cypher":
        start = f"UNWIND $anchors AS id MATCH (a:{anchor} {{id: id}})"
    elif name == "subgraph.cypher":
        start = f"MATCH (a:{anchor} {{id: $anchor}})"
    else:
        if not _FIRST.match(plain):
            yield 0, "must begin with MATCH, UNWIND, WITH or RETURN"
        return
    if not words.startswith(start):
        yield 0, f"must begin with `{start}`"


def _refused(plain: str) -> Iterator[tuple[int, str]]:
    for word in _WRITES.finditer(plain):
        yield word.start(), f"{word[0].upper()} is refused: a model only reads the graph"
    for found in re.finditer(r"\bCALL\s+(?![({])([\w.]+)", plain, re.I):
        yield found.start(), f"the procedure {found[1]} is refused: a model reads patterns alone"
    for found in re.finditer(r"\bIN\s+(\d+\s+)?(CONCURRENT\s+)?TRANSACTIONS\b", plain, re.I):
        yield found.start(), "CALL … IN TRANSACTIONS is refused: the runner makes the batches"


def _schema_names(plain: str) -> Iterator[tuple[int, str]]:
    owners: dict[str, set[str]] = {}
    for found in _NODE.finditer(plain):
        for label in re.split(r"[|&!]", found[2]):
            if label and label not in _LABELS:
                yield found.start(), f"{label} is no label of the schema (docs/schema.md)"
        if found[1]:
            owners.setdefault(found[1], set()).update(
                name for label in re.split(r"[|&]", found[2]) for name in _LABELS.get(label, set())
            )
    for found in _RELATION.finditer(plain):
        for kind in found[2].split("|"):
            if kind and kind not in _TYPES:
                yield found.start(), f"{kind} is no relationship of the schema (docs/schema.md)"
        if found[1]:
            owners.setdefault(found[1], set()).update(
                name for kind in found[2].split("|") for name in _TYPES.get(kind, set())
            )
    everything = set().union(*_LABELS.values(), *_TYPES.values())
    keys = set(_MAP_KEY.findall(plain))
    for found in _ACCESS.finditer(plain):
        allowed = owners.get(found[1], everything) | keys
        if found[2] not in allowed:
            yield found.start(), f"{found[1]}.{found[2]} is no property of the schema (docs/schema.md)"


def _parameters(model: Model, name: str, plain: str) -> Iterator[tuple[int, str]]:
    own = {"findings.cypher": {"anchors"}, "subgraph.cypher": {"anchor"}}.get(name, set())
    declared = {parameter.name for parameter in model.about.parameters}
    for parameter in sorted(declared & _BOUND):
        yield 0, f"the parameter {parameter} is the runner's own: give yours another name"
    used = {found[1]: found.start() for found in _PARAMETER.finditer(plain)}
    for parameter, at in used.items():
        if parameter not in declared | own:
            yield at, f"${parameter} is not declared under parameters in model.yaml"
    if name == "findings.cypher":
        for parameter in sorted(declared - set(used)):
            yield 0, f"the parameter {parameter} of model.yaml is not used"


def _returned(name: str, plain: str) -> Iterator[tuple[int, str]]:
    at = plain.upper().rfind("RETURN")
    if at < 0:
        yield len(plain) - 1, "returns nothing"
        return
    if name == "findings.cypher":
        if not re.search(r"(?<![\w.])a\.id\s+AS\s+anchor\b", plain[at:], re.I):
            yield at, "must return `a.id AS anchor`: the anchor keys the rows"
        for found in re.finditer(r"\bAS\s+a\b", plain, re.I):
            yield found.start(), "a is the anchor; give what is bound here another name"
    told = set(re.findall(r"\bAS\s+(\w+)", plain[at:], re.I)) | set(re.findall(r"(?:RETURN|,)\s*(\w+)\s*(?=,|$)",
                                                                               plain[at:].strip(), re.I))  # fmt: skip
    for column in RETURNED[name]:
        if column not in told:
            yield at, f"does not return the column {column}"
