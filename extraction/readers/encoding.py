"""From bytes to text without loss: UTF-8, UTF-16 and UTF-32, GB18030 and Big5."""

from __future__ import annotations

import codecs
import re
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
#: Share of them that tells a Chinese legal text from bytes that were decoded wrongly.
_MIN_FREQUENT_SHARE: Final = 0.02
#: Control characters that text may hold.
_TEXT_CONTROLS: Final = frozenset("\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f\x85")
#: Share of control characters above which decoded bytes are no text.
_MAX_CONTROL_SHARE: Final = 0.01
#: Share of bytes that may be damaged for a file to be called damaged UTF-8 and not another encoding.
_MAX_DAMAGED_SHARE: Final = 0.02
#: Characters that texts in UTF-16 are written with: ASCII, punctuation, the common ideographs, wide forms.
_WRITTEN: Final = re.compile(
    r"[\t\r\n -~\u00a0-\u00ff\u2010-\u203b\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\U00020000-\U0003ffff]"
)
#: Share of these above which bytes in UTF-16 without a mark are taken for it.
_MIN_WRITTEN_SHARE: Final = 0.95
#: Encodings that a page's own word is believed on; others are guessed (a page may name any of Python's codecs).
_DECLARED: Final = frozenset(
    {"gb18030", "big5", "big5-hkscs", "utf-8", "hz-gb-2312", "iso-8859-1", "windows-1252", "us-ascii"}
)
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
    mark, encoding = _mark(raw)
    if encoding:
        return _checked(_strict(raw[mark:], encoding, place), place)
    return _checked(_told(raw, place, declared)[1], place)


def encoding_of(sample: bytes, place: str, *, whole: bool) -> tuple[str, int]:
    """The encoding of a text whose beginning is known, and the length of its byte order mark.

    Args:
        sample: Its first bytes.
        place: The document's key, for messages.
        whole: The sample is all of it; else it may end inside a character.

    Raises:
        DocumentError: reason ``binary`` or ``encoding``.
    """
    mark, encoding = _mark(sample)
    if encoding:
        return encoding, mark
    end = len(sample) if whole else (sample.rfind(b"\n") + 1 or len(sample)) // 2 * 2
    for shorter in range(0 if whole else 4):
        try:
            return _told(sample[: end - shorter], place, None)[0], 0
        except DocumentError:
            if shorter == 3:
                raise
    return _told(sample[:end], place, None)[0], 0


def _mark(raw: bytes) -> tuple[int, str]:
    """Length and encoding of a byte order mark; 0 and "" where there is none."""
    if raw.startswith(_MAGIC):
        return 0, ""
    return next(((len(mark), encoding) for mark, encoding in _MARKS if raw.startswith(mark)), (0, ""))


def _told(raw: bytes, place: str, declared: str | None) -> tuple[str, str]:
    """Encoding and text of bytes without a byte order mark."""
    if raw.startswith(_MAGIC):
        raise _binary(place)
    encoding, text = "utf-8", _try(raw, "utf-8")
    if text is None and declared is not None:
        encoding = _superset(declared)
        text = _try(raw, encoding) if encoding in _DECLARED else None
    if text is None or "\0" in text:
        wide = _utf16_without_mark(raw)
        if wide is not None:
            return wide
        text = None if text is None or "\0" in text else text
    if text is None:
        if b"\0" in raw:
            raise _binary(place)
        return _chinese(raw, place)
    return encoding, text


def _binary(place: str) -> DocumentError:
    return DocumentError("binary", f"{place}: the bytes are not text.", remedy="Check the file's name and format.")


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


def _utf16_without_mark(raw: bytes) -> tuple[str, str] | None:
    """UTF-16 that lost its mark: the byte order that gives nothing but characters of Chinese and Western text."""
    if len(raw) % 2 or not raw:
        return None
    best: tuple[str, str] | None = None
    share = 0.0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(raw, encoding)
        if text is None or "\0" in text:
            continue
        part = text[:20_000]
        known = len(_WRITTEN.findall(part)) / len(part)
        frequent = frequent_share(part)
        # Without a zero byte there is no line end and no digit: then only the words themselves can tell.
        if (
            known >= _MIN_WRITTEN_SHARE
            and (frequent > _MIN_FREQUENT_SHARE or b"\0" in raw)
            and known + frequent > share
        ):
            best, share = (encoding, text), known + frequent
    return best


def _chinese(raw: bytes, place: str) -> tuple[str, str]:
    intact = raw.decode("utf-8", "ignore")
    damaged = len(raw) - len(intact.encode("utf-8"))
    if damaged <= max(3, _MAX_DAMAGED_SHARE * len(raw)) and frequent_share(intact) > _MIN_FREQUENT_SHARE:
        # GB18030 would decode such bytes too, to nonsense.
        raise DocumentError(
            "encoding",
            f"{place}: {damaged} bytes are no valid UTF-8.",
            remedy="Get the file again from its source, or save it as UTF-8.",
        )
    candidates = {encoding: text for encoding in ("gb18030", "big5", "big5hkscs") if (text := _try(raw, encoding))}
    if candidates:
        best = max(candidates, key=lambda encoding: (frequent_share(candidates[encoding]), -len(encoding)))
        if frequent_share(candidates[best]) > _MIN_FREQUENT_SHARE:
            return best, candidates[best]
        guess = from_bytes(raw[:_SAMPLE_BYTES], cp_isolation=[*candidates, "utf_16"]).best()
        if guess is not None and guess.encoding in candidates:
            return guess.encoding, candidates[guess.encoding]
        return best, candidates[best]
    raise DocumentError(
        "encoding" if _looks_like_text(raw) else "binary",
        f"{place}: the bytes are no UTF-8, UTF-16, GB18030 or Big5 text.",
        remedy="Save the file as UTF-8.",
    )


def frequent_share(text: str) -> float:
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
        raise _binary(place)
    return text
