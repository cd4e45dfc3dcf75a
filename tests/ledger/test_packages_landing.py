"""What comes in is checked on the real server before it lands, and overwrites nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.ledger.conftest import edit, loaded, released

from anmai.cypher_models import catalogue, run_models
from anmai.cypher_models.form import FILES
from anmai.cypher_models.packages import Offices, import_package, pack, write_package
from anmai.cypher_models.packages.named_queries import read_queries, take_queries
from anmai.errors import Conflict, Forbidden, ModelError, UsageError
from anmai.graph.connection import Graph
from anmai.graph.loading.base import prepare
from anmai.settings import Settings
from anmai.store import Store, open_store
from anmai.store.ledger_tables import ModelOutcome
from anmai.store.tables import AuditEntry

OFFICE = "西湖区人民检察院"


class Sender:
    """Another office with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(home=folder, neo4j_uri=None)
        self.settings.ensure_home()
        self.store = open_store(self.settings)
        self.offices = Offices(self.settings)
        self.key = self.offices.make_own(OFFICE).public_key

    def packed(self, slug: str = "my-model", **changed: str) -> bytes:
        return pack(self.store, self.offices, released(self.settings, slug, **changed), "王检察官")


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    made = Sender(tmp_path / "sender")
    yield made
    made.store.close()


@pytest.fixture
def here(graph_settings: Settings, clean_graph: Graph) -> Iterator[Store]:
    prepare(clean_graph)
    opened = open_store(graph_settings)
    yield opened
    opened.close()


def _actions(store: Store) -> list[str]:
    with store.session(write=False) as session:
        return list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))


def _lying(settings: Settings) -> set[str]:
    return {path.name for path in settings.models_dir.iterdir() if path.name != ".versions"}


