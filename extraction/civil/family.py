"""Reads who is stated to be, or to have been, married to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from anmai.extraction.civil.header_entries import header_entries
from anmai.extraction.civil.parties import name_spans, ruling_name
from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import looks_like_person

COMPONENT: Final = "civil_family"
_Add = Callable[[Found, Found], None]

_SENTENCE: Final = re.compile(r"[^。；\n]+")
#: One of these stands in all that tells of a couple; most sentences hold none.
_ABOUT: Final = re.compile(r"[夫妻婚偶婆]|爱人")
_MARRIED: Final = re.compile(
    r"夫妻|夫妇|(?:登记|办理|自愿|协议|判决|调解|诉讼|于[^，。；]{0,16})?(?:结婚|离婚)|婚姻(?:关系)?存续|系[^，。；]{0,4}(?:妻子|丈夫|配偶)|之[妻夫](?![\u3400-\u9fff])"
)
_RULE: Final = re.compile(r"夫妻(?:一方|双方|共同(?:债务|财产|生活))|婚姻关系存续期间(?:所负|债务|夫妻)|《")
_DIVORCE: Final = re.compile(r"离婚纠纷|婚姻(?:纠纷|无效)|离婚后|同居关系|婚约")
_KIN_IN_HEADER: Final = re.compile(
    r"系?(?:原告|被告|上诉人|被上诉人|申请人)?(?P<of>[\u3400-\u9fff某×\d]{0,6})(?:之|的)?(?:妻子|妻|丈夫|夫|配偶|爱人|老婆|前妻|前夫)(?=[，。；）]|$)"
)
#: 甲（借款人）、乙（借款人配偶）: a bracket after the second of two names.
_IN_BRACKET: Final = re.compile(
    r"（(?:系|即)?(?:借款人|债务人|保证人|担保人|其|前者|被告|原告)?(?:的|之)?(?:配偶|妻子|丈夫|妻|夫)）"
)
_SPOUSE: Final = re.compile(
    r"(?=[其的之妻丈夫配爱老前])(?:其|的|之)?(?:妻子|妻|丈夫|夫|配偶|爱人|老婆|前妻|前夫)(?P<name>[\u3400-\u9fff]{1,3}(?:某|\d)*)(?=[，。；、）与和及对向在以]|$)"
)
#: What may stand between two people of whom a couple is made.
_LISTED: Final = re.compile(r"(?:（[^（）]*）|、|和|与|及|，)+")
_WITH: Final = re.compile(r"(?:与|和|及|、|，|其)*")
_BESIDE: Final = re.compile(r"(?:、|和|与|及|同|，|系|（[^（）]*）|于[^，。；]{0,16}(?:与|和))*")
#: 原告的陈述、…、结婚登记信息: a list of evidence.
_EVIDENCE: Final = re.compile(r"[《》]|的(?:陈述|证|身份)")


def read_spouses(ruling: Ruling) -> None:
    """Set spouses: pairs stated to be married or divorced; citing the rule on spouses' debts alone makes none."""
    text = ruling.text
    roster = Roster.of(ruling)
    pairs: dict[frozenset[str], list[Found]] = {}

    def add(first: Found, second: Found) -> None:
        if first.value != second.value:
            pairs.setdefault(frozenset((first.value, second.value)), [first, second])

    if _DIVORCE.search(ruling.draft.value("cause") or ""):
        _divorcing(ruling, roster, add)
    _kin_in_header(ruling, add)
    parts = ruling.sections
    start = 0 if ruling.fragment else (parts.procedure or parts.claims or parts.facts or (0, 0))[0]
    end = parts.basis[0] if parts.basis else parts.end(len(text))
    for sentence in _SENTENCE.finditer(text, start, end) if _ABOUT.search(text, start, end) else ():
        if not _ABOUT.search(text, *sentence.span()):
            continue
        for match in _MARRIED.finditer(text, *sentence.span()):
            if _RULE.match(text, match.start()):
                continue
            couple = _couple(text, roster, sentence.start(), match.start())
            if couple:
                founds = [
                    ruling.found(m.start, m.end, roster.names[n], 0.9 if m.named else 0.8)
                    for m in couple
                    for n in m.parties
                ]
                if len({found.value for found in founds}) == 2:
                    add(founds[0], founds[-1])
        for match in _IN_BRACKET.finditer(text, *sentence.span()):
            named = [m for m in roster.mentioned(text, sentence.start(), match.start()) if len(m.parties) == 1]
            if len(named) > 1 and named[-1].end == match.start():
                between = text[named[-2].end : named[-1].start]
                if _LISTED.fullmatch(between):
                    first, second = (ruling.found(m.start, m.end, roster.names[m.parties[0]], 0.9) for m in named[-2:])
                    add(first, second)
        for match in _SPOUSE.finditer(text, *sentence.span()):
            before = [m for m in roster.mentioned(text, sentence.start(), match.start()) if len(m.parties) == 1]
            own = match.group("name")
            if before and _WITH.fullmatch(text, before[-1].end, match.start()):
                name = next((name for name in roster.names if ruling_name(name) == own), None)
                if name or (looks_like_person(own) and not own.startswith("某")):
                    mention = before[-1]
                    add(
                        ruling.found(mention.start, mention.end, roster.names[mention.parties[0]], 0.9),
                        ruling.found(*match.span("name"), name, 0.8),
                    )
    ruling.put(COMPONENT, "spouses", list(pairs.values()))


