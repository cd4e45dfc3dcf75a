"""Checks a civil, enforcement or administrative record against itself, and says in a warning where it looks wrong.

A warning never removes a value: it tells people and models where to look before they rely on one. The words of a
warning up to its colon are the same for one kind of finding, so that they can be counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from anmai.extraction.civil.owed_sums import payment_verb
from anmai.extraction.ruling import Ruling
from anmai.extraction.values.amounts import first_sum
from anmai.extraction.values.dates import first_date

#: Sums are written to the cent; a total may be off by rounding.
_ROUNDING: Final = 1.0
#: Results that order somebody to do something.
_GRANTED: Final = ("支持", "部分支持", "调解")
_FILED: Final = re.compile(r"(?:立案|受理|起诉|诉至|申请)")
_TOTAL: Final = re.compile(r"(?:合计|共计|总计)(?:人民币)?(?=[\d一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖])")
_SIDES: Final = (("原告", "被告"), ("申请执行人", "被执行人"))
_OBJECTORS: Final = frozenset({"异议人", "案外人", "利害关系人", "复议申请人", "申请人", "被申请执行人"})
_FREED: Final = re.compile(r"(?:无需|无须|不(?:再)?(?:向[^，。；]{1,30})?)$")


def check_civil(ruling: Ruling) -> None:
    """Add warnings for what a whole ruling should say and this record lacks, or says twice differently."""
    if ruling.sections.operative is None:
        return
    parties = ruling.draft.value("parties") or []
    ruling.warn(_missing(ruling, parties))
    ruling.warn(_roles(parties))
    ruling.warn(_agents(ruling, {row["name"] for row in parties}))
    ruling.warn(_obligations(ruling, parties))
    ruling.warn(_dates(ruling))


def _missing(ruling: Ruling, parties: list[dict[str, Any]]) -> Iterator[str]:
    if not parties:
        yield "no party was found in the header"
    for name in ("court", "case_number", "judgment_date", "judges", "result"):
        if not ruling.draft.values.get(name):
            yield f"{name} was not found"
    start, end = ruling.sections.operative or (0, 0)
    orders = ruling.form in ("判决书", "调解书") and ruling.draft.value("result") in _GRANTED
    if orders and not ruling.draft.values.get("obligations"):
        first = first_sum(ruling.text, start, end)
        verb = payment_verb().search(ruling.text, start, first.start) if first else None
        costs = re.compile("受理费|诉讼费").search(ruling.text, start, first.start) if first else None
        freed = verb and _FREED.search(ruling.text[start : verb.start()])
        if first and verb and not costs and not freed:
            yield f"no obligation was read: {ruling.normal.words(verb.start(), first.end)}"


def _roles(parties: list[dict[str, Any]]) -> Iterator[str]:
    for row in parties:
        if not row["roles"]:
            yield f"party without a role: {row['name']}"
    every = {role for row in parties for role in row["roles"]}
    # Appeals by all have no appellee, fines no applicant: only who sues or applies must have somebody against him.
    for first, second in _SIDES:
        if first in every and second not in every and not every & _OBJECTORS:
            yield f"one side only: {first}"


def _agents(ruling: Ruling, names: set[str]) -> Iterator[str]:
    for row in ruling.draft.value("agents") or []:
        for principal in row["for"]:
            if principal not in names:
                yield f"agent of nobody: {row['name']}"


def _obligations(ruling: Ruling, parties: list[dict[str, Any]]) -> Iterator[str]:
    names = {row["name"] for row in parties}
    court = ruling.draft.value("court")
    rows = ruling.draft.value("obligations") or []
    for row in rows:
        for name in row["payers"]:
            if name not in names:
                yield f"payer is no party: {name}"
        for name in row["payees"]:
            if name not in names and name != court:
                yield f"payee is no party: {name}"
        if set(row["payers"]) & set(row["payees"]):
            yield f"payer and payee are the same: {'、'.join(sorted(set(row['payers']) & set(row['payees'])))}"
    yield from _totals(ruling, rows)


def _totals(ruling: Ruling, rows: list[dict[str, Any]]) -> Iterator[str]:
    """A total that no run of the sums read adds up to."""
    text = ruling.text
    sums = [row["yuan"] for row in rows if row.get("yuan") is not None]
    for match in _TOTAL.finditer(text, *(ruling.sections.operative or (0, 0))):
        total = first_sum(text, match.end(), match.end() + 24)
        if total is None or total.start != match.end() or len(sums) < 2 or _part_of(sums, total.yuan):
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.compile("受理费|诉讼费|保全费").search(text, line, match.start())
        if not before:
            yield f"total differs from its items: {ruling.normal.words(match.start(), total.end)}"


def _part_of(sums: list[float], total: float) -> bool:
    """Whether some run of neighbouring sums makes the total, or one of them is it."""
    for first in range(len(sums)):
        run = 0.0
        for value in sums[first:]:
            run += value
            if abs(run - total) <= _ROUNDING:
                return True
    return False


def _dates(ruling: Ruling) -> Iterator[str]:
    signed = ruling.draft.value("judgment_date")
    span = ruling.sections.procedure
    if not signed or not span:
        return
    filed = _FILED.search(ruling.text, *span)
    when = first_date(ruling.text, max(span[0], filed.start() - 24), filed.start()) if filed else None
    if when and when.absolute and len(when.iso) == 10 and when.iso > signed:
        yield f"judgment date before the filing date: {signed}, {when.iso}"
