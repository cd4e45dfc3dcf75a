"""The ordinary course: each sentence is carried out, and people of civil cases live ordinary lives in the registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from anmai.sample.cases import Accused, Appeal, CivilCase, Commutation, CriminalCase
from anmai.sample.dice import Dice
from anmai.sample.organizations import Organization, make_organization
from anmai.sample.people import Person, short_place
from anmai.sample.records.files import RecordFiles
from anmai.sample.records.frames import (
    company_entry,
    correction,
    custody,
    licence,
    notice,
    penalty,
    prison,
    stay_in_hospital,
    transfer,
)
from anmai.sample.records.ground import AS_OF, address_of
from anmai.sample.records.style import Cell
from anmai.sample.vocabulary import Court
from anmai.sample.wording import days_after, term_end

#: Where the rest of a term is three months or less it is served in the house of detention (刑事诉讼法 264).
_SHORT_DAYS: Final = 92


class Base:
    """Writes the ordinary rows of one document at a time.

    Args:
        files: Where to.
        seed: The run's.
    """

    def __init__(self, files: RecordFiles, seed: int) -> None:
        self._files, self._seed = files, seed
        self._index, self._serial = 0, 0
        self.dice = Dice(seed)
        self._registered: set[str] = set()

    def add(self, kind: str, /, **values: Cell) -> None:
        """Write a row."""
        self._files.write(kind, {name.removesuffix("_"): value for name, value in values.items()})

    def serial(self, prefix: str) -> str:
        """A number that no other row of the run has."""
        self._serial += 1
        return f"{prefix}9{self._index:07d}{self._serial:02d}"

    def at_document(self, index: int) -> None:
        """Begin a document: its rows have dice and numbers of their own."""
        self._index, self._serial = index, 0
        self.dice = Dice(self._seed, index, 89)

    def phone(self) -> str:
        """A mobile number that nobody else has."""
        self._serial += 1
        return f"15{self._index:07d}{self._serial:02d}"

    # Sentences

    def sentences(self, case: object, number: str, court: str, *, skip: int | None = None) -> None:
        """Carry out the sentences of a criminal document.

        Args:
            case: The case.
            number: Case number as the document writes it.
            court: Court as the document names it.
            skip: A defendant whose sentence a planting deals with.
        """
        if isinstance(case, CriminalCase):
            for place, accused in enumerate(case.accused):
                if place != skip:
                    self._sentence(accused, case, days_after(case.signed, self.dice.between(13, 19)), number, court)
        elif isinstance(case, Appeal):
            self._sentence(case.changed or case.first.accused[0], case.first, case.signed, number, court)
        elif isinstance(case, Commutation):
            accused = case.first.accused[0]
            start = accused.custody or days_after(case.first.signed, 20)
            self._imprison(accused, case.first, start, case.first.signed, {})

    def _sentence(self, accused: Accused, case: CriminalCase, effective: date, number: str, court: str) -> None:
        told: dict[str, Any] = {"case_number": number, "court": court}
        if accused.probation:
            self._suspend(accused, case, effective, told)
        elif accused.detention or not accused.months:
            start = accused.custody or days_after(effective, 4)
            end = term_end(start, max(accused.months, 1))
            custody(self, accused.person, case.court, start, end, basis="short_detention", reason="term_served",
                    charge=accused.counts[0].charge.name, term_from=start, term_until=end, **told)  # fmt: skip
        else:
            self._imprison(accused, case, accused.custody or days_after(effective, 5), effective, told)

    def _suspend(self, accused: Accused, case: CriminalCase, effective: date, told: dict[str, Any]) -> None:
        end = term_end(effective, accused.probation or 12)
        over = end < AS_OF
        notice(self, accused.person, case.court, days_after(effective, 1), penalty="suspended", months=accused.months,
               receiver_kind="correction", received=days_after(effective, 4), effective=effective,
               case_number=told["case_number"])  # fmt: skip
        correction(self, accused.person, case.court, days_after(effective, self.dice.between(2, 9)), effective, end,
                   ended=end if over else None, reason="expired" if over else None,
                   charge=accused.counts[0].charge.name, **told)  # fmt: skip

    def _imprison(
        self, accused: Accused, case: CriminalCase, start: date, effective: date, told: dict[str, Any]
    ) -> None:
        who, end, charge = accused.person, term_end(start, accused.months), accused.counts[0].charge.name
        moved = max(start, days_after(effective, self.dice.between(8, 20)))
        short = (end - effective).days <= _SHORT_DAYS
        notice(self, who, case.court, days_after(effective, 2), penalty="imprisonment", months=accused.months,
               receiver_kind="custody", received=days_after(effective, 6), effective=effective, term_from=start,
               term_until=end, case_number=told.get("case_number"))  # fmt: skip
        if short:
            custody(self, who, case.court, start, max(start, end), basis="serving", reason="term_served", charge=charge,
                    term_from=start, term_until=end, **told)  # fmt: skip
            return
        custody(self, who, case.court, start, moved, reason="to_prison", charge=charge, **told)
        prison(self, who, case.court, moved, start, end, released=end if end < AS_OF else None,
               kind="term_served" if end < AS_OF else None, charge=charge, **told)  # fmt: skip

    # Ordinary lives

    def lives(self, case: CivilCase) -> None:
        """Ordinary entries of a civil case's people and companies."""
        for side in (*case.lenders, *case.borrowers, *case.guarantors):
            if isinstance(side.who, Organization):
                self._company(side.who, case.court)
            else:
                for _ in range(self.dice.between(0, 2)):
                    self.dice.pick(_LIVES)(self, side.who, case.court)

    def _company(self, company: Organization, court: Court) -> None:
        if company.true_id in self._registered:
            return
        self._registered.add(company.true_id)
        company_entry(self, company, court, date(self.dice.between(2005, 2016), self.dice.between(1, 12), 9))
        staff = self.dice.between(8, 28)
        for year in (2021, 2022):
            span = {"from": date(year, 1, 1), "until": date(year, 12, 31)}
            self.add("social-insurance", credit_code=company.code, employer=company.name, year=year, headcount=staff,
                     payroll=staff * 62_000, average_wage=62_000, insured=staff, kind="company", region=court.code,
                     **span)  # fmt: skip
            self.add("disability-levy", credit_code=company.code, employer=company.name, year=year, declared=True,
                     declared_on=date(year + 1, 9, 8), declared_headcount=staff, declared_disabled=0, audited=False,
                     ratio=1.5, due=0, relief_reason="small_employer", paid=0, region=court.code, **span)  # fmt: skip


