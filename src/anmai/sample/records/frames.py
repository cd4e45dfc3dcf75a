"""Rows that several plantings and the base population share: stays in custody, terms, correction, deaths, payments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from anmai.sample.criminal import police
from anmai.sample.dice import Dice
from anmai.sample.organizations import Organization
from anmai.sample.people import Person, short_place
from anmai.sample.records.ground import address_of
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court


class Rows(Protocol):
    """Where rows are put: a planting's ground, or the base population."""

    dice: Dice

    def add(self, kind: str, /, **values: Cell) -> None:
        """Add a row."""

    def serial(self, prefix: str) -> str:
        """A number that no other row has."""


def custody_place(court: Court) -> str:
    """The house of detention of a county."""
    return f"{short_place(court.city)}{court.county}看守所"


def prison_of(court: Court) -> str:
    """The prison that takes a county's convicts."""
    return f"{short_place(court.province)}{'省' if court.province.endswith('省') else ''}第{int(court.code[2]) + 1}监狱"


def justice_office(court: Court) -> str:
    """The office that carries out community correction in a county."""
    return f"{court.county}司法局社区矫正工作管理局"


def custody(
    rows: Rows, who: Person, court: Court, admitted: date, left: date | None = None, /, *, basis: str = "detention",
    reason: str | None = None, charge: str | None = None, **more: Cell,
) -> str:  # fmt: skip
    """A stay in custody; returns its number."""
    number = rows.serial("KSS")
    rows.add("custody-register", **{
        "custody_no": number, "name": who.name, "id_number": who.number or None, "sex": who.sex,
        "birth_date": who.birth, "household": who.home.place, "place": custody_place(court),
        "cell": f"{rows.dice.between(101, 420)}", "basis": basis, "organ": police(court), "charge": charge,
        "admitted": admitted, "left": left, "left_reason": reason, "region": court.code, **more,
    })  # fmt: skip
    return number


def prison(
    rows: Rows, who: Person, court: Court, admitted: date, start: date, end: date, /, *, released: date | None = None,
    kind: str | None = None, charge: str | None = None, **more: Cell,
) -> None:  # fmt: skip
    """A term in prison."""
    rows.add("prison-admissions", **{
        "prisoner_no": rows.serial("JY"), "name": who.name, "id_number": who.number or None, "sex": who.sex,
        "birth_date": who.birth, "prison": prison_of(court), "from_place": custody_place(court), "charge": charge,
        "admitted": admitted, "term_from": start, "term_until": end, "released": released, "release_kind": kind,
        "region": court.city_code, **more,
    })  # fmt: skip


def correction(
    rows: Rows, who: Person, court: Court, registered: date | None, start: date, end: date, /, *,
    kind: str = "suspended",
    ended: date | None = None, reason: str | None = None, **more: Cell,
) -> str:  # fmt: skip
    """A term of community correction; returns its number."""
    number = rows.serial("SJ")
    rows.add("correction-register", **{
        "correction_no": number, "name": who.name, "id_number": who.number or None, "sex": who.sex,
        "birth_date": who.birth, "address": address_of(who), "kind": kind, "organ": justice_office(court),
        "documents_received": registered, "registered": registered, "from": start, "until": end, "ended": ended,
        "end_reason": reason, "region": court.place, **more,
    })  # fmt: skip
    return number


def notice(
    rows: Rows, who: Person, court: Court, sent: date, /, *, penalty: str, months: int, receiver_kind: str,
    received: date | None = None, **more: Cell,
) -> None:  # fmt: skip
    """A court's execution notice."""
    receiver = {"custody": custody_place, "prison": prison_of, "correction": justice_office}[receiver_kind](court)
    rows.add("execution-notices", **{
        "notice_no": rows.serial("执通"), "name": who.name, "id_number": who.number or None, "court": court.name,
        "penalty": penalty, "term": months, "receiver": receiver, "receiver_kind": receiver_kind, "sent": sent,
        "received": received, "region": court.place, **more,
    })  # fmt: skip


def death(rows: Rows, who: Person, died: date, /, *, registered: date | None = None, **more: Cell) -> None:
    """A death."""
    rows.add("deaths", **{
        "certificate_no": rows.serial("SW"), "name": who.name, "id_number": who.number or None, "sex": who.sex,
        "birth_date": who.birth, "died": died, "cause": rows.dice.pick(("脑血管病", "恶性肿瘤", "心肌梗死",
                                                                       "交通意外")),
        "household": who.home.place, "registered": registered, "cancelled": registered, "region": who.home.place,
        **more,
    })  # fmt: skip


