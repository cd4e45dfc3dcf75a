"""The whole way on a real Neo4j: sample, ingest, models, leads over the API, review, export, a corrected document."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
import uvicorn

from anmai.api.access import read_token
from anmai.api.app import create_app
from anmai.api.background import listen, url_of
from anmai.api.services.ingest import ingest
from anmai.api.services.ingest_forms import Options
from anmai.cypher_models import run_models
from anmai.graph.connection import Graph
from anmai.sample.make import make_sample
from anmai.settings import Settings
from anmai.store import audit, open_store

RULINGS = 300

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


@dataclass(frozen=True, slots=True)
class Way:
    """A home whose sample was taken in and looked at by the models, and its API."""

    settings: Settings
    graph: Graph
    sample: Path
    client: httpx.Client

    def get(self, path: str, **params: Any) -> Any:
        """The JSON of a GET that must succeed."""
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ingest(self) -> dict[str, Any]:
        """Take the sample's folder in."""
        return ingest(
            self.settings, [self.sample / "rulings"], Options(source="sample"), lambda *_: None, graph=self.graph
        ).as_json()

    def run(self, mode: str) -> None:
        """Run all models."""
        with closing(open_store(self.settings)) as store:
            run_models(self.settings, store, self.graph, mode=mode)


@pytest.fixture
def way(clean_graph: Graph, graph_settings: Settings, tmp_path: Path) -> Iterator[Way]:
    make_sample(RULINGS, 7, tmp_path / "sample")
    opened: socket.socket = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(graph_settings), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    headers = {"Authorization": f"Bearer {read_token(graph_settings)}"}
    with httpx.Client(base_url=f"{url_of(opened)}/api/v1", headers=headers, timeout=180, trust_env=False) as client:
        made = Way(graph_settings, clean_graph, tmp_path / "sample", client)
        made.ingest()
        made.run("full")
        yield made
    server.should_exit = True
    thread.join(60)
    opened.close()


