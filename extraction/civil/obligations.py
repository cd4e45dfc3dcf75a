"""Reads who must pay whom what, from the operative part only: no costs of the suit, no formulas of interest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from anmai.extraction.civil.owed_sums import in_bracket, owed_sums, payment_verb, purpose_of
from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.civil.words import alternation
from anmai.extraction.header.title import issuing_court
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit
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
#: …，被告乙对上述款项承担连带责任: the comma before it parts two clauses.
_ANSWERS: Final = re.compile(
    r"，(?=(?:并?由)?[^，；：]{2,80}?(?:对|就)(?:上述|前述|该|此|以上|其|被告|第|本)[^，；]{0,60}?(?:承担|负)[^，；]{0,12}(?:连带|补充)[^，；]{0,6}(?:责任|义务))"
)
_TO: Final = re.compile(r"(?:向|给|付给|支付给|偿付|返还给)$")


@cache
def _costs() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:本案|其中|一审|二审|本诉|反诉|原审|再审|关于)?(?:的)?(?:{alternation('costs')})")


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
    if re.match(r"\s*(?:驳回|撤销|维持|确认|解除|准予|准许|不准)", words) and not payment_verb().search(words[4:]):
        return []
    if re.match(r"\s*驳回", words) or "不予支持" in words or _costs().match(words):
        return []
    rows: list[dict[str, Any]] = []
    for start, end in _clauses(text, item.start, item.end):
        clause = text[start:end]
        if _costs().match(clause) or not (payment_verb().search(clause) or _LIABLE.search(clause)):
            continue
        rows.extend(_read_clause(ruling, roster, (start, end), [*earlier, *rows], by_item, rows))
    return rows


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of an item: parted by semicolons, and before those who answer for the sums that stand before."""
    for clause in re.compile(r"[^；]+").finditer(text, start, end):
        left = clause.start()
        for answer in _ANSWERS.finditer(text, *clause.span()):
            if not in_bracket(text, clause.start(), answer.start()):
                yield left, answer.start()
                left = answer.start() + 1
        yield left, clause.end()


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
    mentions = [m for m in roster.mentioned(text, start, end) if not in_bracket(text, start, m.start)]
    sums = owed_sums(text, start, end, [row["yuan"].value for row in same_item if "yuan" in row])
    liable = _LIABLE.search(text, start, end)
    joint = _JOINT.search(text, start, end) is not None
    if liable and (joint or not sums) and mentions:
        target = _targets(text, start, end, earlier, by_item)
        payment = payment_verb().search(text, start, end)
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
        purpose = purpose_of(text, start, hit, mentions)
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
