"""Adds earlier penalties that only the facts or the reasoning tell (另查明，被告人…因犯…被判处…)."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.criminal.people import people_of
from anmai.extraction.criminal.story import EntryReader
from anmai.extraction.ruling import Ruling, no_surer

COMPONENT: Final = "story"
_SENTENCE: Final = re.compile(r"[^。；\n]+")
_TOLD: Final = re.compile(r"(?:被|处)[^。；]{0,40}(?:判处|行政拘留|劳动教养|强制隔离戒毒|强制戒毒|治安拘留)")
_BEGINS: Final = re.compile(r"(?:曾|又|还|前|均)?(?:多次)?，?(?=曾因|因|于|在|(?:19|20)\d\d年)")
_PLEA: Final = re.compile(r"建议|提请|辩护人|指控|公诉机关认为|本案|涉嫌|同案|另案|原判|原审|一审")
_CONFIDENCE: Final = 0.7


def read_told_priors(ruling: Ruling) -> None:
    """Add to priors what the court tells of a named defendant and the header doesn't."""
    people = people_of(ruling)
    parts = ruling.sections
    if people.mention is None:
        return
    priors: list[dict[str, Any]] = list(ruling.draft.values.get("priors", []))
    added = False
    for span in (parts.facts, parts.reasoning):
        if span is None:
            continue
        for sentence in _SENTENCE.finditer(ruling.text, *span):
            left, right = sentence.span()
            if not _TOLD.search(ruling.text, left, right) or _PLEA.search(ruling.text, left, right):
                continue
            for name in people.mention.finditer(ruling.text, left, right):
                if not _BEGINS.match(ruling.text, name.end()):
                    continue
                who = ruling.found(*name.span(), people.canonical(name.group()))
                told: list[dict[str, Any]] = []
                EntryReader(ruling, who, [], told).read(name.end(), right)
                for row in told:
                    if _new(row, priors):
                        priors.append(no_surer(row, _CONFIDENCE))
                        added = True
                break
    if added:
        ruling.put(COMPONENT, "priors", priors)


def _new(row: dict[str, Any], priors: list[dict[str, Any]]) -> bool:
    """Whether no prior of this defendant has this date or these words; an undated one must be alone of its kind."""
    mine = [prior for prior in priors if prior["defendant"].value == row["defendant"].value]
    words = str(row["penalty"].value)
    date = row.get("date")
    if date is None:
        return not any(str(prior["penalty"].value)[:4] == words[:4] for prior in mine)
    for prior in mine:
        other = prior.get("date")
        if str(prior["penalty"].value) == words:
            return False
        if other is not None and (other.value.startswith(date.value) or date.value.startswith(other.value)):
            return False
    return True
