"""The lines of a caption and what each one announces: court, judge, party, counsel, number, date, or the judgment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from anmai.extraction.languages.en.words import alternation

PETITIONER: Final = "petitioner"
RESPONDENT: Final = "respondent"


class Kind(Enum):
    """What a line announces."""

    BLANK = "blank"
    COURT = "court"
    JUDGE = "judge"
    BETWEEN = "between"
    VERSUS = "versus"
    ROLE_AFTER = "role after the names"
    ROLE_BEFORE = "role before the names"
    BOTH_SIDES = "names on both sides of a v."
    COUNSEL = "counsel"
    NUMBER = "a case's number"
    FACTS = "date, jurisdiction, registry's notes"
    PRAYER = "prayer or headnote"
    HEADING = "heading of the judgment"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the caption.

    Attributes:
        start: Of its words, without white space at the edges.
        end: Of its words.
        kind: What it announces.
        role: The role's words for ROLE_AFTER and ROLE_BEFORE.
        names: Span of the names that stand in it; empty when none do.
        after: For BOTH_SIDES, the span of the names after the v.
    """

    start: int
    end: int
    kind: Kind
    role: tuple[int, int] | None = None
    names: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)


@cache
def role_pattern() -> str:
    """A role's words, singular or plural, with its numbers (Respondent No. 2) and further roles (Appellant/Accused)."""
    petitioner = alternation("caption_words", "petitioner_roles")
    respondent = alternation("caption_words", "respondent_roles")
    role = rf"(?:{petitioner}|{respondent})"
    many = r"(?:\s*\(s\)|/s|s)?"
    return (
        rf"(?P<role>(?:(?:first|second|third|\d(?:st|nd|rd|th))\s+)?{role}{many}(?!\w)"
        rf"(?:\s*(?:-|&|/|and)\s*(?:(?:sole|original|first|third|cross)[\s-]*)?(?:{role}|accused|party|parties|caveator){many})*)"
        r"(?P<numbers>\s*-?\s*(?:nos?\.?)?[\s\d,.&to-]*\d\b)?"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    role = role_pattern()
    titles = alternation("caption_words", "titles")
    plain_role = re.sub(r"\(\?P<\w+>", "(?:", role)
    return {
        "after": re.compile(
            rf"(?P<lead>^|[\s.]*[.\]_:)*-]{{1,}}\s*|\s{{2,}}){role}\s*[-.,:;\])*_]*\s*(?:\(common\))?$", re.I
        ),
        "before": re.compile(rf"^[\W_]*(?:the\s+)?{role}\s*\)?\s*(?::\s*-?|:-|-{{1,2}})[\s.:-]*(?P<names>.*)$", re.I),
        "both": re.compile(
            r"^(?P<left>[^\n]{2,120}?)\s+(?:[vV]\.?/?[sS]?\.?|[Vv]ersus|VERSUS)\s+(?P<right>[A-Z(\d\"'][^\n]{1,120})$"
        ),
        "versus": re.compile(
            r"^[\W_]*(?:v\s*\.?\s*/?\s*s?\s*\.?|v\s*e\s*r\s*s\s*u\s*s|against)[\W_]*$|^[\W_]*and[\W_]*$", re.I
        ),
        "between": re.compile(r"^[\W_]*b\s*e\s*t\s*w\s*e\s*e\s*n[\W_]*$|^in the matters? of\W*$", re.I),
        "counsel": re.compile(
            rf"^[\W_]*(?:by\s+(?:advs?\b|advocates?\b|learned|senior|{titles}[.\s:])|(?:through|thr)\s*[.:]|through\s+(?:mr|ms|mrs|shri|sri|smt)\b|"
            rf"(?:learned\s+|ld\.?\s+)?(?:senior\s+)?counsels?\b|advocates?\s+(?:for|on)\b|adv\.?\s+for\b|"
            rf"(?:for|on behalf of)\s+(?:the\s+)?(?:{plain_role}|state|union|interven|revenue|assessee|department|complainant|r-?\d|opp)|"
            r"appearances?\b|appeared\b|(?:other\s+)?present\s*:?-?\s*$|other present|attorneys?\b|solicitors?\b|"
            rf"present\s*:-?\s*(?:{titles})[.\s](?!.{{0,20}}justice))"
            rf"|^[\W_]*{titles}[.:\s]\s*[A-Z].*(?:\badv|\baor\b|counsel|advocate|prosecutor|pleader|solicitor|\ba/?w\b|\bi/?b\b|"
            rf"\b[KQ]\.?C\b|\bfor\s+(?:the\s+)?(?:{plain_role}|state|union)|\bcgsc|\bagp\b|\bapp\b)",
            re.I,
        ),
        "judge": re.compile(
            r"hon\W{0,2}ble|hono?u?rable|^[\W_]*(?:coram|before|bench|quorum|present|presided over by)\b[\s:.-]*(?:$|the hon|mr\.? justice|hon)|"
            r"^[\W_]*coram\b|\b(?:mr|mrs|ms|shri|smt|lord|lady|chief|dr)\.?\s*justice\b|^[\W_]*justice\s|"
            r"(?:\w,|\w{3}\.)\s*(?:a\.?\s*)?(?:c\.?\s*)?j\.?\s*j?\s*i?\.?[\W_]*(?:\(oral\))?[\W_]*$|"
            r"\b(?:judicial|accountant|administrative|technical)\s+member\b|\bpresiding officer\b|"
            r"\b(?:circuit|district|magistrate|sessions|civil|family)\s+judges?\W*$|^[\W_]*(?:lord|lady|hhj|her honour|his honour)\s+\w|"
            r"^[\W_]*before\s*:?\s*[A-Z]",
            re.I,
        ),
        "court": re.compile(
            r"^[\W_\d]*(?:in\s+the\s+|before\s+the\s+|the\s+)?(?:[\w.&'(),/-]+\s+){0,14}?(?:courts?|tribunal|commission|forum)\b"
            r"|^[\W_]*in\s+the\s+(?:[\w.&'()-]+\s+){0,6}$|s\s*u\s*p\s*r\s*e\s*m\s*e\s+c\s*o\s*u\s*r\s*t|^[\W_]*bench\s+(?:at\s+)?\w+\W*$",
            re.I,
        ),
        "number": re.compile(
            r"\bnos?\s*\.?\s*(?:\(s\))?\s*\.?\s*[:-]*\s*\d[\d\s,&to-]*(?:/|\s+of\s+|-)\s*\d{2,4}|\bno\.?\s*:?\s*\d+\S*$|\(arising out of|"
            r"^[\W_]*(?:[A-Z][A-Za-z.()]{0,8}\s*){1,4}\d+\s*(?:/|of)\s*\d{4}",
            re.I,
        ),
        "facts": re.compile(
            r"^[\W_]*\[?(?:19|20)\d\d\]?\s+[A-Z]{3,}|^[\W_]*(?:case|claim|docket|file|neutral citation)\s*(?:no|number|:)|\bno\.\s*\d+\s*[:-]\s*\d\d|"
            r"^[\W_]*(?:dated?|decided|reserved|pronounced|delivered|date of|judgment\s+(?:reserved|delivered|dated|pronounced)|order\s+(?:reserved|"
            r"delivered|dated)|heard|hearing|order dated|argued|filed|submitted|c\.?a\.?v)\b|"
            r"^[\W_]*\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}|^[\W_]*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
            r"\bjurisdiction\W*$|^[\W_]*(?:non\W*)?reportable\b|^[\W_]*a\.?f\.?r\.?\W*$|^[\W_]*(?:item|court|section)\s+no|^[\W_]*(?:connected\s+)?with\W*$|"
            r"\bdivision\W*$|^[\W_]*(?:single|division|full)\s+bench\W*$|^[\W_]*original side|^[\W_]*record of proceedings|^[\W_]*page\s*\d|"
            r"^[\W_]*(?:signature|digitally|https?:|www\.|reason:|location)|^[\W_]*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|"
            r"may|june|july|august|september|october|november|december)\b[\s\d,]+$|^[\W_\d]*(?:whether\b|to be referred)|^[\W_]*(?:appeal from|on appeal|no\.\s|p\.?s\.?\s)"
            r"|\.docx?\W*$",
            re.I,
        ),
        "prayer": re.compile(
            r"^[\W_]*(?:prayer|this\s+(?:\w+\s+){1,6}(?:is|are|was|having|has|coming|filed|being|under)|these\s+(?:\w+\s+){1,5}|<?\s*gist|>?\s*head\s*note|"
            r"\??\s*(?:citations?|cases?)\s*(?:referred|:)|(?:criminal|civil|writ|first|second|regular)?\s*(?:appeal|petition|revision|suit|application)s?\s+"
            r"(?:is\s+)?(?:filed\s+)?under\b|upon hearing|\(?for\s+(?:admission|on ia|initiating)|\(?\s*\(against)",
            re.I,
        ),
        "heading": re.compile(
            r"^[\W_]*(?:c\.?a\.?v\.?\s*)?(?:(?:common|oral|final|interim|per curiam|memorandum|opinion|ex-?parte)[\s:&-]*){0,3}"
            r"(?:j\s*u\s*d\s*g\s*e?\s*m\s*e\s*n\s*t\s*s?|o\s*r\s*d\s*e\s*r\s*s?|opinion|memorandum|per curiam)"
            r"(?:\s*(?:&|and)\s*(?:o\s*r\s*d\s*e\s*r|opinion))?[\s:.-]*(?:\(?\s*(?:oral|per\s[^)]{3,50}|ex-?parte|approved)\s*\)?)?[\W_]*$",
            re.I,
        ),
    }


_INNER_VERSUS: Final = re.compile(r"\s+(?P<versus>(?i:versus)|[Vv][Ss]\.)(?=\s|$)")


def lines(text: str, end: int) -> list[Line]:
    """The lines of ``text`` up to ``end``, each with what it announces."""
    found: list[Line] = []
    start = 0
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        first, last = start, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        for piece in _pieces(text, first, last):
            found.append(_line(text, *piece))
        start = stop + 1
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line, parted at a v. that follows a role: A ... Appellant Versus B ... Respondent."""
    for match in _INNER_VERSUS.finditer(text, start, end):
        if _ends_with_role().search(text[start : match.start()]):
            after = match.end()
            while after < end and text[after].isspace():
                after += 1
            return [(start, match.start()), match.span("versus"), (after, end)]
    return [(start, end)]


@cache
def _ends_with_role() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s.\]_:*-]){role_pattern()}\W*$", re.I)


#: A line longer than this is prose: no caption's line.
LONGEST: Final = 260


#: A page's number alone on its line.
_PAGE: Final = re.compile(r"[\W_]*\d{1,3}[\W_]*|page\s+\d+(?:\s+of\s+\d+)?", re.I)


def _line(text: str, start: int, end: int) -> Line:
    words = text[start:end]
    if not words or _PAGE.fullmatch(words):
        return Line(start, end, Kind.BLANK)
    if len(words) > LONGEST:
        return Line(start, end, Kind.PLAIN)
    patterns = _patterns()
    if patterns["heading"].match(words):
        return Line(start, end, Kind.HEADING)
    if patterns["between"].match(words):
        return Line(start, end, Kind.BETWEEN)
    if patterns["versus"].match(words):
        return Line(start, end, Kind.VERSUS)
    if patterns["prayer"].match(words):
        return Line(start, end, Kind.PRAYER)
    counsel = patterns["counsel"].match(words)
    before = None if counsel else patterns["before"].match(words)
    if before:
        names = (start + before.start("names"), start + before.end("names"))
        return Line(start, end, Kind.ROLE_BEFORE, _shifted(before, "role", start), names)
    after = None if counsel else patterns["after"].search(words)
    if after and not (after.start() == 0 and after.group("lead").strip() == "" and len(words) > 80):
        names = (start, start + after.start("lead"))
        return Line(start, end, Kind.ROLE_AFTER, _shifted(after, "role", start), names)
    if counsel:
        return Line(start, end, Kind.COUNSEL)
    if patterns["judge"].search(words):
        return Line(start, end, Kind.JUDGE)
    both = patterns["both"].match(words)
    if both and both.group("left")[:1].isupper():
        return Line(
            start, end, Kind.BOTH_SIDES, None, _shifted(both, "left", start), _shifted(both, "right", start)
        )
    if patterns["facts"].search(words):
        return Line(start, end, Kind.FACTS)
    if patterns["number"].search(words):
        return Line(start, end, Kind.NUMBER)
    if patterns["court"].search(words):
        return Line(start, end, Kind.COURT)
    return Line(start, end, Kind.PLAIN)


def _shifted(match: re.Match[str], group: str, by: int) -> tuple[int, int]:
    return match.start(group) + by, match.end(group) + by
