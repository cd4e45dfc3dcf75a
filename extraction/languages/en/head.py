"""Reads the head of a judgment: court, case number, kind, date, judges, parties, counsel."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final, TypeVar

from anmai.extraction.languages.en.caption import Caption, read_caption
from anmai.extraction.languages.en.caption_lines import lines
from anmai.extraction.languages.en.case_numbers import iter_case_numbers
from anmai.extraction.languages.en.counsel import CounselHit, read_counsel
from anmai.extraction.languages.en.courts import caption_court
from anmai.extraction.languages.en.dates import iter_dates
from anmai.extraction.languages.en.judges import JudgeHit, delivering, read_judges
from anmai.extraction.languages.en.line_kinds import Kind, Line
from anmai.extraction.languages.en.parties import PartyHit, read_parties
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "head"
_LABELLED: Final = re.compile(
    r"(?:^|\n)[^\S\n]*(?:case|claim|appeal|docket|index|cause)\s+(?:no|number|ref)s?\b\.?\s*:\s*(?P<number>[A-Z0-9][^\n]{3,40})"
    r"|\b(?:claim|case)\s+no\b[.:\s]{1,3}(?P<claim>[A-Z]{1,3}-?\d{2}-?[A-Z0-9]{3,8}(?:-\d{3,6})?)(?!\w)"
    r"|(?<!\w)(?P<crown>[TSA]\d{8})(?!\w)",
    re.I,
)
_DECIDED: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|judge?ment\s+on|decided|pronounced|delivered|dated?|date\s+of\s+(?:judge?ment|decision|order|pronouncement)|handed\s+down|filed|entered|judge?ment\s+given\s+on)\b",
    re.I,
)
_BARE: Final = re.compile(r"(?:^|\n)[^\S\n]*(?P<number>Nos?\.\s*\d{2,4}-\d{2,6})[^\S\n]*(?=\n)")
_NOT_DECIDED: Final = re.compile(r"reserved|hearing|heard|argued|submitted|impugned|passed|against", re.I)
_AMERICAN: Final = re.compile(r"united\s+states|\d:\d\d-c[vr]-|\bu\.s\.", re.I)
#: Confidences: the share of such values that annotated captions agreed with, rounded down (see ``languages.scoring``).
_SURE: Final = {"court": 0.85, "case_number": 0.75, "judge": 0.85, "party": 0.75, "side": 0.85, "agent": 0.88}
_DATED: Final = re.compile(r"(?:^|\n)\W*(?:so\s+ordered\W+)?(?:dated?|signed|entered)(?:\s+(?:on|this))?\b[:\s]*", re.I)
_SIGNED: Final = re.compile(
    r"[_\W]*(?:(?:by|s)\s*[:/]\s*)?(?:hon\.?\s+)?(?P<name>[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]*){1,4})\W*"
)
_OFFICE: Final = re.compile(
    r"(?P<role>(?:(?:chief|senior|united\s+states|u\.s\.|circuit|district|magistrate|bankruptcy|superior\s+court)\s+){1,4}judge)\W*",
    re.I,
)
#: Characters under the heading, and at the end, in which a judge's name stands on a line of its own.
_OPENING: Final = 240
_ENDING: Final = 600
#: A text shorter than this after the caption is no judgment.
_SHORTEST_BODY: Final = 80


def read_head(ruling: Ruling) -> None:
    """Set court, case_number, doc_type, judgment_date, judges, parties and agents, and where the judgment begins."""
    text = ruling.text
    caption = read_caption(text)
    if not caption.found:
        return
    ruling.sections.parties = (0, caption.end)
    if len(text) - caption.end > _SHORTEST_BODY:
        ruling.sections.facts = (caption.end, len(text))
    court = _court(text, caption)
    if court:
        ruling.put(COMPONENT, "court", ruling.found(*court, confidence=_SURE["court"]))
    _put_case(ruling, caption)
    named = [hit for span in caption.judges for hit in read_judges(text, *span)]
    named += delivering(text, 0, caption.end)
    judges = _together([(hit, hit.name) for hit in named or _signing(ruling, caption)], ruling)
    ruling.put(COMPONENT, "judges", [_judge(ruling, *group) for group in judges])
    parties = read_parties(text, caption.parties)
    sides = [
        (side, _together([(hit, hit.name) for hit in parties if hit.side == side], ruling))
        for side in ("petitioner", "respondent")
    ]
    ruling.put(COMPONENT, "parties", [_party(ruling, *group) for _, groups in sides for group in groups])
    counsel = _together([(hit, hit.name) for hit in read_counsel(text, caption.counsel)], ruling)
    ruling.put(COMPONENT, "agents", [_agent(ruling, hits, spans, parties) for hits, spans in counsel])


def _court(text: str, caption: Caption) -> Span | None:
    return next((span for line in caption.courts if (span := caption_court(text, *line))), None)


def _signing(ruling: Ruling, caption: Caption) -> list[JudgeHit]:
    """Judges of a caption that names none: who delivers the judgment under its heading, or signs at its end."""
    text = ruling.text
    if ruling.fragment or not ruling.sections.facts:
        return []
    under = lines(text, min(len(text), caption.end + _OPENING), caption.end)
    signed = lines(text, len(text), max(caption.end, len(text) - _ENDING))
    for found in (under, signed):
        hits = [hit for line in found if line.kind is Kind.JUDGE for hit in read_judges(text, line.start, line.end)]
        hits = hits or [hit for above, line in pairwise(found) if (hit := _signed_above(text, above, line))]
        if hits:
            return hits
    return []


def _signed_above(text: str, above: Line, line: Line) -> JudgeHit | None:
    """The judge whose name stands above the office: /s/ Ann Example, United States District Judge."""
    if line.kind is not Kind.JUDGE:
        return None
    name, office = _SIGNED.fullmatch(text, above.start, above.end), _OFFICE.fullmatch(text, line.start, line.end)
    return JudgeHit(name.span("name"), office.span("role")) if name and office else None


def _put_case(ruling: Ruling, caption: Caption) -> None:
    text, end = ruling.text, caption.end
    number = next(iter_case_numbers(text, 0, end), None)
    labelled = _LABELLED.search(text, 0, end) or _BARE.search(text, 0, end)
    if number is None and labelled:
        number = labelled.span(labelled.lastgroup or "number")
    if number:
        ruling.put(COMPONENT, "case_number", ruling.found(*number, confidence=_SURE["case_number"]))
    if caption.heading:
        words = re.sub(r"[^a-z]", "", text[slice(*caption.heading)].lower())
        form = next(
            (
                form
                for form in ("sentencingremarks", "judgment", "judgement", "order", "opinion", "memorandum")
                if form in words
            ),
            None,
        )
        if form:
            value = {"judgement": "judgment", "sentencingremarks": "sentencing remarks"}.get(form, form)
            ruling.form = value
            ruling.put(COMPONENT, "doc_type", ruling.found(*caption.heading, value))
    # The date of sentencing remarks stands below their heading, with the judge's name.
    date = _date(text, min(len(text), end + _OPENING) if ruling.form == "sentencing remarks" else end)
    if date is None and not ruling.fragment:
        american = bool(_AMERICAN.search(text, 0, end))
        date = _date_of_signature(text, max(end, len(text) - _ENDING), american=american)
    if date:
        ruling.put(COMPONENT, "judgment_date", date)


def _date_of_signature(text: str, start: int, *, american: bool) -> Found | None:
    """The date of an order that is dated where it is signed: Dated: May 6, 2020."""
    label = _DATED.search(text, start)
    if label is None:
        return None
    hits = iter_dates(text, label.end(), min(len(text), label.end() + 40), month_first=american)
    hit = next((hit for hit in hits if hit.iso), None)
    return Found(hit.iso, ((hit.start, hit.end),), 0.8) if hit else None


def _date(text: str, end: int) -> Found | None:
    """The date that the caption gives the decision; else the only one that stands alone on its line."""
    american = bool(_AMERICAN.search(text, 0, end))
    alone = None
    for hit in iter_dates(text, 0, end, month_first=american):
        if hit.iso is None:
            continue
        line = text.rfind("\n", 0, hit.start) + 1
        before = text[max(line, hit.start - 60) : hit.start]
        if _DECIDED.search(before) and not _NOT_DECIDED.search(before):
            return Found(hit.iso, ((hit.start, hit.end),), 0.85)
        stop = text.find("\n", hit.end)
        if alone is None and not before.strip() and not text[hit.end : stop if stop >= 0 else len(text)].strip():
            alone = Found(hit.iso, ((hit.start, hit.end),), 0.7)
    return alone


H = TypeVar("H", JudgeHit, PartyHit, CounselHit)


def _together(named: list[tuple[H, Span]], ruling: Ruling) -> list[tuple[list[H], tuple[Span, ...]]]:
    """Hits with the same name put together, in the order of the text, each with all its spans."""
    groups: dict[str, tuple[list[H], list[Span]]] = {}
    for hit, span in named:
        key = re.sub(r"[\s.]+", "", ruling.normal.words(*span)).casefold()
        hits, spans = groups.setdefault(key, ([], []))
        hits.append(hit)
        if span not in spans:
            spans.append(span)
    return [(hits, tuple(spans)) for hits, spans in groups.values()]


def _judge(ruling: Ruling, hits: list[JudgeHit], spans: tuple[Span, ...]) -> dict[str, Any]:
    role = ruling.normal.words(*hits[0].role)
    chief = re.search(r"chief|C\.?\s*J", role)
    plain = re.fullmatch(r"(?:(?:mr|mrs|ms)\.?\s+)?(?:justice|judge|J\.?\s*J?\.?)\W*", role, re.I)
    written = re.sub(r"(?<=[a-z])s$", "", role.title() if role.isupper() else role)
    value = "Chief Justice" if chief else "Judge" if plain else written
    return {
        "name": Found(ruling.normal.words(*spans[0]), spans, _SURE["judge"]),
        "role": Found(value, (hits[0].role,), _SURE["judge"]),
    }


def _party(ruling: Ruling, hits: list[PartyHit], spans: tuple[Span, ...]) -> dict[str, Any]:
    roles: dict[str, Found] = {}
    for hit in hits:
        if hit.role:
            found = ruling.found(*hit.role, confidence=_SURE["side"])
            roles.setdefault(found.value.lower(), found)
    return {
        "name": Found(ruling.normal.words(*spans[0]), spans, _SURE["party"]),
        "roles": list(roles.values()),
        "side": Found(hits[0].side, (hits[0].role or hits[0].name,), _SURE["side"] if hits[0].role else _SURE["party"]),
        "kind": Found(hits[0].kind, spans[:1], 0.8),
    }


def _agent(ruling: Ruling, hits: list[CounselHit], spans: tuple[Span, ...], parties: list[PartyHit]) -> dict[str, Any]:
    clients: dict[str, Found] = {}
    for hit in hits:
        for party in parties:
            if party.side == hit.side and (not hit.numbers or party.number in hit.numbers):
                name = ruling.normal.words(*party.name)
                clients.setdefault(name.casefold(), Found(name, (party.name, hit.name), 0.7))
    firm = next((hit for hit in hits if hit.firm), None)
    named = ruling.found(*firm.firm, confidence=0.8) if firm and firm.firm else None
    return {
        "name": Found(ruling.normal.words(*spans[0]), spans, _SURE["agent"]),
        "firm": None if firm and firm.instructed else named,
        "for": list(clients.values()),
        **({"instructed_by": named} if firm and firm.instructed else {}),
    }
