"""What stands in the end after an appeal: items upheld, annulled, repeated and changed."""

from collections.abc import Callable

import pytest

from anmai.forms.record import Record

FIRST = "青禾市临江区人民法院（2018）云0102刑初30号刑事判决"


def appeal(read: Callable[..., Record], operative: str, *names: str) -> Record:
    names = names or ("罗大海",)
    entries = "".join(f"上诉人（原审被告人）{name}，男，1987年3月5日出生，汉族。\n" for name in names)
    header = (
        "云溪省青禾市中级人民法院\n刑事判决书\n（2018）云01刑终77号\n原公诉机关青禾市临江区人民检察院。\n"
        f"{entries}青禾市临江区人民法院审理青禾市临江区人民检察院指控原审被告人{'、'.join(names)}犯盗窃罪一案，"
        "于2018年5月2日作出（2018）云0102刑初30号刑事判决。原审被告人不服，提出上诉。本院依法组成合议庭审理了本案，现已审理终结。\n"
    )
    return read(header=header, parties="", operative=operative)


@pytest.mark.parametrize(
    ("operative", "months", "probation", "fine"),
    [
        (
            f"一、维持{FIRST}对上诉人罗大海的定罪部分；\n二、撤销{FIRST}对上诉人罗大海的量刑部分；\n"
            "三、上诉人（原审被告人）罗大海犯盗窃罪，判处有期徒刑十个月，并处罚金人民币五千元。\n",
            10,
            None,
            5000,
        ),
        (
            f"一、维持{FIRST}第一项，即被告人罗大海犯盗窃罪，判处有期徒刑二年，并处罚金人民币三千元；\n"
            f"二、撤销{FIRST}第二项，即责令被告人罗大海退赔被害人苏小梅人民币3600元；\n"
            "三、责令上诉人罗大海退赔苏小梅人民币1000元。\n",
            24,
            None,
            3000,
        ),
        (
            f"一、维持{FIRST}的定罪及主刑部分，即被告人罗大海犯盗窃罪，判处有期徒刑一年；\n二、对上诉人罗大海宣告缓刑二年。\n",
            12,
            24,
            None,
        ),
        (f"撤销{FIRST}，以盗窃罪改判上诉人罗大海有期徒刑八个月，并处罚金人民币一千元。\n", 8, None, 1000),
        (
            f"一、驳回上诉，维持{FIRST}中的定罪部分；\n二、变更{FIRST}主刑部分为：上诉人罗大海犯盗窃罪，判处有期徒刑一年二个月。\n",
            14,
            None,
            None,
        ),
    ],
)
def test_what_is_upheld_and_what_is_changed_make_one_sentence(
    read: Callable[..., Record], operative: str, months: int, probation: int | None, fine: float | None
) -> None:
    (verdict,) = appeal(read, operative).verdicts

    assert verdict.charges == ["盗窃罪"]
    assert (verdict.months, verdict.probation_months, verdict.fine_yuan) == (months, probation, fine)
    assert verdict.per_charge == []


def test_items_that_an_item_repeats_are_not_this_judgments_own(read: Callable[..., Record]) -> None:
    operative = (
        f"一、维持{FIRST}第一、三项，即：一、被告人罗大海犯盗窃罪，判处有期徒刑三年，并处罚金人民币一万元；三、没收作案工具；\n"
        f"二、撤销{FIRST}第二项，即：二、被告人罗小江犯盗窃罪，判处有期徒刑二年，并处罚金人民币九千元；\n"
        "三、上诉人罗小江犯盗窃罪，判处有期徒刑一年，缓刑一年六个月，并处罚金人民币五千元。\n"
    )

    record = appeal(read, operative, "罗大海", "罗小江")

    assert [(v.defendant, v.months, v.probation_months, v.fine_yuan, v.per_charge) for v in record.verdicts] == [
        ("罗大海", 36, None, 10000, []),
        ("罗小江", 12, 18, 5000, []),
    ]


def test_a_judgment_that_finds_not_guilty_keeps_nothing_of_the_first(read: Callable[..., Record]) -> None:
    (verdict,) = appeal(read, f"一、撤销{FIRST}；\n二、上诉人（原审被告人）罗大海无罪。\n").verdicts

    assert (verdict.penalty, verdict.months, verdict.charges) == ("无罪", None, [])


def test_a_case_sent_back_has_no_verdict_and_no_complaint_about_it(read: Callable[..., Record]) -> None:
    record = appeal(read, f"一、撤销{FIRST}；\n二、发回青禾市临江区人民法院重新审判。\n")

    assert record.verdicts == []
    assert not [warning for warning in record.warnings if warning.startswith("no_verdict")]


def test_an_appeal_cut_before_its_decision_takes_nothing_from_the_first_judgment(
    ruling: Callable[..., str],
) -> None:
    from anmai.extraction import extract

    text = (
        "云溪省青禾市中级人民法院\n刑事判决书\n（2018）云01刑终77号\n原公诉机关青禾市临江区人民检察院。\n"
        "上诉人（原审被告人）罗大海，男，1987年3月5日出生，汉族。\n"
        "青禾市临江区人民法院审理罗大海犯盗窃罪一案，于2018年5月2日作出（2018）云0102刑初30号刑事判决。现已审理终结。\n"
        "原判认定，被告人罗大海盗窃手机一部。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：被告人罗大海犯盗窃罪，"
        "判处有期徒刑二年。宣判后，罗大海不服，提出上诉。经审理查明的事实与原判一致。\n"
    )

    record = extract(text, "cut")

    assert (record.verdicts, record.articles, record.status) == ([], [], "partial")
