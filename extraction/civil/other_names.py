"""What else a ruling calls its parties without saying 以下简称: former names, abbreviations of a company's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.values.names import looks_like_person

_CALLED: Final = r"(?:又名|曾用名|别名|化名|原名|小名|乳名|绰号|外号|也叫|亦名|曾名)"
#: After a name in the header: （又名乙）, （曾用名：乙、丙）, ，曾用名乙, or a bare name in a bracket.
_BEHIND: Final = re.compile(
    rf"(?:[（，]{_CALLED}(?:：|为|是)?“?(?P<said>[\u3400-\u9fff]{{2,4}}(?:、[\u3400-\u9fff]{{2,4}})*)”?(?=[），。；])"
    r"|（(?P<bare>[\u3400-\u9fff]{2,4})）)"
)
#: In the body: 甲又名乙, 甲（曾用名乙）.
_TOLD: Final = re.compile(rf"（?{_CALLED}(?:：|为|是|叫)?“?(?P<name>[\u3400-\u9fff]{{2,4}})(?=[，。；、）”])")
_LEGAL: Final = re.compile(
    r"(?:（[^（）]{1,12}）)?(?:股份|有限责任|有限|集团|责任|总|分)*公司(?:（[^（）]{1,12}）)?$|合作社$|加工厂$|厂$"
)
#: Words for a business of any name; an abbreviation made of these alone points at nobody.
_GENERIC: Final = re.compile(
    r"^(?:(?:房地产|建筑|工程|投资|贸易|科技|物业|物流|运输|汽车|商贸|保险|财产|人寿|担保|小额|贷款|实业|集团|管理|服务|发展|开发|置业|"
    r"劳务|建设|安装|装饰|设计|销售|农业|文化|传媒|网络|信息|技术|控股|股份|有限|责任|总|分|中心|支)+)$"
)
#: Words that may be a short form: 甲银行乙支行, 甲乙公司, where a name may begin.
_TOKEN: Final = re.compile(
    r"(?:^|(?<=[，。；：、（“\n与和由向对在为给系以经及])|(?<=原告|被告)|(?<=上诉人|第三人|申请人))"
    r"(?P<short>[\u3400-\u9fff]{2,12}?(?:银行|信用社|联社|公司|支行|分行))(?P<branch>[\u3400-\u9fff]{0,8}?(?:支行|分行|分公司|支公司))?"
)
#: Characters within which short forms are looked for; it bounds the cost in very long texts with many companies.
_NEAR: Final = 100_000
#: How long a business's own name may be without its legal form (亿和置业).
_TRADE: Final = range(4, 9)


def aliases_in_header(text: str, start: int, end: int) -> Iterator[str]:
    """Other names that a party's entry gives right after the name at ``start``."""
    match = _BEHIND.match(text, start, end) or re.compile(rf"[^\n。]{{0,60}}?[（，]{_CALLED}").match(text, start, end)
    if match and match.lastgroup is None:
        match = _BEHIND.search(text, start, end)
    if match is None:
        return
    for name in (match.group("said") or match.group("bare") or "").split("、"):
        if looks_like_person(name):
            yield name


def aliases_told(text: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """(party, other name) for every 甲又名乙 of the text."""
    for match in _TOLD.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        owner = next((name for name in names if before.endswith(name)), None)
        if owner and looks_like_person(match.group("name")):
            yield owner, match.group("name")


def abbreviations(text: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """(company, short form) for every short form that the text uses unannounced.

    A short form keeps the order of the characters: 东方市甲乙建材有限公司 → 甲乙公司, 甲乙建材公司, 甲乙建材;
    中国丙银行股份有限公司丁戊支行 → 丙银行戊支行.

    Args:
        text: Normalised text.
        names: The full names of companies.
    """
    text = text[:_NEAR]
    tokens = {
        token
        for match in _TOKEN.finditer(text)
        for token in {match.group("short"), match.group("short") + (match.group("branch") or "")}
    }
    for token in sorted(tokens):
        stem = _LEGAL.sub("", token)
        if _GENERIC.match(stem) or len(stem) < 2:
            continue
        for name in names:
            if token != name and token[-2:] == name[-2:] and _in_order(token, name):
                yield name, token
    for name in names:
        legal = _LEGAL.search(name)
        if legal is None:
            continue
        core, form = name[: legal.start()], legal.group()[0]
        for start in range(1, len(core) - 3):
            tail = core[start:]
            if len(tail) in _TRADE and not _GENERIC.match(tail):
                before = core[start - 1]
                free = text.count(tail) - text.count(before + tail)
                if free > text.count(tail + form) - text.count(before + tail + form):
                    yield name, tail


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in short)
