"""Reader of Rich Text Format (.rtf, and many a .doc in truth): its text, without styles, pictures and objects.

After the "Rich Text Format (RTF) Specification, version 1.9.1" (Microsoft, 2008). Objects, links and fields' codes are
passed over unread; deleted and hidden text is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from anmai.errors import DocumentError
from anmai.extraction.readers.limits import MAX_RTF_DEPTH
from anmai.extraction.readers.reading import Reading

NAME: Final = "rtf"
VERSION: Final = "1"

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(.)", re.S
)
#: Groups that hold no text of the document; every group that opens with \* is passed over, too.
_SKIPPED: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    b"annotation atnid atnauthor xe tc rxe txe datastore themedata colorschememapping latentstyles listtable "
    b"listoverridetable revtbl rsidtbl generator filetbl fldinst nonshppict bkmkstart bkmkend pntxta pntxtb "
    b"ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xmlnstbl wgrffmtfilter mmathPr userprops docvar operator "
    b"title author".split()
)
_SYMBOLS: Final = {
    b"par": "\n", b"line": "\n", b"page": "\n", b"sect": "\n", b"column": "\n", b"row": "\n", b"cell": "\t",
    b"nestcell": "\t", b"nestrow": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
}  # fmt: skip
_CHARACTERS: Final = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n"}
#: \fcharset of a font → encoding of its \' bytes.
_CHARSETS: Final = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs"}
_PAGES: Final = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    skipped: bool = False
    removed: bool = False
    after_unicode: int = 1
    font: int = 0


class _Text:
    """Collects text; bytes of an encoding are gathered until something else comes, since two make a character."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._bytes = bytearray()
        self._encoding = ""
        self._units: list[int] = []

    def add(self, text: str) -> None:
        self.flush()
        self.pieces.append(text)

    def add_byte(self, data: bytes, encoding: str) -> None:
        if encoding != self._encoding or self._units:
            self.flush()
        self._encoding = encoding
        self._bytes += data

    def add_unit(self, unit: int) -> None:
        if self._bytes:
            self.flush()
        self._units.append(unit)

    def flush(self) -> None:
        if self._bytes:
            self.pieces.append(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()
        if self._units:
            data = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self.pieces.append(data.decode("utf-16-le", "replace"))
            self._units.clear()


def read(raw: bytes, place: str) -> Reading:
    """The text of an .rtf: one line a paragraph, table cells separated by tabs.

    Raises:
        DocumentError: reason ``malformed`` or ``too_nested``.
    """
    if not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise DocumentError("malformed", f"{place}: this is no .rtf.", remedy="Open it in Word and save it as .docx.")
    lines = (line.strip("\t ") for line in _read(raw, place).split("\n"))
    return Reading("\n".join(line for line in lines if line))


def _read(raw: bytes, place: str) -> str:
    text = _Text()
    fonts = _fonts(raw)
    page = re.search(rb"\\ansicpg(\d{1,5})", raw[:4096])
    default = _encoding(int(page.group(1)) if page else 1252)
    stack = [_State()]
    opening = False  # the next word names a group's kind
    pass_over = 0  # stand-ins after \u, for programs that know no Unicode
    at = 0
    while match := _TOKEN.match(raw, at):
        at = match.end()
        word, number, byte, symbol, brace, plain, _ = match.groups()
        state = stack[-1]
        if brace == b"{":
            if len(stack) > MAX_RTF_DEPTH:
                raise DocumentError("too_nested", f"{place}: groups are nested deeper than {MAX_RTF_DEPTH}.")
            stack.append(state)
            opening, pass_over = True, 0
            continue
        if brace == b"}":
            if len(stack) > 1:
                stack.pop()
            opening, pass_over = False, 0
            continue
        if symbol == b"*" and opening:
            stack[-1] = replace(state, skipped=True)
            continue
        if word == b"bin":
            at += max(0, int(number or 0))
            continue
        if word is not None:
            pass_over = _word(word, number, opening, stack, text, pass_over)
            opening = False
            continue
        opening = False
        if state.skipped or state.removed:
            continue
        encoding = fonts.get(state.font, default)
        if byte is not None:
            if pass_over:
                pass_over -= 1
            else:
                text.add_byte(bytes.fromhex(byte.decode()), encoding)
        elif symbol is not None:
            if pass_over:
                pass_over -= 1
            elif symbol in _CHARACTERS:
                text.add(_CHARACTERS[symbol])
        elif plain is not None:
            taken, pass_over = plain[pass_over:], max(0, pass_over - len(plain))
            if taken:
                text.add_byte(taken, encoding)
    text.flush()
    return "".join(text.pieces)


def _word(word: bytes, number: bytes | None, opening: bool, stack: list[_State], text: _Text, pass_over: int) -> int:
    """Obey one control word; returns how many stand-ins are to be passed over next."""
    state = stack[-1]
    value = int(number) if number is not None else None
    if word in _SKIPPED and opening:
        stack[-1] = replace(state, skipped=True)
    elif word == b"uc":
        stack[-1] = replace(state, after_unicode=min(max(value or 0, 0), 8))
    elif word == b"f":
        stack[-1] = replace(state, font=value or 0)
    elif word in {b"deleted", b"v"}:
        stack[-1] = replace(state, removed=value != 0)
    elif word == b"plain":
        stack[-1] = replace(state, removed=False)
    elif state.skipped or state.removed:
        return 0
    elif word == b"u" and value is not None:
        text.add_unit(value & 0xFFFF)
        return state.after_unicode
    elif word in _SYMBOLS:
        text.add(_SYMBOLS[word])
    return 0 if word != b"u" else pass_over


def _fonts(raw: bytes) -> dict[int, str]:
    """Font number → encoding, for fonts of East Asian character sets."""
    table = re.search(rb"\\fonttbl", raw)
    if table is None:
        return {}
    part = raw[table.end() : table.end() + 64_000]
    found = re.findall(rb"\\f(\d{1,6})(?!\d)[^;]{0,200}?\\fcharset(\d{1,3})", part)
    return {int(font): _CHARSETS[int(charset)] for font, charset in found if int(charset) in _CHARSETS}


def _encoding(page: int) -> str:
    return _PAGES.get(page, "cp1252" if page in {0, 1252} else f"cp{page}" if page in range(437, 1259) else "cp1252")
