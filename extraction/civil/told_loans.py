"""How a sentence tells of a loan: who lent, who borrowed, how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from anmai.extraction.civil.facts import Who, group_at, group_before
from anmai.extraction.civil.roster import Roster
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit, iter_sums

#: 甲向乙借款, 甲从乙处借到: what stands before the lender, and between lender and verb.
_FROM: Final = re.compile(r"向|从|跟|找(?!到)|[在于](?=.{2,40}?(?:处|手[中里上]?|那里|家))")
#: 在甲处借款: a place word must follow the lender after 在 and 于.
_PLACE_OF: Final = re.compile(r"(?:（[^（）]{0,40}）)?(?:处|手[中里上]?|那里|家)")
_BORROWS: Final = re.compile(
    r"(?:（[^（）]{0,40}）)?(?:单位|公司|个人|方|本人)?(?:处|手中|那里|手里|手上)?(?:(?!出借|发放|偿还|归还|支付|给付|出具|还款|交付|转账|转款|汇|起诉|主张|提供|返还|履行|承担|催|追|索|讨|要|请求|领取|收取)[^，。；]){0,22}?"
    r"(?:借款|借得|借到|借取|借支|借走|借用|借入|借了|借钱|借现金|借人民币|借资|贷款|借(?=\d|[一二三四五六七八九十百千万]|人民币|现金|到|走|来|款))(?!合同|协议|借据|人|期限|利息|本金|关系|凭证|逾期)"
)
#: 乙借给甲, 乙出借给甲, 乙向甲出借, 乙向甲发放贷款.
_TO: Final = re.compile(
    r"(?:出借|借款|借|贷款|贷|转借|借予|提供借款|发放贷款|贷出)(?:现金|人民币|款项)?(?:给|予|与)(?:了)?|借予"
)
_LENDS: Final = re.compile(
    r"(?:（[^（）]{0,40}）)?(?:(?!偿还|归还|出具|起诉|主张|返还|借款人)[^，。；]){0,16}?(?:出借|提供(?:了)?[^，。；]{0,6}(?:借款|贷款)|发放(?:了)?[^，。；]{0,14}(?:借款|贷款)|交付(?:了)?[^，。；]{0,4}借款|放(?:了)?贷|借出)"
)
#: 甲借乙人民币…元.
_BORROWED_OF: Final = re.compile(r"借(?:了|到|用|取)?(?![款条据给予])")
_SUM_FOLLOWS: Final = re.compile(
    r"的?(?:借款|现金|人民币|钱|款)*[￥¥]?[\d一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖]"
)
#: The words of an IOU: 今借到乙现金…元.
_IOU: Final = re.compile(r"(?:今|现|兹)(?:[^，。；“”]{0,12}?)(?:从|向|由)?(?P<in>借到|借|欠到|收到)(?:了)?")
_SIGNED: Final = re.compile(r"(?:借款|欠款|借条|立据|具借|借)人(?:处)?(?:签名|签字)?[：:为是]")
_OWES: Final = re.compile(r"(?:尚|共|仍|拖|还)?欠(?:下|付)?")
#: One of these stands in every verb of lending and borrowing.
_LENDING: Final = re.compile("[借贷]")
#: One of these stands in every word for a note.
_PAPER: Final = re.compile("[借欠]")
_OF_A_LOAN: Final = re.compile(r"(?:的|人民币|现金)*(?:借款|贷款)")
_NOT_A_LOAN: Final = re.compile(r"(?:请求|要求|判令|主张|诉称|称其?没有|否认|未曾|没有向)[^，。；]{0,12}$")
#: 甲向乙出具借条, 甲为乙出具欠款证明.
_NOTE_FOR: Final = re.compile(r"向|给|为")
_NOTE: Final = re.compile(
    r"(?:书写|出具|书立|立下|写下|打下|打|写|立)(?:了)?[^，。；]{0,12}?(?:借条|借据|欠条|欠据|借款单|欠款证明|欠款单|借款凭证|借款协议)"
)
_LENDER_IS: Final = re.compile(r"(?:出借|贷款|债权)人(?:为|是|：)")
_BORROWER_IS: Final = re.compile(r"(?:借款|债务)人(?:为|是|：)")
_COUNT_UP: Final = re.compile(
    r"[^。；\n]{0,30}?(?:共计|累计|合计|总计|共)(?:借款|向[^，。；]{1,20}借款)?(?:本金)?(?:人民币)?(?=[\d一二三四五六七八九十壹贰叁肆伍陆柒捌玖])"
)
_BOTH: Final = re.compile(r"双方|原、?被告")
_SIGN: Final = re.compile(r"签[订署](?:了)?[^。；，]{0,40}?(?:借款|贷款|借贷|授信)[^。；，]{0,16}?(?:合同|协议)")
_AGREED_SUM: Final = re.compile(
    r"(?:借款|贷款|授信)(?:总)?(?:金额|额度|本金|数额)(?:为|是|：)?(?:人民币)?(?=[\d一二三四五六七八九十壹贰叁肆伍陆柒捌玖])|(?:提供|发放)(?:人民币)?(?=[\d，.]+万?元(?:的)?(?:借款|贷款))"
)
_THE_LOAN: Final = re.compile(r"该笔|上述|约定的?|前述|全部|相应")
_CONTRACT_SUM: Final = re.compile(
    r"(?:借款|贷款)(?:总)?(?:金额|本金|额度|数额)(?:为|是|：)?(?:人民币)?(?=[\d一二三四五六七八九十])"
)
_BESIDE: Final = re.compile(r"(?:、|和|及|，|人民币)*")
Teller = Callable[[str, Roster, Span], Iterator[tuple[Who, Who, SumHit | None]]]
_CONTRACT_NEAR: Final = 1500  # characters between the contract's terms and the payment
_BACK: Final = re.compile(r"已(?:偿|归)还|偿还|归还|尚欠|利息|违约金|，(?:之后|后来)|每月")


def told_by_note(text: str, roster: Roster, span: Span) -> Iterator[tuple[Who, Who, SumHit | None]]:
    """A debt told only by its note: 甲向乙出具欠条…, 借款人为甲、出借人为乙, 甲欠乙货款…元."""
    start, end = span
    for match in _NOTE_FOR.finditer(text, start, end):
        if not _PAPER.search(text, match.end(), end):
            break
        lender = group_at(text, roster, match.end(), min(end, match.end() + 60))
        note = _NOTE.match(text, lender.end, end) if lender else None
        debtor = group_before(text, roster, start, match.start(), lender.names) if lender and note else None
        if lender and note and debtor:
            yield lender, debtor, _principal(text, note.end(), end)
    sides = []
    for called in (_LENDER_IS, _BORROWER_IS):
        match_ = called.search(text, start, end)
        sides.append(group_at(text, roster, match_.end(), min(end, match_.end() + 40)) if match_ else None)
    if sides[0] and sides[1]:
        yield sides[0], sides[1], None
    for match in _OWES.finditer(text, start, end):
        lender = group_at(text, roster, match.end(), min(end, match.end() + 60))
        debtor = group_before(text, roster, start, match.start(), lender.names) if lender else None
        if lender and debtor and (hit := _principal(text, lender.end, min(end, lender.end + 24))):
            yield lender, debtor, hit


def told_by_contract(roster: Roster) -> Teller:
    """Reads loans from a bank's contract alone: 原告与被告签订《…借款合同》，约定借款金额…元."""
    lending = set(roster.with_role("原告"))

    def told(text: str, full: Roster, span: Span) -> Iterator[tuple[Who, Who, SumHit | None]]:
        signed = _SIGN.search(text, *span)
        if not signed:
            return
        sides = [
            m
            for m in full.mentioned(text, span[0], signed.start())
            if re.search(r"[与和]$|^[与和、，（]", text[max(span[0], m.start - 1) : m.start] + text[m.end : m.end + 1])
        ]
        lender = next((m for m in sides if set(m.parties) <= lending), None)
        borrower = next((m for m in sides if not set(m.parties) & lending), None)
        stated = _AGREED_SUM.search(text, signed.end(), span[1] + 120)
        hit = next(iter_sums(text, stated.end(), stated.end() + 24), None) if stated else None
        if not sides and hit and _BOTH.search(text, span[0], signed.start()):
            # 双方签订借款合同: the one who sues lent, where only one could borrow.
            owing = [n for n in range(len(full.names)) if n not in lending]
            if lending and len(owing) == 1:
                at = (span[0], signed.start())
                yield (
                    Who(*at, tuple(full.names[n] for n in sorted(lending)), False),
                    Who(*at, (full.names[owing[0]],), False),
                    hit,
                )
            return
        if lender and borrower and hit:
            names = [tuple(full.names[n] for n in m.parties) for m in (lender, borrower)]
            yield (
                Who(lender.start, lender.end, names[0], lender.named),
                Who(borrower.start, borrower.end, names[1], borrower.named),
                hit,
            )

    return told


