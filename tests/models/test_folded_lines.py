"""Chinese that a model's YAML folds over lines is read without the spaces that stand for the breaks."""

from __future__ import annotations

from typing import Any

import pytest

from anmai.cypher_models.load import Problem, read_yaml


def _read(text: str) -> Any:
    problems: list[Problem] = []
    value, _ = read_yaml("model.yaml", text, problems)
    assert problems == []
    return value


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (("件数、年限，", "不是法定标准"), "件数、年限，不是法定标准"),
        (("同一人在两个以上", "地市被判处刑罚"), "同一人在两个以上地市被判处刑罚"),
        (("见（", "fine_classes）"), "见（fine_classes）"),
        (("参数 window_years", "。另有"), "参数 window_years。另有"),
        (("见数据表", "fine_classes 所列"), "见数据表 fine_classes 所列"),
        (("Three or more", "people"), "Three or more people"),
        (("Charges such as", "寻衅滋事罪"), "Charges such as 寻衅滋事罪"),
    ],
)
@pytest.mark.parametrize("form", [">-\n  {0}\n  {1}\n", "{0}\n  {1}\n", '"{0}\n  {1}"\n'])
def test_a_break_within_chinese_leaves_no_space(lines: tuple[str, str], read: str, form: str) -> None:
    assert _read("zh: " + form.format(*lines)) == {"zh": read}


def test_what_is_written_on_one_line_or_in_a_literal_block_stays() -> None:
    assert _read("a: 张 三\nb: |-\n  李 四\n  王 五\n") == {"a": "张 三", "b": "李 四\n王 五"}
