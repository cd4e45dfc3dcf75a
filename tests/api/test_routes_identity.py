"""People's decisions on who is who, through the API."""

from __future__ import annotations

from typing import Any, Protocol

import httpx
import pytest

pytestmark = pytest.mark.neo4j


class Api(Protocol):
    def client(self, **options: Any) -> httpx.Client: ...


def get(api: Api, path: str, **params: Any) -> Any:
    with api.client() as client:
        answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(api: Api, path: str, body: dict[str, Any], status: int = 200) -> Any:
    with api.client() as client:
        answer = client.post(path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def bearers(api: Api) -> list[str]:
    return sorted(hit["id"] for hit in get(api, "/search", q="张三丰", kind="person")["hits"])


def test_two_are_joined_explained_split_and_parted_again(fresh_api: Api) -> None:
    first, second, *_ = before = bearers(fresh_api)

    joined = post(fresh_api, "/identity/decisions",
                  {"judgement": "same", "left": first, "right": second, "why": "同一住址"})  # fmt: skip
    assert len(bearers(fresh_api)) == len(before) - 1
    ((gone, there),) = joined["redirected"].items()
    assert {gone, there} == {first, second}
    told = get(fresh_api, "/identity/explain", id=gone)
    assert (told["entity"], [each["why"] for each in told["people"]]) == (there, ["同一住址"])
    again = post(fresh_api, "/identity/decisions",
                 {"judgement": "same", "left": first, "right": second, "why": "再次"}, 409)  # fmt: skip
    assert again["remedy"]

    mention = told["mentions"][0]["mention"]
    parted = post(fresh_api, "/identity/split", {"entity": there, "mentions": [mention], "why": "另有其人"})
    assert parted["decision"]["judgement"] == "different"
    assert get(fresh_api, "/identity/explain", id=mention)["entity"] != there or parted["new"]
    with fresh_api.client() as client:
        undone = client.post(f"/identity/decisions/{parted['decision']['id']}/undo", json={"why": "误拆"})
    assert undone.json()["revoked"]
    assert {each["mention"] for each in get(fresh_api, "/identity/explain", id=there)["mentions"]} == {
        each["mention"] for each in told["mentions"]
    }
    remade = post(fresh_api, f"/identity/decisions/{parted['decision']['id']}/redo", {"why": "复核后仍为两人"})
    assert remade["decision"]["revoked"] is None


def test_unsure_is_listed_as_a_question(fresh_api: Api) -> None:
    first, second, *_ = bearers(fresh_api)

    post(fresh_api, "/identity/decisions", {"judgement": "unsure", "left": first, "right": second, "why": "待查户籍"})

    (question,) = [one for one in get(fresh_api, "/identity/questions")["questions"] if one["right"]]
    assert (question["judgement"], question["why"]) == ("unsure", "待查户籍")


def test_the_model_in_force_and_what_a_lead_stands_on_are_told(fresh_api: Api) -> None:
    model = get(fresh_api, "/identity/model", lang="en")
    (name,) = [one for one in model["kinds"][0]["comparisons"] if one["id"] == "name"]
    assert next(level["bits"] for level in name["levels"] if level["id"] == "same") > 10

    (lead,) = get(fresh_api, "/leads")["leads"]
    footing = get(fresh_api, f"/leads/{lead['id']}/identity")
    order = ["score", "rule", "hard", "people"]
    strengths = [order.index(hold["strength"]) for hold in footing["holds"]]
    assert strengths == sorted(strengths)
    assert all(set(hold["kept"]).isdisjoint(hold["lost"]) for hold in footing["holds"])
    queue = get(fresh_api, "/identity/review")
    assert queue["total"] >= len(queue["pairs"])
