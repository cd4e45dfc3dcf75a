"""Complete registered names identify; short ones, masks and ambiguous ones don't."""

from __future__ import annotations

import pytest

from anmai.graph.identity.commonness import is_common
from anmai.graph.identity.organizations import is_complete


@pytest.mark.parametrize(
    "name",
    [
        "杭州市云栖建材有限公司",
        "杭州云栖建材有限公司",
        "云栖(杭州)科技有限公司",
        "浙江省云栖实业集团股份有限公司",
        "西湖云栖竹径贸易有限公司",
        "中国云栖财产保险股份有限公司",
        "云栖银行股份有限公司",
        "中国云栖银行股份有限公司杭州分行",
        "杭州云栖建材有限公司宁波分公司",
        "北京云栖(杭州)律师事务所",
        "杭州市西湖区人民政府",
    ],
)
def test_complete_names(name: str) -> None:
    assert is_complete(name)


@pytest.mark.parametrize(
    "name",
    [
        "云栖公司",
        "云栖建材",
        "宏达建材有限公司",
        "杭州有限公司",
        "云栖银行杭州分行",
        "宏达建材有限公司杭州分公司",
        "杭州分公司",
        "西湖区人民政府",
        "大王庄村民委员会",
        "万科小区建材有限公司",
    ],
)
def test_names_that_several_may_bear(name: str) -> None:
    assert not is_complete(name)


@pytest.mark.parametrize("name", "王伟 王建国 欧阳建国 李婷婷 张超超 阿里·买买 石一".split())
def test_common_names(name: str) -> None:
    assert is_common(name)


@pytest.mark.parametrize("name", "柯若岚 闫志钢 欧阳若岚 阿卜杜热合曼·吐尔逊".split())
def test_names_that_are_not_common(name: str) -> None:
    assert not is_common(name)
