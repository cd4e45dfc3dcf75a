"""From one record to the rows of the graph: the document, its mentions, its case, and what ties entities to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from anmai.forms.record import Record
from anmai.graph.identity.identifiers import read_credit_code, read_id_number
from anmai.graph.identity.names import is_masked, norm_name
from anmai.graph.loading.addresses import precise_address
from anmai.graph.loading.case_numbers import case_id, court_name, normal_number, supplemented
from anmai.graph.loading.cast import Cast, Mention
from anmai.graph.loading.mention_rows import mention_id
from anmai.graph.loading.passages import Passage, Passages
from anmai.graph.loading.rows import GraphRows, Node, Properties, read_from
from anmai.graph.regions import court_place

#: Component and version of what follows from a number's own form (号之二 is a supplement of 号).
_FROM_NUMBER: Final = ("case-number", "1")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the store tells of a document beside its record."""

    id: str
    given_id: str
    sha256: str
    text_sha256: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """The entity that a mention belongs to, and the decision that says so (None for the entity's first mention)."""

    entity: Node
    decision: str | None = None


class Reading:
    """One document on its way to rows; ``criminal_rows`` and ``civil_rows`` add to it.

    Args:
        facts: What the store tells of it.
        record: What was read in it.
        owners: Mention id → owner. A mention without one gets no entity-level relationships.
    """

    def __init__(self, facts: DocumentFacts, record: Record, owners: Mapping[str, Owner]) -> None:
        self.facts = facts
        self.record = record
        self.cast = Cast(record)
        self.passages = Passages(record.provenance)
        self.rows = GraphRows()
        self._owners = owners
        self.document = self.rows.node("Document", facts.id, _document_properties(facts, record))
        self.case = self._own_case()

    def read(self, *paths: str, **more: object) -> Properties:
        """Properties of a relationship that was read at these paths."""
        return read_from(self.facts.id, self.passages.at(*paths), **more)

    def entity(self, mention: Mention | None) -> Node | None:
        """The entity of a mention."""
        if mention is None:
            return None
        owner = self._owners.get(mention_id(self.facts.id, mention.ordinal))
        return owner.entity if owner else None

    def person(self, mention: Mention | None) -> Node | None:
        """The entity of a mention where it is a person."""
        found = self.entity(mention)
        return found if found is not None and found.label == "Person" else None

    def owner(self, mention: Mention) -> Owner | None:
        """The owner of a mention."""
        return self._owners.get(mention_id(self.facts.id, mention.ordinal))

    def other_case(self, court: str | None, number: str | None, *paths: str) -> Node | None:
        """A case that this document only mentions; None where court and number don't name one."""
        id = case_id(court, number)
        if id is None or court is None:
            return None
        if id == self.case.id:
            return None
        case = self.rows.node("Case", id)
        self.rows.relation("HEARD_BY", case, self.court(court), self.read(*paths))
        return case

    def court(self, written: str) -> Node:
        """A court, with what its name says of its level and place."""
        name = court_name(written)
        place = court_place(name)
        properties = {
            "name": name,
            "level": place.level,
            "county_code": place.county,
            "city_code": place.city,
            "province_code": place.province,
        }
        return self.rows.node("Court", name, properties)

    def _own_case(self) -> Node:
        record, document = self.record, self.facts.id
        id = case_id(record.court or record.organ, record.case_number, document) or f"document:{document}"
        case = self.rows.node("Case", id)
        told = self.passages.first("/case_number", "/doc_type", "/court", "/organ", "/judges")
        self.rows.relation("RECORDS", self.document, case, read_from(document, told))
        return case


def _document_properties(facts: DocumentFacts, record: Record) -> Properties:
    return {
        "given_id": facts.given_id,
        "doc_type": record.doc_type,
        "case_number": record.case_number,
        "court": record.court,
        "organ": record.organ,
        "procedure": record.procedure,
        "judgment_date": record.judgment_date,
        "status": record.status,
        "warnings": list(record.warnings) or None,
        "sha256": facts.sha256,
        "text_sha256": facts.text_sha256,
    }


def document_rows(facts: DocumentFacts, record: Record, owners: Mapping[str, Owner]) -> GraphRows:
    """Everything that one document says, as rows.

    Properties of cases and entities are not here: they follow from all documents together (``cases``, ``entities``).

    Args:
        facts: What the store tells of the document.
        record: What was read in it.
        owners: Mention id → owner.
    """
    from anmai.graph.loading.civil_rows import add_civil
    from anmai.graph.loading.criminal_rows import add_criminal
    from anmai.graph.loading.instrument_rows import add_instruments

    reading = Reading(facts, record, owners)
    _add_case(reading)
    _add_court_members(reading)
    _add_mentions(reading)
    _add_identifiers(reading)
    add_criminal(reading)
    add_civil(reading)
    add_instruments(reading)
    return reading.rows


