"""Each rule: what it joins, a near miss that it leaves apart, and an innocent look-alike."""

from __future__ import annotations

from typing import Any

import pytest

FULL = "330106198001020019"
OTHER = "330106198001020035"
WIDE = "３３０１０６１９８００１０２００１９"
CODE, OTHER_CODE = "91330100799655058B", "91330106MA27XY7K06"
FIRST = "杭州市西湖区人民法院|(2019)浙0106刑初1号"
APPEAL = "浙江省杭州市中级人民法院|(2019)浙01刑终2号"
KE: dict[str, Any] = {"name": "柯若岚", "sex": "男", "birth_date": "1980-01-02"}
WANG: dict[str, Any] = {"name": "王伟", "sex": "男", "birth_date": "1980-01-02"}
FIRM: dict[str, Any] = {"kind": "organization", "roles": ["原告"]}


def firm(name: str, **told: Any) -> dict[str, Any]:
    return FIRM | {"name": name} | told


def told(base: dict[str, Any], *without: str, **more: Any) -> dict[str, Any]:
    return {name: value for name, value in base.items() if name not in without} | more


@pytest.mark.parametrize(
    ("rule", "left", "right"),
    [
        ("id-number", {"name": "王伟", "id_number": FULL}, {"name": "王某", "id_number": FULL}),
        ("id-number", {"name": "张某", "id_number": FULL}, {"name": "张某", "id_number": FULL}),
        (
            "id-number",
            {"name": "王伟", "id_number": WIDE},
            {"name": "王伟", "id_number": FULL},
        ),
        ("partial-id", told(WANG, id_number="330106********0019"), {"name": "王伟", "id_number": FULL}),
        ("partial-id", told(WANG, id_number="330106********0019"), told(WANG, id_number="3301061980****0019")),
        ("credit-code", firm("杭州云栖公司", credit_code=CODE), firm("云栖股份", credit_code=CODE)),
        ("org-name", firm("杭州市云栖建材有限公司"), firm("杭州市云栖建材有限公司", credit_code=CODE)),
        ("org-name", firm("云栖（杭州）科技有限公司"), firm("云栖(杭州)科技有限公司")),
        ("name-birth-county", told(WANG, county="330106"), told(WANG, "sex", county="330106")),
        ("name-birth-county", told(WANG, county="330106"), {"name": "王伟", "id_number": FULL}),
        ("name-birth-sex", KE, KE),
        ("name-birth-sex", KE, {"name": "柯 若岚", "id_number": FULL}),
    ],
)
def test_a_rule_joins_across_documents(world: Any, rule: str, left: dict[str, Any], right: dict[str, Any]) -> None:
    (one,), (other,) = world.put("d1", left), world.put("d2", right)

    world.resolve()

    assert world.same(one, other)
    assert {each.left for each in world.decisions(rule=rule)} == {one, other}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({"name": "王伟", "id_number": FULL}, {"name": "王伟", "id_number": OTHER}, id="other number"),
        pytest.param(told(KE, id_number=FULL), told(KE, id_number=OTHER), id="other number beats the name"),
        pytest.param(
            {"name": "王伟", "id_number": "330106198001020014"},
            {"name": "王伟", "id_number": "330106198001020014"},
            id="wrong check digit",
        ),
        pytest.param(
            told(WANG, id_number="330106********0019"),
            told(WANG, id_number="330106********0035"),
            id="partial, other",
        ),
        pytest.param(
            {"name": "王伟", "id_number": "330106********0019"},
            {"name": "王伟", "id_number": "330106********0019"},
            id="partial without birth date",
        ),
        pytest.param(
            told(WANG, id_number="330106********0014"),
            told(WANG, id_number="330106********0014"),
            id="wrong check",
        ),
        pytest.param(WANG, WANG, id="common name, birth date, sex"),
        pytest.param(told(KE, birth_date="1980-01"), told(KE, birth_date="1980-01"), id="birth date not full"),
        pytest.param(KE, told(KE, sex="女"), id="other sex"),
        pytest.param(KE, told(KE, birth_date="1980-01-03"), id="other birth date"),
        pytest.param(told(WANG, county="330106"), told(WANG, county="330102"), id="other county"),
        pytest.param(told(WANG, county="330100"), told(WANG, county="330100"), id="a city is no county"),
        pytest.param({"name": "柯若岚"}, {"name": "柯若岚"}, id="name alone"),
        pytest.param(
            told(KE, name="柯某某", county="330106"),
            told(KE, name="柯某某", county="330106"),
            id="mask, with all",
        ),
        pytest.param(
            told(KE, name="柯1", county="330106"),
            told(KE, name="柯1", county="330106"),
            id="numbered, with all",
        ),
        pytest.param(firm("宏达建材有限公司"), firm("宏达建材有限公司"), id="firm without region"),
        pytest.param(firm("杭州某某有限公司"), firm("杭州某某有限公司"), id="masked firm"),
        pytest.param(firm("云栖公司"), firm("云栖公司"), id="short name"),
        pytest.param(firm("杭州市云栖建材有限公司"), firm("杭州市云栖建材有限公司宁波分公司"), id="branch and parent"),
        pytest.param(
            firm("杭州市云栖建材有限公司", credit_code=CODE),
            firm("杭州市云栖建材有限公司", credit_code=OTHER_CODE),
            id="other credit code",
        ),
        pytest.param(
            firm("云栖公司", credit_code="91330100799655059B"),
            firm("栖云公司", credit_code="91330100799655059B"),
            id="credit code with a wrong check character",
        ),
        pytest.param(
            {"name": "杭州市云栖建材有限公司"}, firm("杭州市云栖建材有限公司"), id="person and organization of one name"
        ),
    ],
)
def test_near_misses_and_look_alikes_stay_apart(world: Any, left: dict[str, Any], right: dict[str, Any]) -> None:
    (one,), (other,) = world.put("d1", left), world.put("d2", right)

    world.resolve()

    assert not world.same(one, other)


