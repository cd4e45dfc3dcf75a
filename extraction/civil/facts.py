"""The facts of a civil ruling as its own words call the people in them: borrower, lender, guarantor, 甲方, 乙方."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from anmai.extraction.civil.header_entries import header_span
from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.ruling import Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.names import looks_like_person, surnames

_FOUND: Final = re.compile(
    r"(?:审理|审查|开庭|依法|本院|经|综合|证据|法院|陈述)[^\n。]{0,40}?(?:查明|认定|确认|确定)[^\n。，：]{0,12}(?:事实)?[^\n。，：]{0,8}[：，]"
)
_REASONING: Final = re.compile(r"(?<=[\n。])(?:综上(?:所述)?，)?本院(?:经审理|审查)?认为[，：]")
_TERMS: Final = "借款人|贷款人|出借人|保证人|担保人|抵押人|抵押权人|债权人|债务人|甲方|乙方|丙方|丁方"
_TERM_BEFORE: Final = re.compile(rf"（(?P<terms>(?:{_TERMS})(?:[、，/及暨](?:{_TERMS}))*)）$")
_TERM_AFTER: Final = re.compile(
    rf"（(?:[^（）]{{0,8}}(?:简称|称|即|系|为))?“?(?P<terms>(?:{_TERMS})(?:[、，/及暨](?:{_TERMS}))*)”?）"
)
_TERM_OF: Final = re.compile(rf"(?P<terms>{_TERMS})(?:（|：|为|是)$")
#: Characters and words that make a two-character word no name though it begins with a surname (原告, 现金, 公章).
_NO_PERSON: Final = re.compile(
    r"[告款章金元息据人由需要]$|[告款章]|单位|连带|承担|责任|公司|双方|当事|现金|人民|借条|^其"
)
#: 甲的账户, 甲之妻: not the party itself.
_OF_SOMEONE: Final = re.compile(r"(?:的|之)(?:账户|银行|妻|夫|委托|名义|父|母|子|女)")
_JOINED: Final = re.compile(r"(?:、|和|与|及|以及|（[^（）]*）)*")
_ANY_TERM: Final = re.compile(_TERMS)
_AND: Final = re.compile(r"[、，/及暨]")
_BROUGHT_BY: Final = re.compile(r"(?:由|经)(?:(?:担保|保证|介绍|中间)人)?$")
_BEFORE_PERSON: Final = re.compile(r"[，：；、。\n]|案外人|日|称|明|现|由|因$")
#: Words before somebody who is no party.
_OUTSIDERS: Final = frozenset({"案外人", "朋友", "本案"})
_OUTSIDER_LEAD: Final = re.compile(r"(?:本案)?(?:案外人|证人|其?朋友|第三人|其)?")
_MASKED_PERSON: Final = re.compile(
    r"[\u3400-\u9fff]{1,2}?某?某?(?:[甲乙丙丁]|\d(?=(?:19|20)\d\d)|\d{1,2}(?!\d|[，.]\d|万|元))|[\u3400-\u9fff]某某?"
)


@dataclass(frozen=True, slots=True)
class Who:
    """One or several people in a sentence: [start, end), the names meant, and whether all are called by name."""

    start: int
    end: int
    names: tuple[str, ...]
    named: bool


def fact_span(ruling: Ruling) -> Span:
    """Where the court tells the facts that it found; the whole body where no words mark them."""
    known: Span | None = ruling.memory.get("fact_span")
    if known is None:
        known = ruling.memory["fact_span"] = _fact_span(ruling)
    return known


def _fact_span(ruling: Ruling) -> Span:
    text = ruling.text
    start = header_span(ruling)[1]
    end = ruling.sections.basis[0] if ruling.sections.basis else ruling.sections.end(len(text))
    marks = list(_FOUND.finditer(text, start, end))
    if marks:
        last = marks[-1]
        # Later marks (另查明, 还查明) go on with the facts; an early one may only weigh a piece of evidence.
        first = next((mark for mark in marks if "事实" in mark.group() or "查明" in mark.group()), last)
        start = first.start()
    elif ruling.sections.facts:
        start = ruling.sections.facts[0]
    reasoning = _REASONING.search(text, max(start, marks[-1].end() if marks else start), end)
    return start, reasoning.start() if reasoning else end


def with_terms(roster: Roster, text: str, start: int, end: int) -> tuple[Roster, dict[str, set[str]]]:
    """The roster with the contract's own words for the parties (（保证人）甲, 甲（乙方）), and these words by party."""
    known = roster.with_terms.get((start, end))
    if known is not None:
        return known
    words = [list(own) for own in roster.words]
    terms: dict[str, set[str]] = {}
    taken: set[str] = set()
    for mention in roster.mentioned(text, start, end) if _ANY_TERM.search(text, start, end) else ():
        if len(mention.parties) != 1:
            continue
        number = mention.parties[0]
        for term in _terms_of(text, mention, len(roster.words[number][0]), start, end):
            terms.setdefault(roster.names[number], set()).add(term)
            if term not in taken:
                taken.add(term)
                words[number].append(term)
    full = replace(roster, words=words, with_terms={}) if taken else roster
    roster.with_terms[start, end] = (full, terms)
    return full, terms


