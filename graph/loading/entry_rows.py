"""From one entry to the rows of the graph: its node, its parties' ties, what it shares with others, place and case."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from typing import Any, Final

from anmai.graph.identity.identifiers import read_credit_code, read_id_number
from anmai.graph.identity.names import norm_name
from anmai.graph.loading.addresses import precise_address
from anmai.graph.loading.document_rows import Owner
from anmai.graph.loading.rows import GraphRows, Node, Properties
from anmai.graph.sources.cells import is_missing
from anmai.graph.sources.form import Mapping
from anmai.graph.sources.parties import case_of, mention_id, parties_of
from anmai.graph.sources.rows import ReadRow
from anmai.graph.sources.values import region_code

COMPONENT: Final = "sources"
#: Field of a party → label of the identifier that it is by itself.
_OF_PARTIES: Final = {"id_number": "IdNumber", "credit_code": "CreditCode", "phone": "Phone", "address": "Address"}
#: Fewer characters than these name nothing (an account "1", a machine "A").
_SHORTEST: Final = 3
_ENTRY: Final = "Entry"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the store tells of an entry beside its values.

    Attributes:
        file: Name of the file, with its sheet where it has several.
    """

    id: str
    source: str
    row: int
    file: str


@dataclass(slots=True)
class EntryRows:
    """What a batch of entries says: their nodes by label, and all else as rows of the graph."""

    entries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rest: GraphRows = field(default_factory=GraphRows)


def add_entry(rows: EntryRows, facts: EntryFacts, mapping: Mapping, row: ReadRow, owners: ReadOnly[str, Owner]) -> None:
    """Add everything that one entry says.

    Args:
        rows: Where to.
        facts: What the store tells of it.
        mapping: The mapping of its source.
        row: Its values.
        owners: Mention id → owner; a mention without one is tied to nobody.
    """
    entry = Node(_ENTRY, facts.id)
    told = {name: value for name, value in row.values.items() if value is not None}
    properties = told | _days(mapping, row) | {"source": facts.source, "row": facts.row, "file": facts.file}
    rows.entries.setdefault(mapping.entry.label, []).append({"id": facts.id, "properties": properties})
    said = _Saying(rows.rest, entry, facts.source, f"{mapping.name} {mapping.version}")
    for party in parties_of(mapping, row):
        mention = mention_id(facts.id, party.ordinal)
        owner = owners.get(mention)
        if owner is not None:
            more = {"role": party.role, "mention": mention, "decision": owner.decision}
            told_by = tuple(party.columns.values())
            rows.rest.relation("IN_ENTRY", owner.entity, entry, said.by(told_by, **more))
        for name, label in _OF_PARTIES.items():
            if name in party.sure:
                said.identifier(label, party.told[name], party.role, party.columns[name])
    for form in mapping.identifiers:
        for value in _identified(row, form.column):
            said.identifier(form.label, value, form.role, form.column)
    for place in mapping.places:
        code = region_code(str(row.values.get(place.column, "")))
        if code is not None:
            rows.rest.relation("IN_REGION", entry, Node("Region", code), said.by((place.column,)))
    for case, columns in case_of(mapping, row):
        rows.rest.relation("CONCERNS", entry, rows.rest.node("Case", case), said.by(columns))


class _Saying:
    """One entry's relationships, each with its source and the columns that say it; none is made twice."""

    def __init__(self, rows: GraphRows, entry: Node, source: str, version: str) -> None:
        self._rows, self._entry, self._source, self._version = rows, entry, source, version
        self._known: set[tuple[str, str, str]] = set()

    def by(self, columns: tuple[str, ...], **more: Any) -> Properties:
        """Properties of a relationship that these columns say."""
        told = {"source": self._source, "columns": list(dict.fromkeys(columns))}
        return told | {"component": COMPONENT, "version": self._version} | more

    def identifier(self, label: str, value: str, role: str, column: str) -> None:
        """Tie the entry to an identifier, once in each role."""
        normal = normal_identifier(label, value)
        if normal is None or (label, normal, role) in self._known:
            return
        self._known.add((label, normal, role))
        node = self._rows.node(label, normal, {"value": normal})
        self._rows.relation("HAS_IDENTIFIER", self._entry, node, self.by((column,), role=role))


def normal_identifier(label: str, value: str) -> str | None:
    """The id of an identifier's node; None for a value that is none (wrong check digit, masked, too short, vague)."""
    if label == "IdNumber":
        number = read_id_number(value)
        return number.digits if number is not None and number.complete else None
    if label == "CreditCode":
        return read_credit_code(value)
    if label == "Address":
        return precise_address(value)
    text = norm_name(value).upper()
    if len(text) < _SHORTEST or is_missing(text) or "*" in text or "×" in text or not text.strip("0-/ "):
        return None
    return text[:256]


def _identified(row: ReadRow, column: str) -> list[str]:
    if not row.sure(column):
        return []
    value = row.values[column]
    return [str(each) for each in value if each != ""] if isinstance(value, list) else [str(value)]


def _days(mapping: Mapping, row: ReadRow) -> Properties:
    if mapping.when is None:
        return {}
    first = row.values.get(mapping.when.from_)
    last = row.values.get(mapping.when.until) if mapping.when.until else first
    days = {"date_from": first, "date_until": last}
    return {name: str(day)[:10] for name, day in days.items() if day is not None}
