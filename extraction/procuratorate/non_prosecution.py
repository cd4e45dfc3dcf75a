"""Reads decisions not to prosecute 不起诉决定书: whom, of what they were suspected, and on which ground.

The grounds are those of 刑事诉讼法 (2018) 16, 175 第四款, 177 and 282; earlier articles are 15, 171, 173, 271 (2012)
and 15, 140, 142 (1996). The decision's own words come first: article numbers moved with each revision of the law.
"""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.people import people_of
from anmai.extraction.data.tables import table
from anmai.extraction.procuratorate.accusations import suspected_charges
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.terms import first_term

COMPONENT: Final = "non_prosecution"
_TRIAL: Final = re.compile(r"考验期(?:限)?(?:为|：)?(?P<term>[^，。；]{2,8})")
_TRANSFER: Final = re.compile(
    r"(?:移送|移交|提出检察意见)[^。；]{0,60}(?:行政处罚|处理|处罚|主管机关)|(?:行政处罚|处分|没收其违法所得)的，(?:依法)?移送[^。；]{2,40}"
)


def read_non_prosecution(ruling: Ruling) -> None:
    """Turn the persons of a decision not to prosecute into not_prosecuted: they are no defendants."""
    doc_type = ruling.draft.value("doc_type") or ""
    if not doc_type.endswith("不起诉决定书"):
        return
    values = ruling.draft.values
    people = people_of(ruling)
    defendants = values.pop("defendants", [])
    ruling.draft.components.pop("defendants", None)
    span = _decision(ruling)
    ground = _ground(ruling, *span) or _ground_of_title(ruling)
    procedure = ruling.sections.procedure
    suspected = suspected_charges(ruling, people, *procedure) if procedure and people.mention else {}
    rows: list[dict[str, Any]] = []
    for row in defendants:
        more: dict[str, Any] = {}
        if ground:
            more["ground"] = ground
        charges = suspected.get(row["name"].value, [])
        if charges:
            more["charges"] = charges
        if ground and ground.value == "附条件":
            more |= _trial(ruling, *span)
        rows.append({**row, **more})
    ruling.put(COMPONENT, "not_prosecuted", rows)
    transfer = _TRANSFER.search(ruling.text, *span)
    if transfer:
        ruling.put(COMPONENT, "administrative_transfer", ruling.found(*transfer.span(), True))


def _decision(ruling: Ruling) -> tuple[int, int]:
    """From 本院认为 to the signature; the whole body where there is no such part."""
    parts = ruling.sections
    start = parts.title[1] if parts.title else 0
    end = parts.signature[0] if parts.signature else parts.end(len(ruling.text))
    return parts.reasoning or (start, end)


def _ground(ruling: Ruling, start: int, end: int) -> Found | None:
    """The ground that the decision's words tell, else its article; None where neither does."""
    grounds: list[dict[str, str]] = table("non_prosecution")
    for key in ("words", "articles"):
        for row in grounds:
            match = re.search(row[key], ruling.text[start:end])
            if match:
                span = (start + match.start(), start + match.end())
                return ruling.found(*span, row["ground"], 1.0 if key == "words" else 0.8)
    return None


def _ground_of_title(ruling: Ruling) -> Found | None:
    doc_type = ruling.draft.values["doc_type"]
    return Found("附条件", doc_type.spans) if doc_type.value.startswith("附条件") else None


def _trial(ruling: Ruling, start: int, end: int) -> dict[str, Found]:
    match = _TRIAL.search(ruling.text, start, end)
    term = first_term(ruling.text, *match.span("term")) if match else None
    return {"trial_months": ruling.found(term.start, term.end, term.months)} if term else {}
