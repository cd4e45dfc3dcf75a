"""The ledger of a model over HTTP."""

from __future__ import annotations

import time

from tests.api.conftest import Served, ServedApi

from anmai.forms.ledger import ComparisonView, LedgerView
from anmai.settings import Settings


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


def test_the_served_home_asks_for_what_its_schedule_says(home_settings: Settings, serve: type[Served]) -> None:
    (home_settings.home / "schedule.yaml").write_text(
        "- {model: improper-probation, every: 1d, since: '2026-01-01T00:00:00+00:00'}\n", encoding="utf-8"
    )

    with serve(home_settings) as api, api.client() as client:
        deadline = time.monotonic() + 60
        while not (jobs := client.get("/jobs").json()):
            assert time.monotonic() < deadline, "nothing was queued"
            time.sleep(0.2)

    assert [job["kind"] for job in jobs] == ["models"]
    assert jobs[0]["state"] in ("queued", "running")