def at(case: str | None, *prior: str, **party: Any) -> dict[str, Any]:
    return {"case_key": case, "features": {"prior_cases": list(prior)}} | party


def test_a_mask_is_known_again_on_appeal_by_its_original_role(world: Any) -> None:
    (first,) = world.put("d1", at(FIRST, name="张某某", roles=["被告人"]))
    (appeal,) = world.put("d2", at(APPEAL, FIRST, name="张某某", roles=["上诉人", "原审被告人"]))

    world.resolve()

    assert world.same(first, appeal)


@pytest.mark.parametrize(
    ("case", "prior", "party"),
    [
        pytest.param(APPEAL, (), {"name": "张某某", "roles": ["上诉人", "原审被告人"]}, id="appeal of an unnamed case"),
        pytest.param(APPEAL, (FIRST,), {"name": "张某", "roles": ["上诉人", "原审被告人"]}, id="another mask"),
        pytest.param(APPEAL, (FIRST,), {"name": "张某某", "roles": ["被害人"]}, id="another role"),
        pytest.param(APPEAL, (FIRST,), {"name": "张某某", "roles": ["上诉人"]}, id="mask whose first role is not told"),
        pytest.param(None, (), {"name": "张某某", "roles": ["被告人"]}, id="no case number"),
    ],
)
def test_a_mask_elsewhere_is_somebody_else(
    world: Any, case: str | None, prior: tuple[str, ...], party: dict[str, Any]
) -> None:
    (first,) = world.put("d1", at(FIRST, name="张某某", roles=["被告人"]))
    (other,) = world.put("d2", at(case, *prior, **party))

    world.resolve()

    assert not world.same(first, other)


def test_two_of_one_mask_in_a_document_are_nobody_at_another_instance(world: Any) -> None:
    one, two = world.put("d1", at(FIRST, name="张某", roles=["被告人"]), at(FIRST, name="张某", roles=["被告人"]))
    (appeal,) = world.put("d2", at(APPEAL, FIRST, name="张某", roles=["上诉人", "原审被告人"]))

    world.resolve()

    assert len({world.entity(each) for each in (one, two, appeal)}) == 3


