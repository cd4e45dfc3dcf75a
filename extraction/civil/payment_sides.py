"""Who pays whom in a clause of the operative part."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.civil.owed_sums import payment_verb
from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit

#: 子女由甲抚养, 房屋由甲使用: who is named pays nothing by it.
_KEEPS: Final = re.compile(r"(?:直接|携带|负责|随同)?(?:抚养|监护|照顾|管理|使用|居住|继承|所有|享有|保管)")
#: For whom something was laid out, or in whose place: no payee of the sum after it.
_STEAD: Final = re.compile(r"(?:为|替|代|垫付|垫支|已经?向)$")
TO: Final = re.compile(r"(?:向|给|付给|支付给|偿付|返还给)$")


def leading(text: str, mentions: list[Mentioned]) -> list[Mentioned]:
    """The mentions at the clause's head that stand together: 被告甲、被告乙."""
    chosen: list[Mentioned] = []
    for mention in mentions:
        if chosen and not re.fullmatch(
            r"(?:、|，|和|与|及|以及|（[^（）]*）|共同|连带)*", text[chosen[-1].end : mention.start]
        ):
            break
        chosen.append(mention)
    return chosen


def payers_of(text: str, start: int, mentions: list[Mentioned]) -> list[Mentioned]:
    """Who pays: those after 由 or 限, else those at the clause's head."""
    for i, mention in enumerate(mentions):
        before = text[max(start, mention.start - 3) : mention.start]
        # …元，限被告于十日内付清: the payer stands at the head.
        if (before.endswith("由") and not _KEEPS.match(text, mention.end)) or (
            not i and re.search(r"(?:限|限令|责令|判令|令)(?:被告)?$", before)
        ):
            return leading(text, mentions[i:])
    for i, mention in enumerate(mentions):
        before = text[max(start, mention.start - 2) : mention.start]
        if (
            TO.search(before)
            or _KEEPS.match(text, mention.end)
            or re.match(r"的(?!共同)", text[mention.end : mention.end + 2])
        ):
            continue
        return leading(text, mentions[i:])
    return []


def payees_of(
    text: str, start: int, mentions: list[Mentioned], payers: list[Mentioned], hit: SumHit
) -> list[Mentioned]:
    """Whom: the mention last before the sum that isn't a payer's (向甲支付…元, 支付甲…元), with those beside it."""
    paying = {number for payer in payers for number in payer.parties}
    mentions = [
        m
        for m in mentions
        if not set(m.parties) <= paying and not _STEAD.search(text[max(start, m.start - 3) : m.start])
    ]
    if payers and payers[0].start >= hit.end:  # …元由甲返还给乙
        given = [m for m in mentions if m.start > payers[-1].end and re.search(r"[给向还付]$", text[start : m.start])]
        if given:
            return given[:1]
    before = [m for m in mentions if m not in payers and m.end <= hit.start]
    after_payer = [m for m in before if payers and m.start > payers[-1].end]
    for mention in reversed(after_payer):  # 向甲偿还乙剩余的贷款本金: whom the money goes to stands after 向
        if text[mention.start - 1] == "向" and payment_verb().match(text, mention.end):
            after_payer = [m for m in after_payer if m.start <= mention.start]
            break
    for pool in (after_payer, before):
        if not pool:
            continue
        groups: list[list[Mentioned]] = []
        for mention in pool:
            if groups and re.fullmatch(
                r"(?:、|，|和|与|及|以及|（[^（）]*）)*", text[groups[-1][-1].end : mention.start]
            ):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        return groups[-1]
    later = [m for m in mentions if m not in payers and m.start >= hit.end]
    return [m for m in later if re.search(r"(?:给|向|付|还)$", text[max(start, m.start - 1) : m.start])][:1]


def other_side(ruling: Ruling, roster: Roster, payers: list[Mentioned], text: str, span: Span) -> list[Found]:
    """Where no payee is written: the court that collects (向本院), else the one party on the other side."""
    ours = re.compile(r"向?本院").search(text, *span)
    issuer = issuing_court(ruling)
    if ours and issuer:
        return [ruling.found(*ours.span(), issuer.value, 0.9)]
    paying = {number for mention in payers for number in mention.parties}
    others = [number for number in roster.with_role("原告") if number not in paying]
    if len(others) == 1:
        return [ruling.found(payers[0].start, payers[0].end, roster.names[others[0]], 0.5)]
    return []


def party_values(ruling: Ruling, roster: Roster, mentions: list[Mentioned]) -> list[Found]:
    """The parties meant, by the header's names, each with the words that mean it."""
    founds: dict[int, Found] = {}
    for mention in mentions:
        for number in mention.parties:
            founds.setdefault(
                number, ruling.found(mention.start, mention.end, roster.names[number], 1.0 if mention.named else 0.9)
            )
    return list(founds.values())


def plain_number(yuan: float) -> float | int:
    """Yuan as an integer where nothing stands behind the point."""
    return int(yuan) if yuan == int(yuan) else yuan
