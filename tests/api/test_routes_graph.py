from __future__ import annotations

from typing import Any, Protocol

import httpx
import pytest

from anmai.settings import Settings


class Api(Protocol):
    url: str
    settings: Settings

    def client(self) -> httpx.Client: ...


def get(api: Api, path: str, **params: Any) -> Any:
    with api.client() as client:
        answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def entity_named(api: Api, name: str, birth: str | None = None) -> dict[str, Any]:
    hits = get(api, "/search", q=name, kind="all")["hits"]
    found = [hit for hit in hits if hit["kind"] in ("person", "organization") and (birth or "") in hit["detail"]]
    assert len(found) == 1, hits
    return dict(found[0])


def check_passages(api: Api, edges: list[dict[str, Any]]) -> int:
    """Every passage is what stands at its place in the document; returns how many were checked."""
    texts: dict[str, str] = {}
    checked = 0
    for edge in edges:
        for passage in edge["passages"]:
            key = passage["document"]
            if key not in texts:
                texts[key] = get(api, f"/documents/{key}")["text"]
            assert texts[key][passage["start"] : passage["end"]] == passage["text"] != ""
            checked += 1
    return checked


def test_search_tells_namesakes_apart(loaded_api: Api) -> None:
    hits = get(loaded_api, "/search", q="张三丰", kind="person")["hits"]

    assert len(hits) == 2
    details = [hit["detail"] for hit in hits]
    assert any("1980-03-05" in detail and "嘉兴市南湖区人民法院" in detail for detail in details)
    assert any("1991-07-01" in detail and "金水区" in detail for detail in details)
    assert sorted(hit["documents"] for hit in hits) == [1, 2]


@pytest.mark.parametrize(
    "written", ["（2016）浙0106刑初11号", "(2016)浙0106 刑初 11号", "2016浙0106刑初11号", "浙0106刑初11"]
)
def test_a_case_is_found_however_its_number_is_written(loaded_api: Api, written: str) -> None:
    hits = get(loaded_api, "/search", q=written, kind="case")["hits"]

    assert [hit["name"] for hit in hits] == ["(2016)浙0106刑初11号"]


def test_words_of_a_ruling_are_found_and_marked(loaded_api: Api) -> None:
    answer = get(loaded_api, "/search", q="古荡农贸市场", kind="document")

    (hit,) = answer["hits"]
    assert [hit["snippet"][start:end] for start, end in hit["highlights"]] == ["古荡农贸市场"]
    text = get(loaded_api, f"/documents/{hit['id']}")["text"]
    assert text[hit["snippet_start"] :].startswith(hit["snippet"])


def test_a_company_is_found_by_part_of_its_name(loaded_api: Api) -> None:
    hits = get(loaded_api, "/search", q="湖畔小额贷款", kind="organization")["hits"]

    assert [hit["name"] for hit in hits] == ["杭州湖畔小额贷款有限公司"]


def test_pages_of_a_mixed_search_never_overlap(loaded_api: Api) -> None:
    whole = get(loaded_api, "/search", q="张三丰", limit=50)
    pages = [get(loaded_api, "/search", q="张三丰", offset=offset, limit=2) for offset in range(0, whole["total"], 2)]

    assert [hit for page in pages for hit in page["hits"]] == whole["hits"]
    assert {page["total"] for page in pages} == {whole["total"]} == {len(whole["hits"])}


@pytest.mark.parametrize(
    "query", ['"', '张三丰"', "a AND (", "name:*", "\\", "/[/", "+-!(){}^~?:", "' OR 1=1 --", "*", "🙂", "​"]
)
def test_no_query_breaks_the_search(loaded_api: Api, query: str) -> None:
    get(loaded_api, "/search", q=query)


def test_an_entity_tells_where_each_value_was_said(loaded_api: Api) -> None:
    hit = entity_named(loaded_api, "张三丰", "1980")

    view = get(loaded_api, f"/entities/{hit['id']}")

    assert len(view["mentions"]) == 2
    assert {case["number"] for case in view["cases"]} == {"(2016)浙0106刑初11号", "(2018)浙0402刑初22号"}
    (birth,) = view["attributes"]["birth_date"]
    assert birth["value"] == "1980-03-05"
    assert [passage["text"] for passage in birth["passages"]] == ["1980年3月5日"] * 2
    assert {passage["path"] for passage in birth["passages"]} == {"/defendants/0/birth_date"}
    assert all(mention["passages"][0]["text"] == "张三丰" for mention in view["mentions"])
    assert view["decisions"]
    other = entity_named(loaded_api, "张三丰", "1991")
    assert [(one["entity_id"], one["reason"]) for one in view["possible"]] == [(other["id"], "namesake")]
    assert view["possible"][0]["against"]
    assert get(loaded_api, f"/entities/{hit['id']}/possible") == view["possible"]


