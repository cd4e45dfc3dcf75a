"""Reads the body: statutes cited, and every named thing that sentences mention."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from anmai.extraction.languages.en.case_numbers import iter_case_numbers
from anmai.extraction.languages.en.courts import courts_in_body
from anmai.extraction.languages.en.dates import iter_dates
from anmai.extraction.languages.en.judges import judges_in_body
from anmai.extraction.languages.en.names import name_before, read_name, skip_titles, titled
from anmai.extraction.languages.en.parties import kind_of
from anmai.extraction.languages.en.precedents import iter_precedents
from anmai.extraction.languages.en.roles import role_pattern, side_of
from anmai.extraction.languages.en.statutes import citations, iter_provisions, iter_statutes
from anmai.extraction.languages.en.words import listed
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "body"
_WITNESS: Final = re.compile(r"[PDC]\.?\s?W\.?\s?[.-]?\s?\d{1,3}\b\)?")
_MARKS: Final = re.compile(r"[\s,:.-]*")
_OPENED: Final = re.compile(r"\s*[,(]+\s*\(?$")
_LABEL_OF_SIDE: Final = {"petitioner": "PETITIONER", "respondent": "RESPONDENT"}


def read_body(ruling: Ruling) -> None:
    """Set mentions (with those of the head) and articles."""
    text = ruling.text
    start, end = ruling.sections.facts or ((0, len(text)) if not ruling.sections.parties else (len(text), len(text)))
    head = ruling.sections.parties
    if head and not ruling.sections.facts:
        start = head[1]
    rows = _Rows(ruling)
    rows.from_head()
    for span in iter_precedents(text, start, end):
        rows.add("PRECEDENT", span, 0.7)
    statutes = [span for span in iter_statutes(text, start, end) if rows.add("STATUTE", span, 0.85)]
    for span in iter_case_numbers(text, start, end):
        rows.add("CASE_NUMBER", span, 0.75)
    provisions = [span for span in iter_provisions(text, start, end) if rows.add("PROVISION", span, 0.88)]
    for span in courts_in_body(text, start, end):
        rows.add("COURT", span, 0.8)
    for hit in iter_dates(text, start, end):
        rows.add("DATE", (hit.start, hit.end), 0.89)
    for judge in judges_in_body(text, start, end):
        rows.add("JUDGE", judge.name, 0.8)
    for label, span in _parties(text, start, end):
        rows.add(label, span, 0.6)
    for span in _witnesses(text, start, end):
        rows.add("WITNESS", span, 0.8)
    for span in _people(text, start, end):
        rows.add("PERSON", span, 0.7)
    ruling.put(COMPONENT, "mentions", rows.sorted())
    ruling.put("statutes", "articles", _articles(ruling, provisions, statutes))


class _Rows:
    """Mentions that don't overlap, the surer kinds first."""

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        self.taken = bytearray(len(ruling.text))
        self.rows: list[tuple[Span, Found]] = []

    def add(self, label: str, span: Span, confidence: float) -> bool:
        """Keep a mention unless a surer one stands there; whether it was kept."""
        start, end = self.ruling.normal.span(*span)
        if start >= end or any(self.taken[start:end]):
            return False
        self.taken[start:end] = b"\1" * (end - start)
        row = {"text": self.ruling.normal.source[start:end], "label": label, "start": start, "end": end}
        self.rows.append(((start, end), Found(row, ((start, end),), confidence)))
        return True

    def from_head(self) -> None:
        """The mentions of what the head's reader found."""
        values = self.ruling.draft.values
        for party in values.get("parties", []):
            self._found(_LABEL_OF_SIDE[party["side"].value], party["name"])
        for judge in values.get("judges", []):
            self._found("JUDGE", judge["name"])
        for agent in values.get("agents", []):
            self._found("LAWYER", agent["name"])
        if court := values.get("court"):
            self._found("COURT", court)

    def _found(self, label: str, found: Found) -> None:
        for span in found.spans:
            self.add(label, span, found.confidence)

    def sorted(self) -> list[Found]:
        """The mentions in the order of the text."""
        return [found for _, found in sorted(self.rows, key=lambda row: row[0])]


@cache
def _role_words() -> re.Pattern[str]:
    """The roles' words in the capitals that sentences use, which are quicker to look for than their whole pattern."""
    words = (*listed("caption_words", "petitioner_roles"), *listed("caption_words", "respondent_roles"))
    forms = {form for word in words for form in (word, word.capitalize(), word.title(), word.upper())}
    return re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))


@cache
def _role() -> re.Pattern[str]:
    return re.compile(
        rf"{role_pattern()}[\s,-]*(?:herein\s*,?\s*)?(?:(?:namely|viz\.?|by\s+name)\W\s*|by\s+name\s+)?(?=[A-Z])", re.I
    )


def _parties(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """People named right after their role: the petitioner Anil Example, respondent No. 2 Smt. Example."""
    found = []
    for anchor in _role_words().finditer(text, start, end):
        match = _role().match(text, anchor.start(), end)
        if match is None or text[anchor.start() - 1 : anchor.start()].isalnum():
            continue
        at = skip_titles(text, match.end(), end)
        name = read_name(text, at, end, lines=False)
        before = text[max(start, match.start() - 14) : match.start()]
        if "accused" in match.group().lower() or re.search(r"\b(?:for|by|of)\s+(?:the\s+)?$", before):
            continue
        if name and re.search(r"\s|\.\w", text[slice(*name)]) and kind_of(text[slice(*name)]) == "person":
            found.append((_LABEL_OF_SIDE[side_of(text, match.span("role"))], name))
    return found


def _witnesses(text: str, start: int, end: int) -> list[Span]:
    """People beside a witness's number: PW-3 Anil Example, Smt. Example (P.W.10)."""
    found = []
    for match in _WITNESS.finditer(text, start, end):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        at = _MARKS.match(text, match.end()).end()  # type: ignore[union-attr]
        name = read_name(text, skip_titles(text, at, end), end, lines=False)
        if name and name[1] - name[0] > 3:
            found.append(name)
        opened = _OPENED.search(text, max(start, match.start() - 4), match.start())
        before = name_before(text, max(start, opened.start() - 60), opened.start()) if opened else None
        if before:
            found.append(before)
    return found


def _people(text: str, start: int, end: int) -> list[Span]:
    """People after a title: Shri Example, Dr. A. Example."""
    return [
        name
        for match in titled().finditer(text, start, end)
        if not text[match.start() - 1 : match.start()].isalnum()
        and (name := read_name(text, skip_titles(text, match.end(), end), end, lines=False))
    ]


def _articles(ruling: Ruling, provisions: list[Span], statutes: list[Span]) -> list[dict[str, Any]]:
    rows = []
    for citation in citations(ruling.text, provisions, statutes):
        row = {
            "law": ruling.found(*citation.law, confidence=0.85),
            "article": Found(citation.article, (citation.at,), 0.85),
        }
        if citation.letter:
            row["letter"] = Found(citation.letter, (citation.at,), 0.85)
        rows.append(row)
    return rows
