"""Rows of documents that convict nobody: indictments, decisions not to prosecute, penalties, orders on commutation.

An indictment alleges: whom it charges is CHARGED_IN its case, and has neither Verdict, Offence nor DEFENDANT_IN by it.
"""

from __future__ import annotations

from anmai.graph.loading.case_numbers import case_id, court_name
from anmai.graph.loading.document_rows import Occurrences, Reading


def is_indictment(reading: Reading) -> bool:
    """Whether the document charges people, rather than judges them."""
    return reading.record.organ_kind == "procuratorate"


def add_instruments(reading: Reading) -> None:
    """Add what the fields of other organs' documents, and of orders on served sentences, say."""
    _add_charged(reading)
    _add_not_prosecuted(reading)
    _add_sanctioned(reading)
    _add_commuted(reading)
    _add_indictments(reading)


def _add_charged(reading: Reading) -> None:
    if not is_indictment(reading):
        return
    accused = {each.defendant: (number, each) for number, each in enumerate(reading.record.accusations)}
    seen = Occurrences()
    for number, defendant in enumerate(reading.record.defendants):
        entity = reading.entity(reading.cast.find(defendant.name, seen.nth(defendant.name)))
        if entity is None:
            continue
        at, accusation = accused.get(defendant.name, (None, None))
        paths = [f"/defendants/{number}/name", *([f"/accusations/{at}"] if at is not None else [])]
        charges = list(accusation.charges) if accusation else []
        told = reading.read(*paths, charges=charges or None)
        reading.rows.relation("CHARGED_IN", entity, reading.case, told)


def _add_not_prosecuted(reading: Reading) -> None:
    for number, person in enumerate(reading.record.not_prosecuted):
        entity = reading.entity(reading.cast.find(person.name))
        if entity is not None:
            told = reading.read(
                f"/not_prosecuted/{number}",
                ground=person.ground,
                charges=list(person.charges) or None,
                transferred=reading.record.administrative_transfer,
            )
            reading.rows.relation("NOT_PROSECUTED_IN", entity, reading.case, told)


def _add_sanctioned(reading: Reading) -> None:
    for number, sanction in enumerate(reading.record.sanctions):
        entity = reading.entity(reading.cast.find(sanction.party))
        if entity is not None:
            told = reading.read(
                f"/sanctions/{number}",
                kinds=list(sanction.kinds) or None,
                act=sanction.act,
                fine_yuan=sanction.fine_yuan,
                confiscated_yuan=sanction.confiscated_yuan,
                detention_days=sanction.detention_days,
            )
            reading.rows.relation("SANCTIONED_IN", entity, reading.case, told)


def _add_commuted(reading: Reading) -> None:
    for number, order in enumerate(reading.record.commutations):
        entity = reading.person(reading.cast.find(order.offender))
        if entity is not None:
            told = reading.read(
                f"/commutations/{number}",
                outcome=order.outcome,
                months=order.months,
                changed_months=order.changed_months,
                served_until=order.served_until,
                parole_until=order.parole_until,
                prison=order.prison,
            )
            reading.rows.relation("COMMUTED_IN", entity, reading.case, told)


def _add_indictments(reading: Reading) -> None:
    """The case of each indictment that the document names, by its organ and number."""
    tried: set[str] = set()
    for number, indictment in enumerate(reading.record.indictments):
        id = case_id(indictment.organ, indictment.case_number)
        if id is None or indictment.organ is None or id in tried or id == reading.case.id:
            continue
        tried.add(id)
        told = reading.read(f"/indictments/{number}")
        case = reading.rows.node("Case", id)
        name = court_name(indictment.organ)
        organ = reading.rows.node("Procuratorate", name, {"name": name})
        reading.rows.relation("PROSECUTED_BY", case, organ, told)
        reading.rows.relation("TRIES", reading.case, case, told)
