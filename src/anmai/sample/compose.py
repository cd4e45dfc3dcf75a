"""From a case to a ruling: picks the composer, and what is no ruling at all."""

from __future__ import annotations

from anmai.sample.appeals import compose_appeal, compose_commutation
from anmai.sample.cases import Appeal, Case, CivilCase, Commutation, CriminalCase, Enforcement, Ruling, Unread
from anmai.sample.civil import compose_civil
from anmai.sample.criminal import compose_criminal
from anmai.sample.dice import Dice
from anmai.sample.enforcement import compose_enforcement


def compose(dice: Dice, case: Case) -> Ruling:
    """Write the document of a case."""
    if isinstance(case, CriminalCase):
        return compose_criminal(dice, case)
    if isinstance(case, CivilCase):
        return compose_civil(dice, case)
    if isinstance(case, Enforcement):
        return compose_enforcement(dice, case)
    if isinstance(case, Appeal):
        return compose_appeal(dice, case)
    if isinstance(case, Commutation):
        return compose_commutation(dice, case)
    assert isinstance(case, Unread)
    if case.kind == "empty":
        return Ruling([], {"status": "skipped", "reason": "empty"}, [])
    return Ruling([case.title, case.reason], {"status": "skipped", "reason": "stub"}, [])
