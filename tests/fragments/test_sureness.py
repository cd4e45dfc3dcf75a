"""A mention's confidence follows what stands around it."""

from anmai.extraction import extract


def confidences(text: str) -> dict[str, float]:
    record = extract(text, "x", fragment=True)
    rows = {row.path: row.confidence for row in record.provenance}
    return {mention.text: rows[f"/mentions/{at}"] for at, mention in enumerate(record.mentions)}


def test_a_masked_name_behind_its_role_is_surer_than_one_told_alone() -> None:
    told = confidences("被告人卞某某进入店内，由柏某望风。")

    assert told["卞某某"] >= 0.9 > told["柏某"]


def test_a_value_is_surer_than_any_other_sum() -> None:
    told = confidences("被告人卞某甲窃得价值人民币2650元的手机一部，后支付修理费180元。")

    assert told["人民币2650元"] >= 0.9 > told["180元"]


def test_a_time_is_never_sure() -> None:
    told = confidences("2021年4月6日，被告人卞某甲窃得手机一部。")

    assert told["2021年4月6日"] < 0.9
