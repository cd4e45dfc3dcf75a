"""Reads who must pay whom what, from the operative part only: no costs of the suit, no formulas of interest."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any, Final

from anmai.extraction.civil.liability import JOINT, LIABLE, debts_meant, stand_in
from anmai.extraction.civil.order_items import Item, clauses, items
from anmai.extraction.civil.owed_sums import in_bracket, owed_sums, payment_verb, purpose_of
from anmai.extraction.civil.payment_sides import other_side, party_values, payees_of, payers_of, plain_number
from anmai.extraction.civil.roster import Mentioned, Roster
from anmai.extraction.civil.words import alternation
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.text.normal import Span
from anmai.extraction.values.amounts import SumHit

COMPONENT: Final = "civil_obligations"
#: 无需支付, 不承担: the clause frees, it binds nobody.
_FREED: Final = re.compile(
    r"无需|无须|毋需|毋须|不(?:再)?(?:向[^，。；]{1,30})?(?:支付|承担|负担|赔偿|返还|给付|偿还)(?!能|起|了)|不予(?:支付|返还|赔偿)|免(?:除|予)"
)

#: Deductions, advances and turns: 扣除已付的…元, 余款…, 垫付, 由乙返还给甲, 其中….
_TANGLED: Final = re.compile(r"扣除|扣减|抵扣|余款|垫付|代为|返还给|相抵|抵销|其中|优先受偿|分别|各自|按份")


@cache
def _costs() -> re.Pattern[str]:
    lead = "本案?|其中|一审|二审|本诉|反诉|原审|再审|关于|诉讼|上述|以上|减半收取|预交|的"
    return re.compile(rf"^\s*(?:{lead}){{0,4}}(?:{alternation('costs')})")


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
    if re.match(r"\s*驳回", words) or re.search("不予支持|补正|更正", words) or _costs().match(words):
        return []
    rows: list[dict[str, Any]] = []
    for start, end in clauses(text, roster, item.start, item.end):
        clause = text[start:end]
        if (
            _costs().match(clause)
            or _FREED.search(clause)
            or not (payment_verb().search(clause) or LIABLE.search(clause))
        ):
            continue
        rows.extend(_read_clause(ruling, roster, (start, end), [*earlier, *rows], by_item, [*before, *rows]))
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
    mentions = [m for m in roster.mentioned(text, start, end) if not in_bracket(text, start, m.start)]
    sums = owed_sums(text, start, end, [row["yuan"].value for row in same_item if "yuan" in row])
    liable = LIABLE.search(text, start, end)
    joint = JOINT.search(text, start, end) is not None
    if liable and (joint or not sums) and mentions:
        target = debts_meant(text, start, end, earlier, by_item)
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
            return stand_in(ruling, roster, mentions, (target, same_item), span, (joint, sums))
    if not sums or not mentions:
        return []
    return _payments(ruling, roster, span, mentions, sums, joint, same_item)


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
        payers = payers_of(text, start, mentions)
        payer_founds = party_values(ruling, roster, payers)
    if not payer_founds:
        return []
    rows = []
    payer_names = {found.value for found in payer_founds}
    ruling.memory.setdefault("principal_payers", set()).update(payer_names)
    # Where money goes back and forth, sides are easily mistaken.
    sure = 1.0 if payers and not _TANGLED.search(text, *span) else 0.8
    payer_founds = [replace(found, confidence=min(found.confidence, sure)) for found in payer_founds]
    for hit in sums:
        payees = payees_of(text, start, mentions, payers, hit)
        payee_founds = [
            replace(found, confidence=min(found.confidence, sure))
            for found in party_values(ruling, roster, payees)
            if found.value not in payer_names
        ]
        if not payee_founds:
            payee_founds = other_side(ruling, roster, payers, text, span)
        if not payee_founds:
            continue
        row: dict[str, Any] = {
            "payers": list(payer_founds),
            "payees": payee_founds,
            "yuan": ruling.found(hit.start, hit.end, plain_number(hit.yuan), sure),
        }
        purpose = purpose_of(text, start, hit, mentions)
        if purpose:
            row["purpose"] = ruling.found(*purpose, confidence=0.8)
        if joint:
            at = JOINT.search(text, *span)
            row["joint"] = Found(True, (at.span() if at else span,))
        rows.append(row)
    return rows
