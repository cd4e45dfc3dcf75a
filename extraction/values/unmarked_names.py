"""Names that nothing marks off from the words after them: 被害人蔡开平试穿衣服.

A masked name marks its own end. A full name is told by recurrence: where the same two, three or four characters
follow one another elsewhere in the text with other words after them, the name ends there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anmai.extraction.text.occurrences import occurrences
from anmai.extraction.values.names import MASKED, surnames

#: Characters on either side within which a name must recur; it bounds the cost in very long texts.
_NEAR: Final = 60_000
_MASKED: Final = re.compile(MASKED)
_DOTTED: Final = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+")
#: Characters that seldom stand in a given name and often begin the word after it.
_AFTER: Final = frozenset(
    "的在被将于向与和及等驾乘因对从到至把给打骂持用以即遂便又也均都报证陈供称说是系为有无未不同一其之所该经由家住"
    "停放购买借要求提出发现死受身手头面左右前后当进入走去来回得知乘骑行处上下店处的亲现送电并"
)
#: Words that begin with a surname's character but are no name, as they follow 被害人 and the like.
_WORDS: Final = (
    r"陈述|陈诉|于(?:\d|[二当同本次凌上下案其该])|向[其被公他本派法我]|和[被证其他]|有|经|别|应[当承负得]|从|方[的面对代存均已]|"
    r"安[全置]|时[，的候]|全[部身额体]|马上|解[救除释]|成[年立]|年[龄约仅满]|戴着|双[方手腿眼]|支付|路[过经]|平[时均日]|曾[因经与向多]|都|"
    r"任[何意]|连[同续]|费用|代[理为]|施救|明[确知显]|能|令|单[位独]|索[要赔]|容貌|农[民村]|居住|衣[服物着]|司机|关[于系]|边|车[辆内上牌主费]|管理|"
    r"同[意时居事学伙]|通[过知话]|步行|相|后|童年|花[费去]|禁|那|高[度速]|水|金[额钱]|计算|常住|权[益利]|左[手侧腿眼臂肩]|"
    r"房[屋内子间]|钱[财款物包]|强[行烈]|查[看找]|余[款下]|言[语词]|许[可诺]|程度|盛怒|白天|江边|海边|林地|包[括裹内]|万元|康复|习惯|家|"
    r"申[请诉报]|路[上边面]|阴道|头|温[和度]|党|国|文[化字]|广|山|终|满[意足]|阻|归|乐|符合|承[认担诺]|甚|项|但|柏油|池|戒|干|牛|齐全|楚|怀孕|陆续"
)
_NOT_A_NAME: Final = re.compile(rf"(?:{_WORDS})")


#: What may stand right behind a name that is told by its length alone.
_BOUND: Final = re.compile(
    r"价值(?:人民币)?\d|的|（|、[\u3400-\u9fff]{2,4}(?:的|、|等|和)|陈述|报案(?!材料)|"
    r"(?:经济)?损失|人民币|现金\d|[。；\n]|"
    r"[\u3400-\u9fffA-Za-z]{1,8}(?:[一两二三四五六七八九十]|\d{1,3})(?:部|辆|台|个|只|枚|条|张|块|件|套|把|箱)"
)
#: What may stand right behind a full name of two characters: less, for two characters are a word more often.
_BOUND_SHORT: Final = re.compile(r"经济损失|人民币\d|\d[\d.，]*元|、[\u3400-\u9fff]{2,3}(?:的|、|等|和|经济损失)")


@cache
def _surname(text: str) -> bool:
    return text in surnames()


def name_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The person's name that begins at ``start``, or None where no name can be told.

    Args:
        text: Normalised text; recurrence is counted around ``start``.
        start: Where the name would begin.
        end: Where reading stops.
    """
    masked = _MASKED.match(text, start, end)
    if masked and (_surname_start(text, start) or text[start] not in _AFTER):
        return start, _with_given(text, start, masked.end(), end)
    dotted = _DOTTED.match(text, start, min(end, start + 26))
    if dotted:
        return dotted.span()
    if not _surname_start(text, start) or _NOT_A_NAME.match(text, start):
        return None
    return _recurring(text, start, end) or _bounded(text, start, end)


def _with_given(text: str, start: int, masked: int, end: int) -> int:
    """Where a mask in the middle of a name ends it: 谭某良, where the same character mostly follows 谭某."""
    word = text[start : masked + 1]
    if masked >= end or text[masked - 1] != "某" or not "\u3400" <= word[-1] <= "\u9fff" or word[-1] in _AFTER:
        return masked
    first, last = max(0, start - _NEAR), min(end, start + _NEAR)
    count = text.count(word, first, last)
    if count < 3 or count * 10 < text.count(word[:-1], first, last) * 8:
        return masked
    length = len(word)
    followers = {text[at + length : at + length + 1] for at in occurrences(text, word, first, last)}
    return masked + 1 if len(followers) > 2 else masked


def _surname_start(text: str, start: int) -> bool:
    return _surname(text[start : start + 2]) or _surname(text[start : start + 1])


def _bounded(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A name told by its length alone, before words that end it (…价值3668元, …的陈述): three characters, else two.

    A compound surname counts as one more.
    """
    compound = _surname(text[start : start + 2])
    for length, bound in ((4, _BOUND),) if compound else ((3, _BOUND), (2, _BOUND_SHORT)):
        name = text[start : start + length]
        if len(name) < length or not all("\u3400" <= character <= "\u9fff" for character in name[1:]):
            continue
        if _AFTER.isdisjoint(name[1:]) and bound.match(text, start + length, end):
            return start, start + length
    return None


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
    first, last = max(0, start - _NEAR), min(end, start + _NEAR)
    places = list(occurrences(text, head, first, last))
    best = None
    for length in (shortest, shortest + 1, shortest + 2):
        word = text[start : start + length]
        if len(word) < length or not "\u3400" <= word[-1] <= "\u9fff":
            break
        if length > shortest and word[-1] in _AFTER:
            break
        here = [at for at in places if at + length <= last and text.startswith(word, at)]
        if len(here) < 2 or len(here) * 10 < len(places) * 6:
            break
        followers = {text[at + length : at + length + 1] for at in here}
        if len(followers) > 1:
            best = (start, start + length)
    return best
