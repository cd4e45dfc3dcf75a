from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Protocol

import httpx
import pytest


class Api(Protocol):
    def client(self, **options: Any) -> httpx.Client: ...


def get(api: Api, path: str, **params: Any) -> Any:
    with api.client() as client:
        answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def the_lead(api: Api) -> dict[str, Any]:
    (row,) = get(api, "/leads")["leads"]
    return dict(get(api, f"/leads/{row['id']}"))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": "dismissed"}, 400),
        ({"status": "dismissed", "reason": "because"}, 400),
        ({"status": "withdrawn"}, 400),
        ({"status": "odd"}, 400),
        ({"status": "confirmed", "seen_hash": "0" * 64}, 409),
        ({}, 422),
    ],
)  # fmt: skip
def test_a_wrong_step_changes_nothing(loaded_api: Api, body: dict[str, str], status: int) -> None:
    before = the_lead(loaded_api)

    with loaded_api.client() as client:
        answer = client.post(f"/leads/{before['id']}/status", json=body)

    assert answer.status_code == status
    assert the_lead(loaded_api) == before


def test_notes_stand_on_leads_entities_and_documents(loaded_api: Api) -> None:
    lead = the_lead(loaded_api)
    subjects = {"lead": lead["id"], "entity": lead["target"]["id"], "document": lead["documents"][0]}
    with loaded_api.client() as client:
        for kind, subject in subjects.items():
            body = {"subject_kind": kind, "subject_id": subject, "text": f"<b>{kind}</b> 备注"}
            assert client.post("/notes", json=body).status_code == 201
        missing = {"subject_kind": "lead", "subject_id": "none", "text": "x"}
        assert client.post("/notes", json=missing).status_code == 404

    views = {
        "lead": the_lead(loaded_api),
        "entity": get(loaded_api, f"/entities/{subjects['entity']}"),
        "document": get(loaded_api, f"/documents/{subjects['document']}"),
    }
    for kind, view in views.items():
        assert [note["text"] for note in view["notes"]] == [f"<b>{kind}</b> 备注"]


@pytest.mark.parametrize("form", ["json", "graphml", "csv", "cypher"])
def test_a_lead_is_exported_in_each_form(loaded_api: Api, form: str) -> None:
    lead = the_lead(loaded_api)
    with loaded_api.client() as client:
        answer = client.get(f"/leads/{lead['id']}/export", params={"format": form})
        wrong = client.get(f"/leads/{lead['id']}/export", params={"format": "exe"})

    assert (answer.status_code, wrong.status_code) == (200, 422)
    assert "attachment" in answer.headers["content-disposition"]
    if form == "csv":
        assert {"nodes.csv", "relationships.csv"} <= set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())
    else:
        assert lead["target"]["name"] in answer.text


def test_a_selection_is_exported_with_what_ties_it(loaded_api: Api) -> None:
    lead = the_lead(loaded_api)
    nodes = [node["id"] for node in lead["graph"]["nodes"] if node["label"] in ("Person", "Case")]
    with loaded_api.client() as client:
        answer = client.post("/export", json={"nodes": nodes, "format": "json"})
        missing = client.post("/export", json={"nodes": ["Person:none"], "format": "json"})

    told = json.loads(answer.content)
    assert {node["id"] for node in told["nodes"]} == set(nodes)
    assert "DEFENDANT_IN" in {edge["type"] for edge in told["edges"]}
    assert missing.status_code == 404
