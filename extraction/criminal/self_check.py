"""Checks a criminal record against itself, and says in a warning where it looks wrong or incomplete.

A warning never removes a value: it tells people and models where to look before they rely on one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Final

from anmai.extraction.criminal.people import people_of
from anmai.extraction.ruling import Ruling
from anmai.extraction.values.charges import known_charge

#: Days by which the time served may differ from the term: custody before, credited days, leap years.
_SLACK: Final = 45
_TERM: Final = ("有期徒刑", "拘役", "管制")


def check_criminal(ruling: Ruling) -> None:
    """Add warnings for what a whole criminal judgment should say and this record lacks, or says twice differently."""
    if ruling.sections.operative is None:
        return
    ruling.warn(_missing(ruling))
    for row in ruling.draft.value("verdicts") or []:
        ruling.warn(_verdict(row))


def _missing(ruling: Ruling) -> Iterator[str]:
    people = people_of(ruling)
    judged = {row["defendant"] for row in ruling.draft.value("verdicts") or []}
    if not people.names:
        yield "no defendant was found in the header"
    if ruling.form == "判决书":
        for name in people.names:
            if name not in judged:
                yield f"no verdict was found for {name}"
    for name in ("court", "case_number", "judgment_date", "judges"):
        if not ruling.draft.values.get(name):
            yield f"{name} was not found"


def _verdict(row: dict[str, Any]) -> Iterator[str]:
    who = row["defendant"]
    if row.get("penalty") in _TERM and row.get("months") is None:
        yield f"{who}: the term of {row['penalty']} could not be read"
    if row.get("probation_months") is not None and row.get("penalty") not in ("有期徒刑", "拘役"):
        yield f"{who}: a suspension beside {row.get('penalty')}"
    if not row.get("charges") and row.get("penalty") != "无罪":
        yield f"{who}: a penalty without a charge"
    for charge in row.get("charges", []):
        if not known_charge(charge):
            yield f"{who}: {charge} is not in the table of charges"
    served = _served_days(row)
    months = row.get("months")
    if served is not None and months is not None and abs(served - months * 365.25 / 12) > _SLACK:
        yield f"{who}: {months} months do not fit the time from {row['served_from']} to {row['served_until']}"


def _served_days(row: dict[str, Any]) -> int | None:
    first, last = row.get("served_from"), row.get("served_until")
    if not first or not last or len(first) != 10 or len(last) != 10:
        return None
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
