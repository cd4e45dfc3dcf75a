"""Checks what other organs' documents and orders on commutation should say, and warns where the record lacks it.

As in judgments (``criminal.self_check``), a warning never removes a value; its words are in ``data/self_checks.yaml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Final

from anmai.extraction.ruling import Ruling
from anmai.extraction.self_checks import warning

#: Days by which the dates of a detention may differ from its length: both ends counted, or one.
_SLACK: Final = 1


def check_other_organs(ruling: Ruling) -> None:
    """Add warnings to a document that no court issued."""
    ruling.warn(_frame(ruling))
    doc_type = ruling.draft.value("doc_type") or ""
    if doc_type.endswith("不起诉决定书"):
        ruling.warn(_not_prosecuted(ruling))
    elif doc_type.endswith("起诉书"):
        ruling.warn(_accusations(ruling))
    elif ruling.kind == "administration":
        ruling.warn(_sanctions(ruling))


def check_commutations(ruling: Ruling) -> None:
    """Add warnings to an order on commutation or parole."""
    for row in ruling.draft.value("commutations") or []:
        if row.get("outcome") == "减刑" and not row.get("months") and not row.get("changed_months"):
            ruling.warn(warning("no_reduction", who=row["offender"]))
        if not row.get("outcome"):
            ruling.warn(warning("no_commutation_outcome", who=row["offender"]))


def _frame(ruling: Ruling) -> Iterator[str]:
    for name in ("organ", "case_number", "judgment_date"):
        if not ruling.draft.values.get(name):
            yield warning(f"no_{name}")


def _accusations(ruling: Ruling) -> Iterator[str]:
    rows = ruling.draft.value("accusations") or []
    if not rows:
        yield warning("no_defendant")
    for row in rows:
        if not row.get("charges"):
            yield warning("no_accusation", who=row["defendant"])


def _not_prosecuted(ruling: Ruling) -> Iterator[str]:
    rows = ruling.draft.value("not_prosecuted") or []
    if not rows:
        yield warning("nobody_not_prosecuted")
    elif not rows[0].get("ground"):
        yield warning("no_ground")


def _sanctions(ruling: Ruling) -> Iterator[str]:
    if not ruling.draft.values.get("parties"):
        yield warning("nobody_penalised")
    rows = ruling.draft.value("sanctions") or []
    if not rows:
        yield warning("no_sanction")
    for row in rows:
        if "罚款" in row.get("kinds", []) and row.get("fine_yuan") is None:
            yield warning("no_fine_sum", who=row.get("party"))
        if not _fits(row):
            yield warning("detention_days", who=row.get("party"), days=row["detention_days"])


def _fits(row: dict[str, Any]) -> bool:
    """Whether the dates of a detention fit its days; True where one of them isn't told."""
    days, custody = row.get("detention_days"), row.get("custody")
    if days is None or not custody or any(len(day) != 10 for day in custody):
        return True
    first, last = (datetime.date.fromisoformat(day) for day in custody)
    return abs((last - first).days - int(days)) <= _SLACK
