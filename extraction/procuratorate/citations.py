"""Reads the articles and the courts' rulings that a procuratorate's document cites."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.case_numbers import comparable, iter_case_numbers
from anmai.extraction.values.courts import COURT, iter_organs
from anmai.extraction.values.laws import iter_articles

COMPONENT: Final = "citations"
_NEAR: Final = 120
_LEADING: Final = re.compile(r"(?:不服|对|就)")
_JOINED: Final = re.compile(r"(?:、|和|及|，|与)")
_YOURS: Final = re.compile(r"[你贵]院")


def article_rows(ruling: Ruling, start: int, end: int) -> list[dict[str, Any]]:
    """One row an article cited in text[start:end], in the order of the text."""
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, int, int | None]] = set()
    for hit in iter_articles(ruling.text, start, end):
        key = (hit.law, hit.article, hit.sub)
        if key in seen:
            continue
        seen.add(key)
        row: dict[str, Any] = {
            "law": ruling.found(hit.law_start, hit.law_end),
            "article": ruling.found(hit.start, hit.end, hit.article),
        }
        if hit.sub is not None:
            row["sub"] = ruling.found(hit.start, hit.end, hit.sub)
        rows.append(row)
    return rows


def read_cited_articles(ruling: Ruling) -> None:
    """Set articles: those cited from 本院认为 on; in a document without it, in its whole body."""
    parts = ruling.sections
    start = parts.title[1] if parts.title else 0
    end = parts.signature[0] if parts.signature else parts.end(len(ruling.text))
    ruling.put(COMPONENT, "articles", article_rows(ruling, *(parts.reasoning or (start, end))))


def _court(ruling: Ruling, start: int, end: int) -> Found | None:
    """The court named last in text[start:end]; 你院 is the one that the document is addressed to."""
    courts = list(iter_organs(COURT, ruling.text, start, end))
    yours = list(_YOURS.finditer(ruling.text, start, end))
    addressee = ruling.draft.value("addressee") or ""
    if yours and addressee.endswith("法院") and (not courts or courts[-1].end < yours[-1].start()):
        return ruling.found(*yours[-1].span(), addressee, 0.9)
    if not courts:
        return None
    lead = _LEADING.match(courts[-1].name)
    return ruling.found(courts[-1].start + (lead.end() if lead else 0), courts[-1].end)


def read_cited_rulings(ruling: Ruling) -> None:
    """Set prior_instances on a protest or suggestion: the courts' rulings that it is about."""
    doc_type = ruling.draft.value("doc_type") or ""
    if not doc_type.endswith(("抗诉书", "检察建议书", "检察建议")):
        return
    parts = ruling.sections
    start = parts.title[1] if parts.title else 0
    end = parts.signature[0] if parts.signature else parts.end(len(ruling.text))
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    last = start
    for hit in iter_case_numbers(ruling.text, start, end):
        key = comparable(ruling.text[hit.start : hit.end])
        if key in seen:
            continue
        seen.add(key)
        row: dict[str, Any] = {"case_number": ruling.found(hit.start, hit.end)}
        left = max(ruling.text.rfind("。", start, hit.start), hit.start - _NEAR, start)
        court = _court(ruling, left, hit.start)
        if court is None and rows and _JOINED.fullmatch(ruling.text[last : hit.start]):
            court = rows[-1].get("court")  # 甲法院（2020）…号、（2020）…号
        if court:
            row["court"] = court
        rows.append(row)
        last = hit.end
    ruling.put(COMPONENT, "prior_instances", rows)
