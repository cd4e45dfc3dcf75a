"""Normalisation of a source text, with a map from every normalised code point back to the source.

Two steps, each linear: every character is replaced by one character of its plain form (width, brackets, dots,
look-alike digits); then white space is taken out, except where it parts paragraphs, which becomes one line feed.
Rules can thus look for 审判长 where the court typed 审　判　长, and for （2013） where it typed 〔2013〕.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import Final

from anmai.extraction.quick_value import quick_value

Span = tuple[int, int]

_BLANK: Final = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]"
#: Said twice rather than with a +: only behind a plain first character does the search skip what can't match at once.
_BLANKS: Final = re.compile(f"{_BLANK}{_BLANK}*")
#: Blanks without width: they never part anything.
_INVISIBLE: Final = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_HALVES: Final = re.compile("[\ud800-\udfff]")
#: A paragraph ends after these even where only a blank follows.
_CLOSERS: Final = frozenset("。；：！？）”…")
_STOPS: Final = frozenset("。；：！？，、（）《》“”")
#: A line that begins with one of these begins a paragraph, whatever the line before ended with.
_OPENERS: Final = re.compile(
    r"(?:原?公诉机关|抗诉机关|附带民事|自诉人|原审|原告|被告|被害人|上诉人|被上诉人|申请|被申请|被执行人|再审|第三人|"
    r"申诉人|异议人|复议|案外人|起诉人|赔偿|罪犯|辩护人|指定辩护|诉讼代|委托|法定代|负责人|经营者|住所地|代理|审判|"
    r"人民陪审|助理审判|执行员|书记员|代书记|见习|法官助理|二[〇零0Oo]|（(?:19|20)\d\d）|"
    r"附[：:，本相有法录：件页（]|相关法律|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.]|如不服|本判决|本裁定|"
    r"本院认为|本院在(?:执行|审理)|经审理|上述)"
)
#: Before a blank that stands inside a case number or a date: （2018） 浙0106刑初1号, 2018 年.
_WITHIN_NUMBER: Final = re.compile(r"(?:（(?:19|20)\d\d）|[\d*×])$")
_SIGNING: Final = re.compile(r"(?:审判长|审判员|陪审员|书记员|执行员|执行长|法官助理)$")
#: A role of the signature that a blank parts in its middle (代书　记员).
_ROLE_HALVES: Final = re.compile(r"(?:(?:人民)?审判[长员]|(?:代理|助理)审判员|人民陪审员|代?书记员|法官助理|执行员)")
_DIGITS_FOLLOW: Final = re.compile(r"\d")
_WRAP: Final = 24  # a line shorter than this was not broken for its width
#: More different characters to replace than this are looked up one by one.
_FEW: Final = 16


@cache
def _table() -> dict[int, str]:
    """One plain character for one source character; brackets and commas take their full-width form."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00)):
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # half a character: no encoder takes it
    groups = {
        "（": "([〔［【（﹙❨﹝",
        "）": ")]〕］】）﹚❩﹞",
        "，": ",，﹐",
        "：": ":：﹕∶",
        "；": ";；﹔",
        "？": "?？",
        "！": "!！",
        "〇": "○〇◯⚪",
        "·": "·•・‧∙⋅●﹒",
        "×": "×✕✖╳",
        "*": "*＊∗",
        "~": "~～∼〜",
        "“": "“„〝",
        "”": "”〞",
        "〈": "〈<＜",
        "〉": "〉>＞",
    }
    for plain, variants in groups.items():
        table.update({ord(variant): plain for variant in variants})
    return {code: plain for code, plain in table.items() if plain != chr(code)}


