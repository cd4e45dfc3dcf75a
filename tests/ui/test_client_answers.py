"""The client on a real API process (without Neo4j)."""

from __future__ import annotations

from typing import Any

import pytest

from anmai.errors import Forbidden, NotFound, ServerUnavailable, UsageError
from anmai.ui.client import ApiClient


def test_a_link_opens_one_session_and_no_second(api: Any) -> None:
    link = api.link()
    first, second = ApiClient(api.url), ApiClient(api.url)

    first.exchange(link)

    assert first.session_lives()
    with pytest.raises(Forbidden):
        second.exchange(link)
    assert not second.session_lives()


def test_without_a_session_nothing_is_told(api: Any) -> None:
    with pytest.raises(Forbidden):
        ApiClient(api.url).leads()


def test_problems_become_errors_of_the_one_tree(api: Any) -> None:
    client = api.client()

    with pytest.raises(NotFound):
        client.lead("no-such-lead")
    with pytest.raises(UsageError):
        client.leads(sort="colour")
    with pytest.raises(ServerUnavailable):
        client.neighbours("Person:P-1")


def test_lists_and_notes_work_while_neo4j_is_away(api: Any) -> None:
    client = api.client()

    assert client.health().neo4j is False
    assert client.leads().total == 0
    assert client.documents().total == 0
    assert {model.slug for model in client.models()} >= {"improper-probation"}


def test_the_last_answer_is_shown_while_the_api_is_away(api: Any) -> None:
    client = api.client()
    before = client.models()
    api.stop()
    try:
        client.begin()
        during = client.models()
        lost = client.lost
        with pytest.raises(ServerUnavailable, match="does not answer"):
            client.documents(query="never asked before")
        with pytest.raises(ServerUnavailable):
            client.add_note("lead", "L-1", "kept by the page, not sent")
    finally:
        api.start()
    client.begin()

    assert during == before
    assert isinstance(lost, ServerUnavailable)
    assert client.models() == before
    assert client.lost is None