def hospital(court: Court, number: int = 1) -> str:
    """A hospital of a county."""
    return f"{court.county}{('人民医院', '中医医院', '第二人民医院', '康宁医院')[number % 4]}"


def stay_in_hospital(
    rows: Rows, who: Person, court: Court, admitted: date, discharged: date, /, *, settled: date | None = None,
    where: str | None = None, diagnosis: str = "脑梗死", total: int = 8_600, register: bool = True, **more: Cell,
) -> str:  # fmt: skip
    """An admission with its claim; returns the claim's number."""
    number, claim = rows.serial("ZY"), rows.serial("YB")
    name = where or hospital(court, rows.dice.between(0, 3))
    if register:
        rows.add(
            "hospital-admissions", admission_no=number, hospital=name, patient=who.name, patient_id=who.number or None,
            sex=who.sex, birth_date=who.birth, address=address_of(who), admitted=admitted, discharged=discharged,
            ward=rows.dice.pick(("神经内科", "呼吸内科", "康复科", "骨科")), bed=f"{rows.dice.between(1, 60)}床",
            diagnosis=diagnosis, discharge_kind="discharged", region=court.code,
        )  # fmt: skip
    rows.add("medical-claims", **{
        "claim_no": claim, "patient": who.name, "patient_id": who.number or None, "card_no": f"YBK{who.number[-12:]}",
        "provider": name, "admission_no": number, "kind": "inpatient", "admitted": admitted, "discharged": discharged,
        "settled": settled or discharged, "diagnosis": diagnosis, "cause": "illness", "total": total,
        "fund_paid": round(total * 0.7, 2), "self_paid": round(total * 0.3, 2), "region": court.code, **more,
    })  # fmt: skip
    return claim


def licence(rows: Rows, who: Person, court: Court, issued: date, /, **more: Cell) -> str:
    """A driving licence; returns its number."""
    number = rows.serial(court.city_code)
    rows.add("driving-licences", **{
        "licence_no": number, "name": who.name, "id_number": who.number or None, "sex": who.sex,
        "birth_date": who.birth, "address": address_of(who), "class": rows.dice.pick(("C1", "C1", "B2", "A2", "C2")),
        "status": "valid", "issued": issued, "valid_until": date(issued.year + 10, issued.month, min(issued.day, 28)),
        "organ": f"{court.city}公安局交通警察支队", "region": court.city_code, **more,
    })  # fmt: skip
    return number


def penalty(
    rows: Rows, whom: Person | Organization, organ: str, court: Court, decided: date, /, *, act: str, fine: int | None,
    **more: Cell,
) -> str:  # fmt: skip
    """An administrative penalty that was paid in time, unless told otherwise; returns its number."""
    number = f"{court.case_code}罚字〔{decided.year}〕{rows.serial('')}号"
    person = whom if isinstance(whom, Person) else None
    rows.add("administrative-penalties", **{
        "decision_no": number, "organ": organ, "party": whom.name, "id_number": person.number if person else None,
        "credit_code": None if isinstance(whom, Person) else whom.code,
        "address": address_of(person) if person else whom.address, "act": act, "kinds": ["罚款"] if fine else ["警告"],
        "fine": fine, "decided": decided, "served": decided, "region": court.code, **more,
    })  # fmt: skip
    return number


def transfer(
    rows: Rows, made: datetime, payer: Person | Organization, payer_account: str, payee: Person | Organization,
    payee_account: str, yuan: float, /, **more: Cell,
) -> None:  # fmt: skip
    """A bank transfer."""
    rows.add("bank-transfers", **{
        "serial_no": rows.serial("LS"), "made": made,
        "payer": payer.name, "payer_id": payer.number if isinstance(payer, Person) else None,
        "payer_code": None if isinstance(payer, Person) else payer.code, "payer_account": payer_account,
        "payee": payee.name, "payee_id": payee.number if isinstance(payee, Person) else None,
        "payee_code": None if isinstance(payee, Person) else payee.code, "payee_account": payee_account,
        "sum": yuan, "channel": rows.dice.pick(("网上银行", "手机银行", "柜面")), **more,
    })  # fmt: skip


def company_entry(rows: Rows, company: Organization, court: Court, established: date, /, **more: Cell) -> None:
    """A company's entry in the register, with its representative among its people."""
    rows.add("company-register", **{
        "credit_code": company.code, "name": company.name, "kind": "有限责任公司",
        "representative": company.representative,
        "capital": rows.dice.pick((500_000, 1_000_000, 2_000_000, 5_000_000)), "address": company.address,
        "established": established, "status": "active", "organ": f"{court.county}市场监督管理局",
        "region": court.code, **more,
    })  # fmt: skip
