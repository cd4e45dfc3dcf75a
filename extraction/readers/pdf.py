"""Reader of .pdf: the text layer of each page, by PDFium; pages that hold only pictures are recognised (``ocr``).

PDFium runs no scripts here (the build has no JavaScript engine), opens no links and fetches nothing. It is C++ that
parses hostile bytes: this reader runs in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import pi
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from anmai.errors import DocumentError
from anmai.extraction.readers import ocr
from anmai.extraction.readers.heartbeat import beat
from anmai.extraction.readers.limits import MAX_OCR_PAGES, MAX_PAGE_CHARACTERS, MAX_PDF_PAGES
from anmai.extraction.readers.notes import note
from anmai.extraction.readers.page_edges import Line, Page
from anmai.extraction.readers.page_layout import in_rows, join_pages
from anmai.extraction.readers.reading import Reading

NAME: Final = "pdf"
VERSION: Final = "2"

#: A page with fewer characters than this and pictures on it is a picture; seals and numbers leave some.
_FEW_CHARACTERS: Final = 12
#: Share of characters without a meaning (no map to Unicode) above which a text layer is worthless.
_MAX_LOST_SHARE: Final = 0.2
#: How sure an invisible text layer is taken to be: another program recognised it and doesn't say. Under 0.9, so that no
#: value read from it counts as sure.
_FOREIGN_LAYER: Final = 0.85
#: Angle of a line, in radians, above which it is a watermark: a page scanned askew is no more than five degrees off.
_ASKEW: Final = 0.12
_LOST: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff]")
_HYPHEN: Final = {"\x02": "-", "\ufffe": "-", "\xad": "-"}


def read(raw: bytes, place: str) -> Reading:
    """The text of a .pdf, paragraphs rejoined, running heads and page numbers left out.

    Raises:
        DocumentError: reason ``encrypted``, ``malformed``, ``too_large``, ``needs_ocr`` or ``empty``.
    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise _refused(error, place) from error
    try:
        return _read(document, place)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(
            "malformed",
            f"{place}: a page of the .pdf is damaged ({error}).",
            remedy="Get the file again from its source.",
        ) from error
    finally:
        document.close()


def _refused(error: pypdfium2.PdfiumError, place: str) -> DocumentError:
    code = getattr(error, "err_code", None)
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return DocumentError(
            "encrypted", f"{place}: the .pdf is locked with a password.", remedy="Open it, print it to a new .pdf."
        )
    return DocumentError("malformed", f"{place}: the .pdf is damaged.", remedy="Get the file again from its source.")


def _read(document: Any, place: str) -> Reading:
    count = len(document)
    if count > MAX_PDF_PAGES:
        raise DocumentError(
            "too_large", f"{place}: {count} pages, more than {MAX_PDF_PAGES}.", remedy="Split the file."
        )
    pages: list[Page | None] = []
    pictures: list[int] = []
    for number in range(count):
        page = document[number]
        layer = _layer(page, place)
        if layer is None and _has_anything(page):
            pictures.append(number)
        pages.append(layer)
        page.close()
        beat()
    notes: list[str] = []
    foreign = [number for number, page in enumerate(pages) if page and any(line.confidence for line in page.lines)]
    if foreign:
        notes.append(note("foreign_layer", pages=_numbers(foreign)))
    if pictures:
        notes.append(_recognise_pages(document, pages, pictures, place))
    text, spans = join_pages([page for page in pages if page])
    if any(pages[number] for number in pictures):
        return Reading(text, tuple(notes), spans, reader="pdf+ocr", version=ocr.version(VERSION))
    return Reading(text, tuple(notes), spans)


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(str(number + 1) for number in pages[:20]) + (" …" if len(pages) > 20 else "")


