"""Identity decisions in words: which rule, on which values, said where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from anmai.forms.views import DecisionView
from anmai.ui.parts.graph_block import written
from anmai.ui.parts.moments import moment
from anmai.ui.parts.table import Cell, Column, Row, chips, lines, link, quiet
from anmai.ui.session import label, t

_TONES = {"same": "good", "different": "warn", "unsure": "in_review"}


def holding(decisions: Sequence[DecisionView]) -> tuple[list[DecisionView], list[DecisionView]]:
    """Decisions that hold something together, and those whose key stands at one mention only.

    A rule's decision links a mention to a key; only a key that two mentions have joins them. What people decided, and
    what was taken back, always counts.
    """
    shared = Counter(decision.key for decision in decisions if decision.key and decision.revoked is None)
    holds: list[DecisionView] = []
    alone: list[DecisionView] = []
    for decision in decisions:
        joins = decision.right is not None or not decision.key or shared[decision.key] > 1 or decision.revoked
        (holds if joins else alone).append(decision)
    return holds, alone


def decision_columns() -> list[Column]:
    """The columns of ``decision_row``."""
    return [
        Column("judgement", t("decisions.judgement_title"), "92px"),
        Column("rule", t("decisions.rule"), "22%"),
        Column("evidence", t("decisions.evidence")),
        Column("between", t("decisions.between"), "24%"),
        Column("by", t("decisions.by"), "15%"),
    ]


def decision_row(decision: DecisionView) -> Row:
    """A row of a table of decisions."""
    labels = [(t(f"decisions.judgement.{decision.judgement}"), _TONES.get(decision.judgement, ""))]
    if decision.revoked:
        labels.append((t("decisions.revoked", at=moment(decision.revoked)), "warn"))
    by = t("decisions.by_rule") if decision.by.startswith("rule:") else decision.by
    return Row(
        decision.id,
        {
            "judgement": chips(*labels),
            "rule": label("rules", decision.rule or decision.key),
            "evidence": lines(used_values(decision), quiet(decision.why)),
            "between": lines(mention_link(decision.left), mention_link(decision.right) if decision.right else None),
            "by": lines(by, quiet(moment(decision.created))),
        },
        tone="off" if decision.revoked else "",
    )


def used_values(decision: DecisionView) -> str:
    """The values that the decision rests on, e.g. "姓名：陈海波；出生日期：1985-03-02"."""
    values = decision.evidence.get("values")
    told = values if isinstance(values, dict) else decision.evidence
    used = decision.evidence.get("used") or list(told)
    return "；".join(
        f"{label('properties', name)}：{written(told[name])}" for name in used if told.get(name) not in (None, "", [])
    )


def mention_link(mention: str) -> Cell:
    """A mention's document; its id is ``<document>#m<ordinal>``."""
    document, mark, _ = mention.rpartition("#m")
    return link("document", document, id=document) if mark else mention
