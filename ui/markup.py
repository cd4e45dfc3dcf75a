"""Small pieces of HTML for st.html; everything that comes from data goes through ``esc``."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def esc(value: object) -> str:
    """Text made safe inside HTML; control characters but line breaks are dropped."""
    return html.escape("".join(c for c in str(value) if c >= " " or c in "\n\t"), quote=True)


def chip(shown: str, tone: str = "") -> str:
    """A small label."""
    return f'<span class="am-chip {esc(tone)}">{esc(shown)}</span>'


def heading(shown: str, *chips: str, sub: str = "") -> str:
    """A page's heading with labels beside it and a line below; ``chips`` and ``sub`` are HTML."""
    below = f'<div class="am-sub">{sub}</div>' if sub else ""
    return f'<div class="am-head"><h1>{esc(shown)}</h1>{"".join(chips)}</div>{below}'


def section(shown: str, note: str = "") -> str:
    """A heading inside a page."""
    extra = f'<span class="am-note">{esc(note)}</span>' if note else ""
    return f'<h2 class="am-section">{esc(shown)}{extra}</h2>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of names and values; values are HTML."""
    rows = "".join(f"<dt>{esc(name)}</dt><dd>{value}</dd>" for name, value in pairs)
    return f'<dl class="am-facts">{rows}</dl>'


def small_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain texts for a narrow place."""
    head = "".join(f"<th>{esc(one)}</th>" for one in headings)
    body = "".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in rows)
    return f'<table class="am-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(shown: str) -> str:
    # A date or a charge broken over two lines is hard to read.
    return f'<td class="short">{esc(shown)}</td>' if len(shown) <= 10 else f"<td>{esc(shown)}</td>"


def bullets(items: Sequence[str], kind: str = "ul", tone: str = "") -> str:
    """A list of sentences (plain text)."""
    rows = "".join(f"<li>{esc(item)}</li>" for item in items)
    return f'<{kind} class="am-list {esc(tone)}">{rows}</{kind}>'


def empty(shown: str) -> str:
    """What an empty list says, with what to do next."""
    return f'<p class="am-empty">{esc(shown)}</p>'


def quote(words: str) -> str:
    """Words of a document."""
    return f'<blockquote class="am-quote">{esc(words)}</blockquote>'
