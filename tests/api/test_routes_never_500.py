from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import quote

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


class Api(Protocol):
    def client(self, **options: Any) -> httpx.Client: ...


#: Text that a browser can put into an address: no lone surrogates.
ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
NUMBER = st.one_of(st.integers(-3, 300).map(str), ANY)
PARAMETERS = st.fixed_dictionaries(
    {},
    optional={
        "q": ANY,
        "kind": st.one_of(st.sampled_from(["all", "person", "case", "document"]), ANY),
        "offset": NUMBER,
        "limit": NUMBER,
        "sort": st.one_of(st.sampled_from(["-cases", "title"]), ANY),
        "status": ANY,
        "model": ANY,
        "reason": ANY,
        "region": ANY,
        "type": st.one_of(st.sampled_from(["DEFENDANT_IN", "OF"]), ANY),
        "direction": st.one_of(st.sampled_from(["in", "out", "both"]), ANY),
        "from": st.one_of(st.just("Person:x"), ANY),
        "to": st.one_of(st.just("Case:y"), ANY),
        "max_length": NUMBER,
        "lang": st.one_of(st.sampled_from(["zh", "en"]), ANY),
        "entity": ANY,
        "subject_kind": st.one_of(st.sampled_from(["lead", "entity"]), ANY),
        "subject_id": ANY,
    },
)
PATHS = st.one_of(
    st.sampled_from(
        ["/search", "/leads", "/documents", "/models", "/runs", "/jobs", "/paths", "/notes", "/identity/decisions",
         "/schema", "/health", "/session"]
    ),
    st.tuples(
        st.sampled_from(["/entities/", "/nodes/Person/", "/nodes/", "/documents/", "/models/", "/runs/", "/leads/",
                         "/jobs/"]),
        ANY,
        st.sampled_from(["", "/neighbours", "/export", "/possible"]),
    ).map(lambda parts: parts[0] + quote(parts[1], safe="") + parts[2]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, parameters=PARAMETERS)
def test_no_get_ends_in_an_unknown_error(loaded_api: Api, path: str, parameters: dict[str, str]) -> None:
    with loaded_api.client() as client:
        answer = client.get(path, params=parameters)

    assert answer.status_code != 500, (path, parameters, answer.text)
    if answer.is_error:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


BODIES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        ["/notes", "/export", "/leads/none/status", "/models/none/runs", "/session/exchange", "/ingest",
         "/identity/decisions/none/undo"]
    ),
    body=BODIES,
)  # fmt: skip
def test_no_post_ends_in_an_unknown_error(loaded_api: Api, path: str, body: Any) -> None:
    with loaded_api.client() as client:
        answer = client.post(path, json=body)

    assert 400 <= answer.status_code < 500, (path, body, answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
