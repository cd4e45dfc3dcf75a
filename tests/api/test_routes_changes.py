from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Protocol

import httpx
import pytest

from anmai.settings import Settings
from anmai.store import audit, open_store


class Api(Protocol):
    url: str
    settings: Settings

    def client(self, **options: Any) -> httpx.Client: ...


def get(api: Api, path: str, **params: Any) -> Any:
    with api.client() as client:
        answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def the_lead(api: Api) -> dict[str, Any]:
    (row,) = get(api, "/leads")["leads"]
    return dict(get(api, f"/leads/{row['id']}"))


def test_undoing_a_decision_parts_the_entity_in_store_and_graph(fresh_api: Api) -> None:
    hits = get(fresh_api, "/search", q="张三丰", kind="person")["hits"]
    (hit,) = [hit for hit in hits if "1980" in hit["detail"]]
    decisions = get(fresh_api, "/identity/decisions", entity=hit["id"])
    mention = sorted({decision["left"] for decision in decisions})[0]
    with fresh_api.client() as client:
        for decision in decisions:
            if decision["left"] == mention and decision["judgement"] == "same":
                answer = client.post(f"/identity/decisions/{decision['id']}/undo", json={"why": "不是同一人"})
                assert answer.status_code == 200, answer.text
                assert answer.json()["revoked"]
        again = client.post(f"/identity/decisions/{decision['id']}/undo", json={"why": "再来"})

    assert again.status_code == 409
    assert len(get(fresh_api, "/search", q="张三丰", kind="person")["hits"]) == 3


def test_a_step_is_kept_with_history_audit_and_person(fresh_api: Api) -> None:
    lead = the_lead(fresh_api)
    body = {"status": "dismissed", "reason": "namesake", "note": "不是同一人", "seen_hash": lead["content_hash"]}
    with fresh_api.client(headers={"X-Anmai-User": "%E7%8E%8B%E6%A3%80%E5%AF%9F%E5%AE%98"}) as client:
        answer = client.post(f"/leads/{lead['id']}/status", json=body)

    after = answer.json()
    assert (answer.status_code, after["status"], after["allowed_steps"]) == (200, "dismissed", ["in_review"])
    assert {key: after["history"][-1][key] for key in ("by", "before", "after", "reason", "note")} == {
        "by": "王检察官", "before": "unreviewed", "after": "dismissed", "reason": "namesake", "note": "不是同一人",
    }  # fmt: skip
    assert get(fresh_api, "/leads")["models"]["improper-probation"]["dismissed"] == 1
    assert get(fresh_api, "/leads", status="open")["total"] == 0
    store = open_store(fresh_api.settings)
    with store.session(write=False) as session:
        assert audit.verify(session).ok
    store.close()


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
def test_a_wrong_step_changes_nothing(fresh_api: Api, body: dict[str, str], status: int) -> None:
    before = the_lead(fresh_api)

    with fresh_api.client() as client:
        answer = client.post(f"/leads/{before['id']}/status", json=body)

    assert answer.status_code == status
    assert the_lead(fresh_api) == before


def test_a_step_from_the_wrong_place_is_a_conflict(fresh_api: Api) -> None:
    lead = the_lead(fresh_api)
    with fresh_api.client() as client:
        assert client.post(f"/leads/{lead['id']}/status", json={"status": "confirmed"}).status_code == 200
        answer = client.post(f"/leads/{lead['id']}/status", json={"status": "dismissed", "reason": "other"})

    assert answer.status_code == 409
    assert "in_review" in answer.json()["remedy"]


def test_notes_stand_on_leads_entities_and_documents(fresh_api: Api) -> None:
    lead = the_lead(fresh_api)
    subjects = {"lead": lead["id"], "entity": lead["target"]["id"], "document": lead["documents"][0]}
    with fresh_api.client() as client:
        for kind, subject in subjects.items():
            body = {"subject_kind": kind, "subject_id": subject, "text": f"<b>{kind}</b> 备注"}
            assert client.post("/notes", json=body).status_code == 201
        missing = {"subject_kind": "lead", "subject_id": "none", "text": "x"}
        assert client.post("/notes", json=missing).status_code == 404

    views = {
        "lead": the_lead(fresh_api),
        "entity": get(fresh_api, f"/entities/{subjects['entity']}"),
        "document": get(fresh_api, f"/documents/{subjects['document']}"),
    }
    for kind, view in views.items():
        assert [note["text"] for note in view["notes"]] == [f"<b>{kind}</b> 备注"]


@pytest.mark.parametrize("form", ["json", "graphml", "csv", "cypher"])
def test_a_lead_is_exported_in_each_form(fresh_api: Api, form: str) -> None:
    lead = the_lead(fresh_api)
    with fresh_api.client() as client:
        answer = client.get(f"/leads/{lead['id']}/export", params={"format": form})
        wrong = client.get(f"/leads/{lead['id']}/export", params={"format": "exe"})

    assert (answer.status_code, wrong.status_code) == (200, 422)
    assert "attachment" in answer.headers["content-disposition"]
    if form == "csv":
        assert {"nodes.csv", "relationships.csv"} <= set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())
    else:
        assert lead["target"]["name"] in answer.text


def test_a_selection_is_exported_with_what_ties_it(fresh_api: Api) -> None:
    lead = the_lead(fresh_api)
    nodes = [node["id"] for node in lead["graph"]["nodes"] if node["label"] in ("Person", "Case")]
    with fresh_api.client() as client:
        answer = client.post("/export", json={"nodes": nodes, "format": "json"})
        missing = client.post("/export", json={"nodes": ["Person:none"], "format": "json"})

    told = json.loads(answer.content)
    assert {node["id"] for node in told["nodes"]} == set(nodes)
    assert "DEFENDANT_IN" in {edge["type"] for edge in told["edges"]}
    assert missing.status_code == 404