def test_a_whole_name_is_known_again_in_enforcement_of_the_same_case(world: Any) -> None:
    execution = "杭州市西湖区人民法院|(2020)浙0106执9号"
    (first,) = world.put("d1", at(FIRST, name="王伟", roles=["被告"]))
    (later,) = world.put("d2", at(execution, FIRST, name="王伟", roles=["被执行人"]))
    (agent,) = world.put("d3", at(execution, FIRST, name="王伟", roles=["委托诉讼代理人"]))

    world.resolve()

    assert world.same(first, later)
    assert not world.same(first, agent)


def test_a_lawyer_is_known_again_only_with_the_same_firm(world: Any) -> None:
    def lawyer(case: str, *prior: str, firm: str) -> dict[str, Any]:
        return at(case, name="李二", roles=["辩护人"], features={"prior_cases": list(prior), "firm": firm})

    (first,) = world.put("d1", lawyer(FIRST, firm="浙江云栖律师事务所"))
    (same,) = world.put("d2", lawyer(APPEAL, FIRST, firm="浙江云栖律师事务所"))
    (other,) = world.put("d3", lawyer(APPEAL, FIRST, firm="浙江栖云律师事务所"))

    world.resolve()

    assert world.same(first, same)
    assert not world.same(first, other)


def test_two_parties_of_one_document_are_one_only_by_what_tells_who_they_are(world: Any) -> None:
    one, two = world.put("d1", {"name": "王伟"}, {"name": "王伟"})
    three, four = world.put("d2", {"name": "王伟", "id_number": FULL}, {"name": "王某", "id_number": FULL})

    world.resolve()

    assert not world.same(one, two)
    assert world.same(three, four)


def test_two_parties_of_one_document_do_not_become_one_through_another_document(world: Any) -> None:
    one, two = world.put(
        "d1", told(KE, "sex", county="330106"), told(WANG, name="柯若岚", id_number="330102********0014")
    )
    (bridge,) = world.put("d2", told(KE, county="330106", id_number="330102********0014"))

    world.resolve()

    assert not world.same(one, two)
    assert world.entity(bridge) in {world.entity(one), world.entity(two), world.entity(bridge)}


def test_a_contradiction_blocks_through_a_chain_and_the_one_between_joins_neither(world: Any) -> None:
    (man,) = world.put("d1", told(WANG, county="330106"))
    (between,) = world.put("d2", told(WANG, "sex", county="330106"))
    (woman,) = world.put("d3", told(WANG, sex="女", county="330106"))

    world.resolve()

    assert len({world.entity(each) for each in (man, between, woman)}) == 3
    quarrels = world.decisions(judgement="unsure")
    assert {each.left for each in quarrels} == {man, between, woman}
    against = {
        told["entity"]: told["contradicts"] for each in quarrels if each.left == man for told in each.evidence["others"]
    }
    assert against[world.entity(woman)] == [{"value": "sex", "here": "男", "there": "女"}]
    assert against[world.entity(between)] == []


def test_those_who_contradict_the_same_stay_joined_in_a_quarrel(world: Any) -> None:
    men = [world.put(f"d{number}", told(WANG, county="330106"))[0] for number in range(3)]
    (woman,) = world.put("d9", told(WANG, sex="女", county="330106"))

    world.resolve()

    assert len({world.entity(each) for each in men}) == 1
    assert not world.same(men[0], woman)


def test_a_decision_stores_the_values_and_the_passages_that_say_them(world: Any) -> None:
    spans = {"name": [[10, 13]], "birth_date": [[20, 29]], "sex": [[14, 15]]}
    (one,) = world.put("d1", told(KE, features={"spans": spans}))
    world.resolve()

    (decision,) = world.decisions(rule="name-birth-sex")

    assert decision.left == one
    assert decision.by == "rule:name-birth-sex"
    assert decision.evidence["used"] == ["name", "birth_date", "sex"]
    assert decision.evidence["values"]["birth_date"] == "1980-01-02"
    assert {"document": "d1", "value": "birth_date", "spans": [[20, 29]]} in decision.evidence["passages"]
