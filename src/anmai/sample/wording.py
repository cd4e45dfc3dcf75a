"""How rulings write dates, terms, sums and numbers."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"


@lru_cache(maxsize=4096)
def chinese_number(value: int) -> str:
    """0 … 99,999,999 in Chinese numerals: 105 → 一百零五, 12 → 十二, 53600 → 五万三千六百."""
    if value < 10:
        return _DIGITS[value]
    if value >= 10_000:
        head, tail = divmod(value, 10_000)
        gap = "零" if 0 < tail < 1000 else ""
        return f"{chinese_number(head)}万{gap}{_under_10_000(tail) if tail else ''}"
    text = _under_10_000(value)
    return text[1:] if text.startswith("一十") else text


def _under_10_000(value: int) -> str:
    text, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text


def capital_sum(yuan: int) -> str:
    """A round sum as on a receipt: 120000 → 壹拾贰万元整."""
    text = chinese_number(yuan)
    if text.startswith("十"):
        text = "一" + text
    table = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    return f"{text.translate(table)}元整"


def signature_date(day: date, zero: str = "〇") -> str:
    """二〇一八年五月二十四日, with the zero that a court uses."""
    year = "".join(zero if d == "0" else _DIGITS[int(d)] for d in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def plain_date(day: date) -> str:
    """2018年5月24日."""
    return f"{day.year}年{day.month}月{day.day}日"


def following_date(day: date, before: date) -> str:
    """The date as written after another one: 同月6日, 同年7月10日 or in full."""
    if day == before:
        return "同日"
    if day.year == before.year:
        return f"同月{day.day}日" if day.month == before.month else f"同年{day.month}月{day.day}日"
    return plain_date(day)


def duration(months: int, zero: bool = False) -> str:
    """A length in months in words: 18 → 一年六个月 (一年零六个月 with ``zero``), 24 → 二年."""
    years, rest = divmod(months, 12)
    text = f"{chinese_number(years)}年" if years else ""
    if rest:
        text += ("零" if years and zero else "") + f"{chinese_number(rest)}个月"
    return text


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the last of the month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def term_end(start: date, months: int) -> date:
    """Last day of a term of ``months`` that begins on ``start``."""
    return add_months(start, months) - timedelta(days=1)


def days_after(day: date, days: int) -> date:
    """The day so many days later."""
    return day + timedelta(days=days)


def sum_words(yuan: int, style: int) -> str:
    """A sum in one of four habits: 人民币53600元, 53600元, 人民币53,600元, 人民币五万三千六百元."""
    if style == 1:
        return f"{yuan}元"
    if style == 2:
        return f"人民币{yuan:,}元"
    if style == 3 and yuan % 100 == 0:
        return f"人民币{chinese_number(yuan)}元"
    return f"人民币{yuan}元"


def article_words(article: int, sub: int | None = None) -> str:
    """第一百三十三条之一."""
    return f"第{chinese_number(article)}条" + (f"之{chinese_number(sub)}" if sub else "")
