"""An oracle of its own for the models on sentences: their definitions in plain Python over the planned cases.

What is planted as positive must satisfy its definition; near misses, look-alikes and ordinary cases must not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from anmai.sample.background import background_case
from anmai.sample.cases import Accused, CriminalCase, PriorTold
from anmai.sample.dice import Dice
from anmai.sample.plan import NEW_CRIME, PENALTY, RECIDIVISM, REPEAT, Plan
from anmai.sample.plant import build, variant
from anmai.sample.wording import add_months, term_end

_SEED, _SIZE = 2, 60_000
_NO_FINE = {"故意伤害罪", "寻衅滋事罪", "聚众斗殴罪", "非法拘禁罪", "交通肇事罪", "故意毁坏财物罪", "妨害公务罪"}
_NEGLIGENT = {"交通肇事罪"}


def _plots(model: str) -> Iterator[tuple[str, str, list[CriminalCase]]]:
    """Kind, variant and criminal cases of a model's plantings; every variant comes at least once in a run so large."""
    plan = Plan(_SIZE, _SEED)
    for number in range(plan.plots):
        plot = plan.plot(number)
        if plot.model == model:
            cases = [case for case in build(plot, _SEED).cases if isinstance(case, CriminalCase)]
            yield plot.kind, variant(plot)["key"], sorted(cases, key=lambda case: case.signed)


def _sentences(cases: list[CriminalCase]) -> Iterator[tuple[CriminalCase, Accused, list[CriminalCase]]]:
    for at, case in enumerate(cases):
        for accused in case.accused:
            yield case, accused, cases[:at]


def _same(accused: Accused, cases: list[CriminalCase]) -> Iterator[tuple[CriminalCase, Accused]]:
    for case in cases:
        for one in case.accused:
            if one.person.true_id == accused.person.true_id:
                yield case, one


def _suspensions(accused: Accused, before: list[CriminalCase]) -> Iterator[tuple[date, int]]:
    yield from ((case.signed, one.probation) for case, one in _same(accused, before) if one.probation)
    yield from ((prior.day, prior.probation) for prior in accused.priors if prior.probation)


def _new_crime(cases: list[CriminalCase]) -> bool:
    return any(
        accused.revokes is None and signed + timedelta(days=40) <= case.offence < add_months(signed, probation)
        for case, accused, before in _sentences(cases)
        for signed, probation in _suspensions(accused, before)
    )


def _served(prior: PriorTold) -> date | None:
    fixed = not prior.detention and not prior.days and not prior.probation and prior.charge not in _NEGLIGENT
    return prior.released if fixed else None


def _missed(cases: list[CriminalCase]) -> bool:
    for case, accused, before in _sentences(cases):
        charges = {count.charge.name for count in accused.counts}
        if accused.detention or charges <= _NEGLIGENT or "累犯" in accused.found or "不" in "".join(accused.argued):
            continue
        ends = [(prior.day, _served(prior)) for prior in accused.priors]
        ends += [
            (earlier.signed, term_end(one.custody, one.months))
            for earlier, one in _same(accused, before)
            if one.custody and not one.detention and not {count.charge.name for count in one.counts} <= _NEGLIGENT
        ]
        for judged, end in ends:
            adult = judged >= add_months(accused.person.birth, 12 * 18)
            if end and adult and judged < case.offence and end < case.offence < add_months(end, 60):
                return True
    return False


def _unfined(cases: list[CriminalCase]) -> bool:
    for case, accused, _ in _sentences(cases):
        adult = case.offence >= add_months(accused.person.birth, 12 * 18)
        if 0 < accused.fine < (1000 if adult else 500):
            return True
        for count in accused.counts:
            old = count.charge.name == "敲诈勒索罪" and case.offence < date(2011, 5, 1)
            if not accused.detention and not old and count.charge.name not in _NO_FINE and not count.fine:
                return accused.cut is None
    return False


@pytest.mark.parametrize(
    ("model", "holds"),
    [(NEW_CRIME, _new_crime), (RECIDIVISM, _missed), (PENALTY, _unfined)],
    ids=[NEW_CRIME, RECIDIVISM, PENALTY],
)
def test_positives_meet_the_definition_and_nothing_else_does(model: str, holds: Any) -> None:
    seen = set()

    for kind, key, cases in _plots(model):
        seen.add(kind)
        if key not in ("birth_untold", "perhaps_commuted", "masked"):
            assert holds(cases) == (kind == "positive"), key

    assert seen == {"positive", "near_miss", "look_alike", "unknown"}


@pytest.mark.parametrize("holds", [_new_crime, _missed, _unfined])
def test_ordinary_cases_meet_no_definition(holds: Any) -> None:
    cases = [background_case(Dice(_SEED, index), index, 4_000) for index in range(4_000)]
    criminal = [case for case in cases if isinstance(case, CriminalCase)]

    assert len(criminal) > 1_500
    assert [case.number for case in criminal if holds([case])] == []


def test_courts_find_the_repeated_offenders_recidivists() -> None:
    found = 0

    for _, key, cases in _plots(REPEAT):
        assert not _missed(cases), key
        found += any("累犯" in accused.found for case in cases for accused in case.accused)

    assert found > 20


def test_the_look_alike_that_revokes_says_so(made: Any) -> None:
    texts = [
        "".join(made.sample.document(int(name[1:])).lines)
        for row in made.of(NEW_CRIME, "look_alike")
        if row["variant"] == "revoked"
        for name in row["documents"][1:]
    ]

    assert texts
    assert all("撤销" in text and "实行并罚" in text for text in texts)
