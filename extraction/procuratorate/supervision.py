"""Reads what a procuratorate asks of another organ: 检察建议 (suggestion), 纠正违法通知 (correction), 检察意见."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.numbers import whole

COMPONENT: Final = "advice"
_ASKING: Final = re.compile(r"检察建议书?$|检察意见书$|^纠正")
_OPENS: Final = re.compile(r"(?:检察)?(?:建议|意见)(?:如下)?[：:]")
_ITEM: Final = re.compile(
    r"(?:^|(?<=[\n。；]))(?:（?[一二三四五六七八九十]{1,2}[、）]|第[一二三四五六七八九]，|\d{1,2}[、.])(?P<words>[^\n]{4,})"
)
_REPLY: Final = re.compile(
    r"(?P<figure>[\d一二三四五六七八九十两]{1,3})个?(?P<unit>月|日|天)(?:以)?内[^。]{0,80}?(?:回复|告知|答复|反馈|函告|书面|通知)"
)
_DAYS: Final = {"月": 30, "日": 1, "天": 1}


def read_advice(ruling: Ruling) -> None:
    """Set advice on a suggestion, opinion or notice of correction."""
    doc_type = ruling.draft.value("doc_type") or ""
    if not _ASKING.search(doc_type):
        return
    text = ruling.text
    parts = ruling.sections
    start = parts.title[1] if parts.title else 0
    end = parts.signature[0] if parts.signature else parts.end(len(text))
    reply = None
    for reply in _REPLY.finditer(text, start, end):  # noqa: B007
        pass
    opened = None
    for opened in _OPENS.finditer(text, start, reply.start() if reply else end):  # noqa: B007
        pass
    advice: dict[str, Any] = {}
    items = _items(ruling, opened.end(), reply.start() if reply else end) if opened else []
    if items:
        advice["items"] = items
    figure = whole(reply.group("figure")) if reply else None
    if reply and figure is not None:
        advice["reply_days"] = ruling.found(*reply.span("figure"), figure * _DAYS[reply.group("unit")])
    if advice:
        ruling.put(COMPONENT, "advice", advice)


def _items(ruling: Ruling, start: int, end: int) -> list[Found]:
    """The numbered items, each without its number."""
    return [ruling.found(*match.span("words")) for match in _ITEM.finditer(ruling.text, start, end)]
