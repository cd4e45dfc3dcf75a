"""Times as sentences name them, whole: 2017年7月初的一天19时许, 2018年3月至7月期间, 同年3月6日凌晨.

A mention takes in what makes the time vague (许, 左右, 前后, 的一天, 期间) and both ends of a span (至, 到). Times
joined by 、 are mentions of their own, but for figures under one unit (7、8月). Two labels tell them apart: TIME is
when an act of the case took place; PROCEDURE_TIME is when police, prosecution or court acted, or the suspect gave
himself up (被…抓获, 投案, 扣押, 发还).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.fragments.word_lists import alternatives
from anmai.extraction.text.normal import Span

_N: Final = r"(?:\d{1,2}|[*×]{1,2}|[一二三四五六七八九十]{1,3})"
_DAY: Final = rf"{_N}(?:[-~至、]{_N})?[日号曰]"
_MONTH: Final = rf"{_N}(?:[、至-]{_N})?月(?:份)?"
_PART: Final = (
    r"(?:凌晨(?:时分)?|清晨|早晨|早上|上午|中午|午后|下午|傍晚|晚上|晚间|夜晚|夜间|夜里|深夜|[上下前后]?半夜|午夜|白天|"
    r"当晚|晚|夜|早)(?!间)"
)
_CLOCK: Final = rf"{_N}(?:、{_N})?(?:时(?:{_N}分|半)?|点(?:{_N}分|半|多)?钟?|：\d\d[时分]?)(?:某某)?"
_VAGUE: Final = r"(?:左右|许|前后|多)?(?:左右)?"
_SEASON: Final = r"(?:年?[底初末]|[春夏秋冬][天季]|春节(?:期间)?|上半年|下半年)"
_SOME_DAY: Final = (
    r"(?:[上中下]旬|[底初末])?(?:左右)?(?:的?(?:某|一|有一|其中一)[天日晚](?:的?(?=[凌清早上中下傍晚夜深半午白]))?)?"
)
_HOURS: Final = rf"(?:的)?(?:{_PART})?(?:的?{_CLOCK})?{_VAGUE}(?:的时候)?"
_YEAR: Final = r"(?:(?:19|20)[\d*×]{2}年|二[〇零][〇零一二三四五六七八九]{2}年|同年|当年|去年|今年|次年|翌年)"
_DATE: Final = (
    rf"(?:{_YEAR}(?:{_MONTH}(?:{_DAY}|\d{{1,2}}(?=[凌清早上中下傍晚夜]))?|{_SEASON})?"
    rf"|(?<![\d年月]){_N}月(?:份)?(?:{_DAY})?|(?:同|当|次|本)月(?:{_DAY})?"
    rf"|(?<![\d月]){_DAY}(?=凌晨|[上下]午|晚|\d{{1,2}}时)"
    r"|当日|当天|当晚|次日|翌日|同日|同晚|第二天|隔天)"
)
_MOMENT: Final = rf"{_DATE}{_SOME_DAY}{_HOURS}"
_END: Final = (
    rf"起?(?:至|到|-)(?:{_MOMENT}|(?:{_DAY}|{_N}月(?:份)?(?:{_DAY})?){_HOURS}|"
    rf"(?:次日)?(?:{_PART}(?:{_CLOCK})?|{_CLOCK}){_VAGUE})"
)
#: Every character that a time can begin with: elsewhere its many forms are not tried.
_FIRST: Final = r"(?=[\d*×一二三四五六七八九十同当去今次翌本第隔])"
_TIME: Final = re.compile(rf"{_FIRST}{_MOMENT}(?:{_END})?(?:期间|之?间(?![的谍])|以来|以后|之后(?=，))?")
_CLOCK_ALONE: Final = re.compile(
    rf"(?:^|(?<=[。，；]))(?:{_PART})?\d{{1,2}}(?:时|点)(?:\d{{1,2}}分|半)?(?:许|左右|多钟)(?=，)"
)
#: How far from a time the act that it dates is looked for.
_REACH: Final = 48
_CLAUSE: Final = re.compile(r"[。；（\n]|，(?!(?:侦查|公安|民警|被))")


@cache
def _procedure() -> re.Pattern[str]:
    return re.compile(alternatives("procedure_acts"))


def times(text: str) -> list[tuple[str, Span]]:
    """Every time with its label, in order."""
    found: list[tuple[str, Span]] = []
    spans = [match.span() for match in _TIME.finditer(text)]
    if "许，" in text or "左右，" in text or "多钟，" in text:  # how such a clock time ends
        spans += [match.span() for match in _CLOCK_ALONE.finditer(text)]
    last = -1
    for start, end in sorted(spans):
        end -= len(text[start:end]) - len(text[start:end].rstrip("的"))
        if start < last or end - start < 2:
            continue
        last = end
        found.append(("PROCEDURE_TIME" if _of_procedure(text, end) else "TIME", (start, end)))
    return found


def _of_procedure(text: str, end: int) -> bool:
    """Whether the clause that a time opens tells an act of police, prosecution or court, or a surrender."""
    start = end + (1 if text.startswith("，", end) else 0)
    stop = _CLAUSE.search(text, start, min(len(text), start + _REACH))
    return _procedure().search(text, start, stop.start() if stop else min(len(text), start + _REACH)) is not None
