"""Finds the rulings in one text: some files hold two, one after the other.

Careful by design: a text is split only where a whole new head begins (a court, a document's title and a case
number, each alone on its line) after the signature of the ruling before. Quoted and appended rulings stay in place.
"""

from __future__ import annotations

import re
from typing import Final

_COURT: Final = re.compile(r"^(?:中华人民共和国)?[\u4e00-\u9fff×*＊\s\u3000]{2,40}法\s*院$")
_TITLE: Final = re.compile(
    r"^(?:(?:刑事|民事|行政|执行|国家赔偿|赔偿|刑事附带民事|附带民事|非诉执行|行政赔偿)*)"
    r"(?:判决书|裁定书|调解书|决定书|支付令|通知书)$"
)
_NUMBER: Final = re.compile(
    r"^[(（〔\[【]?\s*[\d０-９Oo○〇]{4}\s*[)）〕\]】]?.{1,40}号(?:之[一二三四五六七八九十\d]+)?$"
)
_SIGNATURE: Final = re.compile(
    r"^\s*(?:代理?|见习|实习)?书\s*记\s*员|^\s*(?:[二ニ]\s*[〇○ＯO0零]|\d{4}\s*年).{4,16}日\s*$", re.M
)
#: Lines that a website puts above a ruling: its title with the kind of procedure, and the line of publication.
_ABOVE: Final = re.compile(r"(?:判决书|裁定书|调解书|决定书)$|^发布日期")
_APPENDED: Final = re.compile(r"^\s*附[件：:录]?")
#: A signature is looked for among the last characters before a new head; appended law texts may stand between.
_SIGNATURE_WINDOW: Final = 8_000
#: A ruling shorter than this is no ruling of its own; the notices of unpublished ones have no head at all.
_SHORTEST: Final = 150


def split(text: str) -> list[tuple[int, int]]:
    """Spans [start, end) of the rulings in a text, in order, together covering the whole text; mostly one.

    Args:
        text: The source text of a file.
    """
    heads = _heads(text)
    starts = [0]
    for head in heads[1:] if heads and heads[0] - _SHORTEST < starts[0] else heads:
        before = text[max(starts[-1], head - _SIGNATURE_WINDOW) : head]
        if head - starts[-1] >= _SHORTEST and _SIGNATURE.search(before) and _head_between(heads, starts[-1], head):
            starts.append(head)
    if len(starts) > 1 and len(text) - starts[-1] < _SHORTEST:
        starts.pop()
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _head_between(heads: list[int], start: int, end: int) -> bool:
    """The part before a new head must be a ruling with a head of its own."""
    return any(start <= head < end for head in heads)


def _heads(text: str) -> list[int]:
    """Offsets where a head begins, with the website's lines above it."""
    lines: list[tuple[int, str]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if stripped := re.sub(r"\s+", "", line):
            lines.append((offset, stripped))
        offset += len(line)
    heads = []
    for i, (_, line) in enumerate(lines[:-2]):
        if not _COURT.match(line):
            continue
        following = [later for _, later in lines[i + 1 : i + 4]]
        title = next((k for k, later in enumerate(following[:2]) if _TITLE.match(later)), None)
        if title is None or not any(_NUMBER.match(later) for later in following[title + 1 :]):
            continue
        first = i
        while first > 0 and i - first < 2 and _ABOVE.search(lines[first - 1][1]):
            if _APPENDED.match(lines[first - 1][1]):
                break
            first -= 1
        if first > 0 and _APPENDED.match(lines[first - 1][1]):
            continue
        heads.append(lines[first][0])
    return heads
