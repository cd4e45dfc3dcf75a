from __future__ import annotations

from datetime import date, timedelta

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.sample.civil import court_fee
from anmai.sample.wording import (
    add_months,
    article_words,
    capital_sum,
    chinese_number,
    duration,
    following_date,
    signature_date,
    sum_words,
    term_end,
)


@given(st.integers(0, 99_999_999))
def test_chinese_number_reads_back_as_the_number(value: int) -> None:
    assert cn2an.cn2an(chinese_number(value), "smart") == value


@given(st.integers(1, 9_999).map(lambda thousands: thousands * 1000))
def test_capital_sum_reads_back_as_the_sum(yuan: int) -> None:
    assert cn2an.cn2an(capital_sum(yuan).removesuffix("元整"), "smart") == yuan


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(1, 240))
def test_term_end_is_the_day_before_the_same_day_months_later(start: date, months: int) -> None:
    end = term_end(start, months)

    assert add_months(start, months) == end + timedelta(days=1)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) in (months - 1, months)


@pytest.mark.parametrize(
    ("months", "zero", "words"),
    [
        (18, False, "一年六个月"),
        (18, True, "一年零六个月"),
        (24, True, "二年"),
        (5, True, "五个月"),
        (36, False, "三年"),
    ],
)
def test_duration_in_words(months: int, zero: bool, words: str) -> None:
    assert duration(months, zero) == words


def test_dates_and_articles_in_words() -> None:
    assert signature_date(date(2018, 5, 24)) == "二〇一八年五月二十四日"
    assert following_date(date(2018, 7, 10), date(2018, 5, 24)) == "同年7月10日"
    assert following_date(date(2018, 5, 30), date(2018, 5, 24)) == "同月30日"
    assert article_words(133, 1) == "第一百三十三条之一"
    assert sum_words(12_000, 2) == "人民币12,000元"


@pytest.mark.parametrize(
    ("yuan", "fee"),
    [(8_000, 50), (100_000, 2_300), (200_000, 4_300), (500_000, 8_800), (1_000_000, 13_800), (2_000_000, 22_800)],
)
def test_court_fee_follows_the_tiers_of_the_fee_measures(yuan: int, fee: int) -> None:
    assert court_fee(yuan) == fee
