"""examples.yaml: small graphs that a model must find, must not find, or can't conclude on.

Examples:
  - id: over-three-years
    kind: positive            # positive | near_miss | innocent | missing
    zh: …
    en: …
    nodes: {p: {Person: {name: 陈某}}, v: {Verdict: {months: 42}}}
    links: [p RECEIVED v, "p PARTY_TO c {side: claimant}"]
    finds: {v: [over-three-years]}
  - id: exactly-three-years
    kind: near_miss
    like: over-three-years    # the same graph, but
    change: {v: {months: 36}} # null takes a property away
    drop: [k, p DEFENDANT_IN c]
    parameters: {slack_days: 0}  # what differs from the defaults
    finds: {}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anmai.cypher_models.form import Model, Words
from anmai.cypher_models.load import Problem, read_yaml, validation_problems
from anmai.graph.schema import NODES, RELATIONS

_LINK: Final = re.compile(r"(\w+) (\w+) (\w+)(?: (\{.*\}))?")
_NODES: Final = {node.label: {prop.name: prop.type for prop in node.properties} for node in NODES}
_RELATIONS: Final = {relation.type: relation for relation in RELATIONS}
_DERIVED: Final = frozenset(node.label for node in NODES if node.scope == "derived")
#: Properties of every relationship that was read, in a document or in an entry.
_READ: Final = frozenset({"document", "spans", "source", "columns", "component", "version"})
_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "date": (str,),
    "datetime": (str,),
    "integer": (int,),
    "float": (int, float),
    "boolean": (bool,),
    "strings": (list,),
    "integers": (list,),
    "floats": (list,),
}


Link = tuple[str, str, str, dict[str, Any]]


class Example(Words):
    """One example, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Literal["positive", "near_miss", "innocent", "missing"]
    like: str | None = None
    nodes: dict[str, dict[str, dict[str, Any]]] = Field(default={})
    links: list[str] = Field(default=[])
    change: dict[str, dict[str, Any]] = Field(default={})
    drop: list[str] = Field(default=[])
    parameters: dict[str, Any] = Field(default={})
    finds: dict[str, list[str]]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    examples: list[Example]


@dataclass
class Case:
    """An example's graph, with what ``like`` brings.

    Attributes:
        example: As written.
        parameters: Name → value, for those that differ from their defaults.
        nodes: key → (label, properties).
        links: (from, type, to, properties); two nodes may be linked more than once.
    """

    example: Example
    nodes: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)


def read_examples(model: Model) -> tuple[list[Case], list[Problem]]:
    """The examples of a model as graphs, and what is wrong with them (each problem with its line)."""
    file = f"{model.slug}/examples.yaml"
    problems: list[Problem] = []
    data, lines = read_yaml(file, model.files["examples.yaml"], problems)
    if data is None:
        return [], problems
    try:
        written = _File.model_validate(data).examples
    except ValidationError as error:
        return [], problems + validation_problems(file, lines, error)
    cases: dict[str, Case] = {}
    for index, example in enumerate(written):
        line = lines.get(("examples", index), None)
        found: list[str] = [f"the example {example.id} stands twice"] if example.id in cases else []
        case = _built(example, cases, found)
        found += _schema_problems(case) + _finds_problems(model, case) + _parameter_problems(model, case)
        problems += [Problem(file, line, f"{example.id}: {message}") for message in found]
        cases[example.id] = case
    problems += [Problem(file, None, message) for message in _coverage(model, list(cases.values()))]
    return list(cases.values()), problems


def _parameter_problems(model: Model, case: Case) -> list[str]:
    known = {parameter.name: parameter for parameter in model.about.parameters}
    if case.parameters and model.about.anchor in _DERIVED:
        return ["sets parameters, but derived groups of all examples are made and asked for together"]
    odd = [f"sets {name}, which is no parameter" for name in case.parameters if name not in known]
    wrong = {name: known[name].problem(value) for name, value in case.parameters.items() if name in known}
    return odd + [f"parameter {name} {problem}" for name, problem in wrong.items() if problem]


