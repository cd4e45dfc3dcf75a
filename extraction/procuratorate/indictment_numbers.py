"""Reads the number of the indictment that a judgment tries, or that a supplementary indictment adds to.

以青临检刑诉〔2021〕118号起诉书指控: with the organ it names the indictment's own document, so that the graph can lay a
judgment beside the indictment it answers.
"""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.courts import PROCURATORATE, iter_organs

COMPONENT: Final = "indictment_numbers"
_NUMBER: Final = re.compile(
    r"(?:以|（|作出|的|据|检察院)[“《]?(?P<number>(?:[\u3400-\u9fff×*]{2,20}?（(?:19|20)\d\d）|（(?:19|20)\d\d）[\u3400-\u9fff]{2,12})"
    r"(?:第)?[A-Z]?\d{1,20}号(?:之[一二三四\d])?)"
    r"[”》]?(?:《)?(?:刑事)?(?:追加|变更|补充)?起诉(?:书|决定书)"
)
_CODE: Final = re.compile(r"[\u3400-\u9fff×*]*(?:以|据|对|的|向|检察院)")


def read_indictment_numbers(ruling: Ruling) -> None:
    """Set indictments: number and organ of each indictment named where the case's way to court is told."""
    parts = ruling.sections
    span = parts.procedure or parts.parties
    if span is None:
        return
    text, start, end = ruling.text, span[0], span[1]
    own = ruling.draft.value("case_number")
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for match in _NUMBER.finditer(text, start, end):
        left, right = match.span("number")
        lead = _CODE.match(text, left, right)
        left = lead.end() if lead else left
        number = ruling.found(left, right)
        if number.value in seen or number.value == own:
            continue
        seen.add(number.value)
        row: dict[str, Any] = {"case_number": number}
        organ = _organ(ruling, start, left)
        if organ:
            row["organ"] = organ
        rows.append(row)
    ruling.put(COMPONENT, "indictments", rows)


def _organ(ruling: Ruling, start: int, at: int) -> Found | None:
    """The procuratorate named last before the number; 本院 of an indictment; else the header's prosecution."""
    issuer = ruling.draft.values.get("organ")
    ours = ruling.text.rfind("本院", start, at)
    named = list(iter_organs(PROCURATORATE, ruling.text, max(start, at - 80), at))
    if named and named[-1].end > ours:
        known = ruling.draft.value("prosecution")
        # The header's full name, where the text only shortens it: 临江区人民检察院 for 青禾市临江区人民检察院.
        if known and known.endswith(named[-1].name):
            return ruling.found(named[-1].start, named[-1].end, known, 0.9)
        return ruling.found(named[-1].start, named[-1].end)
    if ours >= 0 and isinstance(issuer, Found):
        return Found(issuer.value, ((ours, ours + 2),), 0.9)
    known_organ = ruling.draft.values.get("prosecution")
    return Found(known_organ.value, known_organ.spans, 0.8) if isinstance(known_organ, Found) else None
