"""Sentences merged with earlier ones (刑法 69-71, 77, 86): revoked suspensions, releases, the rest of a term."""

from collections.abc import Callable

import pytest

from anmai.forms.record import Record

SUSPENDED = (
    "被告人罗大海，男，1987年3月5日出生，汉族。"
    "2017年6月1日因犯寻衅滋事罪被青禾市白水县人民法院判处有期徒刑一年，缓刑一年六个月。\n"
)
PAROLED = (
    "被告人罗大海，男，1987年3月5日出生，汉族。"
    "2014年6月1日因犯抢劫罪被判处有期徒刑六年，并处罚金五千元，2017年9月1日被裁定假释。\n"
)


@pytest.mark.parametrize(
    ("parties", "operative", "months", "per_charge"),
    [
        (
            SUSPENDED,
            "一、撤销青禾市白水县人民法院（2017）云0103刑初55号刑事判决书对被告人罗大海犯寻衅滋事罪判处有期徒刑一年，"
            "缓刑一年六个月的缓刑部分；\n二、被告人罗大海犯盗窃罪，判处有期徒刑八个月；连同前罪判处的有期徒刑一年，"
            "数罪并罚，决定执行有期徒刑一年六个月。\n",
            18,
            [("盗窃罪", 8), ("寻衅滋事罪", 12)],
        ),
        (
            SUSPENDED,
            "被告人罗大海犯盗窃罪，判处有期徒刑八个月；撤销本院（2017）云0102刑初55号刑事判决对其宣告的缓刑，"
            "与原判有期徒刑一年并罚，决定执行有期徒刑一年五个月。\n",
            17,
            [("盗窃罪", 8), ("寻衅滋事罪", 12)],
        ),
        (
            SUSPENDED,
            "被告人罗大海犯盗窃罪，判处有期徒刑八个月，与其因犯寻衅滋事罪被判处的有期徒刑一年并罚，决定执行有期徒刑一年六个月。\n",
            18,
            [("盗窃罪", 8), ("寻衅滋事罪", 12)],
        ),
        (
            PAROLED,
            "一、撤销青禾市中级人民法院（2017）云01刑更12号刑事裁定对罪犯罗大海予以假释的裁定；\n"
            "二、被告人罗大海犯盗窃罪，判处有期徒刑一年；与前罪尚未执行完毕的有期徒刑二年八个月二十日实行并罚，"
            "决定执行有期徒刑三年三个月。\n",
            39,
            [("盗窃罪", 12), ("抢劫罪", 32)],
        ),
    ],
)
def test_the_executed_term_and_both_charges(
    read: Callable[..., Record], parties: str, operative: str, months: int, per_charge: list[tuple[str, int]]
) -> None:
    record = read(parties=parties, operative=operative)

    (verdict,) = record.verdicts
    assert (verdict.charges, verdict.months, verdict.probation_months) == (["盗窃罪"], months, None)
    assert [(part.charge, part.months) for part in verdict.per_charge] == per_charge
    assert record.warnings == []


def test_a_suspension_revoked_in_the_same_sentence_names_its_judgment(read: Callable[..., Record]) -> None:
    operative = (
        "被告人罗大海犯盗窃罪，判处有期徒刑八个月；撤销本院（2017）云0102刑初55号刑事判决对其宣告的缓刑，"
        "与原判有期徒刑一年并罚，决定执行有期徒刑一年五个月。\n"
    )

    (verdict,) = read(parties=SUSPENDED, operative=operative).verdicts

    assert [(row.court, row.case_number) for row in verdict.revokes] == [
        ("云溪省青禾市临江区人民法院", "（2017）云0102刑初55号")
    ]


def test_a_merged_term_that_lost_its_unit_is_the_only_counts_term(read: Callable[..., Record]) -> None:
    operative = "被告人罗大海犯盗窃罪，免予刑事处罚；犯诈骗罪，判处有期徒刑六个月；数罪并罚，决定执行有期徒刑六个。\n"

    (verdict,) = read(operative=operative).verdicts

    assert (verdict.penalty, verdict.months) == ("有期徒刑", 6)
    assert [(part.charge, part.months) for part in verdict.per_charge] == [("盗窃罪", None), ("诈骗罪", 6)]
