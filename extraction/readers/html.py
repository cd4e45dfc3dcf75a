"""Reader of web pages (.html, .htm, .mht): the ruling as a reader of the page sees it, without the site around it."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from anmai.errors import DocumentError
from anmai.extraction.readers.encoding import decode
from anmai.extraction.readers.furniture import is_furniture, without_site_lines
from anmai.extraction.readers.limits import MAX_HTML_DEPTH
from anmai.extraction.readers.reading import Reading

NAME: Final = "html"
VERSION: Final = "2"

_DROPPED: Final = frozenset(
    "head script style noscript template button select option textarea iframe frame object embed applet svg "
    "canvas audio video map input datalist dialog math".split()
)
_BLOCKS: Final = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main menu ol p pre section summary table tbody tfoot thead tr ul".split()
)
_CELLS: Final = frozenset({"td", "th"})
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.I)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.I
)
#: Start and end tags. A parser's time grows with the square of the depth, so hopeless pages are refused before parsing.
_TAGS: Final = re.compile(rb"<(/?)([a-z][a-z0-9]*)", re.I)
#: Elements that never stay open: void ones, and those that the next of their kind closes.
_CLOSING: Final = frozenset(
    b"p li tr td th dt dd option br hr img meta link input col area base wbr source param track".split()
)
#: Unclosed tags that are let through to the parser: sloppy pages leave some open that the parser closes.
_MAX_OPEN_TAGS: Final = 16 * MAX_HTML_DEPTH


def read(raw: bytes, place: str) -> Reading:
    """The text of a page: one line a block element, cells of a table row separated by tabs, entities decoded.

    Nothing that the page points to is fetched. Escaped markup (``&lt;b&gt;``) stays text. The furniture of the site
    (menus, counters of visits, buttons, related pages, imprint) is left out, see ``furniture``.

    Raises:
        DocumentError: reason ``binary``, ``encoding`` or ``too_nested``.
    """
    declared = _DECLARED.search(raw[:4096])
    source = decode(raw, place, declared=declared.group(1).decode("ascii") if declared else None)
    _check_depth(raw, place)
    body = LexborHTMLParser(source.replace("\0", "")).body
    if body is None:
        return Reading("")
    whole = len(body.text(deep=True))
    text = _lines(_walk(body, place, bare=False))
    if 2 * len(text) < whole:
        # What looked like furniture, or was hidden until a script ran, is most of the page: it is the page.
        everything = _lines(_walk(body, place, bare=True))
        text = everything if len(everything) > 2 * len(text) else text
    return Reading("\n".join(without_site_lines(text.split("\n"))))


def _check_depth(raw: bytes, place: str) -> None:
    depth = 0
    for match in _TAGS.finditer(raw):
        if match.group(2).lower() in _CLOSING:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > _MAX_OPEN_TAGS:
            raise _too_nested(place)


def _too_nested(place: str) -> DocumentError:
    return DocumentError(
        "too_nested",
        f"{place}: elements are nested deeper than {MAX_HTML_DEPTH}.",
        remedy="Save the page's text as .txt.",
    )


def _walk(body: LexborNode, place: str, *, bare: bool) -> list[str]:
    """Pieces of text in the page's order, with line breaks and tabs where blocks and cells end; no recursion.

    Args:
        body: The page.
        place: For messages.
        bare: Hidden parts and furniture are read, too.
    """
    pieces: list[str] = []
    stack: list[tuple[LexborNode | str, int, bool]] = [(body, 0, False)]
    while stack:
        node, depth, preformatted = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        if depth > MAX_HTML_DEPTH:
            raise _too_nested(place)
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            pieces.append(text.replace("\r\n", "\n") if preformatted else _SPACES.sub(" ", text))
            continue
        if tag.startswith(("-", "!", "_")) or tag in _DROPPED:
            continue
        if not bare and (_hidden(node) or is_furniture(tag, node)):
            continue
        if tag == "br":
            pieces.append("\n")
            continue
        if tag in _BLOCKS:
            pieces.append("\n")
            stack.append(("\n", depth, False))
        elif tag in _CELLS:
            stack.append(("\t", depth, False))
        children: list[LexborNode] = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        inside = preformatted or tag == "pre"
        stack.extend((child, depth + 1, inside) for child in reversed(children))
    return pieces


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return "hidden" in attributes or bool(_INVISIBLE.search(attributes.get("style") or ""))


def _lines(pieces: list[str]) -> str:
    """Join pieces to lines: no empty ones, no ASCII blanks at the ends (ideographic spaces are the ruling's own)."""
    lines = (line.strip(" \t\r\f") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
