"""What a record says against itself: one warning a fault, with a code, Chinese and English."""

from collections.abc import Callable

import pytest

from anmai.extraction.data.tables import table
from anmai.forms.record import Record


def codes(record: Record) -> list[str]:
    return [warning.split(":")[0] for warning in record.warnings]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"operative": "被告人罗大海犯盗窃罪，判处有期徒刑四年，缓刑五年。\n"}, "probation_long_term"),
        ({"operative": "被告人罗大海犯盗窃罪，判处有期徒刑二年，缓刑一年。\n"}, "probation_too_short"),
        ({"operative": "被告人罗大海犯盗窃罪，判处管制一年，缓刑二年。\n"}, "probation_alone"),
        (
            {"operative": "被告人罗大海犯盗窃罪，判处有期徒刑七个月（刑期自2018年2月3日起至2019年9月2日止）。\n"},
            "served_time",
        ),
        (
            {
                "operative": (
                    "被告人罗大海犯盗窃罪，判处有期徒刑一年；犯诈骗罪，判处有期徒刑一年；决定执行有期徒刑三年。\n"
                )
            },
            "terms_do_not_add_up",
        ),
        (
            {
                "operative": (
                    "被告人罗大海犯盗窃罪，判处有期徒刑一年，并处罚金一千元；犯诈骗罪，判处有期徒刑一年，并处罚金二千元；"
                    "决定执行有期徒刑一年六个月，并处罚金二千元。\n"
                )
            },
            "fines_do_not_add_up",
        ),
        ({"operative": "被告人罗大海犯白日做梦罪，判处有期徒刑一年。\n"}, "unknown_charge"),
        ({"operative": "被告人罗大海犯盗窃罪，判处有期徒刑一年六，缓刑二年。\n"}, "no_term"),
        ({"operative": "没收作案工具。\n"}, "no_verdict"),
        ({"facts": "经审理查明，2019年2月3日，被告人罗大海窃得手机一部。\n"}, "offence_after_judgment"),
        (
            {"parties": ("被告人罗大海，男，1987年3月5日出生，汉族。因涉嫌犯盗窃罪于2018年8月4日被刑事拘留。\n")},
            "measure_after_judgment",
        ),
        (
            {"parties": ("被告人罗大海，男，汉族。2016年5月3日因犯盗窃罪被判处拘役三个月，2015年8月2日刑满释放。\n")},
            "release_before_prior",
        ),
        ({"parties": "被告人罗大海，男，2010年3月5日出生，汉族。\n"}, "young_at_offence"),
        (
            {"operative": "一、被告人罗大海犯盗窃罪，判处有期徒刑一年。\n二、被告人石坚犯盗窃罪，判处拘役三个月。\n"},
            "unknown_convict",
        ),
    ],
)
def test_each_fault_is_told_under_its_code(read: Callable[..., Record], parts: dict[str, str], code: str) -> None:
    record = read(**parts)

    assert codes(record) == [code]


def test_a_warning_speaks_chinese_and_english_and_names_the_defendant(read: Callable[..., Record]) -> None:
    (warning,) = read(operative="被告人罗大海犯盗窃罪，判处有期徒刑四年，缓刑五年。\n").warnings

    assert warning == ("probation_long_term: 罗大海刑期48个月仍有缓刑。 罗大海 has a suspension beside 48 months.")


def test_a_sound_judgment_has_no_warning(read: Callable[..., Record]) -> None:
    assert read().warnings == []


def test_every_code_has_its_line_in_the_reports_table() -> None:
    assert set(table("self_checks")) <= set(table("warning_kinds"))
