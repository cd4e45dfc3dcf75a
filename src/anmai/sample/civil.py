"""Civil documents of the first instance: judgments, default judgments, mediation statements, withdrawal orders."""

from __future__ import annotations

from datetime import date
from typing import Any

from anmai.sample.cases import CivilCase, Mention, Ruling
from anmai.sample.criminal import articles_record, laws_words
from anmai.sample.dice import Dice
from anmai.sample.headers import case_number, court_name, signature
from anmai.sample.masks import Masks
from anmai.sample.parties import agent_line, party_lines, side_name
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import article_words, capital_sum, days_after, plain_date, sum_words

_KINDS = {"判决": "判决", "缺席": "判决", "驳回": "判决", "调解": "调解", "撤诉": "撤诉"}
_PAPERS = {"判决": "民事判决书", "调解": "民事调解书", "撤诉": "民事裁定书"}
_RESULTS = {"判决": "支持", "缺席": "支持", "驳回": "驳回", "调解": "调解", "撤诉": "撤诉"}
_CIVIL_CODE = date(2021, 1, 1)


def court_fee(yuan: int) -> int:
    """The fee of a money claim (诉讼费用交纳办法, 2007-04-01, article 13)."""
    fee, floor = 50.0, 10_000
    for limit, rate in ((100_000, 0.025), (200_000, 0.02), (500_000, 0.015), (1_000_000, 0.01), (2_000_000, 0.009)):
        if yuan > floor:
            fee += (min(yuan, limit) - floor) * rate
        floor = limit
    return round(fee)


class _Writer:
    """The names, sums and words that the sections of one civil document share."""

    def __init__(self, dice: Dice, case: CivilCase) -> None:
        self.dice, self.case, self.words = dice, case, vocabulary().civil
        self.masks = Masks(case.mask)
        self.lenders = [side_name(side, self.masks) for side in case.lenders]
        self.borrowers = [side_name(side, self.masks) for side in case.borrowers]
        self.guarantors = [side_name(side, self.masks) for side in case.guarantors]
        self.kind = _KINDS[case.outcome]
        self.panel = self.kind == "判决" and dice.chance(0.35)
        style = dice.between(0, 3)
        guarantors = "、".join(self.guarantors)
        rates = self.words["rates_new" if case.signed >= _CIVIL_CODE else "rates"]
        absent = "、".join(self.borrowers + self.guarantors)
        guarantee = self.words["guarantee_text"].format(g=guarantors) if guarantors else ""
        self.values: dict[str, Any] = {
            "p": "、".join(self.lenders),
            "d": "、".join(self.borrowers + self.guarantors),
            "lender": "、".join(self.lenders),
            "borrower": "、".join(self.borrowers),
            "g": guarantors,
            "absent": absent,
            "sum": sum_words(case.yuan, style),
            "cap": capital_sum(case.yuan) if case.yuan % 100 == 0 else f"{case.yuan}元",
            "rate": dice.pick(rates),
            "term": dice.pick(self.words["terms"]),
            "date": plain_date(case.due),
            "filed": plain_date(case.filed),
            "cause": case.cause,
            "fee": court_fee(case.yuan),
            "half": f"{court_fee(case.yuan) / 2:g}",
            "form": "普通程序" if self.panel else "简易程序",
            "kin": case.kin or "",
            "due": plain_date(days_after(case.signed, 40 + case.number % 200)),
            "guarantee": guarantee,
            "guarantee_view": self.words["guarantee_view"].format(g=guarantors) if guarantors else "",
            "absent_view": self.words["absent_view"].format(absent=absent) if case.outcome == "缺席" else "",
            "agent": f"的委托诉讼代理人{case.agents[0].agent.name}" if case.agents and dice.chance(0.5) else "",
        }

    def say(self, wordings: Any, **more: Any) -> str:
        """One of the wordings (or the wording) with this document's names and sums."""
        wording: str = wordings if isinstance(wordings, str) else self.dice.pick(wordings)
        return wording.format_map({**self.values, **more})

    def story(self) -> str:
        """Why the plaintiff sues."""
        if self.case.dispute:
            return self.say(self.case.dispute["story"])
        if self.case.kin:
            return self.say(self.words["kin_story"])
        people = all(side.person for side in self.case.lenders + self.case.borrowers)
        return self.say(self.words["loan_story"][: 3 if people else 2])


