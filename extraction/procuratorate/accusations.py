"""Reads what an indictment charges each defendant with: charges, dates of the acts, circumstances asserted.

The readers of a court's findings are used, since facts and reasoning are written alike; what they find is moved into
``accusations`` and taken out of ``offences`` and ``circumstances``, which hold what a court found.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.criminal.circumstances import read_circumstances
from anmai.extraction.criminal.offences import read_offences
from anmai.extraction.criminal.people import People, people_of
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.charges import charges_pattern, split_charges

COMPONENT: Final = "accusations"


@cache
def _demanded() -> re.Pattern[str]:
    return re.compile(
        rf"(?:应当?|应予|均应当?|应当分别|应分别|并|，|；|、)(?:依法)?(?:分别)?以(?P<charges>{charges_pattern()})(?:等罪)?"
        r"(?:数罪并罚)?[，]?(?:分别|一并|依法|对其)?(?:追究|数罪并罚)(?P<whom>[^。；]{0,120}?)(?:刑事责任|$)"
    )


@cache
def _suspected() -> re.Pattern[str]:
    return re.compile(rf"(?:涉嫌|犯)(?P<charges>{charges_pattern()})")


def read_accusations(ruling: Ruling) -> None:
    """Set accusations on an indictment; elsewhere nothing that is alleged is kept."""
    doc_type = ruling.draft.value("doc_type") or ""
    people = people_of(ruling)
    if doc_type.endswith("起诉书") and people.mention is not None:
        read_offences(ruling)
        read_circumstances(ruling)
        charges = _charges(ruling, people)
        rows = [_row(ruling, name, charges.get(name, [])) for name in people.names]
        ruling.put(COMPONENT, "accusations", rows)
    for field in ("offences", "circumstances"):
        ruling.draft.values.pop(field, None)


def _row(ruling: Ruling, name: str, charges: list[Found]) -> dict[str, Any]:
    values = ruling.draft.values
    row: dict[str, Any] = {
        "defendant": next(each["name"] for each in values["defendants"] if each["name"].value == name),
        "charges": charges,
        "dates": [each["date"] for each in values.get("offences", []) if each["defendant"].value == name],
        "circumstances": [each["type"] for each in values.get("circumstances", []) if each["defendant"].value == name],
    }
    return {field: value for field, value in row.items() if value != []}


def _charges(ruling: Ruling, people: People) -> dict[str, list[Found]]:
    """The charges demanded for each defendant in 本院认为; those of which all are suspected where none is demanded."""
    found: dict[str, list[Found]] = {}
    if ruling.sections.reasoning:
        start, end = ruling.sections.reasoning
        for match in _demanded().finditer(ruling.text, start, end):
            spans = list(split_charges(ruling.text, *match.span("charges")))
            for name in _whom(ruling, people, start, match):
                known = found.setdefault(name, [])
                known.extend(
                    ruling.found(*span) for span in spans if ruling.text[slice(*span)] not in [f.value for f in known]
                )
            start = match.end()
    if not found and ruling.sections.procedure:
        for name, charges in suspected_charges(ruling, people, *ruling.sections.procedure).items():
            found[name] = charges
    return found


def _whom(ruling: Ruling, people: People, start: int, match: re.Match[str]) -> list[str]:
    """Whom a charge is demanded for: those named after 追究, else those named since the demand before, else all."""
    named = _named(ruling, people, *match.span("whom")) or _named(ruling, people, start, match.start())
    return named or people.names


def _named(ruling: Ruling, people: People, start: int, end: int) -> list[str]:
    assert people.mention is not None
    return list(dict.fromkeys(people.canonical(m.group()) for m in people.mention.finditer(ruling.text, start, end)))


def suspected_charges(ruling: Ruling, people: People, start: int, end: int) -> dict[str, list[Found]]:
    """The charges of which text[start:end] says that people are suspected (以被告人甲涉嫌盗窃罪、乙涉嫌…).

    Names before a charge, back to the charge before it, are suspected of it; a charge without names counts for all.
    """
    found: dict[str, list[Found]] = {}
    for match in _suspected().finditer(ruling.text, start, end):
        charges = [ruling.found(*span) for span in split_charges(ruling.text, *match.span("charges"))]
        for name in _named(ruling, people, start, match.start()) or people.names:
            known = found.setdefault(name, [])
            known.extend(charge for charge in charges if charge.value not in [other.value for other in known])
        start = match.end()
    return found
