"""Enforcement orders that end an enforcement for want of assets."""

from __future__ import annotations

from typing import Any

from anmai.sample.cases import Enforcement, Mention, Ruling
from anmai.sample.criminal import articles_record
from anmai.sample.dice import Dice
from anmai.sample.headers import case_number, court_name, signature
from anmai.sample.masks import Masks
from anmai.sample.parties import party_lines, side_name
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import days_after, plain_date, sum_words


def compose_enforcement(dice: Dice, order: Enforcement) -> Ruling:
    """Write the order that ends the enforcement of a civil judgment or mediation statement."""
    case, words = order.first, vocabulary().enforcement
    masks = Masks(case.mask)
    creditors = [side_name(side, masks) for side in case.lenders]
    debtors = [side_name(side, masks) for side in case.borrowers + case.guarantors]
    heading = court_name(dice, case.court)
    number = case_number(dice, case.court, order.signed.year, "执", order.number)
    below = case_number(dice, case.court, case.signed.year, "民初", case.number)
    mentions: list[Mention] = []
    record: dict[str, Any] = {
        "doc_type": "执行裁定书", "case_number": number, "court": heading, "procedure": "执行",
        "judgment_date": order.signed.isoformat(), "judges": [], "cause": case.cause, "parties": [], "agents": [],
        "obligations": [], "result": "终结",
        "articles": articles_record("最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", [(519, None)]),
    }  # fmt: skip
    values = {
        "p": "、".join(creditors), "d": "、".join(debtors), "cause": case.cause, "court": court_name(dice, case.court),
        "number": below, "kind": "调解书" if case.outcome == "调解" else "判决书",
        "filed": plain_date(days_after(order.signed, -dice.between(60, 170))),
        "sum": sum_words(case.yuan, dice.between(0, 2)),
    }  # fmt: skip
    lines = [dice.pick(words["titles"]).format_map(values)] if dice.chance(0.4) else []
    lines += [heading, dice.pick(words["doc_types"]), number]
    for side in case.lenders:
        lines += party_lines(dice, side, "申请执行人", masks, record["parties"], mentions)
    for side in case.borrowers + case.guarantors:
        lines += party_lines(dice, side, "被执行人", masks, record["parties"], mentions)
    lines += [
        dice.pick(words["basis"]).format_map(values),
        dice.pick(words["course"]).format_map(values) + words["order"],
    ]
    lines += [words["result"], words["resume"], words["final"]]
    record["prior_instances"] = [{"court": values["court"], "case_number": below}]
    block, record["judges"] = signature(
        dice, case.court.code, order.signed, panel=dice.chance(0.5), spaced=dice.chance(0.5), execution=True
    )
    return Ruling(lines + block, record, mentions)
