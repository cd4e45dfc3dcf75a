"""Reader of Word documents (.docx, .docm): paragraphs, their list numbers, table cells, text boxes, then footnotes.

Headers, footers and comments are no part of a ruling; deleted, moved-away and hidden text is not read. The archive is
checked before anything is unpacked, XML is parsed without document types or entities, and nothing that the document
points to is opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from anmai.errors import DocumentError
from anmai.extraction.readers.docx_numbering import Numbering, read_numbering
from anmai.extraction.readers.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_MEMBERS,
    MAX_ARCHIVE_RATIO,
    MAX_PART_BYTES,
    MAX_XML_DEPTH,
    RATIO_FLOOR_BYTES,
)
from anmai.extraction.readers.notes import note
from anmai.extraction.readers.reading import Reading

NAME: Final = "docx"
VERSION: Final = "2"

#: WordprocessingML, transitional and strict (ECMA-376 parts 1 and 4).
_WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PART: Final = "word/document.xml"
#: Read after the body: what they say belongs to the ruling.
_NOTES: Final = ("footnotes.xml", "endnotes.xml")
#: Text that has gone elsewhere, readings of characters, the marks between body and footnotes, embedded objects.
_PASSED_OVER: Final = frozenset({
    "del", "moveFrom", "rt", "object", "separator", "continuationSeparator",
    "pPrChange", "rPrChange"})  # fmt: skip
_PIECES: Final = frozenset({"t", "tab", "ptab", "br", "cr", "noBreakHyphen"})
_PROPERTIES: Final = frozenset({"numId", "ilvl", "pStyle", "vanish"})
_RELATIONS: Final = "_rels/.rels"


def read(raw: bytes, place: str) -> Reading:
    """The text of a .docx: one line a paragraph, cells of a row separated by tabs, footnotes at the end.

    Raises:
        DocumentError: reason ``binary`` (no archive), ``malformed``, ``unsafe_archive``, ``too_large`` or
            ``too_nested``.
    """
    if not raw.startswith(b"PK"):
        raise DocumentError(
            "binary", f"{place}: this is no .docx archive.", remedy="Open it in Word and save it as .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check(archive, place)
            return _reading(archive, place)
    except DefusedXmlException as error:
        raise DocumentError(
            "unsafe_archive", f"{place}: the .docx declares entities or a document type, which are refused.",
            remedy="Open it in Word and save it again.",
        ) from error  # fmt: skip
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ParseError,
        OSError,
        ValueError,
    ) as error:
        raise DocumentError(
            "malformed", f"{place}: the .docx is damaged ({error}).", remedy="Get the file again from its source."
        ) from error


def _reading(archive: zipfile.ZipFile, place: str) -> Reading:
    names = set(archive.namelist())
    part = _main_part(archive, place)
    folder = part.rpartition("/")[0]

    def events(name: str) -> Iterator[tuple[str, Element]]:
        if f"{folder}/{name}" not in names:
            return
        xml = io.BytesIO(_unpack(archive, f"{folder}/{name}", place))
        for _, element in iterparse(xml, events=("end",), forbid_dtd=True):
            yield str(element.tag).rpartition("}")[2], element

    body = _unpack(archive, part, place)
    # Every document carries dozens of unused lists and styles; few rulings use one.
    styled = b"pStyle" in body
    listed = styled or b"numPr" in body
    numbering = read_numbering(
        events("numbering.xml") if listed else iter(()), events("styles.xml") if styled else iter(())
    )
    texts = [_text(body, place, numbering)]
    for name in _NOTES:
        if f"{folder}/{name}" in names:
            texts.append(_text(_unpack(archive, f"{folder}/{name}", place), place, Numbering()))
    notes = [note("macros_not_run")] if any(name.rpartition("/")[2].startswith("vbaProject") for name in names) else []
    if any(name.startswith(f"{folder}/afchunk") for name in names):
        notes.append(note("files_not_read"))
    return Reading("\n".join(text for text in texts if text), tuple(notes))


def _check(archive: zipfile.ZipFile, place: str) -> None:
    members = archive.infolist()
    if len(members) > MAX_ARCHIVE_MEMBERS:
        raise DocumentError("unsafe_archive", f"{place}: {len(members)} members, more than {MAX_ARCHIVE_MEMBERS}.")
    if sum(member.file_size for member in members) > MAX_ARCHIVE_BYTES:
        raise DocumentError("unsafe_archive", f"{place}: unpacks to more than {MAX_ARCHIVE_BYTES} bytes.")
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            raise DocumentError("unsafe_archive", f"{place}: the archive holds the path {name!r}, which is refused.")


def _unpack(archive: zipfile.ZipFile, name: str, place: str) -> bytes:
    """Unpack one part, counting what really comes out."""
    try:
        member = archive.getinfo(name)
    except KeyError as error:
        raise DocumentError("malformed", f"{place}: the archive holds no {name}; it is no Word document.") from error
    limit = max(RATIO_FLOOR_BYTES, min(MAX_PART_BYTES, member.compress_size * MAX_ARCHIVE_RATIO))
    with archive.open(member) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise DocumentError(
            "too_large" if limit == MAX_PART_BYTES else "unsafe_archive",
            f"{place}: {name} unpacks to more than {limit} bytes.",
        )
    return data


def _main_part(archive: zipfile.ZipFile, place: str) -> str:
    """The part that the package names as its document; word/document.xml when it names none inside itself."""
    if _RELATIONS not in archive.namelist():
        return _PART
    for _, element in iterparse(io.BytesIO(_unpack(archive, _RELATIONS, place)), events=("end",), forbid_dtd=True):
        if str(element.get("Type", "")).endswith("/officeDocument") and element.get("TargetMode") != "External":
            return str(element.get("Target", _PART)).lstrip("/")
    return _PART


def _word_name(element: Element) -> str | None:
    for namespace in _WORD:
        if element.tag.startswith(namespace):
            return element.tag[len(namespace) :]
    return None


@dataclass(slots=True)
class _Paragraph:
    """An open paragraph: its pieces, and what decides its list number."""

    pieces: list[str] = field(default_factory=list)
    list_: str | None = None
    level: int | None = None
    style: str | None = None
    #: Pieces before the run that is open; a run that turns out to be hidden is taken back to here.
    run_start: int = 0
    hidden: bool = False

    def note(self, name: str, element: Element) -> None:
        """A property of the paragraph or of its open run."""
        value = next((text for key, text in element.attrib.items() if key.endswith("}val")), None)
        if name == "numId":
            self.list_ = value
        elif name == "ilvl":
            self.level = int(value) if value and value.isdecimal() else 0
        elif name == "pStyle":
            self.style = value
        elif name == "vanish":
            self.hidden = value not in {"0", "false", "off"}


def _text(xml: bytes, place: str, numbering: Numbering) -> str:
    """Stream the XML once; memory stays with the text, not with the tree."""
    lines: list[str] = []
    paragraphs: list[_Paragraph] = []  # open paragraphs: a text box holds paragraphs inside a paragraph
    rows: list[list[list[str]]] = []  # open table rows → cells → lines of a cell
    depth = skipped = 0
    for event, node in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        element = cast(Element, node)
        name = _word_name(element)
        passed_over = name in _PASSED_OVER or element.tag == f"{_COMPATIBILITY}Fallback"
        if event == "start":
            depth += 1
            if depth > MAX_XML_DEPTH:
                raise DocumentError(
                    "too_nested", f"{place}: elements are nested deeper than {MAX_XML_DEPTH}.",
                    remedy="Save the text as .txt.",
                )  # fmt: skip
            skipped += passed_over
            if skipped:
                continue
            if name == "p":
                paragraphs.append(_Paragraph())
            elif name == "r" and paragraphs:
                paragraphs[-1].run_start, paragraphs[-1].hidden = len(paragraphs[-1].pieces), False
            elif name == "tr":
                rows.append([])
            elif name == "tc" and rows:
                rows[-1].append([])
            continue
        depth -= 1
        if skipped:
            skipped -= passed_over
            element.clear()
            continue
        if name in _PIECES and paragraphs:
            paragraphs[-1].pieces.append(_piece(name, element))
        elif name in _PROPERTIES and paragraphs:
            paragraphs[-1].note(name, element)
        elif name == "r" and paragraphs and paragraphs[-1].hidden:
            del paragraphs[-1].pieces[paragraphs[-1].run_start :]
        elif name == "p" and paragraphs:
            _emit(_numbered(paragraphs.pop(), numbering), rows, lines)
        elif name == "tr" and rows:
            row = rows.pop()
            _emit("\t".join(" ".join(cell) for cell in row), rows, lines)
        if name in {"p", "tr", "tbl"}:
            element.clear()
    return "\n".join(lines)


def _numbered(paragraph: _Paragraph, numbering: Numbering) -> str:
    text = "".join(paragraph.pieces)
    number = numbering.next(paragraph.list_, paragraph.level, paragraph.style)
    return number + text if text.strip() else text


def _piece(name: str, element: Element) -> str:
    if name == "t":
        return element.text or ""
    return {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}.get(name, "\n")


def _emit(line: str, rows: list[list[list[str]]], lines: list[str]) -> None:
    """A finished paragraph or row goes to the cell around it, else to the document."""
    if not line.strip():
        return
    if rows and rows[-1]:
        rows[-1][-1].append(line)
    else:
        lines.append(line)
