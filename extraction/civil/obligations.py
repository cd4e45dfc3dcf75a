"""Reads who must pay whom what, from the operative part only: no costs of the suit, no formulas of interest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.civil.words import alternation
from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit, iter_sums
from anmai.extraction.values.numbers import whole

COMPONENT: Final = "civil_obligations"

_ITEM: Final = re.compile(
    r"(?:^|(?<=[\n。；：]))(?:(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]|第(?P<ordinal>[一二三四五六七八九十]{1,3})项)"
)
_DEFAULT: Final = re.compile(
    r"(?:^|(?<=[\n。；]))(?:如果?|若|逾期|义务人|上述(?:款项|义务)?如|被告如|如被告|各方如)[^。\n]{0,30}(?:未|不|逾期)[^。\n]{0,30}(?:履行|给付|支付|期间|指定)|(?:^|(?<=[\n。；]))逾期，依照"
)
_JOINT: Final = re.compile(r"连带")
_LIABLE: Final = re.compile(r"(?:承担|负|履行)[^，。；\n]{0,16}(?:责任|义务)")
_REF: Final = re.compile(
    r"判项(?P<after>[一二三四五六七八九十]+)|第?(?P<list>(?:[一二三四五六七八九十\d]+(?:、|和|至|及|，)?第?)+)(?:项|条|款|判项)"
)
_CONTINGENT: Final = re.compile(
    r"不能清偿|未能(?:偿还|清偿)|不足(?:部分)?|\d+(?:\.\d+)?[%％]|补充(?:清偿|赔偿)?责任|二分之一|三分之一|百分之"
)
_BRACKET: Final = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_BASE: Final = re.compile(
    r"(?:以|按照?|依)(?:[^，。；（）]{0,30}?)(?P<sum>\d[\d，.]*(?:万|亿)?元)(?=[^，。；]{0,8}(?:为(?:本金|基数|基准|限|计算)|的(?:本金|基数)|本金|作为))"
)
_SETOFF: Final = re.compile(
    r"(?:此款|该款|上述款项?|前述款项?|已(?:支付|付|给付|垫付|赔付|预交|履行|偿还)|先行垫付|扣除|扣减|抵扣|预付|预交|垫付款)"
)
_WITHIN: Final = re.compile(r"(?:限额|范围|额度)(?:为)?$|(?:最高(?:额|限额)?|以)$")
_TOTAL: Final = re.compile(r"(?:共计|合计|总计|共|以上计|计|总额为?|以上共计|本息(?:合计|共计))(?:人民币|为|款)?$")
#: Itemised sums of which a share is owed: 以上总计…元的80%，即…元.
_SHARE: Final = re.compile(r"(?:\d[%％]|百分之[一二三四五六七八九十]+)[^。；\d]{0,8}(?:即|计|为)(?:人民币)?(?P<sum>\d)")
_OF_WHICH: Final = re.compile(r"其中|包括|含")
_COST_ITEM: Final = re.compile(r"(?:由|各)?[^，。；]{0,60}(?:负担|承担)")
_TO: Final = re.compile(r"(?:向|给|付给|支付给|偿付|返还给)$")


@cache
def _costs() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:本案|其中|一审|二审|本诉|反诉|原审|再审|关于)?(?:的)?(?:{alternation('costs')})")


@cache
def _payment() -> re.Pattern[str]:
    return re.compile(alternation("payments"))


@dataclass(slots=True)
class Item:
    """One item of the operative part with its number as written, if any."""

    number: int | None
    start: int
    end: int


def read_obligations(ruling: Ruling) -> None:
    """Set obligations: one row a sum and purpose; joint debtors and guarantors with 连带 share a row."""
    if not ruling.sections.operative or ruling.draft.value("result") in ("撤诉", "终结"):
        return
    roster = Roster.of(ruling)
    if not roster.names:
        return
    by_item: dict[int, list[dict[str, Any]]] = {}
    rows: list[dict[str, Any]] = []
    for order, item in enumerate(items(ruling.text, *ruling.sections.operative), start=1):
        number = item.number or order
        new = _read_item(ruling, roster, item, rows, by_item)
        by_item.setdefault(number, []).extend(new)
        rows.extend(new)
    ruling.put(COMPONENT, "obligations", [row for row in rows if row["payers"] and row["payees"]])


def items(text: str, start: int, end: int) -> list[Item]:
    """The numbered items of an operative part; its sentences where nothing is numbered."""
    default = _DEFAULT.search(text, start, end)
    stop = default.start() if default else end
    heads: list[tuple[int | None, int, int]] = []
    for match in _ITEM.finditer(text, start, stop):
        value = whole(match.group("number") or match.group("ordinal"))
        heads.append((value, match.start(), match.end()))
    if not heads:
        return [Item(None, m.start(), m.end()) for m in re.compile(r"[^。\n]+").finditer(text, start, stop)]
    found = [Item(None, m.start(), m.end()) for m in re.compile(r"[^。\n]+").finditer(text, start, heads[0][1])]
    for i, (value, _, body) in enumerate(heads):
        last = heads[i + 1][1] if i + 1 < len(heads) else stop
        first = True
        for sentence in re.compile(r"[^。\n]+").finditer(text, body, last):
            found.append(Item(value if first else None, sentence.start(), sentence.end()))
            first = False
    return found


def _read_item(
    ruling: Ruling, roster: Roster, item: Item, earlier: list[dict[str, Any]], by_item: dict[int, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    text = ruling.text
    words = text[item.start : item.end]
    if re.match(r"\s*(?:驳回|撤销|维持|确认|解除|准予|准许|不准)", words) and not _payment().search(words[4:]):
        return []
    if re.match(r"\s*驳回", words) or "不予支持" in words or _costs().match(words):
        return []
    rows: list[dict[str, Any]] = []
    for clause in re.compile(r"[^；]+").finditer(text, item.start, item.end):
        if _costs().match(clause.group()) or not (_payment().search(clause.group()) or _LIABLE.search(clause.group())):
            continue
        rows.extend(_read_clause(ruling, roster, clause.span(), [*earlier, *rows], by_item, rows))
    return rows


def _read_clause(
    ruling: Ruling,
    roster: Roster,
    span: Span,
    earlier: list[dict[str, Any]],
    by_item: dict[int, list[dict[str, Any]]],
    same_item: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    text = ruling.text
    start, end = span
    mentions = [m for m in roster.mentioned(text, start, end) if not _in_bracket(text, start, m.start)]
    sums = _sums(text, start, end, [row["yuan"].value for row in same_item if "yuan" in row])
    liable = _LIABLE.search(text, start, end)
    joint = _JOINT.search(text, start, end) is not None
    if liable and (joint or not sums) and mentions:
        target = _targets(text, start, end, earlier, by_item)
        payment = _payment().search(text, start, end)
        own_sum = (
            sums
            and payment
            and payment.start() < liable.start()
            and not re.search(r"对|就", text[start : payment.start()])
        )
        if not own_sum:
            return _guarantee(ruling, roster, mentions, target, span, joint)
    if not sums or not mentions:
        return []
    return _payments(ruling, roster, span, mentions, sums, joint, same_item)


def _guarantee(
    ruling: Ruling,
    roster: Roster,
    mentions: list[Mentioned],
    target: list[dict[str, Any]],
    span: Span,
    joint: bool,
) -> list[dict[str, Any]]:
    """A guarantor joins the rows of the debt; liability for a share without a sum is a row of its own."""
    text = ruling.text
    payer = _leading(text, mentions)
    if not payer:
        return []
    own = _founds(ruling, roster, payer)
    names = {found.value for found in own}
    if joint and target:
        for row in target:
            have = {found.value for found in row["payers"]}
            if names & {found.value for found in row["payees"]}:
                continue
            row["payers"] = [*row["payers"], *(found for found in own if found.value not in have)]
            row["joint"] = Found(True, (span,))
        return []
    if not (target and _CONTINGENT.search(text, *span)):
        return []
    payees = [m for m in mentions if m is not payer[-1] and _TO.search(text[max(span[0], m.start - 3) : m.start])]
    creditors = _founds(ruling, roster, payees) if payees else target[0]["payees"]
    return [{"payers": own, "payees": creditors, "purpose": ruling.found(*span, text[span[0] : span[1]][-20:], 0.5)}]


def _leading(text: str, mentions: list[Mentioned]) -> list[Mentioned]:
    """The mentions at the clause's head that stand together: 被告甲、被告乙."""
    chosen: list[Mentioned] = []
    for mention in mentions:
        if chosen and not re.fullmatch(
            r"(?:、|，|和|与|及|以及|（[^（）]*）|共同|连带)*", text[chosen[-1].end : mention.start]
        ):
            break
        chosen.append(mention)
    return chosen


