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
#: The longest stretch of a company's name that is tried as its short form, and where it may begin in the name.
_LONGEST: Final = 8
_STARTS: Final = 12


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


def abbreviations(text: str, name: str) -> Iterator[str]:
    """Short forms of a company's name that the text uses: 东方市甲乙建材有限公司 → 甲乙公司, 甲乙建材公司, 甲乙建材."""
    legal = _LEGAL.search(name)
    if not legal or legal.start() < 4:
        return
    core = name[: legal.start()]
    for start in range(min(_STARTS, len(core) - 1)):
        for length in range(2, min(_LONGEST, len(core) - start) + 1):
            words = core[start : start + length]
            if _GENERIC.match(words) or not words.isalnum():
                continue
            short = words + "公司"
            if short not in name and short in text:
                yield short
        tail = core[start:]
        # 甲乙建材 without 公司: only where it stands without the characters that lead to it in the full name.
        if 4 <= len(tail) <= _LONGEST and start and not _GENERIC.match(tail):
            if re.search(rf"(?<!{re.escape(core[start - 1])}){re.escape(tail)}(?!{re.escape(legal.group()[0])})", text):
                yield tail
