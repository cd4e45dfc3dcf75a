"""Names that nothing marks off from the words after them: 被害人蔡开平试穿衣服.

A masked name marks its own end. A full name is told by recurrence: where the same two, three or four characters
follow one another elsewhere in the text with other words after them, the name ends there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.values.names import MASKED, surnames

_MASKED: Final = re.compile(MASKED)
_DOTTED: Final = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+")
#: Characters that seldom stand in a given name and often begin the word after it.
_AFTER: Final = frozenset(
    "的在被将于向与和及等驾乘因对从到至把给打骂持用以即遂便又也均都报证陈供称说是系为有无未不同一其之所该经由家住"
    "停放购买借要求提出发现死受身手头面左右前后当进入走去来回得知乘骑行处上下店处的亲现送电并"
)
#: Words after 被害人 that look like a surname but are no name.
_WORDS: Final = (
    "陈述|于|向|和|及|有|应|经|从|将|方|家|亲|的|因|在|被|对|等|之|身|伤|所|自|不|无|报|损|死|时|达|谅|处|当|均|"
    "已|也|是|系|住|全|进|手|头|面|右|左|钱|财|包裹|过错|"
    "言|生前|单位|本人|人|们|安全|许可|计|常|车|金|存|房|高度|强|查|水|权|张口|左右|谢绝|马上|解除|别|成年|年|戴|"
    "双|甚|项|支|路|但|平时|曾|都|干|家人|乐|向其|任|何|姓|齐|连|费用|代|"
    "归|阻|施|符|承|明|满|阳|池|柏|能|令|戒|单|邀|余下|索|别墅|温|党|容|农|居|古|衣|宿|司|关|边|牛|车|管|同|暴|"
    "牧|山|谷|宫|通|终|步|都|广|国|文|相|后|伏|童年|计算|花|成立|禁|终|那|楚"
)
_NOT_A_NAME: Final = re.compile(rf"(?:{_WORDS})")


@cache
def _surname(text: str) -> bool:
    return text in surnames()


def name_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The person's name that begins at ``start``, or None where no name can be told.

    Args:
        text: Normalised text; recurrence is counted over [0, end).
        start: Where the name would begin.
        end: Where reading stops.
    """
    masked = _MASKED.match(text, start, end)
    if masked and _surname_start(text, start):
        return masked.span()
    dotted = _DOTTED.match(text, start, min(end, start + 26))
    if dotted:
        return dotted.span()
    if not _surname_start(text, start) or _NOT_A_NAME.match(text, start):
        return None
    return _recurring(text, start, end)


def _surname_start(text: str, start: int) -> bool:
    return _surname(text[start : start + 2]) or _surname(text[start : start + 1])


def _recurring(text: str, start: int, end: int) -> tuple[int, int] | None:
    compound = _surname(text[start : start + 2])
    shortest = 3 if compound else 2
    head = text[start : start + shortest]
    if (
        len(head) < shortest
        or not all("\u3400" <= character <= "\u9fff" for character in head[1:])
        or head[1] in _AFTER
    ):
        return None
    count = text.count(head, 0, end)
    best = None
    for length in (shortest, shortest + 1, shortest + 2):
        word = text[start : start + length]
        if len(word) < length or not "\u3400" <= word[-1] <= "\u9fff":
            break
        if length > shortest and word[-1] in _AFTER:
            break
        here = text.count(word, 0, end)
        if here < 2 or here * 10 < count * 6:
            break
        followers = {text[m.end() : m.end() + 1] for m in re.finditer(re.escape(word), text[:end])}
        if len(followers) > 1:
            best = (start, start + length)
    return best