def compose_civil(dice: Dice, case: CivilCase) -> Ruling:
    """Write the document that ends a civil case at first instance."""
    writer = _Writer(dice, case)
    words, court = writer.words, case.court
    heading = court_name(dice, court)
    number = case_number(dice, court, case.signed.year, "民初", case.number)
    record = _record(writer, heading, number)
    mentions: list[Mention] = []
    lines = []
    if dice.chance(0.4):
        lines.append(writer.say(words["titles"][writer.kind]))
    lines += [heading, dice.pick(words["doc_types"][writer.kind]), number]
    for side in case.lenders:
        lines += party_lines(dice, side, "原告", writer.masks, record["parties"], mentions)
    lines += agent_line(dice, case, writer.lenders, "plaintiff", record, mentions)
    for side in case.borrowers:
        lines += party_lines(dice, side, "被告", writer.masks, record["parties"], mentions)
    lines += agent_line(dice, case, writer.borrowers, "defendant", record, mentions)
    for side in case.guarantors:
        lines += party_lines(dice, side, "被告", writer.masks, record["parties"], mentions)
    body = {"判决": _judgment, "调解": _mediation, "撤诉": _withdrawal}[writer.kind]
    lines += body(writer, record)
    block, record["judges"] = signature(dice, court.code, case.signed, panel=writer.panel, spaced=dice.chance(0.5))
    lines += block
    if writer.kind == "判决" and dice.chance(0.15):
        lines += [dice.pick(vocabulary().statutes["civil_heads"]), *vocabulary().statutes["civil"]]
    return Ruling(lines, record, mentions)


def _record(writer: _Writer, heading: str, number: str) -> dict[str, Any]:
    case = writer.case
    return {
        "doc_type": _PAPERS[writer.kind], "case_number": number, "court": heading, "procedure": "一审",
        "judgment_date": case.signed.isoformat(), "judges": [], "articles": [], "cause": case.cause, "parties": [],
        "agents": [], "obligations": [],
        "result": _RESULTS[case.outcome],
        "default_parties": writer.borrowers + writer.guarantors if case.outcome == "缺席" else [],
        "withdrawn": case.outcome == "撤诉", "mediated": case.outcome == "调解",
    }  # fmt: skip


def _loans(writer: _Writer) -> list[dict[str, Any]]:
    """The loan that the court found. Nothing is claimed where it found none: a mediation tells one all the same."""
    return [{"lender": writer.values["lender"], "borrower": writer.borrowers[0], "yuan": writer.case.yuan}]


def _obligation(writer: _Writer, purpose: str) -> dict[str, Any]:
    return {
        "payers": writer.borrowers + writer.guarantors,
        "payees": writer.lenders,
        "yuan": writer.case.yuan,
        "purpose": purpose,
        "joint": bool(writer.guarantors),
    }


