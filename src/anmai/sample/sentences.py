"""The operative part of criminal rulings: what each defendant got, in words and in the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from anmai.sample.cases import Accused, Count, PriorTold
from anmai.sample.dice import Dice
from anmai.sample.vocabulary import vocabulary
from anmai.sample.wording import chinese_number, duration, plain_date, term_end


def fine_words(dice: Dice, yuan: int) -> str:
    """A fine in one of three habits: 罚金人民币五千元, 罚金人民币5000元, 罚金5000元."""
    style = dice.between(0, 2)
    if style == 0 and yuan % 100 == 0:
        return f"罚金人民币{chinese_number(yuan)}元"
    return f"罚金人民币{yuan}元" if style < 2 else f"罚金{yuan}元"


def term_words(months: int, detention: bool, *, zero: bool = False) -> str:
    """有期徒刑一年六个月, 拘役五个月."""
    return f"{'拘役' if detention else '有期徒刑'}{duration(months, zero)}"


def count_words(dice: Dice, count: Count, detention: bool, zero: bool) -> str:
    """One charge's own punishment."""
    fine = f"，并处{fine_words(dice, count.fine)}" if count.fine else ""
    return f"犯{count.charge.name}，判处{term_words(count.months, detention, zero=zero)}{fine}"


def verdict_words(dice: Dice, accused: Accused, name: str) -> str:
    """The sentence that punishes one defendant, without its closing mark."""
    zero = dice.chance(0.12)
    probation = f"，缓刑{duration(accused.probation, zero)}" if accused.probation else ""
    if accused.revokes is not None:
        return _revoking_words(dice, accused, accused.revokes, name)
    if len(accused.counts) == 1:
        count = accused.counts[0]
        term = term_words(accused.months, accused.detention, zero=zero)
        if accused.cut == "term":
            term = term[:-2] if term.endswith("个月") else term[:-1]
        if accused.cut == "probation":
            probation = "，缓刑"
        fine = f"，并处{fine_words(dice, accused.fine)}" if accused.fine else ""
        return f"被告人{name}犯{count.charge.name}，判处{term}{probation}{fine}"
    parts = [count_words(dice, count, accused.detention, zero) for count in accused.counts]
    fine = f"，并处{fine_words(dice, accused.fine)}" if accused.fine else ""
    joint = dice.pick(("决定执行", "数罪并罚，决定执行"))
    executed = term_words(accused.months, accused.detention, zero=zero)
    return f"被告人{name}{'；'.join(parts)}；{joint}{executed}{probation}{fine}"


def _revoking_words(dice: Dice, accused: Accused, earlier: PriorTold, name: str) -> str:
    """A sentence that revokes an earlier suspension and merges what was suspended (刑法 77)."""
    fine = f"，并处{fine_words(dice, accused.fine)}" if accused.fine else ""
    place = dice.pick((f"{earlier.court}{plain_date(earlier.day)}", f"{earlier.court}"))
    return (
        f"撤销{place}对被告人{name}所作判决中宣告缓刑{duration(earlier.probation or 0)}的部分；"
        f"被告人{name}{count_words(dice, accused.counts[0], accused.detention, False)}，"
        f"与前罪{term_words(earlier.months, earlier.detention)}实行并罚，"
        f"决定执行{term_words(accused.months, accused.detention)}{fine}"
    )


def verdict_note(dice: Dice, accused: Accused) -> tuple[str, date | None, date | None]:
    """The bracketed note below a sentence, with the first and last day served as written."""
    words = vocabulary().criminal
    fine = dice.pick(words["fine_note"]) if accused.fine else ""
    if accused.probation or accused.cut == "probation":
        return dice.pick(words["suspend_note"]).format(fine=fine), None, None
    if accused.custody is None or accused.cut:
        return dice.pick(words["term_note_open"]).format(fine=fine), None, None
    start, end = accused.custody, term_end(accused.custody, accused.months)
    note = dice.pick(words["term_note"]).format(start=plain_date(start), end=plain_date(end), fine=fine)
    return note, start, end


def verdict_record(accused: Accused, name: str, start: date | None, end: date | None) -> dict[str, Any]:
    """The verdict as a perfect reader would record it; what the text lost is null."""
    several = len(accused.counts) > 1 or accused.revokes is not None
    merged = (
        [{"charge": accused.revokes.charge, "months": accused.revokes.months, "fine_yuan": None}]
        if accused.revokes
        else []
    )
    return {
        "defendant": name,
        "charges": [count.charge.name for count in accused.counts],
        "penalty": "拘役" if accused.detention else "有期徒刑",
        "months": None if accused.cut == "term" else accused.months,
        "probation_months": None if accused.cut == "probation" else accused.probation,
        "fine_yuan": accused.fine or None,
        "political_rights_months": None,
        "per_charge": [
            {"charge": count.charge.name, "months": count.months, "fine_yuan": count.fine or None}
            for count in accused.counts
        ]
        + merged
        if several
        else [],
        "served_from": start.isoformat() if start else None,
        "served_until": end.isoformat() if end else None,
    }


def prior_words(dice: Dice, prior: PriorTold, name: str) -> tuple[str, dict[str, Any]]:
    """A prior as a header tells it, and its record."""
    words = vocabulary().criminal
    day, iso = plain_date(prior.day), prior.day.isoformat()
    if prior.told == "month":
        day, iso = f"{prior.day.year}年{prior.day.month}月", f"{prior.day:%Y-%m}"
    if prior.days:
        text = dice.pick(words["detained_before"]).format(
            date=day, c=prior.charge, police=prior.court, days=chinese_number(prior.days)
        )
        penalty = f"行政拘留{chinese_number(prior.days)}日"
        return text, _prior(name, iso, prior.charge, prior.court, penalty, None)
    penalty = term_words(prior.months, prior.detention)
    if prior.probation:
        penalty += f"，缓刑{duration(prior.probation)}"
    if prior.fine:
        penalty += f"，并处{fine_words(dice, prior.fine)}"
    release = dice.pick(words["release"]).format(r=plain_date(prior.released)) if prior.released else ""
    text = dice.pick(words["prior"]).format(
        c=prior.charge, date=day, court=prior.court or "人民法院", penalty=penalty, release=release
    )
    return text, _prior(name, iso, prior.charge, prior.court, penalty, prior.released)


def _prior(name: str, day: str, charge: str, court: str | None, penalty: str, released: date | None) -> dict[str, Any]:
    return {
        "defendant": name,
        "date": day,
        "charge": charge,
        "court": court,
        "penalty": penalty,
        "released": released.isoformat() if released else None,
    }
