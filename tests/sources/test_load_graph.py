"""Loading on a real Neo4j: what comes, what a second load changes, what removing leaves, what a kill costs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.sources.conftest import MAPPINGS
from tests.sources.tables import HEADERS, id_number, visit, write_csv

from anmai.api.services.ingest import ingest, rebuild
from anmai.api.services.ingest_forms import Options
from anmai.api.services.sources import LoadOptions, LoadResult, TableChoice, load_source, remove_source
from anmai.errors import SourceError
from anmai.graph.connection import Graph
from anmai.settings import Settings
from anmai.store import open_store
from anmai.store.tables import Touched

Dump = Callable[[Graph], tuple[list[str], list[str]]]
KIND = str(MAPPINGS / "clinic-visits.yaml")


def _load(settings: Settings, graph: Graph, path: Path, **options: object) -> LoadResult:
    return load_source(settings, TableChoice(str(path)), KIND, LoadOptions(**options), graph=graph)  # type: ignore[arg-type]


def test_row_becomes_entry_parties_identifiers_place_and_case(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    number = id_number()
    row = visit(
        1, 身份证号=number, 关联案号="（2020）浙0106刑初77号", 法院="杭州市西湖区人民法院", 离院日期="2021-05-08"
    )

    result = _load(graph_settings, clean_graph, write_csv(tmp_path / "v.csv", [row]), as_of="2021-06-30")

    assert result.counts["new"] == 1
    entry = clean_graph.read("MATCH (e:Entry:ClinicVisit) RETURN properties(e) AS e")[0]["e"]
    assert entry == {
        "id": "clinic-visits#V0001", "source": "clinic-visits", "row": 2, "file": "v.csv", "visit_no": "V0001",
        "patient_name": "孔令驰", "patient_id": number, "born": "1986-03-09", "home": "浙江省杭州市西湖区",
        "clinic": "杭州市西湖区翠苑第三诊所有限公司", "way": "outpatient", "admitted": "2021-05-06",
        "discharged": "2021-05-08", "cost": 1234.5, "card_no": "KA-77120", "phone": "13905712233", "insured": True,
        "note": "复诊", "case_number": "(2020)浙0106刑初77号", "court": "杭州市西湖区人民法院",
        "date_from": "2021-05-06", "date_until": "2021-05-08",
    }  # fmt: skip
    parties = clean_graph.read(
        "MATCH (p)-[r:IN_ENTRY]->(:ClinicVisit) RETURN labels(p)[0] AS label, p.name AS name, r.role AS role, "
        "r.columns AS columns, r.source AS source ORDER BY role"
    )
    assert [(row["label"], row["name"], row["role"]) for row in parties] == [
        ("Organization", "杭州市西湖区翠苑第三诊所有限公司", "clinic"),
        ("Person", "孔令驰", "patient"),
    ]
    assert parties[1]["columns"] == ["patient_name", "patient_id", "born", "home", "phone"]
    shared = clean_graph.read(
        "MATCH (:ClinicVisit)-[r:HAS_IDENTIFIER]->(i) RETURN labels(i)[0] AS label, i.id AS id, r.role AS role "
        "ORDER BY label"
    )
    assert [tuple(row.values()) for row in shared] == [
        ("Account", "KA-77120", "card"), ("IdNumber", number, "patient"), ("Phone", "13905712233", "patient"),
    ]  # fmt: skip
    assert clean_graph.read("MATCH (:ClinicVisit)-[:IN_REGION]->(r:Region) RETURN r.id AS id") == [{"id": "330106"}]
    cases = clean_graph.read("MATCH (:ClinicVisit)-[:CONCERNS]->(c:Case) RETURN c.number AS n, c.referred AS r")
    assert cases == [{"n": "(2020)浙0106刑初77号", "r": True}]
    source = clean_graph.read("MATCH (s:Source) RETURN properties(s) AS s")[0]["s"]
    assert (source["kind"], source["rows"], source["grade"], source["as_of"]) == (
        "clinic-visits", 1, "sensitive", "2021-06-30",
    )  # fmt: skip
    assert source["supplies"] == ["clinic_visits"]


def test_loading_twice_changes_nothing(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, dump_graph: Dump
) -> None:
    path = write_csv(tmp_path / "v.csv", [visit(n, 卡号=f"KA-{n % 3}00") for n in range(1, 8)])
    _load(graph_settings, clean_graph, path)
    before, touched = dump_graph(clean_graph), _touched(graph_settings)

    again = _load(graph_settings, clean_graph, path)

    assert (again.counts["unchanged"], again.counts["new"], again.counts["changed"]) == (7, 0, 0)
    assert dump_graph(clean_graph) == before
    assert _touched(graph_settings) == touched


def test_changed_row_replaces_and_vanished_row_goes_with_replace_alone(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, dump_graph: Dump
) -> None:
    first = [visit(1), visit(2, 卡号="KB-20001"), visit(3, 姓名="申屠若谷")]
    second = [visit(1), visit(2, 卡号="KC-30001", 费用="88")]
    _load(graph_settings, clean_graph, write_csv(tmp_path / "v.csv", first))

    kept = _load(graph_settings, clean_graph, write_csv(tmp_path / "v.csv", second))

    assert (kept.counts["changed"], kept.counts["removed"]) == (1, 0)
    rows = clean_graph.read("MATCH (e:ClinicVisit) RETURN e.visit_no AS n, e.cost AS cost ORDER BY n")
    assert [(row["n"], row["cost"]) for row in rows] == [("V0001", 1234.5), ("V0002", 88.0), ("V0003", 1234.5)]
    assert clean_graph.read("MATCH (a:Account) RETURN collect(a.id) AS ids")[0]["ids"].count("KB-20001") == 0
    mark = _touched(graph_settings)

    gone = _load(graph_settings, clean_graph, tmp_path / "v.csv", replace=True)

    assert gone.counts["removed"] == 1
    assert clean_graph.read("MATCH (e:ClinicVisit) RETURN count(e) AS n") == [{"n": 2}]
    assert clean_graph.read("MATCH (p:Person {name: '申屠若谷'}) RETURN count(p) AS n") == [{"n": 0}]
    assert ("ClinicVisit", "clinic-visits#V0003") in _touched_nodes(graph_settings, mark)
    incremental = dump_graph(clean_graph)
    rebuild(graph_settings, lambda _phase, _done, _total: None)
    assert dump_graph(clean_graph) == incremental


def test_removing_a_source_leaves_everything_else_equal(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, dump_graph: Dump, rulings: Path
) -> None:
    ingest(graph_settings, [rulings], Options(), lambda _phase, _done, _total: None, graph=clean_graph)
    other = tmp_path / "transfers.csv"
    other.write_text(
        "交易时间,付款户名,付款账号,收款户名,收款账号,金额（元）\n"
        "2021-03-01 09:30:00,孔令驰,6222000000001,宋知远,KA-77120,5000\n",
        encoding="utf-8",
    )
    load_source(
        graph_settings, TableChoice(str(other)), str(MAPPINGS / "transfers.yaml"), LoadOptions(), graph=clean_graph
    )
    before = dump_graph(clean_graph)
    case = clean_graph.read(
        "MATCH (c:Case)-[:HEARD_BY]->(k:Court) WHERE NOT c.referred AND c.number IS NOT NULL "
        "RETURN c.number AS number, k.name AS court ORDER BY number LIMIT 1"
    )[0]
    person = clean_graph.read(
        "MATCH (p:Person) WHERE NOT p.masked AND p.birth_date =~ '.{10}' AND p.household IS NOT NULL "
        "RETURN p.name AS name, p.birth_date AS born, p.household AS home ORDER BY p.id LIMIT 1"
    )[0]
    rows = [
        visit(1, 关联案号=case["number"], 法院=case["court"], 姓名=person["name"], 出生日期=person["born"],
              户籍地=person["home"]),
        visit(2, 关联案号="(2020)浙0106刑初99号", 法院="杭州市西湖区人民法院", 身份证号=id_number()),
    ]  # fmt: skip
    _load(graph_settings, clean_graph, write_csv(tmp_path / "v.csv", rows))
    assert dump_graph(clean_graph) != before

    assert remove_source(graph_settings, "clinic-visits", graph=clean_graph) == 2

    assert dump_graph(clean_graph) == before
    store = open_store(graph_settings)
    with store.session(write=False) as session:
        for table in ("sources", "source_files", "source_loads", "entries"):
            column = "name" if table == "sources" else "source"
            left = session.connection().exec_driver_sql(
                f"SELECT count(*) FROM {table} WHERE {column} = 'clinic-visits'"
            )
            assert left.scalar() == 0, table
    store.close()


def test_full_number_joins_a_rulings_person_and_a_namesake_stays_apart(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    number = id_number(born="19900117", serial="359")
    ruling = tmp_path / "rulings"
    ruling.mkdir()
    (ruling / "one.txt").write_text(
        "杭州市西湖区人民法院\n刑 事 判 决 书\n（2020）浙0106刑初5号\n公诉机关杭州市西湖区人民检察院。\n"
        f"被告人欧阳怀瑾，男，1990年1月17日出生，公民身份号码{number}，汉族，农民，户籍所在地浙江省杭州市西湖区。\n"
        "杭州市西湖区人民检察院以杭西检刑诉〔2020〕3号起诉书指控被告人欧阳怀瑾犯盗窃罪，于2020年2月1日向本院提起公诉。\n"
        "本院认为，被告人欧阳怀瑾盗窃他人财物，数额较大，其行为已构成盗窃罪。"
        "依照《中华人民共和国刑法》第二百六十四条之规定，"
        "判决如下：\n被告人欧阳怀瑾犯盗窃罪，判处拘役四个月，并处罚金人民币一千元。\n"
        "审判长 甘书平\n二〇二〇年三月二日\n书记员 柏青\n",
        encoding="utf-8",
    )  # fmt: skip
    ingest(graph_settings, [ruling], Options(), lambda _phase, _done, _total: None, graph=clean_graph)
    defendant = clean_graph.read("MATCH (p:Person)-[:DEFENDANT_IN]->(:Case) RETURN p.id AS id, p.id_number AS n")
    assert [row["n"] for row in defendant] == [number]
    plain = {"出生日期": "", "户籍地": ""}
    rows = [
        visit(1, 姓名="欧阳怀瑾", 身份证号=number, **plain),
        visit(2, 姓名="欧阳怀瑾", **plain),
        visit(3, 姓名="欧阳某", 出生日期="1990年1月17日", 户籍地="浙江省杭州市西湖区"),
        visit(4, 姓名="欧阳怀瑾", 出生日期="1990-01-17", 户籍地="330106"),
        visit(5, 姓名="欧阳怀瑾", 身份证号=id_number(born="19720101", serial="111"), **plain),
    ]

    _load(graph_settings, clean_graph, write_csv(tmp_path / "v.csv", rows))

    found = clean_graph.read(
        "MATCH (p:Person)-[:IN_ENTRY {role: 'patient'}]->(e:ClinicVisit) RETURN e.visit_no AS n, p.id AS id ORDER BY n"
    )
    joined = [row["n"] for row in found if row["id"] == defendant[0]["id"]]
    assert joined == ["V0001", "V0004"]
    assert len({row["id"] for row in found}) == 4


def test_bad_rows_go_to_the_reject_file_and_the_rest_is_loaded(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    rows = [
        visit(1), visit(2, 就诊日期="前天"), visit(3, 费用="很贵"), visit(4, 就诊方式="外卖"), visit(5, 姓名=""),
        visit(6, 费用="-3"), visit(1, 费用="9"), visit(7, 身份证号="3.30106E+17"), visit(8), visit(8),
    ]  # fmt: skip
    path = write_csv(tmp_path / "v.csv", rows)

    result = _load(graph_settings, clean_graph, path)

    assert result.rejects == f"{path}.rejects.csv"
    told = (tmp_path / "v.csv.rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert told[0] == ",".join((*HEADERS, "anmai:row", "anmai:reasons"))
    reasons = [line.rsplit(",", 2)[1:] for line in told[1:]]
    assert [number for number, _ in reasons] == ["3", "4", "5", "6", "7", "8", "9"]
    for (_, reason), said in zip(
        reasons,
        ("admitted: “前天” is no date", "cost: “很贵” is no number", "way: “外卖” is none of 门诊、住院",
         "patient_name: is required", "cost: “-3” is less than 0", "visit_no: the key stands in row 2",
         "patient_id: “3.30106E+17” has lost digits"), strict=True,
    ):  # fmt: skip
        assert said in reason
    assert result.counts == {
        "rows": 10, "rejected": 7, "repeated": 1, "new": 2, "changed": 0, "unchanged": 0, "removed": 0,
    }  # fmt: skip
    assert clean_graph.read("MATCH (e:ClinicVisit) RETURN count(e) AS n") == [{"n": 2}]


@pytest.mark.parametrize(
    ("rows", "headers", "said"),
    [
        ([visit(1, 就诊日期="前天")], HEADERS, "no row of it is good"),
        ([visit(1)], HEADERS[1:], "no column for visit_no"),
        ([visit(1)], ("甲", "乙"), "none of the first 15 rows is a header"),
    ],
)
def test_table_that_does_not_fit_changes_nothing(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path, dump_graph: Dump,
    rows: list[dict[str, str]], headers: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    _load(graph_settings, clean_graph, write_csv(tmp_path / "good.csv", [visit(1), visit(2)]))
    before = dump_graph(clean_graph)

    with pytest.raises(SourceError, match=said):
        _load(graph_settings, clean_graph, write_csv(tmp_path / "bad.csv", rows, headers=headers), replace=True)

    assert dump_graph(clean_graph) == before
    again = _load(graph_settings, clean_graph, tmp_path / "good.csv")
    assert again.counts["unchanged"] == 2


def test_formula_quotes_and_control_characters_survive(
    graph_settings: Settings, clean_graph: Graph, tmp_path: Path
) -> None:
    note = '=HYPERLINK("http://x")\t"引"\x07\'; DROP\n第二行 \U00020000'

    _load(graph_settings, clean_graph, write_csv(tmp_path / "v.csv", [visit(1, 备注=note)]))

    assert clean_graph.read("MATCH (e:ClinicVisit) RETURN e.note AS note") == [{"note": note}]


def test_mapping_that_changed_reads_the_rows_anew(graph_settings: Settings, clean_graph: Graph, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "v.csv", [visit(1)])
    told = yaml.safe_load(Path(KIND).read_text(encoding="utf-8"))
    _load(graph_settings, clean_graph, path)
    column = next(each for each in told["columns"] if each["name"] == "cost")
    column["unit"], told["version"] = "fen", "1.1.0"
    changed = tmp_path / "clinic-visits.yaml"
    changed.write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")

    result = load_source(graph_settings, TableChoice(str(path)), str(changed), LoadOptions(), graph=clean_graph)

    assert result.counts["changed"] == 1
    assert clean_graph.read("MATCH (e:ClinicVisit) RETURN e.cost AS cost") == [{"cost": 12.345}]


def _touched(settings: Settings) -> int:
    store = open_store(settings)
    with store.session(write=False) as session:
        found = session.query(Touched).count()
    store.close()
    return found


def _touched_nodes(settings: Settings, after: int) -> set[tuple[str, str]]:
    store = open_store(settings)
    with store.session(write=False) as session:
        rows = session.query(Touched).order_by(Touched.seq).offset(after).all()
    store.close()
    return {(row.label, row.node_id) for row in rows}
