"""Dates of rulings: 2018年5月24日, 二〇一八年五月二十四日, 同年7月10日, 次日, 同日, 4月19日 after a full one.

A date is kept as precisely as it is written: "2018-05-24", "2018-05" or "2018". Nothing is guessed: a month and day
without any year before them give no date.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.quick_value import quick_value
from anmai.extraction.values.numbers import digits, whole

_DAY_NUMERAL: Final = r"(?:[\dOolI]{1,2}|[〇零一二三四五六七八九十廿卅OolI]{1,4})"
#: After a day: 日 or 号; a court may forget it (9月26因涉嫌…被拘留), or print 无 for 日 at the end of its signature.
_DAY_END: Final = r"(?:[日号]|无(?=\n|$)|(?<=\d)(?=[因被经由]))"
_YEAR: Final = r"(?P<year>[12lI][09Oo][\dOolI]{2}|[一二][〇零一二三四五六七八九OolI0-9]{3})年"
#: Every character that a date can begin with: elsewhere its many forms are not tried.
_FIRST: Final = r"(?=[\dOolI一二三四五六七八九十〇零廿卅同当该本次翌即第隔])"
#: One date, absolute or told by the one before it.
DATE: Final = re.compile(
    rf"{_FIRST}(?:(?:{_YEAR}|(?P<same_year>同年|当年|该年|本年)|(?P<next_year>次年|翌年))"
    rf"(?:(?P<month>{_DAY_NUMERAL}|元)月(?:份)?(?:(?P<day>{_DAY_NUMERAL}){_DAY_END})?)?"
    r"|(?P<dashed>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})(?![\d.])"
    rf"|(?P<same_month>同月|当月|本月)(?:(?P<month_day>{_DAY_NUMERAL})[日号])?"
    rf"|(?<![\d〇零一二三四五六七八九十年个第])(?P<bare_month>{_DAY_NUMERAL})月(?!内|以|"
    rf"零)(?:(?P<bare_day>{_DAY_NUMERAL}){_DAY_END})?"
    r"|(?P<same_day>同日|当日|当天|同一天|即日)|(?P<next_day>次日|翌日|第二天|隔日))"
)


_LOOKALIKES: Final = str.maketrans({"O": "〇", "o": "〇", "l": "一", "I": "一", "元": "一"})


@quick_value
class DateHit:
    """A date in a text: [start, end) and its ISO form at the precision written.

    ``absolute`` is False where the year came from a date before it.
    """

    start: int
    end: int
    iso: str
    absolute: bool = True


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form of a calendar date of day, month or year precision; None when there is no such date."""
    if not 1900 <= year <= 2100:
        return None
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not (1 <= day <= 28 or 28 < day <= calendar.monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def parse_iso(iso: str) -> tuple[int, int | None, int | None]:
    """Year, month and day of an ISO date of any precision."""
    parts = [int(part) for part in iso.split("-")]
    return parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None


def _small(text: str | None) -> int | None:
    if text is None:
        return None
    if text[0].isdecimal() or text[-1].isdecimal():
        return digits(text)
    return whole(text.translate(_LOOKALIKES))


def _resolve(match: re.Match[str], last: str | None) -> str | None:
    group = match.groupdict()
    if group["dashed"]:
        return iso_date(*(int(part) for part in re.split(r"[-./]", group["dashed"])))
    if group["year"]:
        value = digits(group["year"])
        month, day = _small(group["month"]), _small(group["day"])
        if value is None or (group["month"] and month is None) or (group["day"] and day is None):
            return None
        return iso_date(value, month, day)
    if last is None:
        return None
    year, last_month, last_day = parse_iso(last)
    if group["same_year"] or group["next_year"]:
        return iso_date(year + (1 if group["next_year"] else 0), _small(group["month"]), _small(group["day"]))
    if group["bare_month"]:
        return iso_date(year, _small(group["bare_month"]), _small(group["bare_day"]))
    if group["same_month"]:
        return iso_date(year, last_month, _small(group["month_day"])) if last_month else None
    if last_month is None or last_day is None:
        return None
    if group["same_day"]:
        return last
    return (datetime.date(year, last_month, last_day) + datetime.timedelta(days=1)).isoformat()


def iter_dates(text: str, start: int = 0, end: int | None = None, *, last: str | None = None) -> Iterator[DateHit]:
    """Every date in text[start:end], in order, relative ones resolved by the date before them.

    Args:
        text: Normalised text.
        start: Where to begin.
        end: Where to stop; the text's end when None.
        last: The date that the first relative one refers to, ISO.
    """
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        iso = _resolve(match, last)
        if iso is None:
            continue
        absolute = bool(match.group("year") or match.group("dashed"))
        yield DateHit(match.start(), match.end(), iso, absolute)
        last = iso


def first_date(text: str, start: int = 0, end: int | None = None, *, last: str | None = None) -> DateHit | None:
    """The first date in text[start:end], or None."""
    return next(iter_dates(text, start, end, last=last), None)
