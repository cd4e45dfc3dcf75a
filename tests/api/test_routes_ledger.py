"""The ledger of a model over HTTP."""

from __future__ import annotations

from tests.api.conftest import ServedApi

from anmai.forms.ledger import ComparisonView, LedgerView


def test_the_ledger_of_a_model_is_told_without_neo4j(api_without_neo4j: ServedApi) -> None:
    with api_without_neo4j.client() as client:
        answer = client.get("/models/improper-probation/ledger")

    view = LedgerView.model_validate(answer.json())
    assert (view.slug, view.status, view.level) == ("improper-probation", "test", "county")
    assert view.lacking == ["business", "data"]
    assert (view.pooled.reviewed, view.pooled.rate, view.proposals) == (0, None, [])
    assert len(view.overlaps) == 3


def test_the_examples_of_the_document_are_such_answers() -> None:
    from anmai.api.openapi import examples

    LedgerView.model_validate(examples()["GET /api/v1/models/{slug}/ledger"]["response"])
    ComparisonView.model_validate(examples()["GET /api/v1/models/{slug}/compare"]["response"])


def test_unknown_models_and_runs_are_told(api_without_neo4j: ServedApi) -> None:
    with api_without_neo4j.client() as client:
        answers = [
            client.get("/models/nobody/ledger"),
            client.get("/models/improper-probation/compare", params={"first": "aaaaaaaa", "second": "bbbbbbbb"}),
            client.get("/models/improper-probation/compare", params={"first": "a"}),
        ]

    assert [answer.status_code for answer in answers] == [404, 404, 422]
