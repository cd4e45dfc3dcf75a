"""Reads the signature: judges with their roles, and the date."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.header.date_line import DATE_LINE
from anmai.extraction.ruling import Ruling
from anmai.extraction.sections import ROLES
from anmai.extraction.values.dates import iter_dates
from anmai.extraction.values.names import HAN, surnames

COMPONENT: Final = "signature"
_ROLE: Final = "|".join(sorted(ROLES, key=len, reverse=True))
_DATE_START: Final = r"[一二][〇零一二三四五六七八九OolI0-9]{3}年|(?:19|20)\d\d年"
#: Words that end the signature; they never stand in a name.
_AFTER: Final = r"附[：:，相本录件页有]|本[件案判裁页]|此件|法条|法律|相关|适用|引用|主要|速录|校对|打印|核对|送达"
_NAME: Final = rf"(?:(?!{_ROLE}|{_DATE_START}|{_AFTER})(?:{HAN}|[·×*A-Za-z\d\n]))"
_SIGNED: Final = re.compile(
    rf"(?P<role>{_ROLE})(?:（[^（）]{{1,6}}）)?[：:]?\n?(?P<names>{_NAME}{{1,24}}(?:[、，]{_NAME}{{2,6}})*)"
)
#: Roles that the form knows under another name (records.md).
_SAME: Final = {
    "代书记员": "书记员", "代理书记员": "书记员", "见习书记员": "书记员", "实习书记员": "书记员",
    "人民审判员": "审判员", "见习法官助理": "法官助理", "实习法官助理": "法官助理", "陪审员": "人民陪审员",
}  # fmt: skip
#: Who signs without being of the court that judged: the stenographer.
_NO_JUDGE: Final = frozenset({"速录员"})
#: Papers that bear the court's seal and a date, and no judge's name.
SEALED: Final = frozenset({"通知书", "决定书", "支付令", "限制消费令", "限制高消费令", "报告财产令"})


def read_signature(ruling: Ruling) -> None:
    """Set judges and judgment_date from the signature."""
    text = ruling.text
    if not ruling.sections.signature:
        dated = list(DATE_LINE.finditer(text)) if ruling.form in SEALED else []
        if dated:
            _read_date(ruling, *dated[-1].span("date"))
        return
    start, end = ruling.sections.signature
    judges: list[dict[str, Any]] = []
    for match in _SIGNED.finditer(text, start, end):
        role = match.group("role")
        if role in _NO_JUDGE:
            continue
        for name_start, name_end in _names(text, *match.span("names")):
            judges.append(
                {
                    "name": ruling.found(name_start, name_end),
                    "role": ruling.found(*match.span("role"), _SAME.get(role, role)),
                }
            )
    ruling.put(COMPONENT, "judges", judges)
    _read_date(ruling, start, end)


def _read_date(ruling: Ruling, start: int, end: int) -> None:
    for hit in iter_dates(ruling.text, start, end):
        if hit.absolute and len(hit.iso) == 10:
            ruling.put(COMPONENT, "judgment_date", ruling.found(hit.start, hit.end, hit.iso))
            break


def _joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Two names that a lost space left side by side (顾菊周正): each has a surname and 2 or 3 characters."""
    words = text[start:end]
    if len(words) not in (5, 6) or not all("\u3400" <= character <= "\u9fff" for character in words):
        return [(start, end)]
    cuts = [cut for cut in (3, 2) if len(words) - cut in (2, 3) and words[0] in surnames() and words[cut] in surnames()]
    return [(start, start + cuts[0]), (start + cuts[0], end)] if cuts else [(start, end)]


def _names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names in what follows a role: several where 、 or a line feed parts words of a name's length."""
    spans = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^、，]+", text[start:end])]
    names = []
    for first, last in spans:
        pieces = [(first + m.start(), first + m.end()) for m in re.finditer(r"[^\n]+", text[first:last])]
        if len(pieces) > 1 and all(b - a >= 2 for a, b in pieces):
            names.extend(pieces if all(b - a <= 4 for a, b in pieces) else pieces[:1])
        elif pieces:
            names.append((pieces[0][0], pieces[-1][1]) if len(pieces) <= 2 else pieces[0])
    return [piece for name in names for piece in _joined(text, *name)]
