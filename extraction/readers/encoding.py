"""From bytes to text without loss: UTF-8, UTF-16 and UTF-32, GB18030 and Big5."""

from __future__ import annotations

import codecs
from typing import Final

from charset_normalizer import from_bytes

from anmai.errors import DocumentError

#: Byte order marks, longest first: UTF-32 LE begins with the bytes of UTF-16 LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of formats that are no text, whatever the name says: PDF, ZIP, OLE (.doc), PNG, JPEG, GIF, gzip, RAR, 7z.
_MAGIC: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b\x08",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
)
#: Characters that nearly every Chinese legal text holds, in both scripts; they tell GB18030 from Big5.
_FREQUENT: Final = frozenset("的人民法院本在不年月日一二三原告被告判决判決书書元案事同审審与與国國号號")
#: Control characters that text may hold.
_TEXT_CONTROLS: Final = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f\x85")
#: Share of control characters above which decoded bytes are no text.
_MAX_CONTROL_SHARE: Final = 0.01
#: Share of bytes that may be damaged for a file to be called damaged UTF-8 and not another encoding.
_MAX_DAMAGED_SHARE: Final = 0.02
#: Bytes that are enough to guess an encoding from; the whole is decoded with the guess.
_SAMPLE_BYTES: Final = 256 * 1024


def decode(raw: bytes, place: str, *, declared: str | None = None) -> str:
    """Decode bytes to text; a byte order mark is not part of the text, line ends stay as they are.

    Order: byte order mark, strict UTF-8, the declared encoding, UTF-16 without a mark, then GB18030 or Big5,
    whichever yields more of the characters that Chinese legal texts are made of; charset-normalizer decides when
    neither does.

    Args:
        raw: The bytes.
        place: The document's key, for messages.
        declared: Encoding that the document names itself (``<meta charset>``); only a hint.

    Raises:
        DocumentError: reason ``binary`` (no text) or ``encoding`` (text, but not decodable without loss).
    """
    if raw.startswith(_MAGIC):
        raise DocumentError("binary", f"{place}: the bytes are not text.", remedy="Check the file's name and format.")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(_strict(raw[len(mark) :], encoding, place), place)
    text = _try(raw, "utf-8")
    if text is None and declared is not None:
        text = _try(raw, _superset(declared))
    if text is None or "\0" in text:
        text = _utf16_without_mark(raw) or (None if text is None or "\0" in text else text)
    if text is None:
        if b"\0" in raw:
            raise DocumentError(
                "binary", f"{place}: the bytes are not text.", remedy="Check the file's name and format."
            )
        text = _chinese(raw, place)
    return _checked(text, place)


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(raw: bytes, encoding: str, place: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            "encoding",
            f"{place}: byte {error.start} is no valid {encoding}.",
            remedy="Get the file again from its source, or save it as UTF-8.",
        ) from error


def _superset(encoding: str) -> str:
    """GB2312 and GBK pages hold characters of GB18030, their superset."""
    name = encoding.strip().lower().replace("_", "-")
    return "gb18030" if name in {"gb2312", "gbk", "gb-2312", "x-gbk", "cp936", "gb2312-80"} else name


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 that lost its mark: line ends and digits leave zero bytes on one side only."""
    zeros = raw.count(b"\0")
    if not zeros or len(raw) % 2:
        return None
    even = raw[0::2].count(0)
    if even not in {0, zeros}:
        return None
    text = _try(raw, "utf-16-be" if even else "utf-16-le")
    if text is None or "\0" in text:
        return None
    known = sum(0x20 <= ord(c) < 0x7F or 0x3000 <= ord(c) < 0xA000 or c in "\r\n\t" for c in text)
    return text if known >= 0.8 * len(text) else None


def _chinese(raw: bytes, place: str) -> str:
    intact = raw.decode("utf-8", "ignore")
    damaged = len(raw) - len(intact.encode("utf-8"))
    if damaged <= max(3, _MAX_DAMAGED_SHARE * len(raw)) and _share(intact) > 0.02:
        # GB18030 would decode such bytes too, to nonsense.
        raise DocumentError(
            "encoding",
            f"{place}: {damaged} bytes are no valid UTF-8.",
            remedy="Get the file again from its source, or save it as UTF-8.",
        )
    candidates = {encoding: text for encoding in ("gb18030", "big5", "big5hkscs") if (text := _try(raw, encoding))}
    if candidates:
        best = max(candidates, key=lambda encoding: (_share(candidates[encoding]), -len(encoding)))
        if _share(candidates[best]) > 0.02:
            return candidates[best]
        guess = from_bytes(raw[:_SAMPLE_BYTES], cp_isolation=[*candidates, "utf_16"]).best()
        if guess is not None and guess.encoding in candidates:
            return candidates[guess.encoding]
        return candidates[best]
    raise DocumentError(
        "encoding" if _looks_like_text(raw) else "binary",
        f"{place}: the bytes are no UTF-8, UTF-16, GB18030 or Big5 text.",
        remedy="Save the file as UTF-8.",
    )


def _share(text: str) -> float:
    """Share of frequent legal characters among all characters of the first part of a text."""
    part = text[:20_000]
    return sum(c in _FREQUENT for c in part) / max(1, len(part))


def _looks_like_text(raw: bytes) -> bool:
    part = raw[:_SAMPLE_BYTES]
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in part)
    return controls <= _MAX_CONTROL_SHARE * len(part)


def _checked(text: str, place: str) -> str:
    controls = sum(not c.isprintable() and ord(c) < 0x20 and c not in _TEXT_CONTROLS for c in text[:100_000])
    if controls > max(2, _MAX_CONTROL_SHARE * min(len(text), 100_000)):
        raise DocumentError("binary", f"{place}: the bytes are not text.", remedy="Check the file's name and format.")
    return text
