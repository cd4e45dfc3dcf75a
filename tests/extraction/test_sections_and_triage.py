from collections.abc import Callable

import pytest

from anmai.extraction import extract
from anmai.extraction.sections import find_sections
from anmai.extraction.text.normal import normalise
from anmai.forms.record import SKIP_REASONS, Record


def part(text: str, span: tuple[int, int] | None) -> str:
    assert span is not None
    return text[slice(*span)].strip()


def test_a_judgment_falls_into_its_parts(ruling: Callable[..., str]) -> None:
    text = normalise(ruling()).text

    parts = find_sections(text)

    assert part(text, parts.title).endswith("（2018）云0102刑初321号")
    assert part(text, parts.parties).startswith("公诉机关")
    assert part(text, parts.facts).startswith("经审理查明")
    assert part(text, parts.reasoning).startswith("本院认为")
    assert part(text, parts.basis).startswith("依照")
    assert part(text, parts.operative).startswith("被告人罗大海犯盗窃罪")
    assert part(text, parts.signature).startswith("审判长周正")
    assert part(text, parts.appendix).startswith("附：")


def test_nothing_is_read_from_the_appended_statutes(read: Callable[..., Record]) -> None:
    record = read()

    assert record.circumstances == []
    assert [article.article for article in record.articles] == [264, 52]
    assert [judge.name for judge in record.judges] == ["周正", "欧阳静", "钱二宝", "冯小小"]


def test_a_quoted_earlier_judgment_is_not_the_operative_part(read: Callable[..., Record]) -> None:
    facts = (
        "经审理查明，本院曾于2017年作出（2017）云0102刑初9号刑事判决，判决如下：被告人罗大海犯抢劫罪，判处有期徒"
        "刑十年。"
        "被告人罗大海又于2018年2月3日窃得手机一部。\n"
    )

    record = read(facts=facts)

    assert [(verdict.charges, verdict.months) for verdict in record.verdicts] == [(["盗窃罪"], 7)]


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("", "skipped", "empty"),
        (" \n\u200b\t", "skipped", "empty"),
        ("王五、赵六离婚纠纷一审民事判决书\n发布日期：2019-01-01\n不公开理由：离婚诉讼", "skipped", "stub"),
        ("今天天气很好，我们去公园散步，然后回家吃饭。", "skipped", "not_a_ruling"),
        ("PK\x03\x04\x00\x00\x00binary", "skipped", "binary"),
    ],
)
def test_what_holds_no_ruling_has_one_reason(text: str, status: str, reason: str) -> None:
    record = extract(text, "x")

    assert (record.status, record.reason) == (status, reason)
    assert reason in SKIP_REASONS
    assert record.provenance == []


def test_a_ruling_cut_before_its_operative_part_is_partial(ruling: Callable[..., str]) -> None:
    whole = ruling()

    record = extract(whole[: whole.index("依照《")], "x")

    assert (record.status, record.reason) == ("partial", "cut_off")
    assert record.case_number == "（2018）云0102刑初321号"
    assert [defendant.name for defendant in record.defendants] == ["罗大海"]


def test_a_whole_judgment_is_read_without_a_warning(read: Callable[..., Record]) -> None:
    record = read()

    assert (record.status, record.reason, record.warnings) == ("read", None, [])


def test_a_notice_bears_a_seal_and_a_date_and_no_judge() -> None:
    text = (
        "云溪省青禾市临江区人民法院\n结 案 通 知 书\n（2018）云0102执38号\n申请执行人罗大海申请执行被执行人于小军"
        "民间借贷纠纷一案，"
        "被执行人已付清全部款项，现予以结案。\n特此通知。\n二〇一八年五月三十一日\n"
    )

    record = extract(text, "x")

    assert (record.status, record.doc_type, record.judgment_date) == ("read", "结案通知书", "2018-05-31")
