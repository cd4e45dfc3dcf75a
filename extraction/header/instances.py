"""Reads the procedure (instance) and the earlier instances of the case."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.case_numbers import comparable, iter_case_numbers
from anmai.extraction.values.courts import COURT, iter_organs

COMPONENT: Final = "instances"
#: What a case number says about the instance, tried in this order.
_BY_NUMBER: Final = (
    ("更", "其他"), ("刑执", "其他"), ("减", "其他"), ("假", "其他"), ("执", "执行"), ("监", "再审"), ("申", "再审"),
    ("再", "再审"),
    ("抗", "再审"), ("行审", "其他"), ("终", "二审"), ("初", "一审"),
)  # fmt: skip
_BY_TITLE: Final = re.compile(r"(一审|二审|再审|执行)(?=[\u4e00-\u9fff]{0,14}(?:判决书|裁定书|调解书|决定书))")
_FIRST: Final = re.compile(r"提起公诉|立案受理|立案|受理后|本院受理|诉讼请求|向本院(?:提起|起诉)|自诉人")
_SECOND: Final = re.compile(r"(?:^|\n)(?:被)?上诉人|提出上诉|提起上诉")
_AGAIN: Final = re.compile(r"再审|审判监督程序")


def read_procedure(ruling: Ruling) -> None:
    """Set procedure: by the case number, else the title, else the words of the header."""
    text = ruling.text
    span = ruling.sections.title or (0, min(len(text), 300))
    number = ruling.draft.values.get("case_number")
    if isinstance(number, Found):
        start, end = number.spans[0]
        hit = next(iter_case_numbers(text, start, end), None)
        kind = hit.kind if hit else ""
        for character, procedure in _BY_NUMBER:
            if character in kind:
                ruling.put(COMPONENT, "procedure", Found(procedure, number.spans))
                return
    title = _BY_TITLE.search(text, *span)
    if title:
        ruling.put(COMPONENT, "procedure", ruling.found(*title.span(1), title.group(1)))
        return
    head_end = ruling.sections.procedure[1] if ruling.sections.procedure else min(len(text), 1500)
    for pattern, procedure in ((_SECOND, "二审"), (_FIRST, "一审"), (_AGAIN, "再审")):
        match = pattern.search(text, span[1], head_end)
        if match:
            ruling.put(COMPONENT, "procedure", ruling.found(*match.span(), procedure, 0.8))
            return
    if isinstance(number, Found):
        ruling.put(COMPONENT, "procedure", Found("其他", number.spans, 0.7))


def read_prior_instances(ruling: Ruling) -> None:
    """Set prior_instances: courts and case numbers that the header and procedure name as judging this case before."""
    if not ruling.sections.procedure:
        return
    text = ruling.text
    start, end = ruling.sections.procedure
    sent_back = "发回" in text[start:end]
    if ruling.draft.value("procedure") not in ("二审", "再审", "执行", "其他") and not sent_back:
        return
    own = comparable(ruling.draft.value("case_number") or "")
    seen = {own}
    rows: list[dict[str, Any]] = []
    for hit in iter_case_numbers(text, start, end):
        key = comparable(text[hit.start : hit.end])
        if key in seen:
            continue
        seen.add(key)
        row: dict[str, Any] = {"case_number": ruling.found(hit.start, hit.end)}
        left = max(text.rfind("。", start, hit.start), text.rfind("\n", start, hit.start), start)
        courts = [*iter_organs(COURT, text, left, hit.start)]
        ours = text.rfind("本院", left, hit.start)
        issuer = issuing_court(ruling)
        if courts and courts[-1].end > ours:
            row["court"] = ruling.found(courts[-1].start, courts[-1].end)
        elif ours >= 0 and issuer:
            row["court"] = Found(issuer.value, ((ours, ours + 2),), 0.9)
        rows.append(row)
    ruling.put(COMPONENT, "prior_instances", rows)
