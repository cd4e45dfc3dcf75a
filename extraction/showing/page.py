"""The page of one document: its text with coloured passages, and all values read from it, each leading to its passage.

The page holds everything that it needs (no network, no cookies); its own policy forbids anything else. The document's
words are text on it, never markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from importlib import resources
from string import Template
from typing import Final

from anmai.extraction.data.tables import table
from anmai.extraction.evaluation.reliability import SURE
from anmai.extraction.evaluation.warning_kinds import in_language
from anmai.extraction.field_names import Lang, field_name
from anmai.extraction.showing.segments import Passage, Segment, cut
from anmai.extraction.showing.values import Shown, categories, category_of, shown_fields
from anmai.forms.record import SKIP_REASONS, Record

#: Characters that browsers drop, act on or can't take become visible ones; one for one, so that offsets hold.
_VISIBLE: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"},
    **dict.fromkeys((0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_THIN: Final = "mentions"


def ruling_page(text: str, record: Record, lang: Lang = "zh") -> str:
    """The page of a document.

    Args:
        text: The source text that the record was read from.
        record: The record.
        lang: The language shown first; the page holds both and a button that changes it.

    Returns:
        A whole HTML document.
    """
    fields = shown_fields(record)
    template = Template(_file("page.html"))
    # The hashes of the policy are those of the very bytes between the tags.
    style, script = _style(), _file("page.js")
    return template.substitute(
        lang=lang,
        title=_escape(" ".join(filter(None, (record.doc_type, record.case_number))) or record.id),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        about=_about(record),
        legend=_legend(fields),
        warnings=_warnings(record),
        text=_text(text, fields),
        values=_values(fields),
    )


def _file(name: str) -> str:
    return resources.files("anmai.extraction.showing").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _style() -> str:
    """The style sheet with the colours of categories: c-… as ground, u-… as a stripe for a second value there."""
    rules = [_file("page.css")]
    for name, one in categories().items():
        rules.append(f".c-{name} {{ background: {one['colour']}; }}")
        rules.append(f"#text mark.u-{name} {{ box-shadow: inset 0 -.3em 0 {one['colour']}; }}")
    return "\n".join(rules)


def _escape(text: str) -> str:
    return escape(text.translate(_VISIBLE), quote=True)


def _both(zh: str, en: str) -> str:
    return f'<span class="zh">{_escape(zh)}</span><span class="en">{_escape(en)}</span>'


def _label(name: str) -> str:
    return _both(field_name(name, "zh"), field_name(name, "en"))


def _about(record: Record) -> str:
    words = table("shown_words")
    told = _both(words[record.status]["zh"], words[record.status]["en"])
    if record.reason:
        chinese = table("skip_reasons").get(record.reason, record.reason)
        told += _both(f"：{chinese}。", f": {SKIP_REASONS.get(record.reason, record.reason)}")
    versions = {row.version for row in record.provenance}
    about = f"{_escape(record.id)} · {told}"
    if versions:
        version = ", ".join(sorted(versions))
        about += " · " + _both(f"抽取规则 {version}", f"extraction rules {version}")
    return about


def _legend(fields: Iterable[Shown]) -> str:
    used = {category_of(shown.name) for shown in fields}
    rows = [
        f'<li><span class="swatch c-{name}"></span>{_both(one["zh"], one["en"])}</li>'
        for name, one in categories().items()
        if name in used
    ]
    doubt = table("shown_words")["doubt"]
    zh, en = (doubt[lang].format(sure=SURE) for lang in ("zh", "en"))
    return "".join(rows) + f'<li><span class="doubt">? 0.80</span> {_both(zh, en)}</li>'


def _warnings(record: Record) -> str:
    rows = [f"<li>{_both(in_language(one, 'zh'), in_language(one, 'en'))}</li>" for one in record.warnings]
    return f'<ul class="warnings">{"".join(rows)}</ul>' if rows else ""


def _text(text: str, fields: Iterable[Shown]) -> str:
    passages: list[Passage] = []
    kinds: dict[int, str] = {}
    unsure: set[int] = set()
    for shown in fields:
        for one in shown.all():
            if one.number is not None:
                kinds[one.number] = category_of(shown.name)
                passages.extend(Passage(start, end, one.number) for start, end in one.spans)
                if (one.confidence or 0.0) < SURE:
                    unsure.add(one.number)
    begun: set[int] = set()
    pieces: list[str] = []
    for segment in cut(len(text), passages):
        pieces.extend(f'<a id="p{number}"></a>' for number in segment.begins if number not in begun)
        begun.update(segment.begins)
        words = _escape(text[segment.start : segment.end])
        pieces.append(_marked(segment, words, kinds, unsure) if segment.passages and words else words)
    return "".join(pieces)


def _marked(segment: Segment, words: str, kinds: dict[int, str], unsure: set[int]) -> str:
    numbers = list(dict.fromkeys(one.value for one in segment.passages))
    # Values read from the facts and the header come before mere mentions of the same words.
    numbers.sort(key=lambda number: kinds[number] == _THIN)
    kind = kinds[numbers[0]]
    look = "thin" if kind == _THIN else f"c-{kind}"
    other = next((kinds[number] for number in numbers if kinds[number] not in (kind, _THIN)), None)
    look += f" u-{other}" if other else ""
    if kind != _THIN and all(number in unsure for number in numbers if kinds[number] != _THIN):
        look += " unsure"
    return f'<mark class="{look}" data-v="{" ".join(map(str, numbers))}">{words}</mark>'


def _values(fields: Iterable[Shown]) -> str:
    told: dict[str, list[str]] = {}
    for shown in fields:
        told.setdefault(category_of(shown.name), []).append(_field(shown))
    parts: list[str] = []
    for name, one in categories().items():
        if name in told:
            head = f'<h2><span class="swatch c-{name}"></span>{_both(one["zh"], one["en"])}</h2>'
            content = "".join(told[name])
            folded = f"<details><summary>{head}</summary>{content}</details>"
            parts.append(folded if name == _THIN else head + content)
    return "".join(parts)


def _field(shown: Shown) -> str:
    """A field: one value or several on a row, or an item with rows of its own."""
    if shown.words is not None:
        return _row(shown.name, _value(shown))
    if all(part.words is not None for part in shown.parts) and all(part.name == shown.name for part in shown.parts):
        return _row(shown.name, f'<span class="several">{"".join(map(_value, shown.parts))}</span>')
    if any(part.name == shown.name for part in shown.parts):
        return f"{_row(shown.name, '')}{''.join(map(_item, shown.parts))}"
    return _row(shown.name, "") + _item(shown)


def _item(shown: Shown) -> str:
    content = "".join(map(_field, shown.parts)) if shown.words is None else _value(shown)
    return f'<div class="item">{content}</div>'


def _row(name: str, content: str) -> str:
    return f'<div class="row"><span class="label">{_label(name)}</span><span>{content}</span></div>'


def _value(shown: Shown) -> str:
    words = _escape(shown.words or "")
    if shown.number is None or shown.confidence is None:
        return f"<span>{words}</span>"
    number, sure = shown.number, shown.confidence
    doubt = f'<span class="doubt">? {sure:.2f}</span>' if sure < SURE else ""
    title = _escape(f"{shown.component} · {sure:.2f}")
    return f'<a id="v{number}" href="#p{number}" data-v="{number}" title="{title}">{words}</a>{doubt}'
