"""From records to rows: casts with two parties of one name, passages on every relationship, instances of one matter."""

from __future__ import annotations

from typing import Any

import pytest

from anmai.forms.record import Provenance, Record
from anmai.graph.loading.cases import Given, Instance, case_properties, matters, standing_of, standing_verdicts
from anmai.graph.loading.cast import Cast
from anmai.graph.loading.document_rows import DocumentFacts, Owner, document_rows
from anmai.graph.loading.entities import entity_properties
from anmai.graph.loading.mention_rows import mention_id, mention_rows
from anmai.graph.loading.rows import GraphRows, Node

_FACTS = DocumentFacts("s/a.txt", "a", "0" * 64, "1" * 64)


def _record(**told: Any) -> Record:
    """A record whose every value has a passage of its own."""
    record = Record.model_validate({"id": "a", **told})
    paths = _leaves(told, "")
    record.provenance = [
        Provenance(path=path, spans=[(10 * at, 10 * at + 3)], component="test", version="1")
        for at, path in enumerate(paths)
    ]
    return record


def _leaves(value: Any, path: str) -> list[str]:
    if isinstance(value, dict):
        return [leaf for name, each in value.items() for leaf in _leaves(each, f"{path}/{name}")]
    if isinstance(value, (list, tuple)):
        return [leaf for at, each in enumerate(value) for leaf in _leaves(each, f"{path}/{at}")]
    return [path]


def _rows(record: Record) -> GraphRows:
    labels = {"person": "Person", "organization": "Organization"}
    owners = {
        mention_id(_FACTS.id, mention.ordinal): Owner(Node(labels[mention.kind], f"E{mention.ordinal}"))
        for mention in Cast(record).mentions
    }
    return document_rows(_FACTS, record, owners)


def _ends(rows: GraphRows, type: str) -> list[tuple[str, str]]:
    return [(row["source"], row["target"]) for key, found in rows.relations.items() if key[0] == type for row in found]


def test_two_defendants_of_one_name_stay_two() -> None:
    record = _record(
        doc_type="刑事判决书",
        defendants=[{"name": "张某"}, {"name": "李某"}, {"name": "张某"}],
        verdicts=[
            {"defendant": "张某", "months": 6, "penalty": "有期徒刑"},
            {"defendant": "李某", "months": 7, "penalty": "有期徒刑"},
            {"defendant": "张某", "months": 8, "penalty": "有期徒刑"},
        ],
    )

    rows = _rows(record)

    assert _ends(rows, "RECEIVED") == [("E0", "s/a.txt#v0"), ("E1", "s/a.txt#v1"), ("E2", "s/a.txt#v2")]


def test_judge_of_the_defendants_name_is_somebody_else() -> None:
    cast = Cast(_record(defendants=[{"name": "陆怀信"}], judges=[{"name": "陆怀信", "role": "审判长"}]))

    assert [(mention.group, mention.roles) for mention in cast.mentions] == [
        ("party", ["被告人"]),
        ("court", ["审判长"]),
    ]


def test_name_in_several_places_is_one_mention_with_all_roles() -> None:
    record = _record(
        parties=[
            {"name": "杭州青荇商贸有限公司", "roles": ["被告"], "kind": "organization", "representative": "沈知秋",
             "short_name": "青荇公司"},
            {"name": "沈知秋", "roles": ["被告"], "kind": "person"},
        ],
        guarantors=["沈知秋"],
        agents=[{"name": "沈知秋", "for": ["青荇公司"]}],
    )  # fmt: skip

    rows = _rows(record)

    assert [mention.roles for mention in Cast(record).mentions] == [
        ["被告"], ["被告", "法定代表人", "保证人", "委托诉讼代理人"],
    ]  # fmt: skip
    assert _ends(rows, "REPRESENTS") == [("E1", "E0")]
    assert _ends(rows, "ACTS_FOR") == [("E1", "E0")]


def _full_record() -> Record:
    return _record(
        doc_type="刑事判决书",
        case_number="（2019）浙0106刑初123号",
        court="杭州市西湖区人民法院",
        procedure="一审",
        judgment_date="2019-05-24",
        prosecution="杭州市西湖区人民检察院",
        articles=[{"law": "中华人民共和国刑法", "article": 264}],
        prior_instances=[{"court": "义乌市人民法院", "case_number": "（2018）浙0782刑初9号"}],
        judges=[{"name": "陆怀信", "role": "审判长"}],
        defendants=[{
            "name": "赵立群", "sex": "男", "birth_date": "1985-03-12", "domicile": "杭州市西湖区文三路1号",
            "household": "浙江省义乌市", "id_number": "11010519491231002X",
        }],
        defenders=[{"name": "周谨言", "firm": "浙江明允律师事务所", "for": ["赵立群"]}],
        victims=["方海棠"],
        priors=[{"defendant": "赵立群", "date": "2015-01-05", "charge": "盗窃罪", "penalty": "有期徒刑六个月"}],
        verdicts=[{
            "defendant": "赵立群", "charges": ["盗窃罪"], "penalty": "有期徒刑", "months": 8, "fine_yuan": 2000,
            "revokes": [{"court": "义乌市人民法院", "case_number": "（2017）浙0782刑初3号"}],
        }],
        offences=[{"defendant": "赵立群", "charge": "盗窃罪", "date": "2019-02-11"}],
        circumstances=[{"defendant": "赵立群", "type": "累犯"}],
        parties=[
            {"name": "钱仲平", "roles": ["原告"], "kind": "person"},
            {"name": "杭州青荇商贸有限公司", "roles": ["被告"], "kind": "organization", "representative": "沈知秋",
             "credit_code": "91330106MA27XL0Y0P"},
        ],
        agents=[{"name": "许闻溪", "firm": "浙江明允律师事务所", "for": ["钱仲平"]}],
        guarantors=["沈知秋"],
        spouses=[["钱仲平", "方海棠"]],
        loans=[{"lender": "钱仲平", "borrower": "杭州青荇商贸有限公司", "yuan": 50000}],
    )  # fmt: skip


