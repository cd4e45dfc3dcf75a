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
#: …，被告乙承担连带责任.
_JOINS: Final = re.compile(r"，(?=(?:并?由)?[^，；：对就]{2,80}?(?:承担|负)连带[^，；]{0,6}责任)")
#: 无需支付, 不承担: the clause frees, it binds nobody.
_FREED: Final = re.compile(
    r"无需|无须|毋需|毋须|不(?:再)?(?:向[^，。；]{1,30})?(?:支付|承担|负担|赔偿|返还|给付|偿还)(?!能|起|了)|不予(?:支付|返还|赔偿)|免(?:除|予)"
)
#: A guarantor's share of a debt: 对上述借款中的100万元.
_PART: Final = re.compile(r"(?:中的?|其中的?|项下的?)(?:人民币)?$")
#: For whom something was laid out, or in whose place: no payee of the sum after it.
_STEAD: Final = re.compile(r"(?:为|替|代|垫付|垫支)$")
_TO: Final = re.compile(r"(?:向|给|付给|支付给|偿付|返还给)$")


@cache
def _costs() -> re.Pattern[str]:
    lead = "本案?|其中|一审|二审|本诉|反诉|原审|再审|关于|诉讼|上述|以上|减半收取|预交|的"
    return re.compile(rf"^\s*(?:{lead}){{0,4}}(?:{alternation('costs')})")


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
    last: list[dict[str, Any]] = []
    for order, item in enumerate(items(ruling.text, *ruling.sections.operative), start=1):
        number = item.number or order
        new = _read_item(ruling, roster, item, rows, by_item, [] if item.number else last)
        by_item.setdefault(number, []).extend(new)
        rows.extend(new)
        last = new if item.number else [*last, *new]
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
    ruling: Ruling,
    roster: Roster,
    item: Item,
    earlier: list[dict[str, Any]],
    by_item: dict[int, list[dict[str, Any]]],
    before: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """The rows of an item; ``before`` are those of the same item's sentences before, whose payer may go on paying."""
    text = ruling.text
    words = text[item.start : item.end]
    if re.match(r"\s*(?:驳回|撤销|维持|确认|解除|准予|准许|不准)", words) and not payment_verb().search(words[4:]):
        return []
    if re.match(r"\s*驳回", words) or "不予支持" in words or _costs().match(words):
        return []
    rows: list[dict[str, Any]] = []
    for start, end in _clauses(text, roster, item.start, item.end):
        clause = text[start:end]
        if (
            _costs().match(clause)
            or _FREED.search(clause)
            or not (payment_verb().search(clause) or _LIABLE.search(clause))
        ):
            continue
        rows.extend(_read_clause(ruling, roster, (start, end), [*earlier, *rows], by_item, [*before, *rows]))
    return rows


def _clauses(text: str, roster: Roster, start: int, end: int) -> Iterator[Span]:
    """The clauses of an item: parted by semicolons, and before those who answer for the sums that stand before."""
    for clause in re.compile(r"[^；]+").finditer(text, start, end):
        left = clause.start()
        cuts = {answer.start() for joins in (_ANSWERS, _JOINS) for answer in joins.finditer(text, *clause.span())}
        for cut in sorted(cuts):
            who = next(roster.mentioned(text, cut + 1, clause.end()), None)
            begins = who is not None and re.fullmatch(r"(?:并|由|则|应|且)*", text[cut + 1 : who.start])
            if begins and not in_bracket(text, clause.start(), cut):
                yield left, cut
                left = cut + 1
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
        pays = payment_verb().search(text, liable.end(), end) if sums else None
        later = pays is not None and any(
            m.start >= pays.end() and any(hit.start > m.end for hit in sums) for m in mentions
        )  # 甲对乙的债务承担连带责任，于十日内支付丙…元
        if not own_sum and not later:
            return _guarantee(ruling, roster, mentions, (target, same_item), span, (joint, sums))
    if not sums or not mentions:
        return []
    return _payments(ruling, roster, span, mentions, sums, joint, same_item)


