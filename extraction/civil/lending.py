"""Reads the loans that the court found, and who guaranteed a debt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit, iter_sums
from anmai.extraction.values.names import MASKED, looks_like_person

COMPONENT: Final = "civil_lending"

_LENDING_CAUSE: Final = re.compile(r"借|贷|追偿|保证|担保|信用卡|金融")
_SENTENCE: Final = re.compile(r"[^。；\n]+")
#: A borrows from B: 甲向乙借款…元, 甲从乙处借款.
_BORROW: Final = re.compile(
    r"(?:向|从|跟|找|与|在)(?P<lender>[^，。；、（）]{1,40}?)(?:（[^（）]{0,30}）)?(?:处|手中|那里|手里)?(?:共|再次|又|累计|先后|陆续|分别|分\d?[^，。；]{0,4}次|口头|多次|各|申请|签订[^，。；]{2,30}，?(?:约定)?)?(?:借款|借得|借到|借取|借人民币|借现金|借(?=\d)|贷款|借用|借了|借入|举借|筹借|借)"
)
#: B lends to A: 乙借给甲…元, 乙向甲出借, 乙向甲发放贷款.
_LEND: Final = re.compile(
    r"(?:向|给|借给|出借给|借予|贷给)(?P<borrower>[^，。；、（）]{1,40}?)(?:（[^（）]{0,30}）)?(?:先后|陆续|分别|共|累计)?(?:提供(?:了)?借款|出借|发放(?:了)?[^，。；]{0,12}?(?:贷款|借款)|交付(?:了)?借款|转账|汇款|转款|支付(?:了)?借款|放款|提供(?:了)?[^，。；]{0,6}贷款)|(?:借给|出借给|借予|贷给|转借给)(?P<to>[^，。；、（）\d]{1,20}?)(?=现金|人民币|借款|\d|共|的|$)"
)
_GUARANTEE: Final = (
    re.compile(r"(?P<who>[^，。；：]{1,60}?)(?:自愿|均|亦|也|共同|作为|以|系|为|在[^，。；]{0,16})*(?:作为|以|系|为|为该笔?[^，。；]{0,6})?(?:连带责任|一般|共同)?(?:担保人|保证人|担保方|保证方)"),
    re.compile(r"由(?P<who>[^，。；：]{1,60}?)(?:自愿|共同|为[^，。；]{0,30}|对[^，。；]{0,30}|进行|做|作|提供|承担|予以|担任|负)*(?:连带(?:责任|清偿责任)?|一般)*的?(?:担保|保证|抵押|质押)"),
    re.compile(r"(?P<who>[^，。；：]{1,60}?)(?:自愿|均|亦|也|同意|承诺|共同|以其[^，。；]{0,40}|分别|、)*(?:为|对)[^，。；]{1,50}?(?:提供|承担|进行|作|做|签订|负)[^，。；]{0,20}?(?:担保|保证|抵押|质押)"),
    re.compile(r"(?:担保人|保证人|担保方|保证方)(?:为|是|系|：|处(?:为|有)?)?(?P<after>[^，。；：]{2,40})"),
    re.compile(r"(?P<who>[^，。；：]{1,40}?)(?:应当?|依法|需)?(?:对|就)[^，。；]{1,50}?(?:承担|负)[^，。；]{0,10}(?:保证|担保)责任"),
)  # fmt: skip
_NO_GUARANTEE: Final = re.compile(
    r"没有|未提供|不(?:是|应|能|承担|予)|无(?:需|须)|免除|并非|财产保全|诉讼保全|解除|保全"
)
_PERSON: Final = re.compile(rf"{MASKED}|[\u3400-\u9fff]{{2,4}}")


@dataclass(frozen=True, slots=True)
class Who:
    """A person or organization in a sentence: [start, end) and the names meant."""

    start: int
    end: int
    names: tuple[str, ...]
    named: bool


def read_loans(ruling: Ruling) -> None:
    """Set loans: lender, borrower and principal of each loan told in the facts found."""
    text = ruling.text
    cause = ruling.draft.value("cause") or ""
    span = ruling.sections.facts
    if not span or not (ruling.fragment or _LENDING_CAUSE.search(cause)):
        return
    roster = Roster.of(ruling)
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, str, float]] = set()
    for sentence in _SENTENCE.finditer(text, *span):
        for row in _loans_in(ruling, roster, sentence.span()):
            key = (row["lender"].value, row["borrower"].value, row["yuan"].value)
            if key not in seen:
                seen.add(key)
                rows.append(row)
    ruling.put(COMPONENT, "loans", rows)


def _loans_in(ruling: Ruling, roster: Roster, span: Span) -> list[dict[str, Any]]:
    text = ruling.text
    rows: list[dict[str, Any]] = []
    for match in _BORROW.finditer(text, *span):
        lender = who_at(text, roster, *match.span("lender"))
        borrower = _subject(text, roster, span[0], match.start())
        hit = _principal(text, match.end(), span[1])
        rows.extend(_rows(ruling, lender, borrower, hit))
    for match in _LEND.finditer(text, *span):
        group = "borrower" if match.group("borrower") else "to"
        borrower = who_at(text, roster, *match.span(group))
        lender = _subject(text, roster, span[0], match.start())
        hit = _principal(text, match.end(), span[1])
        if "转账" in match.group() or "汇款" in match.group() or "转款" in match.group():
            if not re.search(r"借", text[span[0] : match.start()]):
                continue
        rows.extend(_rows(ruling, lender, borrower, hit))
    return rows


def _rows(ruling: Ruling, lender: Who | None, borrower: Who | None, hit: SumHit | None) -> list[dict[str, Any]]:
    if not lender or not borrower or not hit or set(lender.names) & set(borrower.names):
        return []
    yuan = int(hit.yuan) if hit.yuan == int(hit.yuan) else hit.yuan
    first = lender.names[0]
    return [
        {
            "lender": ruling.found(lender.start, lender.end, first, 0.9 if lender.named else 0.8),
            "borrower": ruling.found(borrower.start, borrower.end, name, 0.9 if borrower.named else 0.8),
            "yuan": ruling.found(hit.start, hit.end, yuan),
        }
        for name in borrower.names
    ]


def _principal(text: str, start: int, end: int) -> SumHit | None:
    """The first sum after the verb, before what is paid back."""
    stop = re.compile(r"已(?:偿|归)还|偿还|归还|尚欠|利息|违约金|，(?:之后|后来)").search(text, start, end)
    return next(iter_sums(text, start, stop.start() if stop else end), None)


def _subject(text: str, roster: Roster, start: int, end: int) -> Who | None:
    """Who acts: the last party named before the verb in its sentence, with those joined to it."""
    mentions = list(roster.mentioned(text, start, end))
    group: list[Mentioned] = []
    for mention in mentions:
        if group and not re.fullmatch(r"(?:、|和|与|及|（[^（）]*）)*", text[group[-1].end : mention.start]):
            group = []
        if group and re.fullmatch(r"与", text[group[-1].end : mention.start]):
            group = []
        group.append(mention)
    if not group:
        return None
    names = tuple(dict.fromkeys(roster.names[n] for mention in group for n in mention.parties))
    return Who(group[0].start, group[-1].end, names, all(mention.named for mention in group))


def who_at(text: str, roster: Roster, start: int, end: int) -> Who | None:
    """The party, or a person that is no party, that text[start:end] names."""
    mention = next(iter(roster.mentioned(text, start, end)), None)
    if mention:
        names = tuple(roster.names[n] for n in mention.parties)
        return Who(mention.start, mention.end, names, mention.named)
    words = re.sub(r"^(?:案外人|证人|其朋友|朋友|第三人|其|原告|被告)", "", text[start:end])
    left = end - len(words)
    return Who(left, end, (words,), True) if looks_like_person(words) else None


def read_guarantors(ruling: Ruling) -> None:
    """Set guarantors: who guaranteed a debt, in the facts found and the reasoning; a debtor's own mortgage is none."""
    text = ruling.text
    roster = Roster.of(ruling)
    spans = [span for span in (ruling.sections.facts, ruling.sections.reasoning) if span]
    rows: dict[str, Found] = {}
    for start, end in spans:
        for sentence in _SENTENCE.finditer(text, start, end):
            if not re.search(r"担保|保证|抵押", sentence.group()):
                continue
            for pattern in _GUARANTEE:
                for match in pattern.finditer(text, *sentence.span()):
                    if _NO_GUARANTEE.search(match.group()):
                        continue
                    group = "who" if "who" in pattern.groupindex else "after"
                    for who in _named(text, roster, *match.span(group), first=group == "after"):
                        rows.setdefault(who.names[0], ruling.found(who.start, who.end, who.names[0], 0.8))
    ruling.put(COMPONENT, "guarantors", list(rows.values()))


def _named(text: str, roster: Roster, start: int, end: int, *, first: bool) -> list[Who]:
    """The names at the end (or the head) of text[start:end] that stand together."""
    found = [
        Who(m.start, m.end, (roster.names[n],), m.named)
        for m in roster.mentioned(text, start, end)
        if m.named
        for n in m.parties
    ]
    if found:
        kept = [found[0]] if first else [found[-1]]
        pool = found[1:] if first else list(reversed(found[:-1]))
        for who in pool:
            gap = text[kept[-1].end : who.start] if first else text[who.end : kept[-1].start]
            if not re.fullmatch(r"(?:、|和|与|及|，|以及|被告|原告|（[^（）]*）)*", gap):
                break
            kept.append(who)
        return kept
    words = text[start:end]
    match = _PERSON.match(words) if first else None
    if match and looks_like_person(match.group()) and match.end() == len(words):
        return [Who(start, start + match.end(), (match.group(),), True)]
    if not first and looks_like_person(words):
        return [Who(start, end, (words,), True)]
    return []
