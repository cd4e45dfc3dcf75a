from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.api.services.text_normal import normal_form, normal_form_with_offsets, occurrences, terms_of

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)


@given(TEXTS)
def test_both_forms_agree_and_offsets_grow(text: str) -> None:
    plain, offsets = normal_form_with_offsets(text)

    assert plain == normal_form(text)
    assert len(plain) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(TEXTS, TEXTS)
def test_a_term_is_found_where_it_was_put(before: str, after: str) -> None:
    text = f"{before}甲乙丙丁戊{after}"

    found = [text[start:end] for start, end in occurrences(text, ["甲乙丙丁戊"])]

    assert "甲乙丙丁戊" in found


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("（２０１９）浙 0106 刑初 12 号", "(2019)浙0106刑初12号"),
        ("被告人　张　三", "张三"),
        ("ＡＢＣ公司", "abc公司"),
        ("张××、李某", "张xx"),
        ("李某1", "李某１"),
    ],
)
def test_width_spaces_brackets_and_masks_do_not_count(written: str, asked: str) -> None:
    assert occurrences(written, terms_of(asked))


def test_a_case_number_with_spaces_is_one_term() -> None:
    assert terms_of("（2019） 浙0106 刑初 12 号") == ["2019浙0106刑初12号"]


def test_overlapping_occurrences_become_one_span() -> None:
    assert occurrences("盗窃盗窃罪", ["盗窃盗", "窃罪"]) == [(0, 3), (3, 5)]
    assert occurrences("盗窃罪", ["盗窃", "窃罪"]) == [(0, 3)]


def test_a_query_of_signs_has_no_terms() -> None:
    assert terms_of('"*" () :~^ ') == ["x"] or terms_of('"" () :~^ ') == []
