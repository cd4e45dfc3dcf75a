"""What a record says against itself becomes a warning, and a sound record gets none; every ruling is invented."""

from collections.abc import Callable

from anmai.forms.record import Record

Civil = Callable[..., Record]


def kinds(record: Record) -> set[str]:
    """The words of each warning up to its colon, which name its kind."""
    return {warning.split(":")[0] for warning in record.warnings}


def test_a_sound_ruling_gets_no_warning(civil: Civil) -> None:
    record = civil(
        "一、被告罗大海支付原告苏小梅货款30000元、利息200元，合计30200元；\n二、驳回原告苏小梅的其他诉讼请求。"
    )

    assert record.warnings == []


def test_a_total_that_its_items_dont_make_is_told(civil: Civil) -> None:
    record = civil("被告罗大海支付原告苏小梅货款30000元、利息200元，合计32000元。")

    assert "total differs from its items: 合计32000元" in record.warnings


def test_an_order_to_pay_that_gave_no_obligation_is_told(civil: Civil) -> None:
    record = civil("王有福于本判决生效之日起十日内支付冯立货款30000元。")

    assert "no obligation was read" in kinds(record)


def test_a_suit_against_nobody_is_told(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。",
        parties="原告：苏小梅，女。\n",
        opening="原告苏小梅买卖合同纠纷一案，本院受理后，现已审理终结。\n",
    )

    assert "one side only: 原告" in record.warnings


def test_an_appeal_by_all_and_a_fine_have_no_other_side(civil: Civil) -> None:
    appeal = civil(
        "驳回上诉，维持原判。", parties="上诉人（原审被告）：罗大海，男。\n上诉人（原审原告）：苏小梅，女。\n"
    )
    fine = civil("对被执行人罗大海罚款500元。", parties="被执行人：罗大海，男。\n")

    assert "one side only" not in kinds(appeal) | kinds(fine)


def test_a_judgment_signed_before_the_case_was_filed_is_told(civil: Civil) -> None:
    record = civil(
        "驳回原告苏小梅的诉讼请求。",
        opening="原告苏小梅与被告罗大海、青禾市远帆建材有限公司买卖合同纠纷一案，本院于2019年9月4日立案后，现已审理终结。\n",
    )

    assert "judgment date before the filing date: 2019-06-03, 2019-09-04" in record.warnings


def test_a_ruling_without_its_signature_says_what_is_missing(civil: Civil) -> None:
    record = civil("驳回原告苏小梅的诉讼请求。", signature="审判长\n")

    assert {"judgment_date was not found", "judges was not found"} <= set(record.warnings)
