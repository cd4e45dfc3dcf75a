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
        ({"operative": "被告人罗大海犯盗窃罪，判处有期徒刑七个月，并处罚金人民币元。\n"}, "unread_fine"),
        ({"operative": "被告人罗大海犯盗窃罪，判处有期徒刑一年，缓刑二。\n"}, "unread_probation"),
        ({"operative": "被告人罗大海犯盗窃罪，判处有期徒刑一年，剥夺政治权利。\n"}, "unread_political_rights"),
        (
            {"reasoning": "本院认为，被告人罗大海的行为已构成盗窃罪。被告人罗大海系累犯，依法应当从重处罚。"},
            "recidivist_without_prior",
        ),
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


def test_an_unread_fine_is_told_with_its_defendant_and_passage_and_the_others_are_not(
    read: Callable[..., Record],
) -> None:
    header = "被告人罗大海，男，汉族。\n被告人石坚，男，汉族。\n"
    operative = (
        "一、被告人罗大海犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元。\n"
        "二、被告人石坚犯盗窃罪，判处拘役三个月，并处罚金（数额另定）。\n"
    )

    (warning,) = read(parties=header, charged="被告人罗大海、石坚犯盗窃罪", operative=operative).warnings

    assert warning == (
        "unread_fine: 石坚：主文有“处罚金（数额另定）”，判决结果未读出罚金或没收财产。 "
        "石坚: the operative part imposes a fine or confiscation that the verdict lacks: 处罚金（数额另定）."
    )


@pytest.mark.parametrize(
    "operative",
    [
        "被告人罗大海犯盗窃罪，判处有期徒刑七个月。\n没收违法所得及作案工具。\n",
        "撤销青禾市临江区人民法院对被告人罗大海判处有期徒刑六个月，缓刑一年，并处罚金一千元中的缓刑部分。\n"
        "被告人罗大海犯盗窃罪，判处有期徒刑七个月。\n",
        "被告人罗大海犯受贿罪，判处有期徒刑十年，并处没收个人全部财产。\n",
    ],
)
def test_confiscated_tools_earlier_penalties_and_whole_fortunes_are_no_unread_fines(
    read: Callable[..., Record], operative: str
) -> None:
    assert not {"unread_fine", "unread_probation"} & set(codes(read(operative=operative)))


def test_a_sound_judgment_has_no_warning(read: Callable[..., Record]) -> None:
    assert read().warnings == []


def test_every_code_has_its_line_in_the_reports_table() -> None:
    assert set(table("self_checks")) <= set(table("warning_kinds"))
