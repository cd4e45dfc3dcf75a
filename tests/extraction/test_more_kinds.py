"""Documents of other organs and court orders: every sample text of ``kinds/`` gives what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from anmai.extraction import extract

_FOLDER = Path(__file__).parent / "kinds"
SAMPLES: dict[str, dict[str, Any]] = {
    f"{path.stem}: {sample['name']}": sample
    for path in sorted(_FOLDER.glob("*.yaml"))
    for sample in yaml.safe_load(path.read_text(encoding="utf-8"))
}
#: Fields that hold a court's findings: a document that convicts nobody leaves them empty.
_FOUND_BY_A_COURT = ("verdicts", "offences", "circumstances", "judges")


def _differences(expected: Any, got: Any, path: str = "") -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(got, dict):
        for key, value in expected.items():
            yield from _differences(value, got.get(key), f"{path}/{key}")
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for number, (left, right) in enumerate(zip(expected, got, strict=True)):
            yield from _differences(left, right, f"{path}/{number}")
    elif expected != got:
        yield f"{path}: expected {expected!r}, read {got!r}"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_reads_as_expected(name: str) -> None:
    sample = SAMPLES[name]

    record = extract(sample["text"], name).as_json()

    assert list(_differences(sample["expected"], record)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_passages_of_every_value_lie_in_the_source(name: str) -> None:
    text = SAMPLES[name]["text"]

    record = extract(text, name)

    assert record.provenance
    for row in record.provenance:
        assert row.spans, row.path
        assert all(0 <= start < end <= len(text) for start, end in row.spans), row.path


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith(("ind", "non", "sup", "pen"))])
def test_other_organs_find_nobody_guilty(name: str) -> None:
    record = extract(SAMPLES[name]["text"], name)

    assert record.court is None
    assert record.organ_kind in ("procuratorate", "administration")
    assert {field: getattr(record, field) for field in _FOUND_BY_A_COURT} == {key: [] for key in _FOUND_BY_A_COURT}


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith(("ind", "non", "pen"))])
def test_a_document_cut_before_its_date_is_partial(name: str) -> None:
    text = SAMPLES[name]["text"]

    record = extract(text[: len(text) // 2], name)

    assert (record.status, record.reason) == ("partial", "cut_off")
    assert record.judgment_date is None


def test_a_judgment_that_names_an_indictment_stays_a_judgment() -> None:
    text = """青禾市临江区人民法院
刑事判决书
（2021）云0102刑初200号
公诉机关青禾市临江区人民检察院。
被告人罗大海，男，1987年3月5日出生，汉族，住青禾市临江区。
青禾市临江区人民检察院以青临检刑诉〔2021〕118号起诉书指控被告人罗大海犯盗窃罪，又以青临检刑追诉〔2021〕6号追加起诉书追加指控，向本院提起公诉。现已审理终结。
经审理查明，2021年2月3日，被告人罗大海窃得手机一部，价值人民币3600元。
本院认为，被告人罗大海的行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
被告人罗大海犯盗窃罪，判处有期徒刑七个月，并处罚金人民币二千元。
审判长　周正
二〇二一年六月一日
书记员　冯小小
"""

    record = extract(text, "judgment")

    assert (record.doc_type, record.organ_kind, record.accusations) == ("刑事判决书", None, [])
    assert [(each.organ, each.case_number) for each in record.indictments] == [
        ("青禾市临江区人民检察院", "青临检刑诉〔2021〕118号"),
        ("青禾市临江区人民检察院", "青临检刑追诉〔2021〕6号"),
    ]
    assert [verdict.months for verdict in record.verdicts] == [7]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("indictments: theft by one defendant with an earlier conviction", "盗窃罪", "盗窃", "no_accusation"),
        ("penalties: police, detention and fine", "罚款一千元", "罚款", "no_fine_sum"),
        ("penalties: police, detention and fine", "至2021年7月15日", "至2021年7月25日", "detention_days"),
        ("penalties: environment, letter form to a company", "沙河市鑫达电镀有限公司：", "", "nobody_penalised"),
        ("non_prosecutions: conditional, a minor", "2021年3月1日\n", "\n", "no_judgment_date"),
        (
            "commutations: a term reduced, with an earlier reduction",
            "减去有期徒刑六个月（",
            "予以减刑（",
            "no_reduction",
        ),
    ],
)
def test_what_a_document_lacks_is_told_in_a_warning(name: str, old: str, new: str, code: str) -> None:
    text = SAMPLES[name]["text"]
    assert old in text

    whole, damaged = extract(text, "whole"), extract(text.replace(old, new), "damaged")

    assert whole.warnings == []
    assert code in [warning.partition(":")[0] for warning in damaged.warnings]


@pytest.mark.parametrize(
    "text",
    [
        "某某不服青禾市公安局临江分局行政处罚决定书一案，青禾市临江区的朋友们都很关心。",
        "关于起诉书的写法\n起诉书是检察机关的重要文书，本文谈谈它的写法。",
    ],
)
def test_a_text_about_a_document_is_no_document(text: str) -> None:
    assert extract(text, "x").reason == "not_a_ruling"


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(SAMPLES)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=3),
    noise=st.text(alphabet="罪犯被告人，。、\n（）《》第条一1号〔〕\x00\u200b", max_size=12),
)
def test_a_damaged_sample_never_raises(name: str, cuts: list[tuple[float, float]], noise: str) -> None:
    text = SAMPLES[name]["text"]
    for left, right in cuts:
        first, last = sorted((int(left * len(text)), int(right * len(text))))
        text = text[:first] + noise + text[last:]

    record = extract(text, name)

    assert record.status in ("read", "partial", "skipped")
    assert all(0 <= start <= end <= len(text) for row in record.provenance for start, end in row.spans)
