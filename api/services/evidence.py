"""A lead's passages, case by case and sentence by sentence, each with the name of what it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from anmai.api.services.passages import Texts
from anmai.cypher_models.passages import Place
from anmai.cypher_models.texts import places_of
from anmai.extraction.data.tables import table
from anmai.forms.evidence import CaseEvidence, EvidenceRow, QuotePart
from anmai.forms.lead import Passage
from anmai.graph.sources.entry_text import entry_text, is_entry
from anmai.store.tables import RecordRow

#: Lists of people: what is told of each has a name of its own (住址), the rest is named by the list (当事人).
_PEOPLE: Final = frozenset({"defendants", "parties"})
_WHO: Final = frozenset({"name", "kind", "roles", "role"})
_UNKNOWN: Final = ("原文", "Words")
_STOPS: Final = frozenset("。；;\n\r")
#: Code points shown before the first marked words and after the last ones, and between two of them.
_NEAR: Final = 48
_BETWEEN: Final = 120


def evidence(session: Session, passages: Sequence[Passage]) -> list[CaseEvidence]:
    """The passages by document, in the order in which the model names them.

    Passages that show the same in one sentence are one row; words inside other marked words are not said twice.
    """
    texts = Texts(session)
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document, []).append(passage)
    texts.load(by_document)
    told = []
    for document, own in by_document.items():
        row = session.get(RecordRow, document)
        record: dict[str, Any] = row.record if row is not None else {}
        entry = entry_text(session, document) if row is None and is_entry(document) else None
        places = places_of(record) if entry is None else entry.places
        told.append(
            CaseEvidence(
                document=document,
                case_number=record.get("case_number")
                if entry is None
                else f"{entry.title} {document.partition('#')[2]}",
                court=record.get("court") if entry is None else entry.owner,
                date=record.get("judgment_date"),
                rows=_rows(own, places, texts.get(document) or "", entry.names if entry is not None else {}),
            )
        )
    return told


def field_of(path: str | None) -> str:
    """The field that a JSON Pointer belongs to, as it is named: ``/verdicts/0/months`` → verdicts.

    Of a person's or company's values each has a field of its own: ``/parties/1/address`` → parties/address.
    """
    parts = [part for part in re.split("/", path or "") if part and not part.isdigit()]
    if len(parts) > 1 and parts[0] in _PEOPLE and parts[1] not in _WHO:
        return f"{parts[0]}/{parts[1]}"
    return parts[0] if parts else ""


def label_of(named: str) -> tuple[str, str]:
    """What a field is called in Chinese and English."""
    names = table("field_names")
    found = names.get(named) or names.get(named.rpartition("/")[2])
    return (found["zh"], found["en"]) if found else _UNKNOWN


@dataclass(slots=True)
class _Sentence:
    named: str
    element: str | None
    start: int
    end: int
    spans: set[tuple[int, int]] = field(default_factory=set)


def _rows(
    passages: Sequence[Passage], places: Sequence[Place], text: str, names: Mapping[str, tuple[str, str]]
) -> list[EvidenceRow]:
    gave: dict[tuple[int, int], str] = {}
    for path, start, end in places:
        gave.setdefault((start, end), path)
    sentences: dict[tuple[str, str | None, int, int], _Sentence] = {}
    kept: dict[tuple[int, int], str] = {}
    for passage in passages:
        kept[passage.start, passage.end] = passage.text
        named = field_of(passage.path or gave.get((passage.start, passage.end)))
        if passage.end > len(text):
            # The document is gone or shorter than when the lead was found: the lead's own words are all there is.
            start, end = passage.start, passage.end
        else:
            start, end = _sentence(text, passage.start, passage.end)
        key = (named, passage.element, start, end)
        sentences.setdefault(key, _Sentence(named, passage.element, start, end)).spans.add((passage.start, passage.end))
    rows = []
    for sentence in sentences.values():
        spans = _outermost(sentence.spans)
        zh, en = names.get(sentence.named) or label_of(sentence.named)
        rows.append(
            EvidenceRow(
                field=sentence.named,
                label_zh=zh,
                label_en=en,
                element=sentence.element,
                spans=spans,
                quote=quote(text, spans, sentence.start, sentence.end)
                if sentence.end <= len(text)
                else [QuotePart(text=kept[span], mark=True) for span in spans],
            )
        )
    return rows


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end), without the stop at its end."""
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    while end < len(text) and text[end] not in _STOPS:
        end += 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _outermost(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(
        span
        for span in spans
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    )


def quote(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[QuotePart]:
    """The sentence [start, end) of a text with the spans marked; what lies far from them is left out with "…"."""
    parts: list[QuotePart] = []
    at = max(start, spans[0][0] - _NEAR)
    if at > start:
        parts.append(QuotePart(text="…"))
    for begin, stop in spans:
        between = text[at:begin]
        if len(between) > _BETWEEN:
            between = f"{between[:_NEAR]}…{between[-_NEAR:]}"
        if between:
            parts.append(QuotePart(text=between))
        shown = text[max(at, begin) : stop]
        if shown:
            parts.append(QuotePart(text=shown, mark=True))
        at = max(at, stop)
    rest = text[at : min(end, at + _NEAR)]
    if at + _NEAR < end:
        rest += "…"
    if rest:
        parts.append(QuotePart(text=rest))
    return parts
