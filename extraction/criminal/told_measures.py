"""Adds compulsory measures that only the facts tell (同年6月4日，被告人…被刑事拘留), where the header tells none."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.people import people_of
from anmai.extraction.criminal.story import EntryReader
from anmai.extraction.ruling import Ruling, no_surer
from anmai.extraction.values.dates import iter_dates

COMPONENT: Final = "story"
_SENTENCE: Final = re.compile(r"[^。；\n]+")
_TOLD: Final = re.compile(r"被[^，。；]{0,20}(?:刑事拘留|刑拘|取保候审|监视居住|逮捕)")
_ANOTHER_CASE: Final = re.compile(r"曾|判处|刑满|另案|期间|后又|前科|同案")
_CONFIDENCE: Final = 0.7


def read_told_measures(ruling: Ruling) -> None:
    """Add to measures what the facts tell of a defendant whose header entry tells none; dated ones only."""
    people = people_of(ruling)
    parts = ruling.sections
    measures: list[dict[str, Any]] = list(ruling.draft.values.get("measures", []))
    without = set(people.names) - {row["defendant"].value for row in measures}
    if people.mention is None or not without:
        return
    added = False
    for span in (parts.facts, parts.claims):
        if span is None or not _TOLD.search(ruling.text, *span):
            continue
        last: str | None = None
        for sentence in _SENTENCE.finditer(ruling.text, *span):
            left, right = sentence.span()
            names = {people.canonical(match.group()) for match in people.mention.finditer(ruling.text, left, right)}
            told = _TOLD.search(ruling.text, left, right)
            if told and len(names) == 1 and names <= without and not _ANOTHER_CASE.search(ruling.text, left, right):
                name = people.mention.search(ruling.text, left, right)
                assert name is not None
                rows: list[dict[str, Any]] = []
                who = ruling.found(*name.span(), people.canonical(name.group()))
                EntryReader(ruling, who, rows, [], last).read(left, right)
                fresh = [no_surer(row, _CONFIDENCE) for row in rows if "date" in row and not _known(row, measures)]
                measures.extend(fresh)
                added = added or bool(fresh)
            for hit in iter_dates(ruling.text, left, right, last=last):
                last = hit.iso
    if added:
        ruling.put(COMPONENT, "measures", measures)


def _known(row: dict[str, Any], measures: list[dict[str, Any]]) -> bool:
    return any(
        all(other[key].value == row[key].value for key in ("defendant", "type", "date"))
        for other in measures
        if "date" in other
    )