def _licensed(base: Base, who: Person, court: Court) -> None:
    licence(base, who, court, date(base.dice.between(2012, 2019), base.dice.between(1, 12), 11))


def _ill(base: Base, who: Person, court: Court) -> None:
    day = _day(base)
    stay_in_hospital(base, who, court, day, days_after(day, base.dice.between(4, 12)),
                     diagnosis=base.dice.pick(("急性阑尾炎", "社区获得性肺炎", "胆囊结石")))  # fmt: skip


def _buys_medicine(base: Base, who: Person, court: Court) -> None:
    day = _day(base)
    base.add("pharmacy-swipes", swipe_no=base.serial("YD"), swiped=_at(base, day), pharmacy=f"{court.county}康民大药房",
             holder=who.name, holder_id=who.number or None, card_no=base.serial("YBK"), item="复方甘草片", quantity=1,
             chronic=False, sum=base.dice.between(8, 120), fund_paid=8, terminal=f"POS{court.code}",
             region=court.code)  # fmt: skip


def _calls(base: Base, who: Person, court: Court) -> None:
    day = _day(base)
    base.add("hotline-calls", call_no=base.serial("GD"), called=_at(base, day), caller=who.name, phone=base.phone(),
             kind=base.dice.pick(("help", "question", "complaint")), theme="城乡建设",
             content=base.dice.pick(_CALLS), address=f"{court.place}{who.address}", organ=f"{court.county}城市管理局",
             answered=_at(base, days_after(day, 4)), answer="已联系来电人并处理。", satisfied="yes",
             region=court.code)  # fmt: skip