def _guarantee(
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
    payer = _leading(text, mentions)
    if not payer:
        return []
    own = _founds(ruling, roster, payer)
    names = {found.value for found in own}
    target = _meant(text, roster, mentions[len(payer) :], target, same_item, span)
    part = next((hit for hit in sums if _PART.search(text[max(span[0], hit.start - 8) : hit.start])), None)
    if joint and target and part:
        row = {"payers": own, "payees": target[0]["payees"], "joint": Found(True, (span,))}
        return [{**row, "yuan": ruling.found(part.start, part.end, _plain_number(part.yuan), 0.8)}]
    if joint and target:
        for row in target:
            have = {found.value for found in row["payers"]}
            if names & {found.value for found in row["payees"]}:
                continue
            row["payers"] = [*row["payers"], *(found for found in own if found.value not in have)]
            ruling.memory.setdefault("joined_payers", {}).update({found.value: found for found in own})
            row["joint"] = Found(True, (span,))
        return []
    if not (target and _CONTINGENT.search(text, *span)):
        return []
    payees = [m for m in mentions if m is not payer[-1] and _TO.search(text[max(span[0], m.start - 3) : m.start])]
    creditors = _founds(ruling, roster, payees) if payees else target[0]["payees"]
    return [{"payers": own, "payees": creditors, "purpose": ruling.found(*span, text[span[0] : span[1]][-20:], 0.5)}]


def _meant(
    text: str,
    roster: Roster,
    others: list[Mentioned],
    target: list[dict[str, Any]],
    same_item: list[dict[str, Any]],
    span: Span,
) -> list[dict[str, Any]]:
    """Of the debts that stand before, those meant: the named debtor's, else the item's own, else all."""
    liable = _LIABLE.search(text, *span)
    stop = liable.start() if liable else span[1]
    debtors = {
        roster.names[n]
        for m in others
        if m.end <= stop and not _TO.search(text[m.start - 2 : m.start])
        for n in m.parties
    }
    of_debtor = [row for row in target if debtors & {found.value for found in row["payers"]}]
    if of_debtor:
        return of_debtor
    if same_item and not _REF.search(text, *span):
        return [row for row in same_item if row in target] or target
    return target


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
    earlier = [row for row in earlier if "yuan" in row]  # a contingent share is no debt that another joins
    numbers: list[int] = []
    for ref in _REF.finditer(text, start, end):
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
    ruling.memory.setdefault("principal_payers", set()).update(payer_names)
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
        before = text[max(start, mention.start - 3) : mention.start]
        # …元，限被告于十日内付清: the payer stands at the head.
        if before.endswith("由") or (not i and re.search(r"(?:限|限令|责令|判令|令)(?:被告)?$", before)):
            return _leading(text, mentions[i:])
    for i, mention in enumerate(mentions):
        before = text[max(start, mention.start - 2) : mention.start]
        if _TO.search(before) or re.match(r"的(?!共同)", text[mention.end : mention.end + 2]):
            continue
        return _leading(text, mentions[i:])
    return []


def _payees(text: str, start: int, mentions: list[Mentioned], payers: list[Mentioned], hit: SumHit) -> list[Mentioned]:
    """Whom: the mention last before the sum that isn't a payer's (向甲支付…元, 支付甲…元), with those beside it."""
    paying = {number for payer in payers for number in payer.parties}
    mentions = [
        m
        for m in mentions
        if not set(m.parties) <= paying and not _STEAD.search(text[max(start, m.start - 2) : m.start])
    ]
    if payers and payers[0].start >= hit.end:  # …元由甲返还给乙
        given = [m for m in mentions if m.start > payers[-1].end and re.search(r"[给向还付]$", text[start : m.start])]
        if given:
            return given[:1]
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
