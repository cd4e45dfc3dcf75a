"""What a prior's penalty says in its own words: kind, term, suspension. 有期徒刑一年六个月，缓刑二年."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_KINDS: Final = (
    ("死缓", re.compile(r"死刑.{0,6}缓期")),
    ("死刑", re.compile(r"死刑")),
    ("无期徒刑", re.compile(r"无期徒刑")),
    ("有期徒刑", re.compile(r"有期徒刑")),
    ("拘役", re.compile(r"拘役")),
    ("管制", re.compile(r"管制")),
    ("免予刑事处罚", re.compile(r"免[予于](?:刑事)?处罚|免除处罚")),
)
_NUMBER: Final = r"[\d一二两三四五六七八九十百]+"
_TERM: Final = rf"(?:(?P<years>{_NUMBER})年)?零?(?:(?P<half>半)|(?P<months>{_NUMBER})个?月)?"
_MAIN: Final = re.compile(rf"(?:有期徒刑|拘役|管制)[:，,]?{_TERM}")
_SUSPENDED: Final = re.compile(rf"缓刑(?:考验期)?(?:为|期)?{_TERM}")
_DIGIT: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class PriorPenalty:
    """A prior's penalty; terms in months, None where the words don't say."""

    penalty: str | None = None
    months: int | None = None
    probation_months: int | None = None
    suspended: bool | None = None


def read_penalty(words: str | None) -> PriorPenalty:
    """Read the words of a penalty; administrative ones (行政拘留, 强制隔离戒毒) have no kind and no term here."""
    if not words:
        return PriorPenalty()
    text = unicodedata.normalize("NFKC", words).replace(" ", "")
    kind = next((name for name, mark in _KINDS if mark.search(text)), None)
    if kind is None:
        fine = "单处罚金" if re.search(r"单处.{0,4}罚金", text) else None
        return PriorPenalty(penalty=fine, suspended=False if fine else None)
    suspended = "缓刑" in text
    main, probation = _MAIN.search(text), _SUSPENDED.search(text)
    return PriorPenalty(
        penalty=kind,
        months=_months(main) if main else None,
        probation_months=_months(probation) if probation else None,
        suspended=suspended,
    )


def _months(found: re.Match[str]) -> int | None:
    years, months, half = found["years"], found["months"], found["half"]
    if years is None and months is None and half is None:
        return None
    return 12 * _value(years or "零") + (6 if half else _value(months or "零"))


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    value = 0
    for part, scale in re.findall(r"([一二两三四五六七八九零]?)([百十]?)", written):
        if part or scale:
            value += _DIGIT.get(part, 1) * {"百": 100, "十": 10, "": 1}[scale]
    return value
