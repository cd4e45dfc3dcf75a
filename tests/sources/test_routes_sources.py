"""The API tells what is loaded, what can be, what models lack, and each entry beside what its file wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.api.conftest import Served
from tests.sources.conftest import MAPPINGS
from tests.sources.tables import HEADERS, id_number, visit, write_csv

from anmai.api.services.sources import LoadOptions, TableChoice, load_source
from anmai.forms.source_views import EntryView, KindView, ResourceCatalogue, SourceDetail
from anmai.forms.views import EntityView
from anmai.graph.connection import Graph
from anmai.settings import Settings


@pytest.fixture
def client(graph_settings: Settings, clean_graph: Graph, tmp_path: Path) -> Iterator[httpx.Client]:
    rows = [
        visit(1, 身份证号=id_number(), 联系电话="139****2233") | {"经办窗口": "三号窗"},
        visit(2, 姓名="欧阳某", 就诊日期="2021-05-07"),
    ]
    path = write_csv(tmp_path / "v.csv", rows, headers=(*HEADERS, "经办窗口"))
    load_source(
        graph_settings, TableChoice(str(path)), str(MAPPINGS / "clinic-visits.yaml"),
        LoadOptions(owner="某区卫健局", as_of="2021-06-30", grade="restricted"), graph=clean_graph,
    )  # fmt: skip
    with Served(graph_settings) as api, api.client() as opened:
        yield opened


def test_catalogue_kinds_source_and_entry(client: httpx.Client) -> None:
    told = ResourceCatalogue.model_validate(client.get("sources").json())
    (source,) = told.sources
    assert (source.name, source.owner, source.grade, source.rows, source.as_of, source.overdue, source.state) == (
        "clinic-visits", "某区卫健局", "restricted", 2, "2021-06-30", True, "loaded",
    )  # fmt: skip
    medical = next(theme for theme in told.themes if theme.slug == "medical")
    assert (medical.sources, medical.rows, medical.documents) == (["clinic-visits"], 2, 0)

    kinds = {kind.name: kind for kind in map(KindView.model_validate, client.get("sources/kinds").json())}
    assert kinds["clinic-visits"].own
    assert kinds["clinic-visits"].sources == ["clinic-visits"]
    assert not kinds["medical-claims"].own

    detail = SourceDetail.model_validate(client.get("sources/clinic-visits").json())
    assert [(load.state, load.counts["new"], load.file) for load in detail.loads] == [("done", 2, "v.csv")]
    assert {column.name: column.unit_zh for column in detail.columns}["cost"] == "元"

    entry = EntryView.model_validate(client.get(f"entries/{quote('clinic-visits#V0001', safe='')}").json())
    values = {value.column: value for value in entry.values}
    assert (values["cost"].value, values["cost"].written, values["cost"].header) == (1234.5, "1,234.50", "费用")
    assert values["phone"].doubt == "“139****2233” is no telephone number"
    assert (entry.row, entry.file, entry.unmapped) == (2, "v.csv", {"经办窗口": "三号窗"})
    patient = next(party for party in entry.parties if party.role == "patient")
    assert (patient.name, patient.columns[:2]) == ("孔令驰", ["patient_name", "patient_id"])

    person = EntityView.model_validate(client.get(f"entities/{patient.entity_id}").json())
    assert (person.name, person.masked) == ("孔令驰", False)
    assert [(each["id"], each["role"], each["date"]) for each in person.entries] == [
        ("clinic-visits#V0001", "患者", "2021-05-06")
    ]


def test_unknown_source_and_entry_are_not_found(client: httpx.Client) -> None:
    for path in ("sources/no-such-source", "entries/clinic-visits%23V9999"):
        answer = client.get(path)

        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"
