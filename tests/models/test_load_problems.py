"""Reading a model's files: every problem with its file and line, all of them at once; clashes of own models."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.models.conftest import own_model

from anmai.cypher_models.catalogue import catalogue
from anmai.cypher_models.examples import read_examples
from anmai.cypher_models.load import load_model, table
from anmai.errors import Conflict, ModelError, UsageError
from anmai.settings import Settings


def _edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replace text in a model's file; returns the line number of the change."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_scaffold_passes_and_is_an_own_model(home_settings: Settings) -> None:
    own_model(home_settings, "late-payment")

    model = next(model for model in catalogue(home_settings) if model.slug == "late-payment")

    assert model.own
    assert read_examples(model)[1] == []


def test_problems_are_collected_with_their_lines(home_settings: Settings) -> None:
    folder = own_model(home_settings)
    version = _edit(folder, "model.yaml", "version: 0.1.0", "version: one")
    level = _edit(folder, "model.yaml", "level: person", "level: planet")
    (folder / "subgraph.cypher").unlink()

    problems = [str(problem) for problem in load_model(folder, own=True).problems]

    assert any(text.startswith(f"my-model/model.yaml:{version}: version is no version") for text in problems)
    assert any(text.startswith(f"my-model/model.yaml:{level}: level") for text in problems)
    assert "my-model/subgraph.cypher: is missing" in problems


def test_a_double_key_is_told(home_settings: Settings) -> None:
    folder = own_model(home_settings)
    line = _edit(folder, "model.yaml", "level: person", "level: person\nlevel: case")

    problems = [str(problem) for problem in load_model(folder, own=True).problems]

    assert f"my-model/model.yaml:{line + 1}: the key level stands twice" in problems


def test_an_own_model_can_not_take_a_shipped_name(home_settings: Settings) -> None:
    with pytest.raises(Conflict, match="override nothing"):
        own_model(home_settings, "improper-probation")
    folder = own_model(home_settings, "mine")
    folder = folder.rename(folder.parent / "improper-probation")
    _edit(folder, "model.yaml", "slug: mine", "slug: improper-probation")

    with pytest.raises(ModelError, match="improper-probation is already taken by"):
        catalogue(home_settings)


def test_a_wrong_slug_is_refused(home_settings: Settings) -> None:
    with pytest.raises(UsageError, match="is no slug"):
        own_model(home_settings, "../outside")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{Person: {name: 甲, masked: false}}", "{Gangster: {name: 甲}}", "Gangster is no label"),
        ("{Person: {name: 甲, masked: false}}", "{Person: {mood: 甲}}", "Person has no property mood"),
        ("{Person: {name: 甲, masked: false}}", "{Person: {name: 甲, masked: 1}}", "masked is no boolean"),
        ("p RECEIVED v1,", "v1 RECEIVED p,", "RECEIVED does not go from Verdict to Person"),
        ("[several-cases]}", "[nothing-known]}", "no reason code of the model"),
        ("drop: [v2]", "drop: [v9]", "drops 'v9', which is not there"),
        ("like: two-cases", "like: ten-cases", "does not stand before it"),
        ("kind: missing", "kind: near_miss", "has no example of the kind missing"),
    ],
)
def test_a_problem_of_examples_is_told(home_settings: Settings, old: str, new: str, told: str) -> None:
    folder = own_model(home_settings)
    _edit(folder, "examples.yaml", old, new)
    model = load_model(folder, own=True).model
    assert model is not None

    assert told in "\n".join(map(str, read_examples(model)[1]))


def test_charges_of_negligence_hold_what_65_leaves_out() -> None:
    charges = [row["charge"] for row in table("negligent_charges")]

    assert {"交通肇事罪", "过失致人死亡罪", "玩忽职守罪"} <= set(charges)
    assert not {"危险驾驶罪", "盗窃罪", "滥用职权罪", "故意伤害罪"} & set(charges)
    assert len(charges) == len(set(charges))


def test_a_default_from_a_table_joins_columns_of_the_chosen_rows() -> None:
    from anmai.cypher_models.form import Parameter
    from anmai.cypher_models.load import table_values

    told = {"type": "strings", "default_table": "fine_classes", "zh": "甲", "en": "a"}

    mandatory = table_values(
        Parameter(name="a", default_columns=["charge", "since"], default_where={"class": "A"}, **told)
    )
    ranges = table_values(Parameter(name="b", default_columns=["charge", "low", "high"], **told))
    first = table_values(Parameter(name="c", **told))

    assert "敲诈勒索罪@2011-05-01" in mandatory
    assert not any(rule.startswith("故意伤害罪") for rule in mandatory)
    assert "信用卡诈骗罪@20000@500000" in ranges
    assert not any(rule.startswith("盗窃罪") for rule in ranges)
    assert {"盗窃罪", "故意伤害罪"} <= set(first)
    with pytest.raises(KeyError):
        table_values(Parameter(name="d", default_columns=["colour"], **told))
