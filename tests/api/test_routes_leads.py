from __future__ import annotations

from typing import Any, Protocol

import httpx
import pytest

from anmai.forms.lead import Lead


class Api(Protocol):
    def client(self, **options: Any) -> httpx.Client: ...


def get(api: Api, path: str, **params: Any) -> Any:
    with api.client() as client:
        answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_list_tells_where_and_about_whom(loaded_api: Api) -> None:
    answer = get(loaded_api, "/leads")

    (row,) = answer["leads"]
    assert row["target"]["name"] == "张三丰"
    assert row["regions"] == ["嘉兴市南湖区"]
    assert (row["cases"], row["status"], row["model_title_zh"]) == (1, "unreviewed", "缓刑不当")
    assert answer["models"]["improper-probation"]["unreviewed"] == 1


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"q": "张三"}, 1),
        ({"q": "浙0402刑初22"}, 1),
        ({"q": "没有此人"}, 0),
        ({"q": "%"}, 0),
        ({"q": "_"}, 0),
        ({"region": "南湖区"}, 1),
        ({"region": "嘉兴"}, 1),
        ({"region": "浙江省嘉兴市"}, 1),
        ({"region": "浙江省"}, 1),
        ({"region": "330402"}, 1),
        ({"region": "西湖区"}, 0),
        ({"reason": "recidivist"}, 1),
        ({"reason": "recid"}, 0),
        ({"status": "open"}, 1),
        ({"status": "confirmed"}, 0),
        ({"model": "improper-probation"}, 1),
        ({"model": "false-litigation-ring"}, 0),
        ({"sort": "cases"}, 1),
        ({"sort": "-title"}, 1),
        ({"offset": 1}, 1),
    ],
)
def test_filters(loaded_api: Api, params: dict[str, Any], total: int) -> None:
    answer = get(loaded_api, "/leads", **params)

    assert answer["total"] == total
    assert len(answer["leads"]) == (0 if params.get("offset") else total)


def test_a_lead_shows_why_graph_cases_and_passages(loaded_api: Api) -> None:
    row = get(loaded_api, "/leads")["leads"][0]
    view = get(loaded_api, f"/leads/{row['id']}")

    Lead.model_validate(view)
    assert any("累犯" in sentence for sentence in view["why_zh"])
    assert len(view["why_zh"]) == len(view["why_en"])
    assert {"Person", "Verdict", "Case"} <= {node["label"] for node in view["graph"]["nodes"]}
    (case,) = view["cases_view"]
    assert (case["charges"], case["region"]) == (["故意伤害罪"], "嘉兴市南湖区")
    assert case["document"] == "test/south-lake-2018"
    text = get(loaded_api, f"/documents/{case['document']}")["text"]
    passages = [passage for edge in view["graph"]["edges"] for passage in edge["passages"]] + view["passages"]
    assert passages
    assert all(
        text[one["start"] : one["end"]] == one["text"] for one in passages if one["document"] == case["document"]
    )


def test_a_lead_tells_the_weak_decisions_that_it_hangs_on(loaded_api: Api) -> None:
    row = get(loaded_api, "/leads")["leads"][0]
    view = get(loaded_api, f"/leads/{row['id']}")

    # Name, birth date and county joined the two mentions of 张三丰: surer than a name, weaker than a number.
    assert {decision["rule"] for decision in view["weak_links"]} <= {"name-birth-county", "name-birth-sex"}
    assert view["weak_links"]


def test_the_lead_stands_on_its_persons_and_documents_pages(loaded_api: Api) -> None:
    row = get(loaded_api, "/leads")["leads"][0]

    entity = get(loaded_api, f"/entities/{row['target']['id']}")
    document = get(loaded_api, "/documents/test/south-lake-2018")

    assert [lead["id"] for lead in entity["leads"]] == [lead["id"] for lead in document["leads"]] == [row["id"]]
    assert get(loaded_api, "/documents/test/loan-2020")["leads"] == []


def test_models_and_runs_are_told(loaded_api: Api) -> None:
    models = get(loaded_api, "/models")
    one = get(loaded_api, "/models/improper-probation")
    runs = get(loaded_api, "/runs", model="improper-probation")

    assert {"improper-probation", "false-litigation-ring", "repeat-offender-cross-region"} <= {
        model["slug"] for model in models
    }
    assert all(model["queries"] == {} for model in models)
    assert "$anchors" in one["queries"]["findings"]
    assert (runs[0]["state"], runs[0]["found"]) == ("done", 1)
    assert get(loaded_api, f"/runs/{runs[0]['id']}") == runs[0]


def test_the_schema_is_told_in_both_languages(loaded_api: Api) -> None:
    schema = get(loaded_api, "/schema")

    assert {"Person", "Case", "LendingGroup"} <= {node["label"] for node in schema["nodes"]}
    assert all(one["zh"] and one["en"] for one in [*schema["nodes"], *schema["relations"]])


def test_health_counts_what_is_there(loaded_api: Api) -> None:
    health = get(loaded_api, "/health")

    assert (health["status"], health["neo4j"], health["store"]) == ("ok", True, True)
    assert (health["counts"]["documents"], health["counts"]["graph_documents"], health["counts"]["leads"]) == (4, 4, 1)


@pytest.mark.parametrize(("header", "name"), [("en-GB,en;q=0.9", "Defendant of a criminal case"), ("zh-CN", "被告人")])
def test_the_language_is_chosen_by_header_too(loaded_api: Api, header: str, name: str) -> None:
    row = get(loaded_api, "/leads")["leads"][0]
    with loaded_api.client(headers={"Accept-Language": header}) as client:
        answer = client.get(f"/nodes/Person/{row['target']['id']}/neighbours", params={"type": "DEFENDANT_IN"}).json()

    assert {edge["name"] for edge in answer["graph"]["edges"]} == {name}