def _resides(base: Base, who: Person, court: Court) -> None:
    base.add("residence-records", record_no=base.serial("JZ"), name=who.name, id_number=who.number or None, sex=who.sex,
             birth_date=who.birth, kind="household", household_no=base.serial("H"), relation="head",
             address=address_of(who), from_=date(2010, base.dice.between(1, 12), 3), region=court.code)  # fmt: skip


def _phones(base: Base, who: Person, _court: Court) -> None:
    base.add("phone-records", phone=base.phone(), holder=who.name, holder_id=who.number or None, operator="移动",
             opened=date(base.dice.between(2012, 2020), base.dice.between(1, 12), 17),
             address=address_of(who))  # fmt: skip


def _sends(base: Base, who: Person, court: Court) -> None:
    day = _day(base)
    base.add("parcels", parcel_no=base.serial("SF"), courier="顺达速运", sender=who.name, sender_phone=base.phone(),
             sender_address=address_of(who), recipient=f"{who.surname}先生", recipient_phone=base.phone(), item="衣物",
             weight=base.dice.between(5, 60) / 10, sent=_at(base, day), received=_at(base, days_after(day, 3)),
             region=court.code)  # fmt: skip


def _farms(base: Base, who: Person, court: Court) -> None:
    day, plot = _day(base), f"{court.code}{base.serial('')}"
    area = base.dice.between(20, 150) / 10
    base.add("farm-plots", plot_no=plot, area=area, contractor=who.name, contractor_id=who.number or None, mode="own",
             from_=date(2016, 1, 1), until=date(2045, 12, 31), use="耕地", region=court.code)  # fmt: skip
    base.add("agricultural-subsidies", claim_no=base.serial("BT"), claimant=who.name, claimant_id=who.number or None,
             program="soil", plot_no=plot, area=area, sum=round(area * 96, 2), year=day.year, applied=day,
             paid=days_after(day, 70), account=base.serial("6217"), account_holder=who.name,
             region=court.code)  # fmt: skip


def _saves(base: Base, who: Person, court: Court) -> None:
    shop = make_organization(f"{short_place(court.city)}恒隆泰家电有限公司", court)
    transfer(base, _at(base, _day(base)), who, base.serial("6217"), shop, f"6222{court.code}00001",
             base.dice.between(8, 90) * 100, remark="货款")  # fmt: skip


def _fined(base: Base, who: Person, court: Court) -> None:
    day = _day(base)
    penalty(base, who, f"{court.county}市场监督管理局", court, day, act="无照经营", fine=1_000,
            fact_from=days_after(day, -40),
            fact_until=days_after(day, -40), paid=days_after(day, 9), paid_sum=1_000, due=days_after(day, 15),
            status="executed")  # fmt: skip


def _day(base: Base) -> date:
    return date(base.dice.between(2019, 2023), base.dice.between(1, 12), base.dice.between(1, 28))


def _at(base: Base, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, base.dice.between(8, 20), base.dice.between(0, 59))


_CALLS: Final = (
    "小区门口路灯连续多日不亮，夜间出行不便，请尽快维修。",
    "咨询居住证续签需要携带哪些材料。",
    "楼上住户深夜装修噪音扰民，希望协调。",
    "公交站牌被大风吹倒，望派人扶正。",
)
_LIVES: Final[tuple[Callable[[Base, Person, Court], None], ...]] = (
    _licensed, _ill, _buys_medicine, _calls, _resides, _phones, _sends, _farms, _saves, _fined,
)  # fmt: skip
