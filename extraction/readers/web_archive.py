"""Reader of web pages saved with their pictures as one file (.mht, .mhtml): the page; the pictures stay unread."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from typing import Final

from anmai.errors import DocumentError
from anmai.extraction.readers import html
from anmai.extraction.readers.reading import Reading

NAME: Final = "mht"
VERSION: Final = "1"

#: Parts of a saved page: its pictures and style sheets.
_MOST_PARTS: Final = 5_000


def read(raw: bytes, place: str) -> Reading:
    """The text of the first page in the file.

    Raises:
        DocumentError: reason ``malformed``, or one of the page reader's.
    """
    try:
        page = _page(email.message_from_bytes(raw.lstrip(), policy=email.policy.compat32))
    except (ValueError, LookupError, RecursionError, TypeError) as error:
        raise _malformed(place) from error
    if page is None:
        raise _malformed(place)
    return html.read(page, place)


def _page(message: Message) -> bytes | None:
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return None
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            data = part.get_payload(decode=True)
            return data if isinstance(data, bytes) else None
    return None


def _malformed(place: str) -> DocumentError:
    return DocumentError("malformed", f"{place}: no page in the saved file.", remedy="Save the page as .html.")
