"""Written names: their normal form, and which of them are masks.

A published ruling masks names (张某, 李某1, 张××). A mask identifies nobody outside its own document; everything that
decides whether a name is one goes through ``is_masked``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from anmai.graph.identity.organizations import is_placeholder
from anmai.graph.identity.tables import table

#: Dots of transcribed names in one shape: 买买提•吐尔逊, 买买提・吐尔逊 → 买买提·吐尔逊.
_DOTS: Final = str.maketrans({"•": "·", "・": "·", "‧": "·", "∙": "·", "⋅": "·"})
#: Signs that stand for a hidden character, in one shape.
_HIDDEN: Final = str.maketrans({"✕": "×", "╳": "×", "✖": "×", "﹡": "*", "∗": "*", "◯": "○"})
_BLANK: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3000]+")

#: 某 stands for a name and nothing else; no surname or given name in use holds it.
_SOME: Final = "某"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_SIGN: Final = re.compile(r"[×*○●□■△▲☆★?_]|〇〇|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])")
_DOT: Final = "·"
_PERSON_MASK: Final = re.compile(
    rf"""
      [0-9〇]                                 # 张3, 李1某, 张〇〇
    | (?<![A-Za-z])[A-Za-z]{{1,3}}$           # 张A, 王x, 李XX at the end of Chinese characters
    | ^.[{_STEMS}]$                          # 张甲: a stem instead of a given name
    | 化名
    """,
    re.VERBOSE,
)
_CHINESE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
#: Characters that normalising leaves as they are; nearly all names consist of them.
_PLAIN: Final = re.compile(r"[\u4e00-\u9fff]+")


def norm_name(name: str) -> str:
    """A name for comparison: width and spaces normalised (NFKC, no blanks), dots and hidden-character signs unified."""
    if _PLAIN.fullmatch(name):
        return name
    return _BLANK.sub("", unicodedata.normalize("NFKC", name)).translate(_DOTS).translate(_HIDDEN)


@lru_cache(maxsize=1 << 16)
def is_masked(name: str, *, kind: str = "person") -> bool:
    """Whether a name is a mask: it hides who is meant, so it identifies nobody outside its own document.

    Masks of people: 张某, 张某某, 某甲, 张某甲, 李某1, 张3, 张××, 张*, 王XX, 张A, 张甲, 欧阳某, （化名）,
    a bare surname. Of organizations 某公司, 杭州某某有限公司, ××银行, XX公司, A公司, 甲公司.
    An empty name counts as one.

    Args:
        name: As written; normalised here.
        kind: ``person`` or ``organization``; figures and single letters mask people only (三六三医院, 7天酒店).
    """
    text = norm_name(name)
    if not text or _SOME in text or _SIGN.search(text):
        return True
    if kind == "organization":
        return len(text) < 2 or is_placeholder(text)
    if not _CHINESE.search(text):
        return len(text) < 3
    return len(text) < 2 or text in compound_surnames() or _PERSON_MASK.search(text) is not None


@cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters."""
    return frozenset(table("common_names")["compound_surnames"].split())


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name of a Chinese person's normalised name; a dotted name is (whole, "")."""
    if _DOT in name or len(name) < 2:
        return name, ""
    if len(name) > 2 and name[:2] in compound_surnames():
        return name[:2], name[2:]
    return name[:1], name[1:]


def mask_surname(name: str) -> str | None:
    """The surname that a person's mask leaves visible (李某1 → 李, 欧阳某 → 欧阳), or None (某甲, ×××)."""
    text = norm_name(name)
    if not text or not _CHINESE.match(text) or text[0] == _SOME:
        return None
    return text[:2] if text[:2] in compound_surnames() else text[0]


def mask_allows(mask: str, name: str) -> bool:
    """Whether ``name`` may be what ``mask`` hides: same surname, a length that the mask permits, visible parts agree.

    Courts shorten (张某 for a name of any length), so only a mask of hidden-character signs (张××) fixes the length.
    """
    hidden, full = norm_name(mask), norm_name(name)
    surname = mask_surname(hidden)
    if surname is None or split_name(full)[0] != surname:
        return False
    given = full[len(surname) :]
    rest = hidden[len(surname) :]
    if re.fullmatch(r"[×*]+", rest) and len(rest) > 1:
        return len(given) == len(rest)
    signs = re.fullmatch(r"[×*某]([\u3400-\u9fff])", rest) or re.fullmatch(r"([\u3400-\u9fff])[×*某]", rest)
    if signs and signs.group(1) not in _STEMS + _SOME:
        return signs.group(1) in given
    return True
