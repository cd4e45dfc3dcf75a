from collections.abc import Callable

import pytest

from anmai.forms.record import Record, Verdict


def only(record: Record) -> Verdict:
    (verdict,) = record.verdicts
    return verdict


def test_a_suspended_sentence_with_fine_and_time(read: Callable[..., Record]) -> None:
    operative = (
        "被告人罗大海犯盗窃罪，判处有期徒刑一年零六个月，宣告缓刑二年，并处罚金人民币12,000元（已缴纳3000元）。\n"
        "（刑期从判决执行之日起计算，即自2018年2月5日起至2019年8月4日止。罚金人民币12,000元限十日内缴纳。）\n"
    )

    verdict = only(read(operative=operative))

    assert (verdict.penalty, verdict.months, verdict.probation_months, verdict.fine_yuan) == ("有期徒刑", 18, 24, 12000)
    assert (verdict.served_from, verdict.served_until) == ("2018-02-05", "2019-08-04")


def test_several_charges_give_the_executed_figures_and_each_charge(read: Callable[..., Record]) -> None:
    operative = (
        "被告人罗大海犯盗窃罪，判处有期徒刑八个月，并处罚金1800元；犯掩饰、隐瞒犯罪所得罪，判处拘役五个月；"
        "总和刑期一年一个月，决定执行有期徒刑八个月，并处罚金1800元。\n"
    )

    verdict = only(read(operative=operative))

    assert verdict.charges == ["盗窃罪", "掩饰、隐瞒犯罪所得罪"]
    assert (verdict.penalty, verdict.months, verdict.fine_yuan) == ("有期徒刑", 8, 1800)
    assert [(c.charge, c.months, c.fine_yuan) for c in verdict.per_charge] == [
        ("盗窃罪", 8, 1800),
        ("掩饰、隐瞒犯罪所得罪", 5, None),
    ]


def test_a_revoked_suspension_is_merged_with_the_charge_told_in_the_header(read: Callable[..., Record]) -> None:
    parties = (
        "被告人罗大海，男，1987年3月5日出生，汉族。"
        "2017年6月1日因犯寻衅滋事罪被青禾市白水县人民法院判处有期徒刑六个月，缓刑一年。\n"
    )
    operative = (
        "一、撤销青禾市白水县人民法院（2017）云0103刑初55号刑事判决中对被告人罗大海宣告缓刑一年的部分；\n"
        "二、被告人罗大海犯盗窃罪，判处有期徒刑一年，并处罚金二万元，与前罪有期徒刑六个月实行并罚，"
        "决定执行有期徒刑一年二个月，并处罚金二万元。\n"
    )

    verdict = only(read(parties=parties, operative=operative))

    assert verdict.charges == ["盗窃罪"]
    assert (verdict.months, verdict.fine_yuan, verdict.probation_months) == (14, 20000, None)
    assert [(c.charge, c.months) for c in verdict.per_charge] == [("盗窃罪", 12), ("寻衅滋事罪", 6)]
    assert [(r.court, r.case_number) for r in verdict.revokes] == [("青禾市白水县人民法院", "（2017）云0103刑初55号")]


def test_a_suspension_revoked_without_naming_its_judgment_is_told(read: Callable[..., Record]) -> None:
    operative = (
        "被告人罗大海犯盗窃罪，判处有期徒刑一年，并处罚金二万元；撤销缓刑，与前罪所判有期徒刑六个月并罚，"
        "决定执行有期徒刑一年二个月，并处罚金二万元。\n"
    )

    verdict = only(read(operative=operative))

    assert [(r.court, r.case_number, r.date) for r in verdict.revokes] == [(None, None, None)]


def test_every_defendant_gets_his_own_sentence(read: Callable[..., Record]) -> None:
    parties = "被告人罗大海，男。\n被告人罗小江，男。\n被告人于小军，女。\n"
    operative = (
        "一、被告人罗大海犯盗窃罪，判处有期徒刑三年，缓刑四年。\n（缓刑考验期限，从判决确定之日起计算。）\n"
        "二、被告人罗小江、于小军犯掩饰、隐瞒犯罪所得罪，各判处拘役四个月，各并处罚金人民币一千元。\n"
        "三、责令被告人罗大海退赔被害人苏小梅人民币3600元。\n"
    )

    record = read(parties=parties, operative=operative)

    assert [(v.defendant, v.penalty, v.months, v.probation_months, v.fine_yuan) for v in record.verdicts] == [
        ("罗大海", "有期徒刑", 36, 48, None),
        ("罗小江", "拘役", 4, None, 1000),
        ("于小军", "拘役", 4, None, 1000),
    ]


