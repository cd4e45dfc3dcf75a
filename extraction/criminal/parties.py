"""Reads the prosecution and the defendants with what the header says of each."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.fragment_defendants import called_defendants
from anmai.extraction.criminal.header_entries import Entry, header_entries
from anmai.extraction.criminal.identity import read_identity
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.courts import PROCURATORATE, iter_organs
from anmai.extraction.values.names import MASKED, is_organization
from anmai.extraction.values.unmarked_names import name_at

COMPONENT: Final = "criminal_parties"
_NAME: Final = re.compile(
    r"(?P<name>[^，。、；：（）\n]{1,60}?)(?=[，。、；（\n]|曾用名|又名|别名|绰号|化名|(?:男|女)(?:性|，|。|$)|"
    r"(?<=[^，。]{2})(?:(?:曾|再|现)?因|曾|于(?=\d|二〇|一九)|现(?=在|羁|押|被)|被)|$)"
)
#: One of several names; 和 and 及 join two only between words of a name's length.
_ONE_NAME: Final = re.compile(r"(?:(?!(?<=[^、]{2})[和及][^、和及]{2})[^、])+")
_SELF_TOLD: Final = re.compile(r"(?:（?自报(?:姓名|名)?[：:]?）?)?")
_NO_NAME: Final = re.compile(
    r"^(?:对|犯|及其|因|在|被|系|于(?=\d|二)|的|等|人|均|经(?=本|公|审)|向(?=本|公|法)|认|当庭|供述|不服|未)|提出|"
    r"指控|认为|到庭|无异议|辩护"
)
_CHARGED: Final = re.compile(
    r"(?:指控的?|起诉|公诉|以|审理|(?<=[：\n]))(?:原审|同案)?(?:被告人|"
    r"被告单位)(?P<names>[^，。；犯\n]{1,160}?)(?:涉嫌|犯|构成|的行为|实施)"
)
_MORE_CHARGED: Final = re.compile(
    r"(?:、|；|，|和|及|指控)(?:原审)?(?:被告人|被告单位)(?P<names>[^，。；犯\n]{1,160}?)(?:涉嫌|犯|构成)"
)
_CHARGED_BRIEFLY: Final = re.compile(r"指控(?:原审)?(?:被告人|被告单位)(?=[^，。；\n]{2,40}一案)")
_INDICTED: Final = re.compile(r"(?:起诉)?指控|(?:于[^，。\n]{6,14})?以[“《]?[^，。\n]{2,40}(?:起诉书|号|犯)")


def read_prosecution(ruling: Ruling) -> None:
    """Set prosecution: the organ that indicted (公诉机关), not one that only protested."""
    text = ruling.text
    for entry in header_entries(ruling):
        if entry.role == "prosecution":
            organ = next(iter_organs(PROCURATORATE, text, entry.body, entry.end), None)
            if organ:
                ruling.put(COMPONENT, "prosecution", ruling.found(organ.start, organ.end))
                return
    if not ruling.sections.procedure:
        return
    start, end = ruling.sections.procedure
    for organ in iter_organs(PROCURATORATE, text, start, end):
        if _INDICTED.match(text, organ.end, end):
            ruling.put(COMPONENT, "prosecution", ruling.found(organ.start, organ.end, confidence=0.9))
            return


def read_defendants(ruling: Ruling) -> None:
    """Set defendants from the header; from the indictment's sentence where the header is missing."""
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for entry in header_entries(ruling):
        if entry.role != "defendant":
            continue
        row = _defendant(ruling, entry)
        if row and row["name"].value not in seen:
            seen.add(row["name"].value)
            rows.append(row)
    if not rows:
        rows = _from_indictment(ruling)
    if not rows and ruling.form == "判决书":
        title = ruling.sections.title
        rows = called_defendants(ruling, title[1] if title else 0, ruling.sections.end(len(ruling.text)), 0.6)
    ruling.put(COMPONENT, "defendants", rows)


def _defendant(ruling: Ruling, entry: Entry) -> dict[str, Any] | None:
    match = _NAME.match(ruling.text, entry.body, entry.end)
    if not match or _NO_NAME.search(match.group("name")):
        return None
    name, (start, end) = match.group("name"), match.span("name")
    unit = "单位" in entry.title or is_organization(name)
    if not unit and (len(name) > 15 and "·" not in name):
        return None
    row: dict[str, Any] = {
        "name": ruling.found(start, end),
        "kind": Found("organization" if unit else "person", ((start, end),)),
    }
    row.update(read_identity(ruling, match.end("name"), entry.end, unit=unit))
    return row


def _from_indictment(ruling: Ruling) -> list[dict[str, Any]]:
    if not ruling.sections.procedure:
        return []
    text = ruling.text
    start, end = ruling.sections.procedure
    first = _CHARGED.search(text, start, end)
    if not first:
        return _briefly(ruling, start, end)
    stop = text.find("。", first.end(), end)
    groups = [first, *_MORE_CHARGED.finditer(text, first.end(), stop if stop >= 0 else end)]
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for group in groups:
        for piece in _ONE_NAME.finditer(text[group.start("names") : group.end("names")]):
            left, right = group.start("names") + piece.start(), group.start("names") + piece.end()
            left += len(re.match(r"(?:原审)?(?:被告人|被告单位)?", text[left:right]).group())  # type: ignore[union-attr]
            left += len(_SELF_TOLD.match(text[left:right]).group())  # type: ignore[union-attr]
            masked = re.compile(MASKED).match(text, left, right)
            if masked and right - left > 4 and not is_organization(text[left:right]):
                right = masked.end()
            bracket = text.find("（", left, right)
            right = bracket if bracket > left else right
            name = text[left:right]
            if (
                not 2 <= len(name) <= 40
                or _NO_NAME.search(name)
                or name in seen
                or (len(name) > 8 and not is_organization(name))
            ):
                continue
            seen.add(name)
            unit = is_organization(name)
            rows.append(
                {
                    "name": ruling.found(left, right, confidence=0.9),
                    "kind": Found("organization" if unit else "person", ((left, right),), 0.9),
                }
            )
    return rows


def _briefly(ruling: Ruling, start: int, end: int) -> list[dict[str, Any]]:
    """指控被告人甲贩卖毒品一案: one name, told by its own shape."""
    match = _CHARGED_BRIEFLY.search(ruling.text, start, end)
    span = name_at(ruling.text, match.end(), len(ruling.text)) if match else None
    if span is None:
        return []
    return [{"name": ruling.found(*span, confidence=0.8), "kind": Found("person", (span,), 0.8)}]
