"""People in hardship whose cases closed without aid: plantings on labour rulings of the sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from anmai.sample.people import Person, namesake
from anmai.sample.records.ground import RecordGround, address_of
from anmai.sample.records.style import Cell
from anmai.sample.wording import add_months, days_after

Builder = Callable[[RecordGround], None]


def _worker(g: RecordGround) -> Person:
    who = g.civil.lenders[0].who
    assert isinstance(who, Person)
    g.target(who)
    return who


def _poor(g: RecordGround, who: Person, first: date, last: date | None = None, **more: Cell) -> None:
    g.add("hardship-register", **{
        "record_no": g.serial("DB"), "name": who.name, "id_number": who.number or None,
        "kind": g.dice.pick(("rural_minimum", "near_minimum", "disabled")), "household_head": who.name, "members": 3,
        "monthly": 680, "address": address_of(who), "from": first, "until": last, "region": g.civil.court.code, **more,
    })  # fmt: skip


def _aid(g: RecordGround, who: Person, result: str) -> None:
    decided = days_after(g.civil.signed, 50)
    g.add("judicial-aid-grants", aid_no=g.serial("救"), name=who.name, id_number=who.number or None,
          case_number=g.ruling.number, court=g.ruling.court, organ=g.civil.court.name.replace("法院", "检察院"),
          relation="worker", applied=days_after(g.civil.signed, 20), decided=decided, result=result,
          sum=12_000 if result == "granted" else None, paid=days_after(decided, 15) if result == "granted" else None,
          region=g.civil.court.code)  # fmt: skip


def _without_aid(g: RecordGround) -> None:
    who = _worker(g)
    _poor(g, who, add_months(g.civil.signed, -14))


def _disabled(g: RecordGround) -> None:
    _poor(g, _worker(g), add_months(g.civil.signed, -30), kind="disabled", disability="1")


def _ended_before(g: RecordGround) -> None:
    _poor(g, _worker(g), add_months(g.civil.signed, -50), add_months(g.civil.signed, -20))


def _poor_later(g: RecordGround) -> None:
    _poor(g, _worker(g), add_months(g.civil.signed, 16))


def _aided(g: RecordGround) -> None:
    who = _worker(g)
    _poor(g, who, add_months(g.civil.signed, -14))
    _aid(g, who, "granted")


def _supported(g: RecordGround) -> None:
    who, filed = _worker(g), g.civil.filed
    _poor(g, who, add_months(g.civil.signed, -14))
    g.add("support-in-suing", support_no=g.serial("支"), name=who.name, id_number=who.number or None, kind="support",
          matter="追索劳动报酬", case_number=g.ruling.number, court=g.ruling.court, organ="人民检察院",
          accepted=days_after(filed, -20), result="supported", finished=days_after(filed, -5),
          region=g.civil.court.code)  # fmt: skip


def _number_missing(g: RecordGround) -> None:
    who = _worker(g)
    other = namesake(g.dice, who, f"{who.true_id}-same", who.home, birth=who.birth)
    _poor(g, other, add_months(g.civil.signed, -14), address=None)


HARDSHIP: Final[dict[str, Builder]] = {
    "without_aid": _without_aid, "severely_disabled": _disabled, "ended_before": _ended_before,
    "poor_later": _poor_later, "aided": _aided, "supported": _supported, "number_missing": _number_missing,
}  # fmt: skip
