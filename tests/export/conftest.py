"""Subgraphs to export: a small one that reads well, and any that Hypothesis can think of."""

from __future__ import annotations

import pytest

from anmai.forms.lead import Passage
from anmai.forms.views import GraphEdge, GraphNode, Subgraph
from anmai.graph.export import Manifest


@pytest.fixture
def manifest() -> Manifest:
    return Manifest(
        title="跨区域惯犯：柯若岚",
        lead="0f3a",
        model="repeat-offender-cross-region",
        version="1.0.0",
        parameters={"cases": 3, "charges": ["寻衅滋事罪"]},
        created="2026-01-02T03:04:05.000006+00:00",
    )


@pytest.fixture
def small() -> Subgraph:
    """A person, a firm and a case, two parallel relationships, everything that formats stumble over."""
    return Subgraph(
        nodes=[
            GraphNode(
                id="Person:P-1",
                label="Person",
                name='O\'Neil "柯" \\u0027 若岚',
                properties={
                    "id": "P-1",
                    "names": ["柯若岚", 'O\'Neil, "x"', "=1+1"],
                    "birth_date": "1980-01-02",
                    "id_number": "330106198001020019",
                    "household": None,
                    "mentions": 3,
                    "masked": False,
                },
                degree=2,
            ),
            GraphNode(
                id="Organization:O-1",
                label="Organization",
                name='=cmd|"/c calc"!A1',
                properties={"id": "O-1", "category": "company", "names": []},
            ),
            GraphNode(
                id="Case:杭州市西湖区人民法院|(2019)浙0106刑初1号",
                label="Case",
                name="(2019)浙0106刑初1号",
                properties={"id": "杭州市西湖区人民法院|(2019)浙0106刑初1号", "year": 2019, "withdrawn": None},
            ),
        ],
        edges=[
            GraphEdge(
                id="e1",
                source="Person:P-1",
                target="Case:杭州市西湖区人民法院|(2019)浙0106刑初1号",
                type="DEFENDANT_IN",
                name="被告人",
                properties={"role": "被告人", "spans": [3, 6, 10, 12], "component": None},
                passages=[Passage(document="test/d1", start=3, end=6, text="柯若岚", path="/defendants/0/name")],
            ),
            GraphEdge(
                id="e2",
                source="Person:P-1",
                target="Case:杭州市西湖区人民法院|(2019)浙0106刑初1号",
                type="DEFENDANT_IN",
                name="被告人",
                properties={"role": "上诉人\n（原审被告人）\t\x07"},
            ),
            GraphEdge(
                id="e3",
                source="Person:P-1",
                target="Organization:O-1",
                type="REPRESENTS",
                name="法定代表人",
                derived=True,
            ),
        ],
        truncated=True,
        total_nodes=9,
    )
