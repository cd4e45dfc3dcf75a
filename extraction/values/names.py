"""Names of people and organizations, masks included: 张三, 欧阳某某, 张3, 李某1, 张××, 买买提·吐尔逊, 甲公司.

A masked name identifies nobody outside its own document; ``is_masked`` says which ones are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.data.tables import table

#: A character of a Chinese name.
HAN: Final = r"[\u3400-\u9fff\U00020000-\U0003ffff\ue000-\uf8ff]"
#: What may follow inside a person's name: Han, the dot of transcribed names, masks, figures, Latin letters.
NAME_CHARACTER: Final = r"[\u3400-\u9fff\U00020000-\U0003ffff·×*xX某A-Za-z0-9]"
#: A person's name where something else marks both of its ends.
PERSON: Final = rf"{HAN}(?:{HAN}|[·×*]|[xX]{{1,2}}){{0,14}}[A-Z]?\d{{0,2}}"
#: A masked name that marks its own ends: 张某, 张某某, 张某甲, 李某1, 欧阳某, 刘1某, 陶X某, 张××, 张3.
MASKED: Final = (
    rf"(?:{HAN}{{1,2}}某某?[甲乙丙丁戊己庚辛壬癸]?(?:\d{{1,2}}(?![\d年月日时万千百元余多.]))?[A-Z]?|{HAN}(?:\d{{1,2}}|[xX×])某某?(?![\d年])|"
    rf"{HAN}[×*xX]{{1,3}}(?:\d{{1,2}}(?![\d年月日时万千百元余多.]))?|{HAN}\d{{1,2}}(?![\d年月日]))"
)
_MASKED: Final = re.compile(MASKED)
_PLAIN: Final = re.compile(rf"{HAN}{{2,4}}[0-9]{{0,2}}")
_DOTTED: Final = re.compile(rf"(?:{HAN}|·)+")
_MASK: Final = re.compile(r"某|[×*＊]|[xX]{1,3}$|\d|[A-Z]$|^.{1,2}[甲乙丙丁戊己庚辛壬癸]$")


@cache
def _organization() -> tuple[re.Pattern[str], dict[str, int]]:
    data = table("organizations")
    endings = sorted(data["endings"], key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, endings))})(?:（[^（）]{{1,16}}）)?$"), data["short_endings"]


def is_organization(name: str) -> bool:
    """Whether a party's name is an organization's, told by its ending (公司, 厂, 村民委员会 …)."""
    pattern, short = _organization()
    match = pattern.search(name)
    return bool(match) and match is not None and match.start() >= short.get(match.group(1), 1)


def is_masked(name: str) -> bool:
    """Whether a person's name is masked (张某, 张某甲, 李某1, 张3, 张××)."""
    return bool(_MASK.search(name))


@cache
def surnames() -> frozenset[str]:
    """Surnames of one and two characters."""
    data = table("surnames")
    return frozenset(data["compound"].split()) | frozenset(data["single"].replace(" ", ""))


def looks_like_person(name: str) -> bool:
    """Whether ``name`` has the shape of a person's name: a known surname and 1-3 more characters, or a dotted name."""
    if "·" in name:
        return 4 <= len(name) <= 24 and _DOTTED.fullmatch(name) is not None
    if _MASKED.fullmatch(name):
        return True
    return _PLAIN.fullmatch(name) is not None and (name[0] in surnames() or name[:2] in surnames())