def _recognise_pages(document: Any, pages: list[Page | None], pictures: list[int], place: str) -> str:
    """Put recognised lines in the pictures' places; returns the note on it."""
    if len(pictures) > MAX_OCR_PAGES:
        raise DocumentError(
            "too_large", f"{place}: {len(pictures)} scanned pages, more than {MAX_OCR_PAGES}.", remedy="Split the file."
        )
    told = _numbers(pictures)
    if not ocr.available():
        if any(page is not None for page in pages):
            return note("pages_not_read", pages=told, remedy=ocr.REMEDY)
        raise ocr.missing(place)
    for number in pictures:
        page = document[number]
        pages[number] = ocr.recognise(ocr.rendered(page), place)
        page.close()
        beat()
    return ocr.note_on(told, [page for number in pictures if (page := pages[number])])


def _has_anything(page: Any) -> bool:
    return int(pdfium.FPDFPage_CountObjects(page.raw)) > 0


def _layer(page: Any, place: str) -> Page | None:
    """The lines of a page's text layer; None where it has none that is worth anything."""
    text = page.get_textpage()
    try:
        count = int(pdfium.FPDFText_CountChars(text.raw))
        if count > MAX_PAGE_CHARACTERS:
            raise DocumentError("too_large", f"{place}: a page of {count} characters.", remedy="Get the file again.")
        height = float(page.get_height())
        lines = in_rows(list(_lines(text, count, height)))
        invisible = _is_invisible(text, count)
    finally:
        text.close()
    written = "".join(line.text for line in lines).strip()
    lost = len(_LOST.findall(written))
    if len(written) < _FEW_CHARACTERS and (not written or _has_picture(page)):
        return None
    if lost > _MAX_LOST_SHARE * len(written):
        return None
    if invisible:
        lines = [Line(e.text, e.left, e.right, e.top, e.height, _FOREIGN_LAYER) for e in lines]
    return Page(tuple(lines), height)


def _has_picture(page: Any) -> bool:
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, i)) for i in range(_objects(page)))
    return any(
        kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM} for kind in kinds
    )


def _objects(page: Any) -> int:
    return min(1_000, int(pdfium.FPDFPage_CountObjects(page.raw)))


def _is_invisible(text: Any, count: int) -> bool:
    """Whether the characters are drawn in no way: the layer that scanning programs lay over a picture."""
    tried = invisible = 0
    for at in range(0, count, max(1, count // 20)):
        drawn = pdfium.FPDFText_GetTextObject(text.raw, at)
        if drawn:
            tried += 1
            invisible += pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return tried > 0 and invisible > tried / 2


def _lines(text: Any, count: int, page_height: float) -> Iterator[Line]:
    """Lines as PDFium tells them apart, with the boxes of their first and last characters."""
    box = _boxes(text)
    units: list[int] = []
    seen: list[int] = []

    def line() -> Iterator[Line]:
        characters = "".join(map(chr, units)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        characters = re.sub("[\x02\ufffe\xad]", lambda found: _HYPHEN[found.group()], characters)
        if seen and characters.strip() and not _slants(text, seen[len(seen) // 2]):
            left, right = box(seen[0])[0], box(seen[-1])[1]
            # Where a font tells no height, boxes are the glyphs' own (一 is flat): the tallest of a few is the line's.
            some = [box(index) for index in seen[:: max(1, len(seen) // 5)]]
            bottom, top = min(each[2] for each in some), max(each[3] for each in some)
            yield Line(characters, left, right, page_height - top, max(top - bottom, 1.0))

    for index in range(count):
        unit = int(pdfium.FPDFText_GetUnicode(text.raw, index))
        if unit in {10, 13}:
            yield from line()
            units.clear()
            seen.clear()
            continue
        units.append(unit if unit < 0x110000 else 0xFFFD)
        if unit not in {32, 0xA0, 0x3000}:
            seen.append(index)
    yield from line()


def _slants(text: Any, index: int) -> bool:
    """Whether a character stands askew, as a watermark's do; pages turned as a whole stand upright or on a side."""
    angle = float(pdfium.FPDFText_GetCharAngle(text.raw, index)) % (pi / 2)
    return min(angle, pi / 2 - angle) > _ASKEW


def _boxes(text: Any) -> Callable[[int], tuple[float, float, float, float]]:
    """(left, right, bottom, top) of characters."""
    rect = pdfium.FS_RECTF()

    def box(index: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetLooseCharBox(text.raw, index, rect)
        return rect.left, rect.right, rect.bottom, rect.top

    return box