def _judgment(writer: _Writer, record: dict[str, Any]) -> list[str]:
    case, words, say = writer.case, writer.words, writer.say
    default = case.outcome == "缺席"
    lines = [say(words["intro"], attended=say(words["absent" if default else "attended"]))]
    claims = f"判令被告支付{writer.values['sum']}并承担本案诉讼费用。"
    if not case.dispute:
        guarantee = say(words["guarantee_claim"]) if writer.guarantors else ""
        claims = words["loan_claims"].format_map(
            {
                **writer.values,
                "d": writer.values["borrower"],
                "guarantee_claim": guarantee,
                "last": 3 if guarantee else 2,
            }
        )
    lines.append(say(words["claim_lead"], claims=claims, story=writer.story()))
    answer = "no_answer" if default else "contest" if case.outcome == "驳回" else "answer"
    if case.dispute and answer != "no_answer":
        lines.append(f"被告{writer.values['d']}辩称，对欠款数额无异议，但目前无力支付。")
    else:
        lines.append(say(words[answer]))
    facts = say(case.dispute["story"]) if case.dispute else say(words["loan_facts"])
    if case.outcome == "驳回":
        facts = "{date}，{lender}向{borrower}转账{sum}。".format_map(writer.values)
    if case.kin:
        facts = f"{writer.values['lender']}与{writer.values['borrower']}系{case.kin}关系。" + facts
    lines += [
        say(words["found"], facts=facts),
        say(words["evidence_debt" if case.dispute else "evidence_transfer" if case.outcome == "驳回" else "evidence"]),
    ]
    if case.outcome == "驳回":
        view = say(words["refuse_view"])
    elif case.dispute:
        view = say(case.dispute["view"]) + writer.values["absent_view"]
    else:
        view = say(words["view"])
    law, cited, procedure = _laws(case)
    order = say(words["order"], laws=laws_words(law, cited) + "、" + laws_words("中华人民共和国民事诉讼法", procedure))
    record["articles"] = articles_record(law, cited) + articles_record("中华人民共和国民事诉讼法", procedure)
    lines.append(view + order)
    if case.outcome == "驳回":
        lines += [say(words["refuse"]), say(words["fee_plaintiff"])]
    else:
        pay = say(case.dispute["pay"]) if case.dispute else say(words["pay"])
        record["obligations"].append(_obligation(writer, case.dispute["purpose"] if case.dispute else _purpose(pay)))
        if not case.dispute:
            record["loans"], record["guarantors"] = _loans(writer), writer.guarantors
        if writer.guarantors:
            lines += [f"一、{pay}；", f"二、{say(words['pay_guarantee'])}。"]
        else:
            lines.append(f"{pay}。")
        lines.append(say(words["delay"], n="二百五十三" if case.signed.year < 2022 else "二百六十"))
        lines.append(say(words["fee"]))
    lines.append(words["appeal_right"].format(appeal=case.court.appeal))
    return lines


def _purpose(pay: str) -> str:
    return "借款本金" if "借款本金" in pay else "借款"


def _renumbered(article: int, signed: date) -> int:
    """An article of the Civil Procedure Law in the numbering of its time (three more since 2022-01-01)."""
    return article + 3 if signed >= date(2022, 1, 1) else article


def _laws(case: CivilCase) -> tuple[str, list[tuple[int, int | None]], list[tuple[int, int | None]]]:
    procedure: list[tuple[int, int | None]] = [(_renumbered(144 if case.outcome == "缺席" else 64, case.signed), None)]
    if case.signed >= _CIVIL_CODE:
        return "中华人民共和国民法典", [(509, None), (675, None) if not case.dispute else (577, None)], procedure
    articles = case.dispute["articles"] if case.dispute else (196, 206)
    return "中华人民共和国合同法", [(number, None) for number in articles], procedure


def _mediation(writer: _Writer, record: dict[str, Any]) -> list[str]:
    words, say = writer.words["mediation"], writer.say
    items = [say(words["item_pay"])]
    if writer.case.dispute:
        items = [item.replace("借款本金", writer.case.dispute["purpose"]) for item in items]
    if writer.guarantors:
        items.append(say(words["item_guarantee"]))
    items.append(say(words["item_fee"]))
    record["obligations"].append(
        _obligation(writer, writer.case.dispute["purpose"] if writer.case.dispute else "借款本金")
    )
    numbered = [f"{'一二三四'[place]}、{item}" for place, item in enumerate(items)]
    intro = say(words["intro"], story=writer.story())
    return [intro, say(words["agreed"]), *numbered, say(words["confirm"]), say(words["effect"])]


def _withdrawal(writer: _Writer, record: dict[str, Any]) -> list[str]:
    words, say, case = writer.words["withdrawal"], writer.say, writer.case
    day = plain_date(days_after(case.signed, -writer.dice.between(0, 4)))
    record["articles"] = articles_record("中华人民共和国民事诉讼法", [(_renumbered(145, case.signed), None)])
    lines = [say(words["intro"], date=day)]
    if writer.dice.chance(0.4):
        lines.append(writer.words["claim_lead"][1].format_map(
            {**writer.values, "story": writer.story(), "claims": "判令被告偿还上述款项。"}
        ))  # fmt: skip
    return [
        *lines,
        say(words["view"], n=article_words(_renumbered(145, case.signed))),
        say(words["order"]),
        say(words["fee"]),
    ]