def test_neighbours_come_in_pages_that_never_overlap(loaded_api: Api) -> None:
    hit = entity_named(loaded_api, "张三丰", "1980")
    path = f"/nodes/Person/{hit['id']}/neighbours"
    whole = get(loaded_api, path, limit=200)
    centre = f"Person:{hit['id']}"

    pages = [get(loaded_api, path, offset=offset, limit=3) for offset in range(0, whole["total"], 3)]

    ids = [[node["id"] for node in page["graph"]["nodes"] if node["id"] != centre] for page in pages]
    flat = [one for page in ids for one in page]
    assert set(flat) == {node["id"] for node in whole["graph"]["nodes"]} - {centre}
    assert sum(group["count"] for group in whole["groups"]) == whole["total"]
    assert check_passages(loaded_api, whole["graph"]["edges"]) > 0
    assert all(centre in (edge["source"], edge["target"]) for edge in whole["graph"]["edges"])


def test_neighbours_by_type_and_direction(loaded_api: Api) -> None:
    hit = entity_named(loaded_api, "张三丰", "1980")
    path = f"/nodes/Person/{hit['id']}/neighbours"

    out = get(loaded_api, path, type="DEFENDANT_IN", direction="out")
    none = get(loaded_api, path, type="DEFENDANT_IN", direction="in")

    assert out["total"] == 2
    assert {edge["type"] for edge in out["graph"]["edges"]} == {"DEFENDANT_IN"}
    assert {edge["name"] for edge in out["graph"]["edges"]} == {"被告人"}
    assert none["total"] == 0


def test_a_path_leaves_out_hubs_unless_asked(loaded_api: Api) -> None:
    one, other = entity_named(loaded_api, "张三丰", "1980"), entity_named(loaded_api, "张三丰", "1991")
    ends = {"from": f"Person:{one['id']}", "to": f"Person:{other['id']}"}

    without = get(loaded_api, "/paths", **ends)
    through = get(loaded_api, "/paths", **ends, hubs=True)

    assert without["paths"] == []
    assert through["paths"]
    assert {path[0] for path in through["paths"]} == {ends["from"]}
    assert {path[-1] for path in through["paths"]} == {ends["to"]}
    assert check_passages(loaded_api, through["graph"]["edges"]) > 0


def test_a_path_between_victim_and_defendant(loaded_api: Api) -> None:
    defendant = entity_named(loaded_api, "张三丰", "1980")
    victims = [
        hit for hit in get(loaded_api, "/search", q="孙小圣", kind="person")["hits"] if "男" not in hit["detail"]
    ]

    answer = get(
        loaded_api, "/paths", **{"from": f"Person:{defendant['id']}", "to": f"Person:{victims[0]['id']}"}, max_length=2
    )

    assert [len(path) for path in answer["paths"]] == [3]
    assert answer["paths"][0][1].startswith("Case:")


def test_documents_are_listed_and_read(loaded_api: Api) -> None:
    listed = get(loaded_api, "/documents", q="南湖区")
    view = get(loaded_api, f"/documents/{listed['documents'][0]['id']}")

    assert [row["case_number"] for row in listed["documents"]] == ["（2018）浙0402刑初22号"]
    assert view["record"]["defendants"][0]["name"] == "张三丰"
    assert {mention["name"] for mention in view["mentions"]} >= {"张三丰", "周正"}
    assert get(loaded_api, "/documents/south-lake-2018")["id"] == view["id"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/entities/P-nobody", 404, "not_found"),
        ("/nodes/Person/P-nobody", 404, "not_found"),
        ("/nodes/Person/P-nobody/neighbours", 404, "not_found"),
        ("/nodes/Nonsense/x", 400, "usage"),
        ("/nodes/Person/x/neighbours?type=NONSENSE", 400, "usage"),
        ("/nodes/Person/x/neighbours?limit=0", 422, "invalid"),
        ("/nodes/Person/x/neighbours?direction=up", 422, "invalid"),
        ("/paths?from=Person:a&to=Person:a", 400, "usage"),
        ("/paths?from=Person:a&to=Person:b&max_length=9", 422, "invalid"),
        ("/paths?from=nonsense&to=Person:b", 400, "usage"),
        ("/paths?from=Person:nobody&to=Person:b", 404, "not_found"),
        ("/documents/nothing", 404, "not_found"),
        ("/documents?status=odd", 400, "usage"),
        ("/search", 422, "invalid"),
        ("/search?q=", 422, "invalid"),
        ("/search?q=x&kind=odd", 422, "invalid"),
        ("/leads/none", 404, "not_found"),
        ("/leads?sort=odd", 400, "usage"),
        ("/leads?status=odd", 400, "usage"),
        ("/models/none", 404, "not_found"),
        ("/runs/none", 404, "not_found"),
        ("/jobs/none", 404, "not_found"),
        ("/nothing", 404, "not_found"),
    ],
)  # fmt: skip
def test_errors_are_problems_with_their_status(loaded_api: Api, path: str, status: int, code: str) -> None:
    with loaded_api.client() as client:
        answer = client.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert answer.json()["detail"]
