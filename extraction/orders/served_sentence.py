"""Reads the sentence that an offender serves and its earlier reductions, from the story of an order on commutation."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.criminal.penalties import SENTENCE
from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.case_numbers import CaseNumberHit, iter_case_numbers
from anmai.extraction.values.charges import charges_pattern, split_charges
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.extraction.values.dates import iter_dates
from anmai.extraction.values.terms import term_at

_SENTENCE: Final = re.compile(SENTENCE)
_FINAL: Final = re.compile(r"决定执行|合并执行")
_REVISED: Final = re.compile(r"改判|撤销[^。；]{0,60}(?:部分|判决)")
_REDUCED: Final = re.compile(
    r"(?:减去|减刑|减余刑)(?:其)?(?:有期徒刑|刑期|刑罚|拘役|管制)?(?=[\d一二三四五六七八九十])|减为(?P<life>无期徒刑)?(?:有期徒刑)?"
)
#: The proposal that the order answers: what it asks for is no earlier reduction.
_PROPOSAL: Final = re.compile(r"执行机关[^。；\n]{0,60}(?:提出|提请|报请|建议|报送|以)|建议(?:对|将|减|给予)")
_LIFE: Final = -1


@cache
def _convicted() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!罪)犯有?|以(?!被告人|[^，。；]{{0,14}}犯))(?P<charges>{charges_pattern()})")


def _court(ruling: Ruling, start: int, end: int) -> Found | None:
    """The court named last in text[start:end]; 本院 is the order's own."""
    named = list(iter_organs(COURT, ruling.text, start, end))
    ours = ruling.text.rfind("本院", start, end)
    issuer = issuing_court(ruling)
    if named and named[-1].end > ours:
        return ruling.found(named[-1].start, named[-1].end)
    return Found(issuer.value, ((ours, ours + 2),), 0.9) if ours >= 0 and issuer else None


def _sentence_start(text: str, start: int, at: int) -> int:
    return max(start, *(text.rfind(mark, start, at) + 1 for mark in "。；\n"))


def read_original(ruling: Ruling, start: int, end: int) -> dict[str, Any] | None:
    """Court, number, date, charges and penalty of the first judgment told in text[start:end]; None where none is.

    Where an appeal changed the sentence, the penalty is the changed one.
    """
    text = ruling.text
    number = next(iter_case_numbers(text, start, end), None)
    if number is None:
        return None
    left = _sentence_start(text, start, number.start)
    stop = _told_until(text, number, end)
    row: dict[str, Any] = {"case_number": ruling.found(number.start, number.end)}
    court = _court(ruling, left, number.start)
    if court:
        row["court"] = court
    date = next(iter_dates(text, left, number.start), None)
    if date:
        row["date"] = ruling.found(date.start, date.end, date.iso)
    sentence_end = text.find("。", number.end, end)
    sentence_end = sentence_end if sentence_end >= 0 else end
    charges: dict[str, Found] = {}
    for match in _convicted().finditer(text, number.end, sentence_end):
        for span in split_charges(text, *match.span("charges")):
            charges.setdefault(text[slice(*span)], ruling.found(*span))
    if charges:
        row["charges"] = list(charges.values())
    penalty = _penalty(ruling, number.end, sentence_end, stop)
    if penalty:
        row["penalty"] = penalty
    return row


def _told_until(text: str, number: CaseNumberHit, end: int) -> int:
    """Where the story of the trial ends: the first reduction, or the proposal."""
    stops = [match.start() for pattern in (_REDUCED, _PROPOSAL) if (match := pattern.search(text, number.end, end))]
    return min(stops, default=end)


def _penalty(ruling: Ruling, start: int, sentence_end: int, stop: int) -> Found | None:
    """The penalty's words: after 改判, else after 决定执行, else the first of the judgment's own sentence."""
    text = ruling.text
    revised = _REVISED.search(text, sentence_end, stop)
    if revised:
        found = list(_SENTENCE.finditer(text, revised.start(), stop))
        if found:
            return ruling.found(*found[-1].span(), confidence=0.8)
    decided = _FINAL.search(text, start, sentence_end)
    match = _SENTENCE.search(text, decided.end() if decided else start, sentence_end)
    return ruling.found(*match.span()) if match else None


def read_reductions(ruling: Ruling, start: int, end: int) -> list[dict[str, Any]]:
    """Earlier reductions told before the proposal that the order answers, in the order told."""
    text = ruling.text
    proposal = _PROPOSAL.search(text, start, end)
    stop = proposal.start() if proposal else end
    rows: list[dict[str, Any]] = []
    cursor = start
    for match in _REDUCED.finditer(text, start, stop):
        row = _reduction(ruling, match, max(cursor, _two_sentences_before(text, start, match.start())), stop)
        if row:
            rows.append(row)
            cursor = match.end()
    return rows


def _two_sentences_before(text: str, start: int, at: int) -> int:
    """A reduction's court and date stand in its own sentence, or in the one before (…作出裁定。减去…)."""
    own = _sentence_start(text, start, at)
    return own if any(True for _ in iter_dates(text, own, at)) else _sentence_start(text, start, max(own - 1, start))


def _reduction(ruling: Ruling, match: re.Match[str], left: int, stop: int) -> dict[str, Any] | None:
    text = ruling.text
    term = term_at(text, match.end(), stop)
    changed = match.group().startswith("减为")
    row: dict[str, Any] = {}
    if match.group("life"):
        row["changed_months"] = ruling.found(*match.span("life"), _LIFE)
    elif term:
        row["changed_months" if changed else "months"] = ruling.found(term.start, term.end, term.months)
    else:
        return None
    dates = list(iter_dates(text, left, match.start()))
    if dates:
        row["date"] = ruling.found(dates[-1].start, dates[-1].end, dates[-1].iso)
    numbers = list(iter_case_numbers(text, left, match.start()))
    if numbers:
        row["case_number"] = ruling.found(numbers[-1].start, numbers[-1].end)
    court = _court(ruling, left, match.start())
    if court:
        row["court"] = court
    return row
