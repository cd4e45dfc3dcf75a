"""Every shipped model: sound in form, allowed by the checks, right on its examples, and every tagged clause needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from anmai.cypher_models.catalogue import catalogue, shipped_folder
from anmai.cypher_models.check import check_model
from anmai.cypher_models.examples import read_examples
from anmai.cypher_models.load import load_model
from anmai.cypher_models.sources import known_sources
from anmai.cypher_models.trial import try_examples
from anmai.graph.connection import Graph
from anmai.graph.loading.base import prepare
from anmai.graph.schema import NODES
from anmai.settings import Settings

FOLDERS = sorted(path.parent for path in shipped_folder().glob("*/*/model.yaml"))


def test_the_catalogue_holds_the_models_that_read_rulings_alone(home_settings: Settings) -> None:
    slugs = {model.slug for model in catalogue(home_settings)}

    assert {
        "repeat-offender-cross-region", "false-litigation-ring", "improper-probation", "new-crime-in-probation",
        "missed-recidivism", "missing-supplementary-penalty",
    } <= slugs  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_model_is_sound_in_form(folder: Path) -> None:
    loaded = load_model(folder, own=False)

    assert loaded.problems == []
    assert loaded.model is not None
    assert read_examples(loaded.model)[1] == []
    assert check_model(loaded.model, None) == []
    assert set(loaded.model.about.required_sources) <= set(known_sources())
    assert loaded.model.about.anchor in {node.label for node in NODES}


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_model_comes_out_and_needs_every_clause(folder: Path, clean_graph: Graph) -> None:
    prepare(clean_graph)
    model = load_model(folder, own=False).model
    assert model is not None

    assert check_model(model, clean_graph) == []
    trial = try_examples(clean_graph, model, mutate=True)

    assert trial.problems == []
    assert trial.failed == {}
    assert [clause.element for clause in trial.inseparable] == []
    assert [clause.element for clause in trial.survived] == []
    assert trial.tried == len(model.clauses)
    assert clean_graph.read("MATCH (n) WHERE n.id STARTS WITH 'example:' RETURN count(n) AS n")[0]["n"] == 0