def truth(way: Way) -> list[dict[str, Any]]:
    lines = (way.sample / "truth" / "plantings.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def leads_of(way: Way) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in way.get("/leads", limit=200)["leads"]}


def test_the_whole_way(way: Way) -> None:
    """One long test: each part needs what the part before it made, and making it takes the time."""
    _planted_patterns_become_leads(way)
    lead = _a_lead_rests_on_words_that_stand_in_its_documents(way)
    _it_is_exported_in_every_form(way, lead)
    _its_status_is_kept_and_audited(way, lead)
    _the_same_folder_again_changes_nothing(way)
    _an_uploaded_ruling_is_read_searched_and_seen_by_a_delta_run(way)


def _planted_patterns_become_leads(way: Way) -> None:
    found = {document for row in leads_of(way) for document in _documents(way, row)}
    for planting in truth(way):
        if planting["model"] != "improper-probation":
            continue
        hit = any(Path(document).stem in planting["documents"] for document in found)
        if planting["kind"] == "positive":
            assert hit, planting
        elif planting["kind"] == "look_alike":
            assert not hit, planting


def _documents(way: Way, lead: str) -> list[str]:
    return list(way.get(f"/leads/{lead}")["documents"])


def _a_lead_rests_on_words_that_stand_in_its_documents(way: Way) -> dict[str, Any]:
    lead: dict[str, Any] = {}
    for row in leads_of(way):
        lead = way.get(f"/leads/{row}")
        assert lead["why_zh"]
        assert lead["cases_view"]
        edges = lead["graph"]["edges"]
        assert edges
        for passage in [*lead["passages"], *(one for edge in edges for one in edge["passages"])]:
            text = way.get(f"/documents/{passage['document']}")["text"]
            assert text[passage["start"] : passage["end"]] == passage["text"]
        assert all(edge["passages"] for edge in edges if edge["properties"].get("spans"))
    assert lead
    return lead


def _it_is_exported_in_every_form(way: Way, lead: dict[str, Any]) -> None:
    files = {
        form: way.client.get(f"/leads/{lead['id']}/export", params={"format": form}).raise_for_status().content
        for form in ("json", "graphml", "csv", "cypher")
    }
    count = len(lead["graph"]["nodes"])
    assert len(json.loads(files["json"])["nodes"]) == count
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    assert len(ElementTree.fromstring(files["graphml"]).findall(".//g:node", space)) == count
    with zipfile.ZipFile(io.BytesIO(files["csv"])) as packed:
        rows = list(csv.reader(io.StringIO(packed.read("nodes.csv").decode("utf-8-sig"))))
    assert len(rows) == count + 1
    assert lead["target"]["id"] in files["cypher"].decode()


def _its_status_is_kept_and_audited(way: Way, lead: dict[str, Any]) -> None:
    body = {"status": "confirmed", "note": "已核对原文", "seen_hash": lead["content_hash"]}
    assert way.client.post(f"/leads/{lead['id']}/status", json=body).status_code == 200
    way.run("full")
    after = way.get(f"/leads/{lead['id']}")
    assert (after["status"], after["changed_since_review"]) == ("confirmed", False)
    with closing(open_store(way.settings)) as store, store.session(write=False) as session:
        assert audit.verify(session).ok


def _the_same_folder_again_changes_nothing(way: Way) -> None:
    before = way.get("/health")["counts"], leads_of(way)
    again = way.ingest()
    way.run("delta")
    assert set(again["outcomes"]) == {"unchanged"}
    assert (way.get("/health")["counts"], leads_of(way)) == before


def _an_uploaded_ruling_is_read_searched_and_seen_by_a_delta_run(way: Way) -> None:
    name = "（2020）浙0106刑初9901号.txt"
    before = set(leads_of(way))
    job = way.client.post("/ingest", files=[("files", (name, RULING.encode())), ("files", ("leer.txt", b""))])
    assert job.status_code == 202, job.text
    done = _finished(way, job.json()["id"])
    assert done["state"] == "done", done
    assert [skipped["reason"] for skipped in done["skipped"]] == ["empty"]

    hits = way.get("/search", q="金银湖茶楼")["hits"]
    assert [hit["kind"] for hit in hits] == ["document"]
    run = way.client.post("/models/improper-probation/runs", json={"mode": "delta", "parameters": {}})
    assert run.status_code == 202, run.text
    assert _finished(way, run.json()["id"])["state"] == "done"
    new = set(leads_of(way)) - before
    assert [way.get(f"/leads/{lead}")["target"]["name"] for lead in new] == ["欧阳长风"]

    changed = RULING.replace("一年，缓刑二年", "一年").replace("（缓刑考验期限，从判决确定之日起计算。）\n", "")
    other = way.client.post("/ingest", files=[("files", (name, changed.encode()))])
    assert other.status_code == 409
    corrected = way.client.post("/ingest", params={"replace": True}, files=[("files", (name, changed.encode()))])
    assert _finished(way, corrected.json()["id"])["state"] == "done"
    run = way.client.post("/models/improper-probation/runs", json={"mode": "delta", "parameters": {}})
    assert _finished(way, run.json()["id"])["state"] == "done"
    assert [way.get(f"/leads/{lead}")["status"] for lead in new] == ["withdrawn"]


def _finished(way: Way, job: str) -> dict[str, Any]:
    deadline = time.monotonic() + 600
    while (view := way.get(f"/jobs/{job}"))["state"] in ("queued", "running"):
        assert time.monotonic() < deadline, view
        time.sleep(0.2)
    return dict(view)


RULING = """杭州市西湖区人民法院
刑事判决书
（2020）浙0106刑初9901号
公诉机关杭州市西湖区人民检察院。
被告人欧阳长风，男，1985年4月2日出生，汉族，初中文化，无业，户籍地浙江省杭州市西湖区。因犯盗窃罪于2015年3月5日被杭州市西湖区人民法院判处有期徒刑二年，2017年1月10日刑满释放。因本案于2020年2月1日被刑事拘留，同年3月1日被逮捕。
杭州市西湖区人民检察院以杭西检刑诉〔2020〕88号起诉书指控被告人欧阳长风犯故意伤害罪，于2020年5月6日向本院提起公诉。本院依法组成合议庭，公开开庭审理了本案。现已审理终结。
经审理查明：2019年12月20日晚，被告人欧阳长风在金银湖茶楼因琐事与被害人钱守义发生争执，持木凳将钱守义打伤，致其轻伤二级。
本院认为，被告人欧阳长风故意伤害他人身体，致人轻伤，其行为已构成故意伤害罪。被告人欧阳长风曾因故意犯罪被判处有期徒刑，刑罚执行完毕后五年内再犯应当判处有期徒刑以上刑罚之罪，系累犯，应当从重处罚。依照《中华人民共和国刑法》第二百三十四条第一款、第六十五条第一款、第七十二条第一款、第七十三条第二款之规定，判决如下：
被告人欧阳长风犯故意伤害罪，判处有期徒刑一年，缓刑二年。
（缓刑考验期限，从判决确定之日起计算。）
如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向浙江省杭州市中级人民法院提出上诉。书面上诉的，应当提交上诉状正本一份，副本二份。
审　判　长　　林知微
人民陪审员　　何其正
人民陪审员　　沈若水
二〇二〇年六月十八日
书　记　员　　叶小舟
"""
