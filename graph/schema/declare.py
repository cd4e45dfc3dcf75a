"""What a node type, a property and a relationship type declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PropertyType = Literal["string", "integer", "float", "boolean", "date", "datetime", "strings", "integers", "floats"]
#: document: made from one document and replaced with it; entry: made from one row of a table source and replaced with
#: it; entity: held by identity decisions; reference: shared tables and values (courts, charges, identifiers) that stay
#: while something points at them; derived: made by a rule.
Scope = Literal["document", "entry", "entity", "reference", "derived"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship.

    Attributes:
        name: The name in Cypher.
        type: ``date`` is a partial ISO date as a string ("2018-05-24", "2018-05", "2018"), ``datetime`` one with the
            time of day where it is told ("2018-05-24T13:05:00").
        zh: What it is, in Chinese.
        en: What it is, in English, with the unit.
        personal: Personal data (graded, masked and logged by the API).
        indexed: A range index is made.
    """

    name: str
    type: PropertyType
    zh: str
    en: str
    personal: bool = False
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label. Every node has ``id`` (unique within its label).

    Attributes:
        also: Further labels that its nodes bear (every kind of entry is an ``Entry`` too).
    """

    label: str
    scope: Scope
    zh: str
    en: str
    identified_by: str
    properties: tuple[Property, ...] = ()
    fulltext: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relationship type.

    Every relationship that was read carries ``document`` (Document.id), ``spans`` (flat list of code-point offsets:
    start, end, start, end …), ``component`` and ``version``; one at an entry carries ``source`` (Source.id) and
    ``columns`` (names of the entry's properties that say it) instead of document and spans. A derived one carries
    ``rule`` and ``rule_version``.
    """

    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    zh: str
    en: str
    properties: tuple[Property, ...] = ()
    derived: bool = False
    level: Literal["mention", "entity", "case", "reference"] = "case"
