"""Reads the judges: after Justice, before J., in the lines of the coram."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anmai.extraction.languages.en.names import name_before, read_name, skip_titles
from anmai.extraction.languages.en.words import pattern
from anmai.extraction.text.normal import Span

_JUSTICE: Final = re.compile(
    r"(?P<role>(?:acting\s+)?chief\s+justice|(?:lord|lady)\s+(?:chief\s+)?justice|justice)"
    r"(?:\s*\([^)\n]{1,20}\))?[\s:.]*(?=[A-Z(])",
    re.I,
)
_J: Final = re.compile(
    r"(?:-I+)?\s*(?:,|(?<=\w\w\w)\.)\s*(?P<role>(?:A\.?\s*)?C\.?\s*J\.?\s*I?\.?|J\.?\s*J\.?|L\.?JJ?\.?|J\.?)(?=\W|$)"
)
_J_IN_BODY: Final = re.compile(r"(?P<role>C\.?J\.?I?\.?|L\.?JJ?\.|JJ\.?|J\.)(?=[\s,;:)\]\"]|$)")
_BEFORE_J: Final = re.compile(r"(?:-I+)?(?:,\s*|(?<=\w)\s)$")
_JOINED: Final = re.compile(r"(?:,?\s+and|\s*&|,)\s+$", re.I)
_MEMBER: Final = re.compile(rf"[^;:]{{0,90}}?[,\s(-](?P<role>{pattern('judge_office')})", re.I)
_PEER: Final = re.compile(rf"(?P<role>\b{pattern('judge_title')})\s+(?=[A-Z])", re.I)
#: Before: A, B, and C, Circuit Judges.
_PANEL: Final = re.compile(
    r"(?P<names>[A-Z][^\n;:]{3,150}?),\s+"
    r"(?P<role>(?:(?:chief|senior|united\s+states|circuit|district|appellate)\s+){0,3}(?:judge|justice)s)\b",
    re.I,
)
_DELIVERS: Final = re.compile(
    r"[.,]?\s*(?P<role>(?<=[\s,])C?J)\b\.?\s*,?\s+(?:made|delivered|pronounced|passed)\b", re.I
)
_LONGEST_NAME: Final = 60
_LABEL: Final = re.compile(r"[\W_]*(?:coram|before|bench|quorum|present|presided over by)\b[\s:.-]*", re.I)


@dataclass(frozen=True, slots=True)
class JudgeHit:
    """A judge where the text names one.

    Attributes:
        name: Span of the name alone.
        role: Span of the words that say so: Justice, C.J., Judicial Member.
    """

    name: Span
    role: Span


def read_judges(text: str, start: int, end: int) -> list[JudgeHit]:
    """Judges named in lines of a caption [start, end)."""
    hits = _justices(text, start, end)
    hits += [hit for hit in _initialled(_J, text, start, end) if not _known(hit, hits)]
    if hits:
        return hits
    peers = [
        JudgeHit(name, match.span("role"))
        for match in _PEER.finditer(text, start, end)
        if (name := read_name(text, match.end(), end, lines=False))
    ]
    if peers:
        return peers
    label = _LABEL.match(text, start, end)
    first = skip_titles(text, label.end() if label else start, end)
    name = read_name(text, first, end, lines=False)
    if name is None:
        return []
    panel = _PANEL.match(text, name[0], end) if label else None
    if panel:
        pieces = re.finditer(r"[^,]+?(?=\s*,|\s+and\s|$)(?:,?\s+and\s+|,\s*)?", panel.group("names"), re.I)
        names = (read_name(text, panel.start("names") + piece.start(), panel.end("names")) for piece in pieces)
        return [JudgeHit(member, panel.span("role")) for member in names if member]
    member = _MEMBER.match(text, name[1], end)
    titled = first > (label.end() if label else start)
    if member and (titled or len(text[slice(*name)].split()) > 1):
        return [JudgeHit(name, member.span("role"))]
    if titled and re.match(r"[\W_]*(?:hon)", text[label.end() if label else start : first], re.I):
        return [JudgeHit(name, (first, name[1]))]
    return []


def delivering(text: str, start: int, end: int) -> list[JudgeHit]:
    """Who delivers the judgment by a caption's last sentence: A.B. Example, J., delivered the following."""
    hits = []
    for match in _DELIVERS.finditer(text, start, end):
        name = name_before(text, max(start, match.start() - _LONGEST_NAME), match.start())
        if name and " " in text[slice(*name)]:
            hits.append(JudgeHit(name, match.span("role")))
    return hits


def judges_in_body(text: str, start: int, end: int) -> list[JudgeHit]:
    """Judges named in sentences: Justice R.V. Example, (D.K. Example, J.)."""
    hits = _justices(text, start, end)
    return hits + [hit for hit in _initialled(_J_IN_BODY, text, start, end) if not _known(hit, hits)]


def _justices(text: str, start: int, end: int) -> list[JudgeHit]:
    hits = []
    for match in _JUSTICE.finditer(text, start, end):
        at = skip_titles(text, match.end(), end)
        name = read_name(text, at, end)
        if name:
            cut = re.search(r"-I+$|,?\s+(?:C\.?)?J\.?$", text[slice(*name)])
            hits.append(JudgeHit((name[0], name[0] + cut.start() if cut else name[1]), match.span("role")))
    return hits


def _initialled(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[JudgeHit]:
    """Names before J.; several names joined by 'and' share a JJ."""
    hits = []
    for match in pattern.finditer(text, start, end):
        at: int | None = match.start()
        if pattern is _J_IN_BODY:
            before = _BEFORE_J.search(text, max(start, match.start() - 8), match.start())
            at = before.start() if before else None
        while at is not None and (name := name_before(text, max(start, at - 80), at)):
            if name[1] - name[0] > 2:
                hits.append(JudgeHit(name, match.span("role")))
            joined = _JOINED.search(text, max(start, name[0] - 80), name[0])
            at = joined.start() if joined and "JJ" in match.group("role").replace(".", "").replace(" ", "") else None
    return hits


def _known(hit: JudgeHit, hits: list[JudgeHit]) -> bool:
    return any(hit.name[0] < other.name[1] and other.name[0] < hit.name[1] for other in hits)
