"""Reads the sums of an operative item that are owed, and what each is for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.civil.roster import Mentioned
from anmai.extraction.civil.words import alternation
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit, iter_sums

_BASE: Final = re.compile(
    r"(?:以|按照?|依)(?:[^，。；（）]{0,30}?)(?P<sum>\d[\d，.]*(?:万|亿)?元)(?=[^，。；]{0,8}(?:为(?:本金|基数|基准|限|计算)|的(?:本金|基数)|本金|作为))"
)
_SETOFF: Final = re.compile(
    r"(?:此款|该款|上述款项?|前述款项?|已[^，。；\d]{0,24}?(?:支付|付|给付|垫付|赔付|预交|履行|偿还|归还)|先行垫付|扣除|扣减|抵扣|预付|预交|垫付款)"
)
_WITHIN: Final = re.compile(r"(?:限额|范围|额度)(?:为)?$|(?:最高(?:额|限额)?|以)$")
_TOTAL: Final = re.compile(r"(?:共计|合计|总计|共|以上计|计|总额为?|以上共计|本息(?:合计|共计))(?:人民币|为|款)?$")
#: Itemised sums of which a share is owed: 以上总计…元的80%，即…元.
_SHARE: Final = re.compile(r"(?:\d[%％]|百分之[一二三四五六七八九十]+)[^。；\d]{0,8}(?:即|计|为)(?:人民币)?(?P<sum>\d)")
#: What remains to be paid after a deduction: …元，扣除已付的…元，余款…元.
_REST: Final = re.compile(
    r"(?:余款|余额|余下(?:的)?|剩余(?:的)?|尚应|还应|还需|仍应|尚需|实际(?:应|需|还应)?)[^，。；\d]{0,12}$"
)
_DEDUCTED: Final = re.compile(r"扣除|扣减|抵扣|冲抵|减去|核减")
#: Before a sum that is a formula's base: 对借款本息…元按年利率…, 以…元为基数.
_FORMULA_AFTER: Final = re.compile(r"(?:，|、)?(?:按|依|参照)[^，。；]{0,30}(?:利率|利息|标准|计)")
#: 返还原告已付购房款: what was paid is owed back.
_PAID_BACK: Final = re.compile(
    r"(?:返还|退还|退回|归还)(?!.{0,40}(?:扣除|扣减|抵扣))[^，。；]{0,60}?已[^，。；]{0,30}?(?:付|交|缴|还)"
)
_LIEN: Final = re.compile(r"优先受偿")
_PLEDGED: Final = re.compile(r"抵押|质押|折价|拍卖|变卖|价款|优先受偿")
_OF_WHICH: Final = re.compile(r"其中|包括|含")


@cache
def payment_verb() -> re.Pattern[str]:
    """Finds a verb of paying (支付, 偿还, 赔偿 …), not the same word inside a noun (赔偿金, 支付义务)."""
    noun = "金(?!钱)|限额|义务|责任|比例|主体|标准|协议|期限|方式"
    return re.compile(rf"(?:{alternation('payments')})(?!{noun})")


def in_bracket(text: str, start: int, at: int) -> bool:
    """Whether ``at`` stands inside a bracket that opened at or after ``start``."""
    return text.count("（", start, at) > text.count("）", start, at)


def owed_sums(text: str, start: int, end: int, earlier: list[float]) -> list[SumHit]:
    """The sums that are owed: none in brackets, no base of a formula, nothing set off, no total of what stands before.

    Args:
        text: Normalised text.
        start: Where the clause begins.
        end: Where it ends.
        earlier: Sums of the item's clauses before, which a total may add in.
    """
    hits: list[SumHit] = []
    lien = _LIEN.search(text, start, end)
    if lien:  # what a pledge is worth and up to what sum it answers is no debt
        end = next((word.start() for word in _PLEDGED.finditer(text, start, end)), lien.start())
    bases = {match.start("sum") for match in _BASE.finditer(text, start, end)}
    total: SumHit | None = None
    for hit in iter_sums(text, start, end):
        before = text[start : hit.start]
        clause = before[max(before.rfind("，"), before.rfind("。"), -1) + 1 :]
        if in_bracket(text, start, hit.start) or hit.start in bases or _WITHIN.search(before.removesuffix("人民币")):
            continue
        if re.search(r"(?:以|按)[^，。；]{0,20}$", before) and re.match(
            r"(?:为|的)?(?:本金|基数|限)", text[hit.end : hit.end + 4]
        ):
            continue
        if re.match(r"(?:以内|限额|范围内|为基数|为本金|的范围|责任限额|/|／)", text[hit.end : hit.end + 4]):
            continue
        if re.search(r"(?:以|对|就)[^，。；]{0,20}$", before) and _FORMULA_AFTER.match(text, hit.end, end):
            continue
        if hits and _REST.search(clause) and _DEDUCTED.search(text, hits[-1].end, hit.start):
            hits[-1:] = [hit]
            continue
        if _SETOFF.search(clause) and not _PAID_BACK.search(clause):
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


def purpose_of(text: str, start: int, hit: SumHit, mentions: list[Mentioned]) -> Span | None:
    """The words right before a sum that say what it is for."""
    left = max([start, *(m.end for m in mentions if m.end <= hit.start)])
    right = hit.start
    trail = re.search(r"(?:人民币|共计|合计|总计|计|为|：|共|各?自?|￥|¥)+$", text[left:right])
    if trail and trail.group():
        right = left + trail.start()
    for verb in payment_verb().finditer(text, left, right):
        left = verb.end() + (text[verb.end() : verb.end() + 1] == "的")
    for edge in _PURPOSE_EDGE.finditer(text, left, right):
        if edge.end() < right:
            left = edge.end()
    words = text[left:right]
    if not words:
        after = re.compile(r"的?(?P<purpose>[\u3400-\u9fff]{2,10}?)(?=[，。；、及和并（]|$)").match(text, hit.end)
        return after.span("purpose") if after else None
    return (left, right) if 1 < len(words) <= 40 else None
