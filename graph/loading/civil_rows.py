"""Rows of civil, enforcement and administrative documents: parties, agents, representatives, spouses, loans."""

from __future__ import annotations

from anmai.graph.loading.document_rows import Occurrences, Reading
from anmai.graph.loading.parties import side_of


def add_civil(reading: Reading) -> None:
    """Add what the civil fields of a record say."""
    _add_parties(reading)
    _add_agents(reading)
    _add_spouses(reading)
    _add_loans(reading)


def _add_parties(reading: Reading) -> None:
    rows, seen = reading.rows, Occurrences()
    for number, party in enumerate(reading.record.parties):
        path = f"/parties/{number}"
        entity = reading.entity(reading.cast.find(party.name, seen.nth(party.name)))
        if entity is None:
            continue
        passage = reading.read(f"{path}/name", f"{path}/roles")
        told = {"role": "、".join(party.roles) or None, "side": side_of(party.roles)}
        rows.relation("PARTY_TO", entity, reading.case, passage | told)
        head = reading.person(reading.cast.find(party.representative))
        if head is not None and entity.label == "Organization":
            told_at = reading.read(f"{path}/representative", case_id=reading.case.id)
            rows.relation("REPRESENTS", head, entity, told_at)


def _add_agents(reading: Reading) -> None:
    for number, agent in enumerate(reading.record.agents):
        acting = reading.person(reading.cast.counsel(agent.name))
        for name in dict.fromkeys(agent.for_):
            client = reading.entity(reading.cast.find(name))
            if acting is not None and client is not None and client != acting:
                told = reading.read(f"/agents/{number}", case_id=reading.case.id, firm=agent.firm)
                reading.rows.relation("ACTS_FOR", acting, client, told)


def _add_spouses(reading: Reading) -> None:
    for number, (one, other) in enumerate(reading.record.spouses):
        left, right = reading.person(reading.cast.find(one)), reading.person(reading.cast.find(other))
        if left is not None and right is not None and left != right:
            told = reading.read(f"/spouses/{number}", case_id=reading.case.id)
            reading.rows.relation("SPOUSE_OF", left, right, told)


def _add_loans(reading: Reading) -> None:
    rows, cast = reading.rows, reading.cast
    guarantors = {
        (entity, f"/guarantors/{number}")
        for number, name in enumerate(reading.record.guarantors)
        if (entity := reading.entity(cast.find(name))) is not None
    }
    for number, loan in enumerate(reading.record.loans):
        path = f"/loans/{number}"
        node = rows.node("Loan", f"{reading.facts.id}#l{number}", {"yuan": loan.yuan})
        rows.relation("CLAIMED_IN", node, reading.case, reading.read(path))
        for type, name, field in (("LENT_BY", loan.lender, "lender"), ("BORROWED_BY", loan.borrower, "borrower")):
            entity = reading.entity(cast.find(name))
            if entity is not None:
                rows.relation(type, node, entity, reading.read(f"{path}/{field}"))
        for entity, guaranteed in sorted(guarantors, key=lambda pair: pair[1]):
            rows.relation("GUARANTEED_BY", node, entity, reading.read(guaranteed))