def test_a_package_of_a_recognised_office_lands_once(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    Offices(graph_settings).add(OFFICE, sender.key)
    content = sender.packed()

    first = import_package(graph_settings, here, clean_graph, content, "李工程师")
    second = import_package(graph_settings, here, clean_graph, content, "李工程师")

    assert (first.office, first.already, second.already) == (OFFICE, False, True)
    assert first.model.files == loaded(sender.settings.models_dir / "my-model").files
    assert "my-model" in {model.slug for model in catalogue(graph_settings)}
    assert _actions(here) == ["model.import", "model.import"]
    with here.session(write=False) as session:
        assert session.scalars(sa.select(ModelOutcome)).one().office == OFFICE


def test_an_unknown_office_is_refused_unless_trusted(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    content = sender.packed()

    with pytest.raises(Forbidden, match="not recognised here"):
        import_package(graph_settings, here, clean_graph, content, "李工程师")
    assert _lying(graph_settings) == set()

    assert import_package(graph_settings, here, clean_graph, content, "李工程师", trust=True).model.slug == "my-model"


def test_a_key_that_signs_under_another_name_is_refused(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    Offices(graph_settings).add("萧山区人民检察院", sender.key)

    with pytest.raises(Forbidden, match="its key is 萧山区人民检察院's"):
        import_package(graph_settings, here, clean_graph, sender.packed(), "李工程师", trust=True)


def test_a_newer_version_takes_the_place_and_the_older_is_kept(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    old, new = sender.packed(), sender.packed(version="0.2.0")
    import_package(graph_settings, here, clean_graph, old, "李工程师", trust=True)

    landed = import_package(graph_settings, here, clean_graph, new, "李工程师", trust=True)

    assert (landed.replaced, landed.model.version) == ("0.1.0", "0.2.0")
    assert (graph_settings.models_dir / ".versions/my-model/0.1.0/findings.cypher").is_file()
    assert [model.version for model in catalogue(graph_settings) if model.slug == "my-model"] == ["0.2.0"]
    with pytest.raises(Conflict, match="newer than"):
        import_package(graph_settings, here, clean_graph, old, "李工程师", trust=True)


def test_a_version_with_other_files_overwrites_nothing(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    import_package(graph_settings, here, clean_graph, sender.packed(), "李工程师", trust=True)
    before = loaded(graph_settings.models_dir / "my-model").files
    model = loaded(sender.settings.models_dir / "my-model")
    edit(model.folder, "'several-cases'", "'several-cases' ", "findings.cypher")
    other = Sender(tmp_path / "third")
    changed = loaded(model.folder)
    (other.settings.models_dir / "my-model").mkdir()
    for name in FILES:
        (other.settings.models_dir / "my-model" / name).write_text(changed.files[name], encoding="utf-8")
    content = other.packed()
    other.store.close()

    with pytest.raises(Conflict, match="with other files"):
        import_package(graph_settings, here, clean_graph, content, "李工程师", trust=True)

    assert loaded(graph_settings.models_dir / "my-model").files == before


def test_a_shipped_model_is_not_replaced(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    shipped = next(model for model in catalogue(graph_settings) if model.slug == "improper-probation")
    folder = sender.settings.models_dir / "stolen"
    folder.mkdir()
    for name in FILES:
        text = shipped.files[name].replace("slug: improper-probation", "slug: stolen")
        (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(Conflict, match="slug or id"):
        import_package(graph_settings, here, clean_graph, sender.packed("stolen"), "李工程师", trust=True)


def test_a_signed_attack_is_refused_by_the_checks_and_logged(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    model = released(sender.settings)
    edit(model.folder, "WITH a, collect", "SET a.name = 'x'\nWITH a, collect", "findings.cypher")
    content = sender.packed()

    with pytest.raises(ModelError, match="SET is refused"):
        import_package(graph_settings, here, clean_graph, content, "李工程师", trust=True)

    assert _lying(graph_settings) == set()
    assert _actions(here) == ["model.refused"]


def test_a_signed_slug_that_is_a_path_goes_nowhere(
    sender: Sender, here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    from anmai.cypher_models.packages import read_package

    read = read_package(sender.packed())
    # A sender whose programme doesn't look at what it signs.
    manifest = read.manifest.model_copy(update={"slug": "../../escaped"})
    content = write_package(manifest, read.files, sender.offices.sign)

    with pytest.raises(ModelError):
        import_package(graph_settings, here, clean_graph, content, "李工程师", trust=True)

    assert not list(graph_settings.home.parent.rglob("escaped"))
    assert _lying(graph_settings) == set()


QUERIES = [
    {"name": "Masked people with an id", "description": "People whose name is masked",
     "query": "MATCH (p:Person)-[:HAS_IDENTIFIER]->(i:IdNumber) WHERE p.masked = true RETURN p"},
    {"name": "缺席判决", "query": "MATCH (c:Case) WHERE c.by_default = true RETURN c.number LIMIT 100"},
    {"name": "Shortest", "query": "MATCH (p:Person)-[:REPRESENTS]->(o:Organization) WITH o, count(p) AS n RETURN o, n"},
    {"name": "Domain admins", "query": "MATCH p=(u:User)-[:MemberOf]->(g:Group) RETURN p"},
    {"name": "All paths", "query": "MATCH p=(u:Person)-[:REPRESENTS*1..]->(o:Organization) RETURN p"},
    {"name": "Clean up", "query": "MATCH (n) DETACH DELETE n"},
]  # fmt: skip


def test_queries_of_others_become_models_drafts_or_nothing(
    here: Store, graph_settings: Settings, clean_graph: Graph
) -> None:
    taken = take_queries(graph_settings, here, clean_graph, read_queries(json.dumps(QUERIES)), "李工程师")

    assert [(one.slug, one.outcome) for one in taken] == [
        ("masked-people-with-an-id", "model"), ("que-xi-pan-jue", "model"), ("shortest", "draft"),
        ("domain-admins", "draft"), ("all-paths", "refused"), ("clean-up", "refused"),
    ]  # fmt: skip
    told = {one.slug: " ".join(one.lacking) for one in taken}
    assert "has no example of the kind positive" in told["masked-people-with-an-id"]
    assert "no anchor" in told["shortest"]
    assert "User is no label of the schema" in told["domain-admins"]
    assert "a path of open length" in told["all-paths"]
    assert "DETACH is refused" in told["clean-up"]
    assert {model.slug: model.about.status for model in catalogue(graph_settings) if model.own} == {
        "masked-people-with-an-id": "experimental", "que-xi-pan-jue": "experimental",
    }  # fmt: skip
    assert _actions(here).count("model.refused") == 2


def test_an_imported_query_finds_what_it_asks_for(here: Store, graph_settings: Settings, clean_graph: Graph) -> None:
    take_queries(graph_settings, here, clean_graph, read_queries(json.dumps(QUERIES[0])), "李工程师")
    clean_graph.write(
        "CREATE (:Document {id: 'd'})-[:RECORDS]->(:Case {id: 'c', kind: 'criminal'}), "
        "(:Person {id: 'P-1', name: '张某', masked: true})-[:HAS_IDENTIFIER]->(:IdNumber {id: 'i'}), "
        "(:Person {id: 'P-2', name: '阚楚瑶', masked: false})-[:HAS_IDENTIFIER]->(:IdNumber {id: 'j'})"
    )

    (run,) = run_models(graph_settings, here, clean_graph, ["masked-people-with-an-id"])

    assert (run.state, run.found, run.population) == ("done", 1, 2)


def test_the_same_name_again_gets_another_slug(here: Store, graph_settings: Settings, clean_graph: Graph) -> None:
    query = read_queries(json.dumps({"queries": QUERIES[:1]}))

    slugs = [take_queries(graph_settings, here, clean_graph, query, "李工程师")[0] for _ in range(2)]

    assert [one.slug for one in slugs] == ["masked-people-with-an-id", "masked-people-with-an-id-2"]
    assert "masked-people-with-an-id" in slugs[1].alike[0]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x"}', "[1]", '{"name": "", "query": "x"}', "not json"])
def test_what_holds_no_queries_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="This holds"):
        read_queries(text)
