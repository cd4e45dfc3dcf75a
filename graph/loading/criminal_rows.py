"""Rows of criminal documents: defendants, victims, defenders, verdicts, priors, offences."""

from __future__ import annotations

from anmai.forms.record import Prior, Record, Verdict
from anmai.graph.identity.names import norm_name
from anmai.graph.loading.charges import article_of
from anmai.graph.loading.document_rows import Occurrences, Reading
from anmai.graph.loading.penalties import read_penalty
from anmai.graph.loading.rows import Node, Properties

_LIFE = -1


def add_criminal(reading: Reading) -> None:
    """Add what the criminal fields of a record say."""
    _add_people(reading)
    _add_verdicts(reading)
    _add_priors(reading)
    _add_offences(reading)


def _add_people(reading: Reading) -> None:
    record, rows = reading.record, reading.rows
    for mention in reading.cast.mentions:
        entity = reading.entity(mention)
        if entity is None:
            continue
        charged = next((role for role in mention.roles if role in ("被告人", "被告单位")), None)
        if charged and record.organ_kind is None and any(path.startswith("/defendants/") for path in mention.paths):
            rows.relation("DEFENDANT_IN", entity, reading.case, reading.read(*mention.paths, role=charged))
        harmed = [path for path in mention.paths if path.startswith("/victims/")]
        if harmed:
            rows.relation("VICTIM_IN", entity, reading.case, reading.read(*harmed))
    for number, defender in enumerate(record.defenders):
        counsel = reading.person(reading.cast.counsel(defender.name))
        for name in dict.fromkeys(defender.for_):
            client = reading.entity(reading.cast.find(name))
            if counsel is not None and client is not None and client != counsel:
                told = reading.read(f"/defenders/{number}", case_id=reading.case.id, firm=defender.firm)
                rows.relation("DEFENDS", counsel, client, told)


def _add_verdicts(reading: Reading) -> None:
    rows, seen = reading.rows, Occurrences()
    for number, verdict in enumerate(reading.record.verdicts):
        path = f"/verdicts/{number}"
        properties = _verdict_properties(reading.record, verdict)
        node = rows.node("Verdict", f"{reading.facts.id}#v{number}", properties)
        rows.relation("IN_CASE", node, reading.case, reading.read(path))
        receiver = reading.entity(reading.cast.find(verdict.defendant, seen.nth(verdict.defendant)))
        if receiver is not None:
            rows.relation("RECEIVED", receiver, node, reading.read(path, *_circumstance_paths(reading.record, verdict)))
        own = {term.charge: (at, term) for at, term in enumerate(verdict.per_charge)}
        for at, charge in enumerate(verdict.charges):
            term = own.get(charge)
            paths = [f"{path}/charges/{at}", *([f"{path}/per_charge/{term[0]}"] if term else [])]
            months, fine = (term[1].months, term[1].fine_yuan) if term else (None, None)
            told = reading.read(*paths, months=months, fine_yuan=fine)
            rows.relation("FOR_CHARGE", node, _charge(reading, charge), told)
        for at, revoked in enumerate(verdict.revokes):
            earlier = reading.other_case(revoked.court, revoked.case_number, f"{path}/revokes/{at}")
            if earlier is not None:
                rows.relation("REVOKES", node, earlier, reading.read(f"{path}/revokes/{at}"))


def _circumstance_paths(record: Record, verdict: Verdict) -> list[str]:
    """Where the circumstances that the verdict's node holds were read: the words that make somebody a recidivist."""
    defendant = norm_name(verdict.defendant)
    return [
        f"/circumstances/{number}/type"
        for number, each in enumerate(record.circumstances)
        if norm_name(each.defendant) == defendant
    ]