def test_every_relationship_names_document_passage_component_and_version() -> None:
    rows = _rows(_full_record())

    kinds = {key[0] for key in rows.relations}
    assert kinds >= {
        "RECORDS", "HEARD_BY", "PROSECUTED_BY", "REVIEWS", "CITES", "IN_DOCUMENT", "OF", "DEFENDANT_IN", "PARTY_TO",
        "VICTIM_IN", "DEFENDS", "ACTS_FOR", "JUDGED", "REPRESENTS", "SPOUSE_OF", "HAS_IDENTIFIER", "RECEIVED",
        "IN_CASE", "TOLD_IN", "FOR_CHARGE", "COMMITTED", "REVOKES", "LENT_BY", "BORROWED_BY", "GUARANTEED_BY",
        "CLAIMED_IN",
    }  # fmt: skip
    for key, found in rows.relations.items():
        for row in found:
            told = row["properties"]
            assert told["document"] == "s/a.txt", key
            assert told["spans"] and len(told["spans"]) % 2 == 0, key
            assert told["component"] and told["version"], key


def test_verdict_properties_keep_null_apart_from_no() -> None:
    found = _rows(_full_record()).nodes["Verdict"]["s/a.txt#v0"]
    silent = _rows(_record(defendants=[{"name": "甲乙"}], verdicts=[{"defendant": "甲乙"}])).nodes["Verdict"]

    assert found["recidivist"] is True
    assert found["suspended"] is False
    assert "probation_months" not in found
    assert silent["s/a.txt#v0"] == {"source": "ruling"}


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ({"revokes": [{}]}, {"revokes_suspension": True}),
        (
            {
                "charges": ["盗窃罪", "掩饰、隐瞒犯罪所得罪"],
                "per_charge": [{"charge": "掩饰、隐瞒犯罪所得罪、盗窃罪"}, {"charge": "诈骗罪"}],
            },
            {"merges_earlier": True},
        ),
        (
            {
                "charges": ["盗窃罪", "掩饰、隐瞒犯罪所得罪"],
                "per_charge": [{"charge": "掩饰、隐瞒犯罪所得罪、盗窃罪"}],
            },
            {},
        ),
        (
            {"charges": ["盗窃罪"], "per_charge": [{"charge": "盗窃罪"}, {"charge": "盗窃罪"}]},
            {"merges_earlier": True},
        ),
        ({"confiscation": 50000}, {"confiscation": True}),
        ({"confiscation": True}, {"confiscation": True}),
    ],
)
def test_revocation_merging_and_confiscation_are_told_on_the_verdict(
    verdict: dict[str, Any], told: dict[str, Any]
) -> None:
    record = _record(defendants=[{"name": "甲乙"}], verdicts=[{"defendant": "甲乙", **verdict}])

    found = _rows(record).nodes["Verdict"]["s/a.txt#v0"]

    assert {name: found[name] for name in found if name not in ("source", "charges")} == told


def test_undeclared_property_or_relationship_is_refused() -> None:
    rows = GraphRows()

    with pytest.raises(ValueError, match="colour"):
        rows.node("Case", "x", {"colour": "red"})
    with pytest.raises(ValueError, match="JUDGED"):
        rows.relation("JUDGED", Node("Case", "x"), Node("Person", "p"), {})


def test_mention_rows_carry_what_identity_compares() -> None:
    rows = mention_rows("s/a.txt", _full_record())

    first = rows[0]
    assert (first["id"], first["name"], first["masked"]) == ("s/a.txt#m0", "赵立群", False)
    assert first["county"] == "330782"
    assert first["case_key"] == "浙江省杭州市西湖区人民法院|(2019)浙0106刑初123号"
    assert first["features"]["prior_cases"] == ["浙江省义乌市人民法院|(2018)浙0782刑初9号"]
    assert set(first["features"]["spans"]) == {"name", "sex", "birth_date", "household", "id_number"}


# ---------------------------------------------------------------- cases and entities


