import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmai.extraction.text.normal import normalise
from anmai.extraction.values.dates import iter_dates

CHINESE = "〇一二三四五六七八九"


def chinese_day(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十"
    return head + (CHINESE[ones] if ones or not tens else "")


@given(st.dates(datetime.date(1920, 1, 1), datetime.date(2029, 12, 31)))
def test_arabic_and_chinese_dates_round_trip(date: datetime.date) -> None:
    arabic = f"{date.year}年{date.month}月{date.day}日"
    chinese = (
        "".join(CHINESE[int(c)] for c in str(date.year)) + f"年{chinese_day(date.month)}月{chinese_day(date.day)}日"
    )

    read = [hit.iso for text in (arabic, chinese) for hit in iter_dates(text)]

    assert read == [date.isoformat()] * 2


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2029, 12, 30)))
def test_the_next_day_follows_the_calendar(date: datetime.date) -> None:
    text = f"{date.year}年{date.month}月{date.day}日被刑事拘留，次日被取保候审"

    hits = list(iter_dates(text))

    assert [hit.iso for hit in hits] == [date.isoformat(), (date + datetime.timedelta(days=1)).isoformat()]
    assert [hit.absolute for hit in hits] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年5月24日……同年7月10日……同日", ["2018-05-24", "2018-07-10", "2018-07-10"]),
        ("二○一八年五月二十四日", ["2018-05-24"]),
        ("二O一二年十一月十二日", ["2012-11-12"]),
        ("2O15年l2月3日", ["2015-12-03"]),
        ("2014年5月28日至同月30日", ["2014-05-28", "2014-05-30"]),
        ("2017年1月18日被拘留，4月19日再次被拘留", ["2017-01-18", "2017-04-19"]),
        ("2016年5月因吸毒", ["2016-05"]),
        ("于1994年被判处", ["1994"]),
        ("2016-08-03", ["2016-08-03"]),
        ("有期徒刑三年六个月", []),
        ("同年6月1日", []),
        ("2019年2月30日", []),
    ],
)
def test_dates_as_courts_write_them(text: str, expected: list[str]) -> None:
    assert [hit.iso for hit in iter_dates(normalise(text).text)] == expected
