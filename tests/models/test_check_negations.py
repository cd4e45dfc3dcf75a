"""Negations of what may not have been read are refused until the query decides what null means."""

from __future__ import annotations

import dataclasses

import pytest
from tests.models.conftest import own_model

from anmai.cypher_models.catalogue import catalogue
from anmai.cypher_models.check import check_model, negation_problems
from anmai.cypher_models.form import Model
from anmai.cypher_models.load import load_model
from anmai.settings import Settings


@pytest.fixture
def model(home_settings: Settings) -> Model:
    loaded = load_model(own_model(home_settings), own=True).model
    assert loaded is not None
    return loaded


def _asking(model: Model, condition: str) -> Model:
    query = model.findings.replace("AND v.source = 'ruling'", f"AND v.source = 'ruling' AND {condition}")
    return dataclasses.replace(model, files={**model.files, "findings.cypher": query})


@pytest.mark.parametrize(
    "condition",
    [
        "NOT v.penalty = '无罪'", "NOT v.penalty IN ['无罪']", "not v.recidivist", "v.penalty <> '无罪'",
        "'无罪' <> v.penalty", "NOT (v.months > 36)", "NOT v.penalty STARTS WITH '无'", "NOT c.by_default",
    ],
)  # fmt: skip
def test_a_negation_that_null_slips_through_is_told_with_its_line(model: Model, condition: str) -> None:
    (problem,) = negation_problems(_asking(model, condition))

    assert problem.line == 6
    assert "was not read, and drops the row" in problem.message
    assert problem in check_model(_asking(model, condition), None)


@pytest.mark.parametrize(
    "condition",
    [
        "NOT coalesce(v.recidivist, false)", "(v.penalty IS NULL OR v.penalty <> '无罪')", "v.penalty IS NOT NULL",
        "v.penalty IS NOT NULL AND NOT v.penalty IN ['无罪']", "coalesce(v.penalty, '') <> '无罪'",
        "NOT v.source = 'prior'", "a.id <> v.id", "v.penalty = '无罪'", "NOT a.masked",
    ],
)  # fmt: skip
def test_a_negation_that_decides_about_null_passes(model: Model, condition: str) -> None:
    assert negation_problems(_asking(model, condition)) == []


def test_the_negations_that_released_models_still_have(home_settings: Settings) -> None:
    # A released version never changes; the next version of each should decide. No further one may come.
    told = {
        (model.slug, str(problem.line)) for model in catalogue(home_settings) for problem in negation_problems(model)
    }

    assert {slug for slug, _ in told} <= {
        "new-crime-in-probation", "repeat-offender-cross-region", "repeat-offender-group",
    }  # fmt: skip
    assert len(told) <= 3