def _verdict_properties(record: Record, verdict: Verdict) -> Properties:
    defendant = norm_name(verdict.defendant)
    found = [each.type for each in record.circumstances if norm_name(each.defendant) == defendant]
    rights = verdict.political_rights_months
    return {
        "source": "ruling",
        "charges": list(verdict.charges) or None,
        "penalty": verdict.penalty,
        "months": verdict.months,
        "probation_months": verdict.probation_months,
        "suspended": verdict.probation_months is not None if verdict.penalty is not None else None,
        "fine_yuan": verdict.fine_yuan,
        "political_rights_months": _LIFE if rights == "life" else rights,
        "date": record.judgment_date,
        "served_from": verdict.served_from,
        "served_until": verdict.served_until,
        "circumstances": found or None,
        "recidivist": _found(found, "累犯"),
        # Extraction calls the leader of a mere affray 聚众犯罪首要分子; 首要分子 alone is that of a 犯罪集团.
        "ringleader": True if any(each.endswith("首要分子") and "聚众" not in each for each in found) else None,
        "under_18": True if any("未成年" in each or "未满十八" in each for each in found) else None,
        # Who revokes is told even where the revoked case has no court or number, and so no node.
        "revokes_suspension": True if verdict.revokes else None,
        "merges_earlier": _merges_earlier(verdict),
        "confiscation": True if verdict.confiscation else None,
    }


def _merges_earlier(verdict: Verdict) -> bool | None:
    """True where an earlier judgment's sentence is punished together 与前罪并罚.

    Its charge is none of this case, or stands a second time: once for this case, once for the earlier one.
    """
    told = [term.charge for term in verdict.per_charge]
    for written in told:
        rest = written
        for charge in sorted(verdict.charges, key=len, reverse=True):
            rest = rest.replace(charge, "")
        if rest.strip("、"):
            return True
    return True if len(set(told)) < len(told) else None


def _found(circumstances: list[str], name: str) -> bool | None:
    """True where the court finds it, False where it refuses the claim (不构成累犯), None where it is silent."""
    if name in circumstances:
        return True
    refused = any(name in each and each.startswith(("不", "非")) for each in circumstances)
    return False if refused else None


def _add_priors(reading: Reading) -> None:
    rows, first = reading.rows, len(reading.record.verdicts)
    for number, prior in enumerate(reading.record.priors):
        path = f"/priors/{number}"
        node = rows.node("Verdict", f"{reading.facts.id}#v{first + number}", _prior_properties(prior))
        rows.relation("TOLD_IN", node, reading.case, reading.read(path))
        earlier = reading.other_case(prior.court, getattr(prior, "case_number", None), path)
        if earlier is not None:
            rows.relation("IN_CASE", node, earlier, reading.read(path))
        receiver = reading.entity(reading.cast.find(prior.defendant))
        if receiver is not None:
            rows.relation("RECEIVED", receiver, node, reading.read(path))
        for charge in _charges_of(prior):
            rows.relation("FOR_CHARGE", node, _charge(reading, charge), reading.read(f"{path}/charge"))


def _charges_of(prior: Prior) -> list[str]:
    # The reason of an administrative penalty (吸毒) is no charge.
    return [prior.charge] if prior.charge and prior.charge.endswith("罪") else []


def _prior_properties(prior: Prior) -> Properties:
    told = read_penalty(prior.penalty)
    return {
        "source": "prior",
        "charges": _charges_of(prior) or None,
        "penalty": told.penalty,
        "penalty_text": prior.penalty,
        "months": told.months,
        "probation_months": told.probation_months,
        "suspended": told.suspended,
        "date": prior.date,
        "released": prior.released,
        "released_by": prior.released_by,
        "standing": True,
    }


def _add_offences(reading: Reading) -> None:
    rows = reading.rows
    for number, offence in enumerate(reading.record.offences):
        path = f"/offences/{number}"
        dates = offence.date if isinstance(offence.date, (tuple, list)) else (offence.date, offence.date)
        properties = {"charge": offence.charge, "date_from": dates[0], "date_until": dates[1]}
        node = rows.node("Offence", f"{reading.facts.id}#o{number}", properties)
        rows.relation("IN_CASE", node, reading.case, reading.read(path))
        offender = reading.entity(reading.cast.find(offence.defendant))
        if offender is not None:
            rows.relation("COMMITTED", offender, node, reading.read(path))


def _charge(reading: Reading, name: str) -> Node:
    return reading.rows.node("Charge", name, {"name": name, "article": article_of(name)})