def _terms_of(text: str, mention: Mentioned, length: int, start: int, end: int) -> list[str]:
    """The contract's words beside a mention, whose name is ``length`` characters long."""
    matches: list[re.Match[str] | None] = []
    before = text[mention.start - 1] if mention.start > start else ""
    if before == "）":
        matches.append(_TERM_BEFORE.search(text, max(start, mention.start - 24), mention.start))
    name = mention.end - length
    if name > mention.start and text[name - 1] == "）":
        matches.append(_TERM_BEFORE.search(text, mention.start, name))
    if text[mention.end : mention.end + 1] == "（":
        matches.append(_TERM_AFTER.match(text, mention.end, end))
    if before and before in "（：为是":
        matches.append(_TERM_OF.search(text, max(start, mention.start - 5), mention.start))
    return [term for match in matches if match for term in _AND.split(match.group("terms"))]


def group_before(text: str, roster: Roster, start: int, end: int, without: tuple[str, ...] = ()) -> Who | None:
    """Who acts in text[start:end]: the people named last, with those joined to them, except ``without``."""
    groups: list[list[Mentioned]] = []
    for mention in roster.mentioned(text, start, end):
        if groups and _JOINED.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for group in reversed(groups):
        # 由丙、丁担保, 经担保人丙担保: no actors of the sentence.
        if _BROUGHT_BY.search(text, max(start, group[0].start - 4), group[0].start):
            continue
        acting = [
            mention
            for mention in group
            if not {roster.names[n] for n in mention.parties} & set(without)
            and not _OF_SOMEONE.match(text, mention.end, mention.end + 4)
        ]
        if acting:
            return _who(roster, acting)
    return _person_before(text, start, end)


def _person_before(text: str, start: int, end: int) -> Who | None:
    """A person that is no party, whose name ends text[start:end]."""
    for length in (3, 2, 4):
        left = end - length
        if left < start or not _is_person(text[left:end]):
            continue
        if left == start or _BEFORE_PERSON.search(text, max(start, left - 3), left):
            return Who(left, end, (text[left:end],), True)
    return None


def group_at(text: str, roster: Roster, start: int, end: int) -> Who | None:
    """The people with whom text[start:end] begins, with those joined to them; a person that is no party too."""
    group: list[Mentioned] = []
    for mention in roster.mentioned(text, start, end):
        gap = (group[-1].end if group else start, mention.start)
        if not _JOINED.fullmatch(text, *gap) and not (not group and text[slice(*gap)] in _OUTSIDERS):
            break
        group.append(mention)
    return _who(roster, group) or person_at(text, start, end)


def person_at(text: str, start: int, end: int) -> Who | None:
    """A person that is no party, whose name begins text[start:end], perhaps after 案外人 or 证人."""
    lead = _OUTSIDER_LEAD.match(text, start, end)
    left = lead.end() if lead else start
    masked = _MASKED_PERSON.match(text, left, end)
    if masked and masked.group()[0] in surnames() and _is_person(masked.group()):
        return Who(left, masked.end(), (masked.group(),), True)
    for length in (3, 2, 4):
        right = left + length
        words = text[left:right]
        following = text[right : right + 1]
        if (
            right <= end
            and _is_person(words)
            and not (words[-1].isdecimal() and following.isdecimal())
            and (
                not following
                or not "\u3400" <= following <= "\u9fff"
                or following in "处借手向为提于自作以在共等签与和及出"
            )
        ):
            return Who(left, right, (words,), True)
    return None


def _is_person(words: str) -> bool:
    return looks_like_person(words) and not words.startswith("某") and not _NO_PERSON.search(words)


def _who(roster: Roster, group: list[Mentioned]) -> Who | None:
    if not group:
        return None
    names = tuple(dict.fromkeys(roster.names[n] for mention in group for n in mention.parties))
    return Who(group[0].start, group[-1].end, names, all(mention.named for mention in group))
