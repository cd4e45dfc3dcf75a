"""A small world to run models in: made-up records, taken through store, identity and graph as an ingest does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from anmai.cypher_models import run_models
from anmai.forms.document import SourceDocument
from anmai.forms.record import Agent, Circumstance, Defendant, Offence, Party, PriorInstance, Record, Verdict
from anmai.graph.connection import Graph
from anmai.graph.identity.resolve import resolve
from anmai.graph.loading.base import prepare
from anmai.graph.loading.intake import Incoming, document_id, set_removed, take_in
from anmai.graph.loading.projection import project
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.tables import FindingRow, LeadRow, Run

COURTS = ("杭州市西湖区人民法院", "宁波市海曙区人民法院", "南京市鼓楼区人民法院")
#: Names that are not common, so that name, birth date and sex identify.
PEOPLE = ("阚楚瑶", "濮阳岸", "钮祜岚", "逯晚樵")


class World:
    """One home with its store and graph; documents go in and out, models run."""

    def __init__(self, settings: Settings, store: Store, graph: Graph) -> None:
        self.settings, self.store, self.graph = settings, store, graph

    def put(self, **records: Record) -> None:
        """Take records in under their keys (a known key is corrected), and bring identity and graph up to date."""
        incoming = []
        for key, record in records.items():
            text = record.model_dump_json()
            document = SourceDocument(
                key=key, id=key, path=f"{key}.txt", reader="made", reader_version="1", raw=text.encode(), text=text
            )
            incoming.append(Incoming(document_id("test", key), "test", document, record))
        take_in(self.store, incoming, extractor="made 1")
        self.follow()

    def remove(self, *keys: str) -> None:
        set_removed(self.store, [document_id("test", key) for key in keys])
        self.follow()

    def follow(self) -> None:
        resolve(self.store)
        project(self.store, self.graph)

    def run(self, *slugs: str, mode: str = "auto", **more: object) -> list[Run]:
        return run_models(self.settings, self.store, self.graph, list(slugs) or None, mode=mode, **more)  # type: ignore[arg-type]

    def present(self) -> dict[tuple[str, str], str]:
        """(slug, anchor) → content hash of all present findings."""
        with self.store.session(write=False) as session:
            rows = session.scalars(sa.select(FindingRow).where(FindingRow.present)).all()
            return {(row.slug, row.anchor): row.content_hash for row in rows}

    def leads(self) -> dict[str, str]:
        """Lead id → status."""
        with self.store.session(write=False) as session:
            return {lead.id: lead.status for lead in session.scalars(sa.select(LeadRow))}


@pytest.fixture
def world(graph_settings: Settings, clean_graph: Graph) -> Iterator[World]:
    prepare(clean_graph)
    store = open_store(graph_settings)
    yield World(graph_settings, store, clean_graph)
    store.close()


def sentenced(
    who: int = 0,
    *,
    number: int = 1,
    court: int = 0,
    year: int = 2018,
    charge: str = "故意伤害罪",
    months: int | None = 24,
    probation_months: int | None = None,
    recidivist: bool = False,
    appeal_of: int | None = None,
) -> Record:
    """A criminal ruling on one of PEOPLE; ``appeal_of`` makes it the appeal of that number."""
    name = PEOPLE[who]
    instance = "二审" if appeal_of is not None else "一审"
    return Record(
        id=f"r{number}",
        doc_type="刑事判决书",
        case_number=_number(year, court, "刑终" if appeal_of is not None else "刑初", number),
        court=COURTS[court],
        procedure=instance,
        judgment_date=f"{year}-06-01",
        prior_instances=[]
        if appeal_of is None
        else [PriorInstance(court=COURTS[court], case_number=_number(year, court, "刑初", appeal_of))],
        defendants=[Defendant(name=name, sex="男", birth_date=f"198{who}-05-06")],
        verdicts=[
            Verdict(
                defendant=name, charges=[charge], penalty="有期徒刑", months=months, probation_months=probation_months
            )
        ],
        offences=[Offence(defendant=name, charge=charge, date=f"{year - 1}-11-02")],
        circumstances=[Circumstance(defendant=name, type="累犯")] if recidivist else [],
    )


def suit(
    lender: int = 0,
    borrower: int = 1,
    *,
    number: int = 1,
    year: int = 2018,
    agent: str | None = "阎代理",
    soft: bool = True,
) -> Record:
    """A first-instance suit over private lending between two of PEOPLE."""
    return Record(
        id=f"s{number}",
        doc_type="民事判决书",
        case_number=_number(year, 0, "民初", number),
        court=COURTS[0],
        procedure="一审",
        judgment_date=f"{year}-03-01",
        cause="民间借贷纠纷",
        parties=[
            Party(name=PEOPLE[lender], roles=["原告"], sex="男", birth_date=f"198{lender}-05-06"),
            Party(name=PEOPLE[borrower], roles=["被告"], sex="男", birth_date=f"198{borrower}-05-06"),
        ],
        agents=[Agent.model_validate({"name": agent, "firm": "浙江例诚律师事务所", "for": [PEOPLE[lender]]})]
        if agent
        else [],
        default_parties=[PEOPLE[borrower]] if soft else [],
        result="支持",
    )


def _number(year: int, court: int, kind: str, number: int) -> str:
    return f"({year})浙010{court + 1}{kind}{number}号"


def own_model(settings: Settings, slug: str = "my-model") -> Path:
    """A model of one's own, as ``anmai models new`` makes it."""
    from anmai.cypher_models.scaffold import new_model

    return new_model(settings, slug)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