def told_in_words(text: str, roster: Roster, span: Span) -> Iterator[tuple[Who, Who, SumHit | None]]:
    """Loans told by a verb of lending or borrowing, by an IOU's words, or by what is still owed of one."""
    start, end = span
    if not _LENDING.search(text, start, end):
        return
    for match in _FROM.finditer(text, start, end):
        if not _LENDING.search(text, match.end(), end):
            break
        lender = group_at(text, roster, match.end(), min(end, match.end() + 60))
        if not lender or _NOT_A_LOAN.search(text[start : match.start()]):
            continue
        at_place = text[match.start()] in "在于"
        verb = _BORROWS.match(text, lender.end, end)
        if verb and (not at_place or _PLACE_OF.match(text, lender.end, end)):
            borrower = group_before(text, roster, start, match.start(), lender.names)
            if borrower:
                for hit in _several(text, start, verb.end(), end):
                    yield lender, borrower, hit or _counted_up(text, end)
        lends = _LENDS.match(text, lender.end, end)
        if lends and not verb and text[match.start()] == "向":
            giver = group_before(text, roster, start, match.start(), lender.names)
            if giver and text[match.start() - 1] != "其":
                yield giver, lender, _principal(text, lends.end(), end) or _agreed(text, match.start(), lends.group())
    for match in _TO.finditer(text, start, end):
        borrower = group_at(text, roster, match.end(), min(end, match.end() + 60))
        if borrower and not _NOT_A_LOAN.search(text[start : match.start()]):
            giver = group_before(text, roster, start, match.start(), borrower.names)
            if giver:
                yield giver, borrower, _principal(text, borrower.end, end) or _principal(text, start, match.start())
    for match in _BORROWED_OF.finditer(text, start, end):
        lender = group_at(text, roster, match.end(), min(end, match.end() + 60))
        if lender and _SUM_FOLLOWS.match(text, lender.end, end) and not _NOT_A_LOAN.search(text[start : match.start()]):
            borrower = group_before(text, roster, start, match.start(), lender.names)
            if borrower and borrower.end == match.start():
                yield lender, borrower, _principal(text, lender.end, end)
    yield from _iou(text, roster, span)
    yield from _owing(text, roster, span)


