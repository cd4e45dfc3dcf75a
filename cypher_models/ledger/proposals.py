"""Moves that outcomes speak for. Nothing moves by itself: a proposal is a sentence with its figures, for people."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from anmai.cypher_models.ledger.outcomes import Outcome, lines, pooled
from anmai.cypher_models.ledger.standing import LEVELS, Standing, next_step


@dataclass(frozen=True, slots=True)
class Proposal:
    """A move that outcomes speak for.

    Attributes:
        move: promote | demote | retire.
        to: The status or level that it leads to.
        zh: Why, in Chinese, with the counts and the interval.
        en: Why, in English.
        lacking: What must come first (certificates); empty when it could be made now.
    """

    move: str
    to: str
    zh: str
    en: str
    lacking: list[str]

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def proposals(now_at: Standing, parts: list[Outcome], *, certified: bool) -> list[Proposal]:
    """What outcomes speak for: at most one proposal, none while too few leads were reviewed.

    Args:
        now_at: Where the model stands.
        parts: Outcomes by office.
        certified: Whether both certificates are there.
    """
    drawn = lines()
    whole = pooled(parts)
    low, high = whole.interval
    offices = sum(part.reviewed > 0 for part in parts)
    zh = f"已审查{whole.reviewed}条，属实{whole.confirmed}条（95%区间 {low:.0%}–{high:.0%}）"
    en = f"{whole.confirmed} of {whole.reviewed} reviewed leads hold up (95 % interval {low:.0%}–{high:.0%})"
    if (
        now_at.status != "retired"
        and whole.reviewed >= drawn["retire"]["reviewed"]
        and (high < drawn["retire"]["high_below"])
    ):
        line = drawn["retire"]["high_below"]
        return [
            Proposal("retire", "retired", f"{zh}，上限低于{line:.0%}", f"{en}: its upper end is below {line:.0%}", [])
        ]
    below = drawn["demote"]
    down = next_step(now_at, up=False)
    higher = now_at.status == "stable" or now_at.level != LEVELS[0]
    if down and higher and whole.reviewed >= below["reviewed"] and high < below["high_below"]:
        line = below["high_below"]
        return [Proposal("demote", down, f"{zh}，上限低于{line:.0%}", f"{en}: its upper end is below {line:.0%}", [])]
    up = next_step(now_at, up=True)
    wanted = drawn["promote"].get(up or "")
    if up is None or wanted is None or whole.reviewed < wanted["reviewed"] or offices < wanted["offices"]:
        return []
    if low < wanted["low_at_least"]:
        return []
    lacking = [] if certified or up != "stable" else ["certificates"]
    return [
        Proposal(
            "promote", up, f"{zh}，来自{offices}个单位，下限不低于{wanted['low_at_least']:.0%}",
            f"{en}, from {offices} office(s): its lower end is {wanted['low_at_least']:.0%} or more", lacking,
        )
    ]  # fmt: skip
