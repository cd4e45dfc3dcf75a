"""Those who answer for another's debt: guarantors who join its rows, and liability for a share."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.civil.payment_sides import TO, leading, party_values, plain_number
from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit, iter_sums
from anmai.extraction.values.numbers import whole

JOINT: Final = re.compile(r"连带")
LIABLE: Final = re.compile(r"(?:承担|负|履行)[^，。；\n]{0,16}(?:责任|义务)")
REF: Final = re.compile(
    r"判项(?P<after>[一二三四五六七八九十]+)|第?(?P<list>(?:[一二三四五六七八九十\d]+(?:、|和|至|及|，)?第?)+)(?:项|条|款|判项)"
)
_CONTINGENT: Final = re.compile(
    r"不能清偿|未能(?:偿还|清偿)|不足(?:部分)?|\d+(?:\.\d+)?[%％]|补充(?:清偿|赔偿)?责任|二分之一|三分之一|百分之"
)
#: A guarantor's share of a debt: 对上述借款中的100万元.
_PART: Final = re.compile(r"(?:中的?|其中的?|项下的?)(?:人民币)?$")
#: 在…元范围内承担补充赔偿责任.
_LIMIT: Final = re.compile(r"在[^，。；\d]{0,30}[\d，.]+(?:万|亿)?元[^，。；]{0,6}(?:范围|限额|限度|额度)")


def stand_in(
    ruling: Ruling,
    roster: Roster,
    mentions: list[Mentioned],
    debts: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    span: Span,
    liability: tuple[bool, list[SumHit]],
) -> list[dict[str, Any]]:
    """A guarantor joins the rows of the debt; liability for a share is a row of its own.

    Args:
        ruling: The ruling.
        roster: Its parties.
        mentions: Parties named in the clause.
        debts: The rows that the clause may mean, and those of its own item.
        span: The clause.
        liability: Whether it is joint, and the sums that the clause names.
    """
    text = ruling.text
    target, same_item = debts
    joint, sums = liability
    payer = leading(text, mentions)
    if not payer:
        return []
    own = party_values(ruling, roster, payer)
    names = {found.value for found in own}
    target = _meant(text, roster, mentions[len(payer) :], target, same_item, span)
    part = next((hit for hit in sums if _PART.search(text[max(span[0], hit.start - 8) : hit.start])), None)
    if joint and target and part:
        row = {"payers": own, "payees": target[0]["payees"], "joint": Found(True, (span,))}
        return [{**row, "yuan": ruling.found(part.start, part.end, plain_number(part.yuan), 0.8)}]
    if joint and target:
        for row in target:
            have = {found.value for found in row["payers"]}
            if names & {found.value for found in row["payees"]}:
                continue
            row["payers"] = [*row["payers"], *(found for found in own if found.value not in have)]
            ruling.memory.setdefault("joined_payers", {}).update({found.value: found for found in own})
            row["joint"] = Found(True, (span,))
        return []
    limit = _LIMIT.search(text, *span)
    capped = next(iter_sums(text, limit.start(), limit.end()), None) if limit else None
    payees = [m for m in mentions if m is not payer[-1] and TO.search(text[max(span[0], m.start - 3) : m.start])]
    if not target and capped:  # 在未缴出资…元范围内对申请执行人甲承担责任: the debt stands in another ruling
        payees = payees or _claiming(text, roster, mentions[len(payer) :])
    elif not (target and _CONTINGENT.search(text, *span)):
        return []
    creditors = party_values(ruling, roster, payees) if payees else target[0]["payees"] if target else []
    if not creditors:
        return []
    share: dict[str, Any] = (
        {"yuan": ruling.found(capped.start, capped.end, plain_number(capped.yuan), 0.8)} if capped else {}
    )
    return [
        {
            "payers": own,
            "payees": creditors,
            **share,
            "purpose": ruling.found(*span, text[span[0] : span[1]][-20:], 0.5),
        }
    ]


def _claiming(text: str, roster: Roster, others: list[Mentioned]) -> list[Mentioned]:
    """Those after 对 who claim: 原告, 申请执行人."""
    claiming = {*roster.with_role("原告"), *roster.with_role("申请执行人")}
    return [m for m in others if set(m.parties) <= claiming and text[m.start - 1] == "对"]


def _meant(
    text: str,
    roster: Roster,
    others: list[Mentioned],
    target: list[dict[str, Any]],
    same_item: list[dict[str, Any]],
    span: Span,
) -> list[dict[str, Any]]:
    """Of the debts that stand before, those meant: the named debtor's, else the item's own, else all."""
    liable = LIABLE.search(text, *span)
    stop = liable.start() if liable else span[1]
    debtors = {
        roster.names[n]
        for m in others
        if m.end <= stop and not TO.search(text[m.start - 2 : m.start])
        for n in m.parties
    }
    of_debtor = [row for row in target if debtors & {found.value for found in row["payers"]}]
    if of_debtor:
        return of_debtor
    if same_item and not REF.search(text, *span):
        return [row for row in same_item if row in target] or target
    return target


def debts_meant(
    text: str, start: int, end: int, earlier: list[dict[str, Any]], by_item: dict[int, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """The debts of which a clause speaks: those of the items that it numbers (第一、二项), else all before it."""
    earlier = [row for row in earlier if "yuan" in row]  # a contingent share is no debt that another joins
    numbers: list[int] = []
    for ref in REF.finditer(text, start, end):
        for piece in re.finditer(r"([一二三四五六七八九十\d]+)(至)?", ref.group("after") or ref.group("list")):
            value = whole(piece.group(1))
            if value is None:
                continue
            if numbers and numbers[-1] < 0:
                numbers[-1:] = list(range(-numbers[-1], value + 1))
            else:
                numbers.append(-value if piece.group(2) else value)
    return [row for number in numbers for row in by_item.get(abs(number), [])] or earlier