def _agreed(text: str, at: int, lends: str) -> SumHit | None:
    """The contract's sum, where what was paid out is only called the loan (发放了该笔贷款)."""
    if not _THE_LOAN.search(lends):
        return None
    stated = None
    for stated in _CONTRACT_SUM.finditer(text, max(0, at - _CONTRACT_NEAR), at):  # noqa: B007
        pass
    return next(iter_sums(text, stated.end(), at), None) if stated else None


def _iou(text: str, roster: Roster, span: Span) -> Iterator[tuple[Who, Who, SumHit | None]]:
    start, end = span
    if "借" not in text[start:end]:
        return
    for match in _IOU.finditer(text, start, end):
        lender = group_at(text, roster, match.end(), min(end, match.end() + 40))
        if not lender:
            continue
        signed = _SIGNED.search(text, match.end(), min(len(text), end + 80))
        borrower = group_at(text, roster, signed.end(), min(len(text), signed.end() + 60)) if signed else None
        borrower = borrower or group_before(text, roster, start, match.start(), lender.names)
        if borrower and not set(borrower.names) & set(lender.names):
            yield lender, borrower, _principal(text, lender.end, end)


def _owing(text: str, roster: Roster, span: Span) -> Iterator[tuple[Who, Who, SumHit | None]]:
    """甲尚欠乙借款…元: told where the loan itself isn't."""
    start, end = span
    for match in _OWES.finditer(text, start, end):
        lender = group_at(text, roster, match.end(), min(end, match.end() + 60))
        if lender and _OF_A_LOAN.match(text, lender.end, end):
            borrower = group_before(text, roster, start, match.start(), lender.names)
            if borrower:
                yield lender, borrower, _principal(text, lender.end, end)


def _counted_up(text: str, end: int) -> SumHit | None:
    """The total that the next sentence gives (多次向乙借款。截至…日共计…元)."""
    total = _COUNT_UP.match(text, end + 1)
    return next(iter_sums(text, total.end(), total.end() + 24), None) if total else None


def _several(text: str, start: int, verb: int, end: int) -> list[SumHit | None]:
    """The sums of a loan, or of several told at once (分别向乙借款…元、…元)."""
    first = _principal(text, verb, end)
    if first is None or "分别" not in text[start:verb]:
        return [first]
    hits: list[SumHit | None] = [first]
    last = first
    for hit in iter_sums(text, first.end, end):
        if not _BESIDE.fullmatch(text, last.end, hit.start):
            break
        hits.append(hit)
        last = hit
    return hits


def _principal(text: str, start: int, end: int) -> SumHit | None:
    """The first sum after the verb, before what is paid back."""
    stop = _BACK.search(text, start, end)
    limit = stop.start() if stop else end
    if start and text[start - 1].isdecimal() and text[start : start + 1].isdecimal():
        # 今借李某150000元: the name ends in a figure, and the sum begins after it.
        return next(
            (SumHit(start + hit.start, start + hit.end, hit.yuan) for hit in iter_sums(text[start:limit])), None
        )
    return next(iter_sums(text, start, limit), None)