def test_heavier_and_lighter_penalties(read: Callable[..., Record]) -> None:
    life = only(read(operative="被告人罗大海犯抢劫罪，判处无期徒刑，剥夺政治权利终身，并处没收个人全部财产。\n"))
    reprieve = only(read(operative="被告人罗大海犯故意杀人罪，判处死刑，缓期二年执行，剥夺政治权利终身。\n"))
    exempt = only(read(operative="被告人罗大海犯盗窃罪，免予刑事处罚。\n"))
    fined = only(read(operative="被告人罗大海犯盗窃罪，单处罚金人民币五千元。\n"))
    innocent = only(read(operative="被告人罗大海无罪。\n"))

    assert (life.penalty, life.months, life.political_rights_months, life.confiscation) == (
        "无期徒刑",
        None,
        "life",
        True,
    )
    assert reprieve.penalty == "死缓"
    assert (exempt.penalty, exempt.exemption) == ("免予刑事处罚", True)
    assert (fined.penalty, fined.fine_yuan) == ("单处罚金", 5000)
    assert (innocent.penalty, innocent.charges) == ("无罪", [])


def second_instance(read: Callable[..., Record], operative: str) -> Record:
    header = (
        "云溪省青禾市中级人民法院\n刑事判决书\n（2018）云01刑终77号\n原公诉机关青禾市临江区人民检察院。\n"
        "上诉人（原审被告人）罗大海，男，1987年3月5日出生，汉族。\n"
        "青禾市临江区人民法院审理青禾市临江区人民检察院指控原审被告人罗大海犯盗窃罪一案，于2018年5月2日作出（2018"
        "）云0102刑初30号刑事判决。"
        "原审被告人罗大海不服，提出上诉。本院依法组成合议庭审理了本案，现已审理终结。\n"
    )
    return read(header=header, parties="", operative=operative)


def test_second_instance_gives_what_stands_in_the_end(read: Callable[..., Record]) -> None:
    operative = (
        "一、维持青禾市临江区人民法院（2018）云0102刑初30号刑事判决的罚金部分，即被告人罗大海犯盗窃罪，并处罚金人"
        "民币一万元；\n"
        "二、撤销上述判决的主刑部分，即被告人罗大海犯盗窃罪，判处有期徒刑三年六个月；\n"
        "三、上诉人（原审被告人）罗大海犯盗窃罪，判处有期徒刑二年，缓刑三年。\n"
    )

    record = second_instance(read, operative)

    verdict = only(record)
    assert (verdict.months, verdict.probation_months, verdict.fine_yuan, verdict.revokes) == (24, 36, 10000, [])
    assert record.procedure == "二审"
    assert [(i.court, i.case_number) for i in record.prior_instances] == [
        ("青禾市临江区人民法院", "（2018）云0102刑初30号")
    ]


def test_an_affirming_order_has_no_verdict_of_its_own(read: Callable[..., Record]) -> None:
    assert second_instance(read, "驳回上诉，维持原判。\n").verdicts == []


def test_a_commutation_is_no_verdict(read: Callable[..., Record]) -> None:
    header = "云溪省青禾市中级人民法院\n刑事裁定书\n（2018）云01刑更77号\n罪犯罗大海，男，现在青禾监狱服刑。\n"

    record = read(header=header, parties="", operative="对罪犯罗大海减去有期徒刑六个月，刑期至2020年1月1日止。\n")

    assert record.verdicts == []
    assert record.procedure == "其他"


@pytest.mark.parametrize(
    ("operative", "months", "probation", "fine"),
    [
        ("判处被告人罗大海有期徒刑三年（缓刑五年），并处罚金人民币各5000元。", 36, 60, 5000),
        ("对被告人罗大海以盗窃罪判处有期徒刑壹年陆个月，缓刑贰年，并处罚金人民币叁万元整。", 18, 24, 30000),
        ("被告人罗大海犯盗窃罪，处拘役三个月零十五日，宣告缓刑五个月，处罚金2,000元。", 3, 5, 2000),
        ("以被告人罗大海犯盗窃罪，判处其有期徒刑六个月又十五天，缓刑一年，罚金一千元（已交）。", 6, 12, 1000),
        ("被告人罗大海犯盗窃罪，判处有期徒刑九个月，并处罚金2千元。上述罚金二千元已缴纳。", 9, None, 2000),
        (
            "被告人罗大海犯盗窃罪，判处有期徒刑10个月；犯诈骗罪，判处有期徒刑8个月。数罪并罚，合并执行有期徒刑1年2个月。",
            14,
            None,
            None,
        ),
    ],
)
def test_wordings_of_one_sentence(
    read: Callable[..., Record], operative: str, months: int, probation: int | None, fine: float | None
) -> None:
    record = read(operative=operative + "\n")

    verdict = only(record)
    assert (verdict.months, verdict.probation_months, verdict.fine_yuan) == (months, probation, fine)
    assert verdict.charges[0] == "盗窃罪"
    assert record.warnings == []