def test_case_takes_what_the_judgment_says_before_an_order_of_its_number() -> None:
    order = _record(doc_type="刑事裁定书", case_number="（2019）浙0106刑初1号", judgment_date="2019-06-30")
    judgment = _record(
        doc_type="刑事判决书", case_number="（2019）浙0106刑初1号", judgment_date="2019-05-24", procedure="一审"
    )

    told = case_properties("c|(2019)浙0106刑初1号", {"a": order, "b": judgment})

    assert told["judgment_date"] == "2019-05-24"
    assert told["kind"] == "criminal"
    assert told["referred"] is False


def test_case_that_is_only_mentioned_is_told_by_its_number() -> None:
    told = case_properties("义乌市人民法院|(2018)浙0782刑初9号", {})

    assert told == {"number": "(2018)浙0782刑初9号", "kind": "criminal", "year": 2018, "referred": True}


def test_default_is_no_only_where_a_civil_judgment_was_read_whole() -> None:
    def by_default(**told: Any) -> bool | None:
        return case_properties("x", {"a": _record(**told)}).get("by_default")

    assert by_default(doc_type="民事判决书") is False
    assert by_default(doc_type="民事判决书", default_parties=["钱仲平"]) is True
    assert by_default(doc_type="民事判决书", status="partial") is None
    assert by_default(doc_type="民事裁定书") is None


def test_matters_join_what_reviews_one_another() -> None:
    assert matters(["a", "b", "c", "d"], [("c", "a"), ("d", "c")]) == [["a", "c", "d"], ["b"]]


def test_last_instance_stands_and_enforcement_decides_nothing() -> None:
    standing = standing_of(
        [
            Instance("first", True, "一审", "2019-05-01"),
            Instance("appeal", True, "二审", "2019-04-01"),
            Instance("enforced", True, "执行", "2020-01-01"),
            Instance("mentioned", False, None, None),
        ]
    )

    assert standing == {"first": False, "appeal": True, "enforced": None, "mentioned": None}


def test_what_judges_nobody_never_stands() -> None:
    standing = standing_of(
        [
            Instance("judgment", True, "一审", "2019-05-01", "criminal"),
            Instance("indictment", True, None, "2019-06-01", "prosecution"),
            Instance("commutation", True, "其他", "2022-03-01", "criminal"),
        ]
    )

    assert standing == {"judgment": True, "indictment": None, "commutation": None}
    assert standing_of([Instance("indictment", True, None, "2019-06-01", "prosecution")]) == {"indictment": None}
    assert standing_of([Instance("order", True, "其他", "2022-03-01", "civil")]) == {"order": True}


def test_verdict_falls_only_for_whom_a_later_instance_judged_anew() -> None:
    instances = {"c1": Instance("c1", True, "一审", "2019-05-01"), "c2": Instance("c2", True, "二审", "2019-09-01")}
    verdicts = [Given("v1", "c1", "d1", "P1"), Given("v2", "c1", "d1", "P2"), Given("v3", "c2", "d2", "P1")]

    assert standing_verdicts(verdicts, instances, {}) == {"v1": False, "v2": True, "v3": True}


def test_same_ruling_twice_gives_one_standing_verdict() -> None:
    instances = {"c": Instance("c", True, "一审", "2019-05-01")}
    verdicts = [Given("d1#v0", "c", "d1", "P1"), Given("d2#v0", "c", "d2", "P1")]

    assert standing_verdicts(verdicts, instances, {"c": "d1"}) == {"d1#v0": True, "d2#v0": False}


def test_entity_is_the_same_in_any_order_of_mentions() -> None:
    def mention(name: str, **told: Any) -> dict[str, Any]:
        row = {"name": name, "masked": False, "sex": None, "birth_date": None, "id_number": None, "times": 1}
        return row | {"features": {}} | told

    rows = [
        mention("赵立群", birth_date="1985", features={"household": "义乌", "judgment_date": "2018-01-01"}),
        mention("赵立群", birth_date="1985-03-12", sex="男"),
        mention("赵某某", masked=True, features={"household": "杭州", "judgment_date": "2019-01-01"}),
        mention("赵某某", masked=True, features={"aliases": ["阿群"]}),
        mention("赵某某", masked=True),
    ]

    told = entity_properties("person", rows)

    assert told == entity_properties("person", rows[::-1])
    assert told["name"] == "赵立群"
    assert told["names"] == sorted(["赵立群", "赵某某", "阿群"])
    assert (told["birth_date"], told["sex"], told["household"]) == ("1985-03-12", "男", "杭州")
    assert (told["masked"], told["mentions"]) == (False, 5)


def test_former_names_of_civil_parties_reach_identity() -> None:
    record = _record(
        parties=[
            {"name": "于建华", "aliases": ["于小华"], "roles": ["原告"]},
            {
                "name": "六安合顺建材有限公司",
                "aliases": ["六安合顺砖瓦有限公司"],
                "roles": ["被告"],
                "kind": "organization",
            },
        ]
    )

    told = {row["name"]: row["features"].get("aliases") for row in mention_rows(_FACTS, record)}

    assert told == {"于建华": ["于小华"], "六安合顺建材有限公司": ["六安合顺砖瓦有限公司"]}
