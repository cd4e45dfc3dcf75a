"""Which reader reads what: by content first, since endings lie; the ending decides where the content doesn't."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from anmai.errors import DocumentError
from anmai.extraction.readers import docx, html, plain, rtf, web_archive
from anmai.extraction.readers.limits import (
    MAX_DOC_BYTES,
    MAX_DOCX_BYTES,
    MAX_HTML_BYTES,
    MAX_IMAGE_BYTES,
    MAX_PDF_BYTES,
    MAX_RTF_BYTES,
    MAX_TEXT_BYTES,
)
from anmai.extraction.readers.notes import note
from anmai.extraction.readers.reading import Reader, Reading


def _late(module: str) -> Callable[[bytes, str], Reading]:
    """A reader whose library is loaded when the first document asks for it: it runs in a process of its own."""

    def read(raw: bytes, place: str) -> Reading:
        reading: Reading = importlib.import_module(f"anmai.extraction.readers.{module}").read(raw, place)
        return reading

    return read


PLAIN: Final = Reader(plain.NAME, plain.VERSION, plain.read, MAX_TEXT_BYTES)
HTML: Final = Reader(html.NAME, html.VERSION, html.read, MAX_HTML_BYTES)
MHT: Final = Reader(web_archive.NAME, web_archive.VERSION, web_archive.read, MAX_HTML_BYTES)
DOCX: Final = Reader(docx.NAME, docx.VERSION, docx.read, MAX_DOCX_BYTES)
RTF: Final = Reader(rtf.NAME, rtf.VERSION, rtf.read, MAX_RTF_BYTES)
DOC: Final = Reader("doc", "1", _late("doc"), MAX_DOC_BYTES, guarded=True)
PDF: Final = Reader("pdf", "2", _late("pdf"), MAX_PDF_BYTES, guarded=True)
IMAGE: Final = Reader("image", "1", _late("image"), MAX_IMAGE_BYTES, guarded=True)

#: Readers by the file's ending, lower case.
READERS: Final[dict[str, Reader]] = {
    ".txt": PLAIN, ".html": HTML, ".htm": HTML, ".mht": MHT, ".mhtml": MHT, ".docx": DOCX, ".docm": DOCX, ".doc": DOC,
    ".wps": DOC, ".rtf": RTF, ".pdf": PDF, ".png": IMAGE, ".jpg": IMAGE, ".jpeg": IMAGE, ".tif": IMAGE,
    ".tiff": IMAGE, ".bmp": IMAGE,
}  # fmt: skip
#: Readers by name, for the process that runs guarded ones.
BY_NAME: Final[dict[str, Reader]] = {reader.name: reader for reader in READERS.values()}

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
#: What a web page begins with, after blanks, comments and declarations.
_PAGE: Final = re.compile(rb"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head)\b", re.I | re.S)
_MIME: Final = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,20}?MIME-Version:", re.I)
#: First bytes of formats that nobody here reads → what they are, and what to do.
_OTHERS: Final = (
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it, or pack it again as .zip."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it, or pack it again as .zip."),
    (b"\x1f\x8b\x08", "a gzip archive", "Unpack it, or pack it again as .zip."),
    (b"GIF8", "a GIF picture", "Save it as .png."),
    (b"MZ", "a program", "It is not opened."),
    (b"\x7fELF", "a program", "It is not opened."),
    (b"OFD", "an OFD document", "Export it as .pdf."),
)
#: A member that tells an archive's kind → what it is, and what to do.
_PACKAGES: Final = (
    ("xl/workbook.xml", "an Excel table", "Save the table as .csv."),
    ("xl/workbook.bin", "an Excel table", "Save the table as .csv."),
    ("ppt/presentation.xml", "a PowerPoint file", "Save the ruling's text as .docx."),
    ("OFD.xml", "an OFD document", "Export it as .pdf."),
    ("content.xml", "an OpenDocument text", "Save it as .docx."),
)


def reader_for(raw: bytes, ending: str, place: str) -> tuple[Reader, str | None]:
    """The reader for bytes, and a note when they aren't what the ending says.

    Args:
        raw: The bytes.
        ending: The name's ending with its dot, lower case.
        place: The document's key, for messages.

    Raises:
        DocumentError: reason ``unsupported``, ``binary`` or ``malformed``: no reader is safe and sure.
    """
    named = READERS.get(ending)
    told = _by_content(raw, place)
    if told is None and named is None:
        raise no_reader(ending, place)
    if told is None or told is named:
        if told is None and named in {DOCX, DOC, RTF}:
            return PLAIN, _note(ending, PLAIN)
        return told or named or PLAIN, None
    if told is HTML and named is MHT:
        return HTML, None
    return told, _note(ending, told) if ending else None


def no_reader(ending: str, place: str) -> DocumentError:
    """The refusal of a file whose ending nobody reads."""
    return DocumentError(
        "unsupported",
        f"{place}: no reader for {ending or 'files without an ending'}. Readers: {', '.join(READERS)}, .jsonl, .csv, "
        ".tsv, .zip.",
        remedy="Save it in one of these formats.",
    )


def is_archive(stream: BinaryIO) -> bool:
    """Whether a .zip is an archive of files, and no document of another format under that name.

    Args:
        stream: The open file; it is read from, and stays open.
    """
    names = _names(stream)
    return not ("[Content_Types].xml" in names or "mimetype" in names or names & {name for name, _, _ in _PACKAGES})


def stem(name: str) -> str:
    """A file's name without its ending."""
    return PurePosixPath(name).stem


def _note(ending: str, reader: Reader) -> str:
    return note("wrong_ending", ending=ending, reader=reader.name)


def _by_content(raw: bytes, place: str) -> Reader | None:
    """The reader that the first bytes demand; None for what may be any text."""
    head = raw[:4096]
    for mark, what, remedy in _OTHERS:
        if head.startswith(mark) and not (mark == b"MZ" and b"\0" not in head):
            raise DocumentError("unsupported", f"{place}: this is {what}.", remedy=remedy)
    if head.startswith((_ZIP, b"PK\x05\x06")):
        return _package(raw, place)
    if head.startswith(_OLE):
        return DOC
    if head.startswith(_PICTURES) or (head.startswith(b"BM") and b"\0\0\0\0" in head[6:10]):
        return IMAGE
    if b"%PDF-" in head[:1024] and (head.lstrip().startswith(b"%PDF-") or b"\0" in head):
        return PDF
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{\\rtf"):
        return RTF
    if _MIME.match(bare) and b"content-type:" in head.lower():
        return MHT
    wide = head[2:].replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else bare
    if _PAGE.match(wide):
        return HTML
    if (bare.startswith(b"<?xml") and b"wordDocument" in head) or b"<pkg:package" in head:
        raise DocumentError("unsupported", f"{place}: a Word document as one XML file.", remedy="Save it as .docx.")
    return None


def _package(raw: bytes, place: str) -> Reader:
    names = _names(io.BytesIO(raw))
    if not names or any(name.startswith("word/") for name in names) or "_rels/.rels" in names:
        for mark, what, remedy in _PACKAGES[:3]:
            if mark in names:
                raise DocumentError("unsupported", f"{place}: this is {what}.", remedy=remedy)
        return DOCX
    for mark, what, remedy in _PACKAGES:
        if mark in names:
            raise DocumentError("unsupported", f"{place}: this is {what}.", remedy=remedy)
    raise DocumentError("binary", f"{place}: this is an archive of files.", remedy="Name it .zip to have them read.")


def _names(stream: BinaryIO) -> set[str]:
    try:
        with zipfile.ZipFile(stream) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return set()
