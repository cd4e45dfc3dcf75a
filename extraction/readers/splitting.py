"""Finds the rulings in one text: some files hold two, one after the other.

Careful by design: a text is split only where a whole new head begins (a court, a document's title and a case
number, each alone on its line) after the signature of the ruling before. Quoted and appended rulings stay in place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

#: The organ that issued a document, alone on its line, and the document's kind; a few print both on one line.
_ORGAN: Final = re.compile(r"^(?:中华人民共和国)?[\u4e00-\u9fff×*＊]{2,40}(?:法院|检察院|局|厅|大队|支队|委员会|政府)$")
_TITLE_WORDS: Final = (
    r"(?:(?:刑事|民事|行政|执行|国家赔偿|赔偿|刑事附带民事|附带民事|非诉执行|行政赔偿|行政处罚|减刑|假释|不|追加|变更|补充|再审|"
    r"驳回申[诉请]|民事制裁|司法(?:救助|赔偿|拘留|罚款)|限制(?:高)?消费)*)"
    r"(?:判决书|裁定书|调解书|决定书|支付令|通知书|起诉书|起诉决定书|抗诉书|检察建议书|消费令|令)"
)
_TITLE: Final = re.compile(rf"^{_TITLE_WORDS}$")
_ORGAN_AND_TITLE: Final = re.compile(
    rf"^(?:中华人民共和国)?[\u4e00-\u9fff×*＊]{{2,40}}(?:法院|检察院|局|大队|支队|委员会){_TITLE_WORDS}$"
)
_YEAR: Final = r"[(（〔\[【]?[\d０-９Oo○〇]{4}[)）〕\]】]?"
_NUMBER: Final = re.compile(
    rf"^(?:{_YEAR}.{{1,40}}|[\u4e00-\u9fff]{{1,20}}{_YEAR}.{{0,20}})号(?:之[一二三四五六七八九十\d]+)?$"
)
#: A line that ends with a kind of document and its number: "刑事判决书（2021）云0199刑初7号".
_TITLE_AND_NUMBER: Final = re.compile(rf"^{_TITLE_WORDS}(?={_YEAR}|[\u4e00-\u9fff]{{1,20}}{_YEAR})")
_SIGNATURE: Final = re.compile(
    r"^\s*(?:代理?|见习|实习)?书\s*记\s*员|^\s*(?:[二ニ]\s*[〇○ＯO0零]|[\d０-９]{4}\s*年).{4,24}日\s*$", re.M
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


def opens_ruling(lines: Sequence[str]) -> bool:
    """Whether a ruling's head (organ, kind of document, number) stands among lines.

    Args:
        lines: The first lines of a page.
    """
    bare = [stripped for line in lines if (stripped := re.sub(r"\s+", "", line))]
    return any(_is_head(bare, i) for i in range(len(bare)))


def _is_head(lines: Sequence[str], i: int) -> bool:
    """Whether the organ's line stands at ``i`` and kind and number follow it."""
    if _ORGAN.match(lines[i]):
        following = lines[i + 1 : i + 4]
    elif _ORGAN_AND_TITLE.match(lines[i]):
        return any(_NUMBER.match(later) for later in lines[i + 1 : i + 3])
    else:
        return False
    for k, later in enumerate(following[:2]):
        if _TITLE.match(later):
            return any(_NUMBER.match(last) for last in following[k + 1 :])
        both = _TITLE_AND_NUMBER.match(later)
        if both and _NUMBER.match(later[both.end() :]):
            return True
    return False


def _heads(text: str) -> list[int]:
    """Offsets where a head begins, with the website's lines above it."""
    lines: list[tuple[int, str]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if stripped := re.sub(r"\s+", "", line):
            lines.append((offset, stripped))
        offset += len(line)
    bare = [line for _, line in lines]
    heads = []
    for i in range(len(lines)):
        if not _is_head(bare, i):
            continue
        first = i
        while first > 0 and i - first < 2 and _ABOVE.search(bare[first - 1]):
            if _APPENDED.match(bare[first - 1]):
                break
            first -= 1
        if first > 0 and _APPENDED.match(bare[first - 1]):
            continue
        heads.append(lines[first][0])
    return heads