@cache
def _replaced() -> re.Pattern[str]:
    """Finds the characters that have a plain form."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")


def _plain(source: str) -> str:
    """The source with plain characters; each stays where it is.

    A text has few characters that change, and replacing these one after the other is many times faster than looking
    every character up. No plain form is itself replaced by another.
    """
    changing = set(_replaced().findall(source))
    if len(changing) > _FEW:
        return source.translate(_table())
    for character in changing:
        source = source.replace(character, _table()[ord(character)])
    return source


@quick_value
class NormalText:
    """A normalised text and where each of its code points stands in the source.

    Attributes:
        source: The source text, untouched.
        text: The normalised text: no white space but line feeds between paragraphs.
    """

    source: str
    text: str
    _starts: tuple[int, ...]  # where each run of kept characters starts in ``text``
    _shifts: tuple[int, ...]  # what to add there to get the source's offset

    def origin(self, index: int) -> int:
        """The source's code point of the normalised code point ``index``."""
        return index + self._shifts[bisect_right(self._starts, index) - 1]

    def span(self, start: int, end: int) -> Span:
        """The source's span of the normalised span [start, end); both end exclusive.

        A line feed at an edge stands for white space of the source and is left out.
        """
        starts, shifts = self._starts, self._shifts
        if len(starts) == 1 and start < end:  # no white space within the text, as in most sentences
            return start + shifts[0], end + shifts[0]
        while start < end and self.text[start] == "\n":
            start += 1
        while end > start and self.text[end - 1] == "\n":
            end -= 1
        if start >= end:
            at = self.origin(start) if start < len(self.text) else len(self.source)
            return at, at
        run = bisect_right(starts, start)
        shift = shifts[run - 1]
        if run == len(starts) or end <= starts[run]:
            return start + shift, end + shift  # no white space within, as in most spans
        return start + shift, self.origin(end - 1) + 1

    def words(self, start: int, end: int) -> str:
        """The source's own characters of a normalised span, without white space."""
        first, last = self.span(start, end)
        words = self.source[first:last]
        # Letters and figures alone, as most names are, hold neither white space nor half characters.
        return words if words.isalnum() else _HALVES.sub("\ufffd", _BLANKS.sub("", words))


def _parts(plain: str, blank: re.Match[str], before: int, after: int, line: int) -> bool:
    """Whether the white space ``blank`` parts two paragraphs.

    Args:
        plain: The source with plain characters.
        blank: The white space.
        before: Where the word before it began.
        after: Where the next white space begins (or the text ends).
        line: Where the line began.
    """
    start, end = blank.span()
    last, following = plain[start - 1], plain[end]
    if following in "，。、；）！？" or not blank.group().strip(_INVISIBLE):
        return False
    if _OPENERS.match(plain, end) and start - before > 1:
        return True
    if _SIGNING.search(plain, max(before, start - 6), start) and "\n" not in blank.group():
        return False
    if _WITHIN_NUMBER.search(plain, max(before, start - 12), start) and "\n" not in blank.group():
        return False
    if _DIGITS_FOLLOW.match(plain, end) and last not in _CLOSERS and "\n" not in blank.group():
        return False
    if last in _CLOSERS:
        return last != "：" or "\n" in blank.group() or following not in "0123456789"
    left, right = plain[before:start], plain[end:after]
    if "\n" in blank.group() or "\r" in blank.group():
        return (
            start - line < 2 * _WRAP
            and _wide(plain[line:start])
            and last not in "，、"
            and not (len(left) < 5 and "，" in right)
        )
    if len(left) + len(right) < 6 and _ROLE_HALVES.fullmatch(left + right):
        return False
    return len(left) > 1 and len(right) > 1 and _STOPS.isdisjoint(left) and _STOPS.isdisjoint(right)


def _wide(line: str) -> bool:
    """Whether a line is a short one of its own: between two characters and the width at which lines are wrapped."""
    return 1 < len(_BLANKS.sub("", line)) < _WRAP


def normalise(source: str) -> NormalText:
    """Normalise a source text of any content; never fails.

    Args:
        source: The text as the reader got it.

    Returns:
        The normalised text with its map back; ``normalise(x).words(0, n)`` is the source without white space.
    """
    plain = _plain(source)
    blanks = list(_BLANKS.finditer(plain))
    if not blanks:
        return NormalText(source, plain, (0,), (0,))
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = 0
    position = line = 0
    for number, blank in enumerate([*blanks, None]):
        start, end = blank.span() if blank else (len(plain), len(plain))
        if start > position:
            starts.append(length)
            shifts.append(position - length)
            pieces.append(plain[position:start])
            length += start - position
        if blank and 0 < start and end < len(plain):
            after = blanks[number + 1].start() if number + 1 < len(blanks) else len(plain)
            if _parts(plain, blank, position, after, line):
                starts.append(length)
                shifts.append(start - length)
                pieces.append("\n")
                length += 1
        position = end
        if blank and "\n" in blank.group():
            line = end
    if not starts:
        starts, shifts = [0], [0]
    return NormalText(source, "".join(pieces), tuple(starts), tuple(shifts))
