"""Reader of Word documents (.docx): paragraphs, table cells and text boxes, in the document's order.

The archive is checked before anything is unpacked, XML is parsed without document types or entities, and nothing
that the document points to is opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from anmai.errors import DocumentError
from anmai.extraction.readers.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_MEMBERS,
    MAX_ARCHIVE_RATIO,
    MAX_PART_BYTES,
    MAX_XML_DEPTH,
    RATIO_FLOOR_BYTES,
)

NAME: Final = "docx"
VERSION: Final = "1"

#: WordprocessingML, transitional and strict (ECMA-376 parts 1 and 4).
_WORD: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PART: Final = "word/document.xml"
_RELATIONS: Final = "_rels/.rels"


def read(raw: bytes, place: str) -> str:
    """The text of a .docx: one line a paragraph, cells of a row separated by tabs, deleted text left out.

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
            part = _main_part(archive, place)
            return _text(_unpack(archive, part, place), place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ParseError, OSError) as error:
        raise DocumentError(
            "malformed", f"{place}: the .docx is damaged ({error}).", remedy="Get the file again from its source."
        ) from error
    except DefusedXmlException as error:
        raise DocumentError(
            "unsafe_archive", f"{place}: the .docx declares entities or a document type, which are refused."
        ) from error


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


def _text(xml: bytes, place: str) -> str:
    """Stream the XML once; memory stays with the text, not with the tree."""
    lines: list[str] = []
    paragraphs: list[list[str]] = []  # open paragraphs: a text box holds paragraphs inside a paragraph
    rows: list[list[list[str]]] = []  # open table rows → cells → lines of a cell
    depth = skipped = 0
    for event, node in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        element = cast(Element, node)
        fallback = element.tag == f"{_COMPATIBILITY}Fallback"  # the same text box again, for old programs
        name = _word_name(element)
        if event == "start":
            depth += 1
            if depth > MAX_XML_DEPTH:
                raise DocumentError("too_nested", f"{place}: elements are nested deeper than {MAX_XML_DEPTH}.")
            skipped += fallback
            if skipped:
                continue
            if name == "p":
                paragraphs.append([])
            elif name == "tr":
                rows.append([])
            elif name == "tc" and rows:
                rows[-1].append([])
            continue
        depth -= 1
        if skipped:
            skipped -= fallback
            element.clear()
            continue
        if name in {"t", "tab", "br", "cr", "noBreakHyphen"} and paragraphs:
            paragraphs[-1].append(_piece(name, element))
        elif name == "p" and paragraphs:
            _emit("".join(paragraphs.pop()), rows, lines)
        elif name == "tr" and rows:
            row = rows.pop()
            _emit("\t".join(" ".join(cell) for cell in row), rows, lines)
        if name in {"p", "tr", "tbl"}:
            element.clear()
    return "\n".join(lines)


def _piece(name: str, element: Element) -> str:
    if name == "t":
        return element.text or ""
    return {"tab": "\t", "noBreakHyphen": "-"}.get(name, "\n")


def _emit(line: str, rows: list[list[list[str]]], lines: list[str]) -> None:
    """A finished paragraph or row goes to the cell around it, else to the document."""
    if not line.strip():
        return
    if rows and rows[-1]:
        rows[-1][-1].append(line)
    else:
        lines.append(line)