def _targets(
    text: str, start: int, end: int, earlier: list[dict[str, Any]], by_item: dict[int, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    ref = _REF.search(text, start, end)
    earlier = [row for row in earlier if "yuan" in row]  # a contingent share is no debt that another joins
    if not ref:
        return earlier
    numbers: list[int] = []
    for piece in re.finditer(r"([一二三四五六七八九十\d]+)(至)?", ref.group("after") or ref.group("list")):
        value = whole(piece.group(1))
        if value is None:
            continue
        if numbers and numbers[-1] < 0:
            numbers[-1:] = list(range(-numbers[-1], value + 1))
        else:
            numbers.append(-value if piece.group(2) else value)
    return [row for number in numbers for row in by_item.get(abs(number), [])] or earlier


def _payments(
    ruling: Ruling,
    roster: Roster,
    span: Span,
    mentions: list[Mentioned],
    sums: list[SumHit],
    joint: bool,
    same_item: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    text = ruling.text
    start, _ = span
    payers: list[Mentioned] = []
    if same_item and re.search(rf"(?:{alternation('payments')})$", text[start : mentions[0].start]):
        # The clause goes on with the payer of the clause before (…；在限额内赔付原告甲…元).
        payer_founds = same_item[-1]["payers"]
    else:
        payers = _payers(text, start, mentions)
        payer_founds = _founds(ruling, roster, payers)
    if not payer_founds:
        return []
    rows = []
    payer_names = {found.value for found in payer_founds}
    for hit in sums:
        payees = _payees(text, start, mentions, payers, hit)
        payee_founds = [found for found in _founds(ruling, roster, payees) if found.value not in payer_names]
        if not payee_founds:
            payee_founds = _other_side(ruling, roster, payers, text, span)
        if not payee_founds:
            continue
        row: dict[str, Any] = {
            "payers": list(payer_founds),
            "payees": payee_founds,
            "yuan": ruling.found(hit.start, hit.end, _plain_number(hit.yuan)),
        }
        purpose = _purpose(text, start, hit, mentions)
        if purpose:
            row["purpose"] = ruling.found(*purpose, confidence=0.8)
        if joint:
            at = _JOINT.search(text, *span)
            row["joint"] = Found(True, (at.span() if at else span,))
        rows.append(row)
    return rows


def _plain_number(yuan: float) -> float | int:
    return int(yuan) if yuan == int(yuan) else yuan


def _payers(text: str, start: int, mentions: list[Mentioned]) -> list[Mentioned]:
    """Who pays: those after 由 or 限, else those at the clause's head."""
    for i, mention in enumerate(mentions):
        if re.search(r"(?:由|限|限令|责令|判令|令)(?:被告)?$", text[max(start, mention.start - 3) : mention.start]):
            return _leading(text, mentions[i:])
    for i, mention in enumerate(mentions):
        before = text[max(start, mention.start - 2) : mention.start]
        if _TO.search(before) or re.match(r"的(?!共同)", text[mention.end : mention.end + 2]):
            continue
        return _leading(text, mentions[i:])
    return []


def _payees(text: str, start: int, mentions: list[Mentioned], payers: list[Mentioned], hit: SumHit) -> list[Mentioned]:
    """Whom: the mention last before the sum that isn't a payer's (向甲支付…元, 支付甲…元), with those beside it."""
    before = [m for m in mentions if m not in payers and m.end <= hit.start]
    after_payer = [m for m in before if payers and m.start > payers[-1].end]
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


def _other_side(ruling: Ruling, roster: Roster, payers: list[Mentioned], text: str, span: Span) -> list[Found]:
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


def _founds(ruling: Ruling, roster: Roster, mentions: list[Mentioned]) -> list[Found]:
    founds: dict[int, Found] = {}
    for mention in mentions:
        for number in mention.parties:
            founds.setdefault(
                number, ruling.found(mention.start, mention.end, roster.names[number], 1.0 if mention.named else 0.9)
            )
    return list(founds.values())


def _in_bracket(text: str, start: int, at: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _sums(text: str, start: int, end: int, earlier: list[float]) -> list[SumHit]:
    """The sums that are owed: none in brackets, no base of a formula, nothing set off, no total of what stands before.

    Args:
        text: Normalised text.
        start: Where the clause begins.
        end: Where it ends.
        earlier: Sums of the item's clauses before, which a total may add in.
    """
    hits: list[SumHit] = []
    bases = {match.start("sum") for match in _BASE.finditer(text, start, end)}
    total: SumHit | None = None
    for hit in iter_sums(text, start, end):
        before = text[start : hit.start]
        clause = before[max(before.rfind("，"), before.rfind("。"), -1) + 1 :]
        if _in_bracket(text, start, hit.start) or hit.start in bases or _WITHIN.search(before.removesuffix("人民币")):
            continue
        if re.search(r"(?:以|按)[^，。；]{0,20}$", before) and re.match(
            r"(?:为|的)?(?:本金|基数|限)", text[hit.end : hit.end + 4]
        ):
            continue
        if re.match(r"(?:以内|限额|范围内|为基数|为本金|的范围|责任限额|/|／)", text[hit.end : hit.end + 4]):
            continue
        if _SETOFF.search(clause):
            continue
        if re.search(r"每(?:日|天|平方米|吨|亩)[^，。；]{0,4}$", clause):
            continue
        if _TOTAL.search(before) and (hits or earlier) and _adds_up(hit.yuan, [h.yuan for h in hits], earlier):
            continue
        if _TOTAL.search(before) and len(hits) > 1:
            total = hit
            continue
        hits.append(hit)
    share = _SHARE.search(text, start, end)
    if share and hits and (final := [hit for hit in hits if hit.start >= share.start("sum")]):
        return final[:1]
    of_which = _OF_WHICH.search(text, start, end)
    if of_which and hits:
        inside = [hit for hit in hits if hit.start > of_which.start()]
        outside = [hit for hit in hits if hit.start < of_which.start()]
        if inside and outside:
            if re.match(r"其中(?:由)?[^，。；]{0,30}?(?:向|赔|支付|给付)", text[of_which.start() : end]):
                return inside
            if abs(sum(hit.yuan for hit in inside) - outside[-1].yuan) < 1.0:
                return [*outside[:-1], *inside]
            return outside
    if total is not None and not hits:
        return [total]
    return hits


def _adds_up(total: float, own: list[float], earlier: list[float]) -> bool:
    tolerance = max(1.0, 0.001 * total)
    return any(abs(sum(part) - total) < tolerance for part in (own, [*earlier, *own]))


_PURPOSE_EDGE: Final = re.compile(r"[，、；：。（）\n]|(?:以及|并|和|及|人民币|原告|共计|合计|总计)")


def _purpose(text: str, start: int, hit: SumHit, mentions: list[Mentioned]) -> Span | None:
    """The words right before a sum that say what it is for."""
    left = max([start, *(m.end for m in mentions if m.end <= hit.start)])
    right = hit.start
    trail = re.search(r"(?:人民币|共计|合计|总计|计|为|：|共|各?自?|￥|¥)+$", text[left:right])
    if trail and trail.group():
        right = left + trail.start()
    for verb in _payment().finditer(text, left, right):
        left = verb.end() + (text[verb.end() : verb.end() + 1] == "的")
    for edge in _PURPOSE_EDGE.finditer(text, left, right):
        if edge.end() < right:
            left = edge.end()
    words = text[left:right]
    if not words:
        after = re.compile(r"的?(?P<purpose>[\u3400-\u9fff]{2,10}?)(?=[，。；、及和并（]|$)").match(text, hit.end)
        return after.span("purpose") if after else None
    return (left, right) if 1 < len(words) <= 40 else None
