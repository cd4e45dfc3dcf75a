"""Reads who guaranteed a debt in the facts found: sureties, and third parties who mortgage or pledge what is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.civil.facts import Who, fact_span, group_at, group_before, with_terms
from anmai.extraction.civil.roster import Roster
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span

COMPONENT: Final = "civil_guaranty"

_SENTENCE: Final = re.compile(r"[^。；\n]+")
_WORDS: Final = r"(?:担保(?!金|费)|保证(?!金|期间|合同约定|范围)|抵押|质押)"
#: What stands before a person for whom, or with whom, something is done.
_TOWARDS: Final = frozenset("向与给由为对")
_ABOUT: Final = re.compile(rf"{_WORDS}|保人")
_CALLED: Final = re.compile(
    r"(?:担保人|(?<!担)保证?人|担保方|保证方|担保单位)(?:处|栏)?(?:签名|签字)?(?:分别)?(?:：|为|是|系|有|（)?"
)
#: Words that may stand between a surety and what it does. One free gap at most: nested ones backtrack without end.
_ADVERBS: Final = r"(?:自愿|均|亦|也|同意|承诺|共同|，|分别|应当?|依法|需|愿意){0,6}"
_AS: Final = re.compile(
    rf"{_ADVERBS}(?:于[^，。；]{{0,14}}?)?{_ADVERBS}(?:作为|以|为该?(?:笔)?[^，。；]{{0,10}}的?|系|是|为|在[^，。；]{{0,20}}?)"
    r"(?:本案|该笔|上述|前述)?(?:借款|债务|贷款)?的?(?:连带责任|连带|一般|共同)?"
    r"(?:担保人|保证人|担保方|保证方|担保还款人|担保栏|担保处)(?!承担|可|有权|应)"
)
_THING: Final = re.compile(r"抵押|质押")
_BY: Final = re.compile(r"由")
_GIVES: Final = re.compile(
    rf"{_ADVERBS}(?:(?:出具|以|在)[^。；]{{1,80}}?)?{_ADVERBS}(?:(?:为|对|就)[^，。；]{{1,60}}?|，)?"
    r"(?:提供(?:了)?|承担|进行|作(?:出)?|做|负(?:有)?|签订[^，。；]{0,20}|予以|担任|连带|给予|的)"
    rf"[^，。；]{{0,20}}?{_WORDS}"
)
_SURETY: Final = re.compile(
    rf"(?:来|共同|自愿|进行|连带责任)*{_WORDS}|(?:自愿|，|共同)*(?:为|对)[^，。；]{{1,40}}?(?:{_WORDS})"
)
_NONE: Final = re.compile(
    r"没有|另一?案|未(?!婚|成年|能|按|偿|清|还)|不(?:是|应|能|承担|予|再)|无(?:需|须)|免除|并非|财产保全|诉讼保全|放弃(?:要求|对)|撤回对|保证(?:其|不|按)|费用|担保费|本人以自"
)


#: An order that makes sureties answer: (甲、乙)对上述欠款承担连带…责任.
_ORDERED: Final = re.compile(
    r"(?:应)?对(?:上述|前述|本判决|第[一二三四五六]项|被告|[^，。；]{0,12}(?:债务|欠款|借款))[^，。；]{0,40}承担连带[^，。；]{0,6}责任"
)


#: The order calls the liability one of suretyship.
_SAID: Final = re.compile(r"(?:保证|担保)责任")


def _suretyship_law(ruling: Ruling) -> bool:
    """Whether the operative sentence cites the law of suretyship: 担保法, or the chapter of 民法典 (681 to 702)."""
    return any(
        row["law"].endswith("担保法") or (row["law"].endswith("民法典") and 681 <= row["article"] <= 702)
        for row in ruling.draft.value("articles") or []
    )


def read_guarantors(ruling: Ruling) -> None:
    """Set guarantors; the debtor's own mortgage makes none, a third party's does."""
    text = ruling.text
    if ruling.kind == "administrative":  # 抵押登记, 住房保障 and the like are acts there, no surety
        return
    roster = Roster.of(ruling)
    span = fact_span(ruling)
    # A fragment may lack the facts found: what its parties say comes second.
    whole = (0, len(text))
    told = [whole] if ruling.fragment else [span, *filter(None, (ruling.sections.reasoning, ruling.sections.operative))]
    if not any(_ABOUT.search(text, *part) for part in told):
        return
    full, terms = with_terms(roster, text, *span)
    rows: dict[str, Found] = {}
    # What those mortgaged who must pay as debtors was for their own debt.
    payers = ruling.memory.get("principal_payers", set()) - set(ruling.memory.get("joined_payers", {}))
    loans = ruling.draft.value("loans") or []
    debtors = {row["borrower"] for row in loans if row.get("borrower")}
    lenders = {row["lender"] for row in loans if row.get("lender")}
    if "追偿" not in (ruling.draft.value("cause") or ""):
        lenders |= {roster.names[n] for n in roster.with_role("原告")}
    if ruling.fragment and not terms:
        full, terms = with_terms(roster, text, *whole)
    for name, words in terms.items():
        if words & {"保证人", "担保人"} and not words & {"借款人", "债务人"}:
            at = text.find(name, *(whole if ruling.fragment else span))
            if at >= 0:
                rows.setdefault(name, ruling.found(at, at + len(name), name, 0.9))
    spans = [span, *([ruling.sections.reasoning] if ruling.sections.reasoning and not ruling.fragment else [])]
    if ruling.fragment:
        spans.append((0, span[0]))
    for part in spans:
        if part[0] == 0 and rows:
            break
        for sentence in _SENTENCE.finditer(text, *part):
            for who, thing in _in_sentence(text, full, sentence.span(), debtors):
                for name in who.names:
                    if thing and (name in debtors or (name in payers and not debtors)):
                        continue
                    if name not in lenders:
                        rows.setdefault(name, ruling.found(who.start, who.end, name, 0.8))
    _drop_debtors(ruling, rows)
    if _suretyship_law(ruling) or _SAID.search(text, *(ruling.sections.operative or (0, 0))):
        for name, found in ruling.memory.get("joined_payers", {}).items():
            if name not in lenders | debtors:
                rows.setdefault(name, Found(name, found.spans, 0.7))
    if not rows and _suretyship_law(ruling) and ruling.sections.operative:
        start = ruling.sections.operative[0]
        for match in _ORDERED.finditer(text, *ruling.sections.operative):
            sureties = group_before(text, full, max(start, match.start() - 200), match.start(), ())
            if sureties is None or sureties.end != match.start():
                continue
            for name in sureties.names:
                if name not in lenders:
                    rows.setdefault(name, ruling.found(sureties.start, sureties.end, name, 0.7))
    # Whoever is debtor and surety at once is taken for the surety, unless nobody else is left to owe the debt.
    own = debtors if not debtors - set(rows) else set()
    ruling.put(COMPONENT, "guarantors", [found for name, found in rows.items() if name not in own])


def _drop_debtors(ruling: Ruling, rows: dict[str, Found]) -> None:
    """Take out those whom the order makes pay as debtors: what they mortgaged was for their own debt."""
    joined = ruling.memory.get("joined_payers", {})
    own = {name for name in ruling.memory.get("principal_payers", set()) if name not in joined}
    if joined or set(rows) - own:
        for name in own & set(rows):
            del rows[name]


def _in_sentence(text: str, roster: Roster, span: Span, debtors: set[str]) -> Iterator[tuple[Who, bool]]:
    """Those who stand surety in a sentence, and whether only with a thing (抵押, 质押)."""
    start, end = span
    if not _ABOUT.search(text, start, end):
        return
    for match in _CALLED.finditer(text, start, end):
        who = group_at(text, roster, match.end(), min(end, match.end() + 60))
        if who:
            yield who, False
    for match in _BY.finditer(text, start, end):
        who = group_at(text, roster, match.end(), min(end, match.end() + 60))
        gives = _GIVES.match(text, who.end, end) if who else None
        surety = _SURETY.match(text, who.end, end) if who else None
        hit = gives or surety
        if who and hit and not _NONE.search(hit.group()):
            yield who, _THING.search(hit.group()) is not None
    for mention in roster.mentioned(text, start, end):
        before = text[mention.start - 1] if mention.start > start else ""
        if before in _TOWARDS or (not mention.named and len(mention.parties) > 2):
            continue
        called = _AS.match(text, mention.end, end)
        gives = _GIVES.match(text, mention.end, end)
        if (called and not _NONE.search(called.group())) or (gives and not _NONE.search(gives.group())):
            who = group_before(text, roster, start, mention.end, tuple(debtors))
            if who and who.end == mention.end:
                yield who, called is None and gives is not None and _THING.search(gives.group()) is not None
