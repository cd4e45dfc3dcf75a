"""Names of courts, procuratorates and police organs, cut free from the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from anmai.extraction.data.tables import table

_COURT_ENDING: Final = (
    r"(?:中级人民法院|高级人民法院|最高人民法院|人民法院|中级法院|铁路运输中级法院|铁路运输法院|海事法院|知识产权法院|"
    r"互联网法院|金融法院|军事法院|林区基层法院|林区中级法院|农垦法院|垦区人民法院|矿区人民法院|油田人民法院)"
)
_PROCURATORATE_ENDING: Final = r"(?:人民检察院|军事检察院|铁路运输检察院|铁路运输检察分院|检察院)"
_PLACE: Final = r"[\u3400-\u9fff]{2,28}?"
COURT: Final = re.compile(rf"{_PLACE}{_COURT_ENDING}")
PROCURATORATE: Final = re.compile(rf"{_PLACE}{_PROCURATORATE_ENDING}(?:[\u3400-\u9fff]{{2,8}}分院)?")
_ENDING: Final = re.compile(rf"(?:{_COURT_ENDING}|{_PROCURATORATE_ENDING}(?:[\u3400-\u9fff]{{2,8}}分院)?)$")
#: Words that may run into an organ's name from the left; everything up to the last of them is no part of it.
_LEFT: Final = re.compile(
    r".*(?:被告人[^\n]{1,8}?(?:被|由)|已被|又被|被|由|经|向|至|系|与|和|及|因|于|交|对|为|将|受|告|后|从|不服|"
    r"撤销|维持|驳回|根据|依据|依照|按照|公诉机关|"
    r"抗诉机关|报请|指令|指定|直接|诉至|法院|检察院|罪名|一案|审理|受理|文书内容|本院|如下|判决书|裁定书|决定书|"
    r"调解书|通知书|号)(?=.{3,})"
)

#: No organ's name begins with one of these: a cut before it went through a place's name.
_LEVELS: Final = ("县", "区", "市", "旗", "州", "省", "人民", "中级", "林区")


@dataclass(frozen=True, slots=True)
class OrganHit:
    """A court's or procuratorate's name in a text, [start, end)."""

    start: int
    end: int
    name: str


@cache
def _provinces() -> re.Pattern[str]:
    rows = table("places")["provinces"]
    names = sorted((row["name"] for row in rows), key=len, reverse=True)
    return re.compile("|".join(names))


@cache
def _shielded() -> re.Pattern[str]:
    """Place names that hold a character which elsewhere ends the words before a court's name (兴和县, 于都县)."""
    return re.compile("|".join(sorted(table("places")["shielded"].split(), key=len, reverse=True)))


def trim_left(text: str, start: int, end: int) -> int:
    """Where the organ's own name begins inside text[start:end].

    Drops words that run into it (被, 经, 不服 …), then 原 (a dissolved court), then all before a province's full name.
    """
    head = text[start:end]
    ending = _ENDING.search(head)
    limit = ending.start() if ending else len(head)
    shielded = _shielded().sub(lambda name: "~" * len(name.group()), head[:limit])
    cut = _LEFT.match(shielded + "    ")
    while cut and shielded[cut.end() :].startswith(_LEVELS):
        cut = _LEFT.match(shielded, 0, cut.end() - 1)
    if cut and cut.end() < limit:
        start += cut.end()
    for province in _provinces().finditer(text, start, end):
        start = province.start()
        break
    if text[start] == "次" and start and text[start - 1].isdecimal():  # 浏览：12次, before a page's text
        start += 1
    if text[start] == "原" and not text.startswith(("原州", "原平", "原阳"), start):
        start += 1
    return start


def iter_organs(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> Iterator[OrganHit]:
    """Every organ in text[start:end] that ``pattern`` (COURT or PROCURATORATE) finds, trimmed."""
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        left = trim_left(text, match.start(), match.end())
        yield OrganHit(left, match.end(), text[left : match.end()])
