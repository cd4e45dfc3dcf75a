"""Reader of old binary Word documents (.doc, also WPS's .wps): Word 97 and later, by the file's piece table.

After [MS-DOC] (Microsoft, "Word (.doc) Binary File Format"): the FIB tells where the piece table lies, pieces give the
text in order, deleted and hidden runs are left out by their character properties. Macros, embedded objects and links
are never looked at. Files that some court systems write as .doc, a web page inside an OLE container, are read as pages.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import replace
from typing import Final

import olefile

from anmai.errors import DocumentError
from anmai.extraction.readers import html
from anmai.extraction.readers.doc_runs import removed_runs
from anmai.extraction.readers.encoding import decode, frequent_share
from anmai.extraction.readers.notes import note
from anmai.extraction.readers.reading import Reading

NAME: Final = "doc"
VERSION: Final = "1"

_MAIN: Final = "WordDocument"
#: FibBase.wIdent of Word 97 and later, and of WPS.
_IDENT: Final = frozenset({0xA5EC, 0xA5DC, 0xA697, 0xA699})
#: FibBase.nFib of Word 97; smaller ones are Word 6 and 95.
_WORD_97: Final = 0xC1
_ENCRYPTED, _TABLE_1, _COMPLEX = 0x0100, 0x0200, 0x0004
#: Offsets in the FIB of Word 97 and later: lengths of the text's parts, and (fc, lcb) of the piece table.
_CCP: Final = 0x4C
_CLX: Final = 0x01A2
#: Parts of the text in their order ([MS-DOC] 2.3): body, footnotes, headers, macros, annotations, endnotes, text boxes,
#: header text boxes; and those that are read, in the order in which they are put out.
_PARTS: Final = ("body", "footnotes", "headers", "macros", "annotations", "endnotes", "boxes", "header boxes")
_READ: Final = ("body", "boxes", "footnotes", "endnotes")
_CONTROLS: Final = {
    "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\x07": "\t",
} | {chr(c): "" for c in (0, 1, 2, 3, 4, 5, 6, 8, 0x1F)}  # fmt: skip
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x0e\x1e\x1f\r]")
_OTHER_OFFICE: Final = {
    "Workbook": "an Excel table", "Book": "an Excel table", "PowerPoint Document": "a PowerPoint file",
    "VisioDocument": "a Visio drawing",
}  # fmt: skip


def read(raw: bytes, place: str) -> Reading:
    """The text of a .doc: one line a paragraph, table cells separated by tabs, deleted and hidden text left out.

    Raises:
        DocumentError: reason ``encrypted``, ``malformed``, ``unsupported``, or one of the page reader's.
    """
    streams, macros = _streams(raw, place)
    try:
        reading = _read(streams, place)
    except (struct.error, IndexError, ValueError) as error:
        raise _malformed(place, str(error)) from error
    return replace(reading, notes=(*reading.notes, note("macros_not_run"))) if macros else reading


def _streams(raw: bytes, place: str) -> tuple[dict[str, bytes], bool]:
    """The streams that hold the text, by name, and whether there are macros."""
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as container:
            if container.exists("EncryptedPackage"):
                raise _encrypted(place)
            if not container.exists(_MAIN):
                raise _other(next((name for name in _OTHER_OFFICE if container.exists(name)), None), place)
            names = [name for name in (_MAIN, "0Table", "1Table") if container.exists(name)]
            return {name: container.openstream(name).read() for name in names}, container.exists("Macros")
    except DocumentError:
        raise
    except Exception as error:  # olefile raises whatever its own parsing runs into
        raise _malformed(place, str(error) or type(error).__name__) from error


def _other(name: str | None, place: str) -> DocumentError:
    what = _OTHER_OFFICE[name] if name else "an OLE file without a Word document"
    return DocumentError("unsupported", f"{place}: this is {what}.", remedy="Save the ruling's text as .docx or .txt.")


def _malformed(place: str, why: str) -> DocumentError:
    return DocumentError(
        "malformed", f"{place}: the .doc is damaged ({why}).", remedy="Open it in Word or WPS and save it as .docx."
    )


def _read(streams: dict[str, bytes], place: str) -> Reading:
    main = streams[_MAIN]
    if len(main) < 34 or struct.unpack_from("<H", main)[0] not in _IDENT:
        return _page(main, place)
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
    if flags & _ENCRYPTED:
        raise _encrypted(place)
    if version < _WORD_97:
        return Reading(_word_95(main, flags, place))
    name = "1Table" if flags & _TABLE_1 else "0Table"
    if name not in streams:
        raise _malformed(place, f"no stream {name}")
    return Reading(_parts(main, streams[name], place))


def _encrypted(place: str) -> DocumentError:
    return DocumentError(
        "encrypted",
        f"{place}: the document is locked with a password.",
        remedy="Open it, remove the password, save it.",
    )


def _page(main: bytes, place: str) -> Reading:
    """A web page or plain text where a Word document should be: case systems write such files."""
    head = main[:2048].lower()
    if b"<html" not in head and b"<body" not in head and b"<p" not in head:
        raise _malformed(place, "no Word document in it")
    page = html.read(main.rstrip(b"\0"), place)  # streams are padded to sectors
    return Reading(page.text, (note("web_page_inside"), *page.notes))


def _word_95(main: bytes, flags: int, place: str) -> str:
    if flags & _COMPLEX:
        raise DocumentError(
            "unsupported",
            f"{place}: a fast-saved Word 95 document.",
            remedy="Open it in Word or WPS and save as .docx.",
        )
    start, end = struct.unpack_from("<II", main, 0x18)
    if not start < end <= len(main):
        raise _malformed(place, "its text lies outside")
    return _plain(decode(main[start:end].translate(None, b"\0\1\2\3\4\5\6\x08"), place))


def _parts(main: bytes, table: bytes, place: str) -> str:
    lengths = struct.unpack_from("<8i", main, _CCP)
    if any(length < 0 for length in lengths):
        raise _malformed(place, "negative lengths")
    characters = _characters(main, table, place)
    for start, end in removed_runs(main, table, _pieces(main, table, place)):
        characters[start:end] = [""] * (min(end, len(characters)) - start)
    texts: dict[str, str] = {}
    at = 0
    for part, length in zip(_PARTS, lengths, strict=True):
        texts[part] = _plain("".join(characters[at : at + length]))
        at += length
    return "\n".join(text for part in _READ if (text := texts[part]))


def _pieces(main: bytes, table: bytes, place: str) -> list[tuple[int, int, int, bool]]:
    """(first character, end, byte offset in the main stream, one byte a character) of each piece ([MS-DOC] 2.8.35)."""
    offset, length = struct.unpack_from("<II", main, _CLX)
    clx = table[offset : offset + length]
    at = 0
    while at < len(clx) and clx[at] == 1:  # Prc: properties of pieces
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise _malformed(place, "no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if count < 1:
        raise _malformed(place, "an empty piece table")
    borders = struct.unpack_from(f"<{count + 1}I", plc)
    pieces: list[tuple[int, int, int, bool]] = []
    for number in range(count):
        start, end = borders[number], borders[number + 1]
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        narrow = bool(where & 0x40000000)
        where &= 0x3FFFFFFF
        where = where // 2 if narrow else where
        if (
            not start <= end
            or where + (end - start) * (1 if narrow else 2) > len(main)
            or (pieces and start != pieces[-1][1])
        ):
            raise _malformed(place, "a piece lies outside")
        pieces.append((start, end, where, narrow))
    return pieces


def _characters(main: bytes, table: bytes, place: str) -> list[str]:
    """The text by UTF-16 unit or byte: positions are the file's own; the second of a pair is an empty string."""
    characters: list[str] = []
    for start, end, where, narrow in _pieces(main, table, place):
        data = main[where : where + (end - start) * (1 if narrow else 2)]
        characters.extend(_narrow(data) if narrow else _wide(data))
    return characters


