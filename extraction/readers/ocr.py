"""Recognising text in pictures: RapidOCR (PP-OCRv6, weights inside the package), an extra of the installation.

Recognised text is marked as such, line by line with how sure the recognition was; values read in it are that much less
certain. Nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib import metadata, util
from typing import TYPE_CHECKING, Any, Final

from anmai.errors import DocumentError
from anmai.extraction.readers.limits import MAX_PIXELS
from anmai.extraction.readers.notes import note
from anmai.extraction.readers.page_edges import Line, Page
from anmai.extraction.readers.page_layout import in_rows

if TYPE_CHECKING:
    import numpy as np

    #: A picture as rows of pixels in blue, green, red.
    Picture = np.ndarray[Any, np.dtype[np.uint8]]

REMEDY: Final = 'install the extra: pip install "anmai[ocr]" (and don\'t set ANMAI_OCR=off).'
#: Dots an inch at which pages are drawn: 12-point type is 28 pixels high, which is read as well as at 250 dpi
#: (docs/decisions/0007-readers.md).
_DPI: Final = 170
#: Recognised lines that are less sure than this are stains and seals.
_LEAST: Final = 0.5


def available() -> bool:
    """Whether the extra is installed, and not switched off by ``ANMAI_OCR=off`` (scans take seconds a page)."""
    if os.environ.get("ANMAI_OCR", "").lower() in {"off", "0", "no"}:
        return False
    return util.find_spec("rapidocr") is not None and util.find_spec("onnxruntime") is not None


def version(reader: str) -> str:
    """Version of a reader that recognises: its own and that of the recognition."""
    return f"{reader}+rapidocr{metadata.version('rapidocr')}"


def missing(place: str) -> DocumentError:
    """The refusal of a picture where the extra isn't installed."""
    return DocumentError("needs_ocr", f"{place}: holds pictures of text only.", remedy=f"To read them, {REMEDY}")


def note_on(pages: str, recognised: Sequence[Page]) -> str:
    """The note on what was recognised.

    Args:
        pages: The pages' numbers, as the note names them.
        recognised: What came out.
    """
    lines = [line.confidence for page in recognised for line in page.lines if line.confidence is not None]
    sure = sum(lines) / len(lines) if lines else 0.0
    return note("recognised_text", pages=pages, sure=f"{sure:.2f}")


def rendered(page: Any) -> Picture:
    """A page of a .pdf as a picture, smaller where it would be larger than the limit."""
    scale = _DPI / 72
    pixels = page.get_width() * page.get_height() * scale * scale
    if pixels > MAX_PIXELS:
        scale *= (MAX_PIXELS / pixels) ** 0.5
    picture: Picture = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False).to_numpy()
    return picture[:, :, :3] if picture.ndim == 3 else picture


def recognise(picture: Picture, place: str) -> Page:
    """The lines of a picture in reading order, with their confidence.

    Args:
        picture: Rows of pixels, blue green red or grey.
        place: The document's key, for messages.

    Raises:
        DocumentError: reason ``needs_ocr`` without the extra.
    """
    if not available():
        raise missing(place)
    found = _engine()(picture)
    if found.boxes is None or found.txts is None or found.scores is None:
        return Page((), float(picture.shape[0]))
    parts = []
    for corners, text, score in zip(found.boxes.tolist(), found.txts, found.scores, strict=True):
        if float(score) < _LEAST or not str(text).strip():
            continue
        across, down = [x for x, _ in corners], [y for _, y in corners]
        parts.append(
            Line(str(text), min(across), max(across), min(down), max(max(down) - min(down), 1.0), float(score))
        )
    return Page(tuple(in_rows(parts)), float(picture.shape[0]))


@cache
def _engine() -> Any:
    """The recognition, loaded once a process."""
    from rapidocr import RapidOCR

    threads = int(os.environ.get("ANMAI_OCR_THREADS", "0")) or (os.cpu_count() or 1)
    return RapidOCR(params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": threads})
