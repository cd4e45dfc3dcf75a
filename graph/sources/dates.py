"""Dates and times of tables: ISO, 2019/5/24, 2019.5.24, 20190524, 2019年5月24日, 二〇一九年…, Unix seconds, serials."""

from __future__ import annotations

import datetime
import re
from typing import Final

from anmai.graph.sources.cells import Cell, half_width

_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DATE: Final = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年|(\d{2})(\d{2})|(\d{2}))?"
    r"(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?")
_UNIX: Final = re.compile(r"-?\d{9,10}")
_CHINESE: Final = re.compile(r"[〇○零一二三四五六七八九十]")
#: Unix seconds are read at the time of China.
_CHINA: Final = datetime.timezone(datetime.timedelta(hours=8))
#: Day 0 of spreadsheets, which take 1900 for a leap year.
_SERIAL_ZERO: Final = datetime.datetime(1899, 12, 30)
_FIRST, _LAST = 1850, 2100


def read_date(cell: Cell, *, serials: bool, time: bool) -> str | None:
    """A date as ISO text, as far as it is told ("2018-05-24", "2018-05", "2018"), or None for what is none.

    Args:
        cell: Not empty.
        serials: Numbers are days of a spreadsheet; else seconds since 1970.
        time: Keep the time of day, where one is told.
    """
    if isinstance(cell, bool) or isinstance(cell, list) or cell is None:
        return None
    if isinstance(cell, int | float):
        if isinstance(cell, int) and _FIRST <= cell <= _LAST:
            return str(cell)
        if isinstance(cell, int) and 18500101 <= cell <= 21001231:
            return _of_text(str(cell), time=time)
        return _of_number(cell, serials=serials, time=time)
    return _of_text(cell, time=time)


def _of_number(number: float, *, serials: bool, time: bool) -> str | None:
    try:
        if serials:
            moment = _SERIAL_ZERO + datetime.timedelta(seconds=round(number * 86400))
        else:
            moment = datetime.datetime.fromtimestamp(0, _CHINA) + datetime.timedelta(seconds=number)
    except (OverflowError, ValueError):
        return None
    return _shown(moment, time=time) if _FIRST <= moment.year <= _LAST else None


def _shown(moment: datetime.datetime, *, time: bool) -> str:
    day = moment.strftime("%Y-%m-%d")
    told = moment.strftime("%H:%M:%S")
    return f"{day}T{told}" if time and told != "00:00:00" else day


def _of_text(text: str, *, time: bool) -> str | None:
    found = _ISO.fullmatch(text)
    if found is not None:
        return text if _is_day(int(found[1]), int(found[2]), int(found[3])) else None
    plain = half_width(text)
    if _CHINESE.search(plain):
        plain = _with_digits(plain)
    if _UNIX.fullmatch(plain):
        return _of_number(int(plain), serials=False, time=time)
    whole = _COMPACT.fullmatch(plain)
    if whole is not None:
        plain = f"{whole[1]}-{whole[2]}-{whole[3]} {whole[4]}:{whole[5]}:{whole[6] or '00'}"
    read = _DATE.fullmatch(plain.strip())
    return None if read is None else _told(read, time=time)


def _told(read: re.Match[str], *, time: bool) -> str | None:
    year, month, day = read[1], read[2] or read[4] or read[6], read[3] or read[5]
    if month is None:
        return year if _FIRST <= int(year) <= _LAST and read[7] is None else None
    if day is None:
        return f"{year}-{int(month):02}" if _is_day(int(year), int(month), 1) and read[7] is None else None
    if not _is_day(int(year), int(month), int(day)):
        return None
    date = f"{year}-{int(month):02}-{int(day):02}"
    if not time or read[7] is None:
        return date
    hour, minute, second = int(read[7]), int(read[8]), int(read[9] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{date}T{hour:02}:{minute:02}:{second:02}" if hour or minute or second else date


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return _FIRST <= year <= _LAST


def _with_digits(text: str) -> str:
    """二〇一八年五月二十四日 → 2018年5月24日."""
    text = re.sub(r"([一二三四五六七八九])十([一二三四五六七八九])", r"\1\2", text)
    text = re.sub(r"([一二三四五六七八九])十", r"\g<1>0", text)
    text = re.sub(r"十([一二三四五六七八九])", r"1\1", text).replace("十", "10")
    return text.translate(_DIGITS)