def _couple(text: str, roster: Roster, start: int, at: int) -> list[Mentioned] | None:
    """The two persons of whom the words at ``at`` speak: two mentions side by side, or one that means two."""
    people = {i for i, kind in enumerate(roster.kinds) if kind == "person"}
    before = [m for m in roster.mentioned(text, start, at) if set(m.parties) <= people]
    if before:
        last = before[-1]
        gap = text[last.end : at]
        if len(gap) > 24 or _EVIDENCE.search(gap):
            return None
        if len(last.parties) == 2:
            return [last]
        if len(before) > 1 and len(last.parties) == 1 and len(before[-2].parties) == 1:
            between = text[before[-2].end : last.start]
            if _BESIDE.fullmatch(between):
                return [before[-2], last]
    return None


def _divorcing(ruling: Ruling, roster: Roster, add: _Add) -> None:
    plaintiffs = [*roster.with_role("原告"), *roster.with_role("上诉人")]
    defendants = [*roster.with_role("被告"), *roster.with_role("被上诉人")]
    rows = ruling.draft.values.get("parties") or []
    if len(plaintiffs) >= 1 and len(defendants) >= 1 and len(rows) == 2:
        first, second = rows[0]["name"], rows[1]["name"]
        add(Found(first.value, first.spans, 0.9), Found(second.value, second.spans, 0.9))


def _kin_in_header(ruling: Ruling, add: _Add) -> None:
    """An agent presented as a party's wife or husband (系原告妻子)."""
    text = ruling.text
    party: Found | None = None
    rows = {ruling_name(row["name"].value): row["name"] for row in ruling.draft.values.get("parties") or []}
    for entry in header_entries(ruling):
        spans = name_spans(text, entry.body, entry.end)
        if entry.sort == "party" and spans:
            party = rows.get(text[slice(*spans[-1])], party)
        # The couples of a fragment are those of its story; who comes along as an agent is read in whole rulings.
        if entry.sort == "representative" or (ruling.fragment and entry.sort == "agent"):
            continue
        if spans and party:
            kin = _KIN_IN_HEADER.search(text, spans[-1][1], entry.end)
            if kin and "共同" not in entry.title:
                whom = rows.get(kin.group("of").removesuffix("的").removesuffix("之"), party)
                if entry.sort == "party" and whom.value == party.value:
                    continue
                add(whom, ruling.found(*spans[0]))