def _built(example: Example, cases: dict[str, Case], found: list[str]) -> Case:
    case = Case(example)
    if example.like is not None:
        base = cases.get(example.like)
        if base is None:
            found.append(f"is like {example.like}, which does not stand before it")
        else:
            case.nodes = {key: (label, dict(props)) for key, (label, props) in base.nodes.items()}
            case.links = list(base.links)
            case.parameters = dict(base.parameters)
    case.parameters |= example.parameters
    for key in example.drop:
        _drop(case, key, found)
    for key, told in example.nodes.items():
        if len(told) != 1:
            found.append(f"node {key} needs exactly one label")
        for label, props in told.items():
            case.nodes[key] = (label, dict(props or {}))
    for link in example.links:
        parsed = _LINK.fullmatch(link)
        if parsed is None:
            found.append(f"{link!r} is no link of the form `a TYPE b {{property: value}}`")
            continue
        props = yaml.safe_load(parsed[4]) if parsed[4] else {}
        case.links.append((parsed[1], parsed[2], parsed[3], props))
    for key, changed in example.change.items():
        if key not in case.nodes:
            found.append(f"changes {key}, which is not there")
            continue
        label, props = case.nodes[key]
        merged = {**props, **changed}
        case.nodes[key] = (label, {name: value for name, value in merged.items() if value is not None})
    return case


def _drop(case: Case, key: str, found: list[str]) -> None:
    parsed = _LINK.fullmatch(key)
    if parsed is not None:
        kept = [link for link in case.links if link[:3] != (parsed[1], parsed[2], parsed[3])]
        if len(kept) == len(case.links):
            found.append(f"drops {key!r}, which is not there")
        case.links = kept
    elif case.nodes.pop(key, None) is None:
        found.append(f"drops {key!r}, which is not there")
    else:
        case.links = [link for link in case.links if key not in (link[0], link[2])]


def _schema_problems(case: Case) -> list[str]:
    found = []
    for key, (label, props) in case.nodes.items():
        if label not in _NODES:
            found.append(f"node {key}: {label} is no label of the schema")
            continue
        for name, value in props.items():
            type_ = _NODES[label].get(name)
            if type_ is None:
                found.append(f"node {key}: {label} has no property {name}")
            elif not isinstance(value, _TYPES[type_]) or (type_ == "integer" and isinstance(value, bool)):
                found.append(f"node {key}: {name} is no {type_}")
    for source, kind, target, props in case.links:
        relation = _RELATIONS.get(kind)
        ends = [case.nodes.get(source, (None,))[0], case.nodes.get(target, (None,))[0]]
        if None in ends:
            found.append(f"link {source} {kind} {target}: an end is not there")
        elif relation is None:
            found.append(f"{kind} is no relationship of the schema")
        elif ends[0] not in relation.source or ends[1] not in relation.target:
            found.append(f"link {source} {kind} {target}: {kind} does not go from {ends[0]} to {ends[1]}")
        else:
            names = {prop.name for prop in relation.properties} | _READ
            found += [f"{kind} has no property {name}" for name in props if name not in names]
    return found


def _finds_problems(model: Model, case: Case) -> list[str]:
    found = []
    for codes in case.example.finds.values():
        found += [f"finds {code}, which is no reason code of the model" for code in codes if model.code(code) is None]
    if case.example.kind == "positive" and not case.example.finds:
        found.append("is a positive and finds nothing")
    if case.example.kind in ("near_miss", "innocent") and case.example.finds and case.example.kind == "innocent":
        found.append("is innocent and finds something")
    return found


def _coverage(model: Model, cases: list[Case]) -> list[str]:
    kinds = {case.example.kind for case in cases}
    found = [f"has no example of the kind {kind}" for kind in ("positive", "near_miss", "innocent", "missing")
             if kind not in kinds]  # fmt: skip
    raised = {code for case in cases for codes in case.example.finds.values() for code in codes}
    found += [f"the reason code {code.id} is found by no example" for code in model.about.reason_codes
              if code.id not in raised]  # fmt: skip
    return found