def _add_case(reading: Reading) -> None:
    record, rows = reading.record, reading.rows
    if record.court:
        rows.relation("HEARD_BY", reading.case, reading.court(record.court), reading.read("/court"))
    if record.prosecution:
        organ = rows.node("Procuratorate", court_name(record.prosecution), {"name": court_name(record.prosecution)})
        rows.relation("PROSECUTED_BY", reading.case, organ, reading.read("/prosecution"))
    for (law, article), numbers in _by_article(record).items():
        statute = rows.node("Statute", law, {"name": law})
        paths = [f"/articles/{number}" for number in numbers]
        rows.relation("CITES", reading.case, statute, reading.read(*paths, article=article))
    reviewed: set[str] = set()
    for number, prior in enumerate(record.prior_instances):
        path = f"/prior_instances/{number}"
        earlier = reading.other_case(prior.court, prior.case_number, path)
        if earlier is not None and earlier.id not in reviewed:
            reviewed.add(earlier.id)
            # A suggestion may name many rulings: it ties no matters together.
            rows.relation("CONCERNS" if record.organ_kind else "REVIEWS", reading.case, earlier, reading.read(path))
    main = supplemented(normal_number(record.case_number)) if record.case_number else None
    if main is not None:
        earlier = reading.other_case(record.court, main, "/case_number", "/court")
        if earlier is not None and earlier.id not in reviewed:
            component, version = _FROM_NUMBER
            told = reading.passages.at("/case_number")
            properties = read_from(reading.facts.id, Passage(told.spans, component, version))
            rows.relation("REVIEWS", reading.case, earlier, properties)


def _add_court_members(reading: Reading) -> None:
    for number, judge in enumerate(reading.record.judges):
        member = reading.person(reading.cast.judge(judge.name))
        if member is not None:
            told = reading.read(f"/judges/{number}", role=judge.role)
            reading.rows.relation("JUDGED", member, reading.case, told)


def _by_article(record: Record) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for number, article in enumerate(record.articles):
        written = f"{article.article}-{article.sub}" if article.sub else str(article.article)
        found.setdefault((article.law, written), []).append(number)
    return found


def _add_mentions(reading: Reading) -> None:
    for mention in reading.cast.mentions:
        told = mention.told
        properties = {
            "name": mention.name,
            "kind": mention.kind,
            "roles": mention.roles,
            "masked": is_masked(mention.name, kind=mention.kind),
            "aliases": mention.aliases or None,
        }
        properties |= {
            name: told.get(name)
            for name in (
                "sex", "birth_date", "ethnicity", "id_number", "credit_code", "household", "address", "occupation",
                "education", "firm",
            )
        }  # fmt: skip
        node = reading.rows.node("Mention", mention_id(reading.facts.id, mention.ordinal), properties)
        named = reading.read(*mention.paths)
        reading.rows.relation("IN_DOCUMENT", node, reading.document, named)
        owner = reading.owner(mention)
        if owner is not None:
            reading.rows.relation("OF", node, owner.entity, named | {"decision": owner.decision})


def _add_identifiers(reading: Reading) -> None:
    """Identifiers of entities: complete and valid ones, whole addresses, and the practice of counsel."""
    rows = reading.rows
    for mention in reading.cast.mentions:
        entity = reading.entity(mention)
        if entity is None:
            continue
        told, about = mention.told, mention.about
        number = read_id_number(told.get("id_number"))
        whole = number.completed(told.get("birth_date")) if number is not None else None
        found: list[tuple[Node, str]] = []
        if whole is not None:
            found.append((rows.node("IdNumber", whole.digits, {"value": whole.digits}), f"{about}/id_number"))
        code = read_credit_code(told.get("credit_code"))
        if code is not None:
            found.append((rows.node("CreditCode", code, {"value": code}), f"{about}/credit_code"))
        address = precise_address(told.get("address"))
        if address is not None:
            path = f"{about}/domicile" if about.startswith("/defendants") else f"{about}/address"
            found.append((rows.node("Address", address, {"value": address}), path))
        firm = told.get("firm")
        if firm and not is_masked(mention.name):
            firm, lawyer = norm_name(firm), norm_name(mention.name)
            found.append((rows.node("Practice", f"{firm}|{lawyer}", {"firm": firm, "lawyer": lawyer}), f"{about}/firm"))
        for identifier, path in found:
            passage = reading.passages.first(path, mention.paths[0])
            rows.relation(
                "HAS_IDENTIFIER", entity, identifier, read_from(reading.facts.id, passage, case_id=reading.case.id)
            )


class Occurrences:
    """Counts how often a name has come in one list, so that two entries of one name mean two parties of that name."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def nth(self, name: str) -> int:
        """0 for the first time that this name comes, 1 for the second …."""
        normal = norm_name(name)
        self._seen[normal] += 1
        return self._seen[normal] - 1
