from __future__ import annotations

from typing import Any, Protocol

import httpx

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
    holding = [one["id"] for one in decisions if one["left"] == mention and one["judgement"] == "same"]
    with fresh_api.client() as client:
        for decision in holding:
            answer = client.post(f"/identity/decisions/{decision}/undo", json={"why": "不是同一人"})
            assert answer.status_code == 200, answer.text
            assert answer.json()["revoked"]
        again = client.post(f"/identity/decisions/{holding[0]}/undo", json={"why": "再来"})

    assert again.status_code == 409
    assert len(get(fresh_api, "/search", q="张三丰", kind="person")["hits"]) == 3


def test_a_step_is_kept_with_history_audit_and_person(fresh_api: Api) -> None:
    lead = the_lead(fresh_api)
    body = {"status": "dismissed", "reason": "namesake", "note": "不是同一人", "seen_hash": lead["content_hash"]}
    with fresh_api.client(headers={"X-Anmai-User": "%E7%8E%8B%E6%A3%80%E5%AF%9F%E5%AE%98"}) as client:
        answer = client.post(f"/leads/{lead['id']}/status", json=body)
        again = client.post(f"/leads/{lead['id']}/status", json={"status": "confirmed"})

    after = answer.json()
    assert (answer.status_code, after["status"], after["allowed_steps"]) == (200, "dismissed", ["in_review"])
    assert {key: after["history"][-1][key] for key in ("by", "before", "after", "reason", "note")} == {
        "by": "王检察官", "before": "unreviewed", "after": "dismissed", "reason": "namesake", "note": "不是同一人",
    }  # fmt: skip
    assert again.status_code == 409
    assert "in_review" in again.json()["remedy"]
    assert get(fresh_api, "/leads")["models"]["improper-probation"]["dismissed"] == 1
    assert get(fresh_api, "/leads", status="open")["total"] == 0
    store = open_store(fresh_api.settings)
    with store.session(write=False) as session:
        assert audit.verify(session).ok
    store.close()
