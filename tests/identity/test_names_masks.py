"""Masks are told from names; a mask allows only names that it may hide."""

from __future__ import annotations

import pytest

from anmai.graph.identity.names import is_masked, mask_allows, mask_surname, norm_name, split_name

PEOPLE_MASKED = """
    张某 张某某 张某甲 某甲 某 李某1 李某１ 张3 1号 张×× 张* 张＊＊ 王XX 王ＸＸ 张A 刘x 刘某x 张甲
    欧阳某 欧阳 张 王某某 张〇〇 张○ 张● 李?? 阿某 陈某（化名） 小红（化名）
"""
PEOPLE = """
    张三 陈二洪 欧阳娜娜 买买提·吐尔逊 买买提•吐尔逊 王丁丁 甲斐一郎 李丁香 石一 张甲乙 阿依古丽
    JohnSmith
"""
FIRMS_MASKED = """
    某公司 杭州某某有限公司 ××银行 XX公司 ＸＸ公司 A公司 甲公司 B1公司 杭州A有限公司
    上海甲建筑有限公司 杭州**有限公司 某村村民委员会
"""
FIRMS = """
    三六三医院 7天酒店 二〇三医院 TCL集团股份有限公司 上海ABC有限公司 KTV娱乐有限公司
    甲骨文软件有限公司 广州市MAXXX服装有限公司
"""


@pytest.mark.parametrize("name", [*PEOPLE_MASKED.split(), "", "  ", "张 某某"])
def test_masks_of_people_are_masks(name: str) -> None:
    assert is_masked(name)


@pytest.mark.parametrize("name", [*PEOPLE.split(), "陈　二　洪"])
def test_names_of_people_are_no_masks(name: str) -> None:
    assert not is_masked(name)


@pytest.mark.parametrize("name", FIRMS_MASKED.split())
def test_masks_of_organizations_are_masks(name: str) -> None:
    assert is_masked(name, kind="organization")


@pytest.mark.parametrize("name", FIRMS.split())
def test_names_of_organizations_are_no_masks(name: str) -> None:
    assert not is_masked(name, kind="organization")


def test_normal_form_unifies_width_blanks_and_dots() -> None:
    assert norm_name(" 买买提•吐尔逊\u3000１ ") == "买买提·吐尔逊1"
    assert norm_name("杭州（中国）有限公司") == "杭州(中国)有限公司"
    assert norm_name("陈\u200b二洪") == "陈二洪"


def test_surname_is_split_off_compound_ones_too() -> None:
    assert split_name("欧阳建国") == ("欧阳", "建国")
    assert split_name("欧阳") == ("欧", "阳")
    assert split_name("买买提·吐尔逊") == ("买买提·吐尔逊", "")


@pytest.mark.parametrize(("mask", "surname"), [("李某1", "李"), ("欧阳某某", "欧阳"), ("某甲", None), ("×××", None)])
def test_a_mask_shows_its_surname(mask: str, surname: str | None) -> None:
    assert mask_surname(mask) == surname


@pytest.mark.parametrize(
    ("mask", "name", "allowed"),
    [
        ("张某", "张三", True),
        ("张某", "张小三", True),
        ("张某甲", "张小三", True),
        ("张3", "张三", True),
        ("欧阳某", "欧阳建国", True),
        ("张××", "张小三", True),
        ("张××", "张三", False),
        ("张某国", "张建国", True),
        ("张×国", "张建军", False),
        ("李某", "张三", False),
        ("欧某", "欧阳建国", False),
        ("某甲", "张三", False),
    ],
)
def test_a_mask_allows_names_that_it_may_hide(mask: str, name: str, allowed: bool) -> None:
    assert mask_allows(mask, name) is allowed
