import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.extraction.values.amounts import first_sum, iter_sums
from anmai.extraction.values.numbers import number
from anmai.extraction.values.terms import first_term


@given(st.integers(1, 9_999_999_999))
def test_chinese_numerals_agree_with_cn2an(value: int) -> None:
    for style in ("low", "up"):
        assert number(cn2an.an2cn(value, style)) == value


@given(st.integers(1, 10**9), st.sampled_from(["{}元", "人民币{}元", "共计{:,}元"]))
def test_arabic_sums_round_trip(value: int, form: str) -> None:
    hit = first_sum(form.format(value).replace(",", "，"))

    assert hit is not None
    assert hit.yuan == value


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("五万三千六百元", 53600),
        ("3.2万元", 32000),
        ("壹拾万元整", 100000),
        ("1万5千元", 15000),
        ("3万2000元", 32000),
        ("一万二元", 12000),
        ("三百零五元", 305),
        ("八元五角", 8.5),
        ("5000.00元", 5000),
        ("十三万余元", 130000),
    ],
)
def test_sums_as_courts_write_them(text: str, yuan: float) -> None:
    hit = first_sum(text)

    assert hit is not None
    assert hit.yuan == yuan
    assert hit.approximate == ("余" in text)


def test_foreign_money_is_no_sum_in_yuan() -> None:
    assert list(iter_sums("支付500美元和港币")) == []


@given(st.integers(0, 25), st.integers(0, 11), st.sampled_from(["", "零", "又"]))
def test_terms_round_trip(years: int, months: int, joint: str) -> None:
    if not years and not months:
        return
    text = (f"{cn2an.an2cn(years)}年" if years else "") + (
        f"{joint if years else ''}{cn2an.an2cn(months)}个月" if months else ""
    )

    hit = first_term("有期徒刑" + text + "，")

    assert hit is not None
    assert hit.months == years * 12 + months
