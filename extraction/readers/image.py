"""Reader of pictures of rulings (.png .jpg .tif .bmp): recognised (``ocr``), all frames of a multi-page TIFF."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any, Final

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from anmai.errors import DocumentError
from anmai.extraction.readers import ocr
from anmai.extraction.readers.heartbeat import beat
from anmai.extraction.readers.limits import MAX_OCR_PAGES, MAX_PIXELS
from anmai.extraction.readers.page_layout import join_pages
from anmai.extraction.readers.reading import Reading

NAME: Final = "image"
VERSION: Final = "1"

#: Decoders that are let near the bytes.
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP")


def read(raw: bytes, place: str) -> Reading:
    """The recognised text of a picture.

    Raises:
        DocumentError: reason ``needs_ocr``, ``malformed`` or ``too_large``.
    """
    if not ocr.available():
        raise ocr.missing(place)
    pages = [ocr.recognise(picture, place) for picture in pictures(raw, place)]
    text, spans = join_pages(pages)
    told = "1" if len(pages) == 1 else f"1–{len(pages)}"
    return Reading(text, (ocr.note_on(told, pages),), spans, reader="image+ocr", version=ocr.version(VERSION))


def pictures(raw: bytes, place: str) -> Iterator[Any]:
    """Each frame as rows of pixels in blue, green, red, turned upright.

    Raises:
        DocumentError: reason ``malformed`` or ``too_large``.
    """
    try:
        yield from _frames(raw, place)
    except DocumentError:
        raise
    except Exception as error:  # Pillow's decoders raise whatever damaged bytes lead them to
        raise DocumentError(
            "malformed", f"{place}: the picture is damaged ({type(error).__name__}).", remedy="Scan or export it again."
        ) from error


def _frames(raw: bytes, place: str) -> Iterator[Any]:
    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of damaged metadata, which isn't read
        try:
            image = Image.open(io.BytesIO(raw), formats=_FORMATS)
        except UnidentifiedImageError as error:
            raise DocumentError(
                "malformed", f"{place}: no picture that can be read.", remedy="Save it as .png or .jpg."
            ) from error
        with image:
            if getattr(image, "n_frames", 1) > MAX_OCR_PAGES:
                raise DocumentError("too_large", f"{place}: more than {MAX_OCR_PAGES} pages.", remedy="Split the file.")
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > MAX_PIXELS:
                    raise DocumentError(
                        "too_large", f"{place}: {frame.width} × {frame.height} pixels, more than {MAX_PIXELS}.",
                        remedy="Scan it again at 200 to 300 dpi.",
                    )  # fmt: skip
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                yield np.asarray(upright)[:, :, ::-1].copy()
                beat()