def _wide(data: bytes) -> list[str]:
    units = data.decode("utf-16-le", "surrogatepass")
    if len(units) * 2 == len(data):
        return list(units)
    characters: list[str] = []
    for character in units:
        characters.extend((character, "") if ord(character) > 0xFFFF else (character,))
    return characters


def _narrow(data: bytes) -> list[str]:
    """One byte a character: by the format Windows-1252; some Chinese programs put GB18030 there."""
    if max(data, default=0) >= 0x80:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if frequent_share(text) > 0.02:
            characters: list[str] = []
            for character in text:
                characters.extend((character, *[""] * (len(character.encode("gb18030")) - 1)))
            return characters
    return list(data.decode("cp1252", "replace"))


def _plain(text: str) -> str:
    """Without field codes (their results stay) and control characters; cells end with tabs, rows with line breaks."""
    kept: list[str] = []
    depth: list[bool] = []  # open fields: whether their result has begun
    for piece in re.split("([\x13\x14\x15])", text):
        if piece == "\x13":
            depth.append(False)
        elif piece == "\x14" and depth:
            depth[-1] = True
        elif piece == "\x15" and depth:
            depth.pop()
        elif all(depth):
            kept.append(piece)
    rows = "".join(kept).replace("\x07\x07", "\n")
    lines = (line.strip("\t ") for line in _CONTROL.sub(lambda c: _CONTROLS.get(c.group(), ""), rows).split("\n"))
    return "\n".join(line for line in lines if line)
