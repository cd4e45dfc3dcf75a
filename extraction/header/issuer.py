"""Tells a document of a procuratorate or an administrative organ by its title, and reads the title.

The titles follow the published forms: organ, kind of document, number in three lines
(人民检察院刑事诉讼法律文书格式样本, 2012 and 2020; 市场监督管理行政处罚文书格式范本, 2021). A court's ruling names such
documents in its text, but never as a title: a line that holds the kind of document alone, or with its organ or number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.sections import Sections
from anmai.extraction.text.normal import Span

COMPONENT: Final = "issuer"
#: Characters at the head of a text in which its title stands; public sites put a line or two of their own before it.
_HEAD: Final = 600
_COURT_PAPER: Final = re.compile(r"法院[^\n。]{0,4}\n?[\u3400-\u9fff]{0,12}(?:判决书|裁定书|调解书|决定书|通知书)")
_NUMBER: Final = (
    r"(?:[\u3400-\u9fffA-Z×*]{1,20}(?:（[\u3400-\u9fff]{1,6}）[\u3400-\u9fff]{0,12})?"
    r"（(?:(?:19|20)\d\d|(?:20)?[×*xX]{1,4})年?）|（(?:19|20)\d\d）[\u3400-\u9fff×*]{0,20})"
    r"(?:字)?(?:第)?[A-Z]?[\d×*xX]{1,20}(?:-\d{1,4})?号(?:之[一二三四五六七八九十\d]+)?"
)
_NOTE: Final = r"(?:\n?（(?!(?:19|20)\d\d|[×*xX])[^（）\n]{2,30}）)?"
_ENDS: Final = rf"{_NOTE}(?=\n|$|{_NUMBER})"
_PROCURATORATE: Final = re.compile(
    r"(?:^|(?<=\n))(?P<organ>[\u3400-\u9fff]{2,30}检察院(?:[\u3400-\u9fff]{2,10}分院)?)\n?"
    r"(?P<type>(?:[\u3400-\u9fff]{0,8}(?:起诉书|抗诉书|检察建议书?|检察意见书)|(?:附条件)?不起诉决定书|"
    rf"纠正[\u3400-\u9fff]{{0,8}}(?:通知书|意见书))){_ENDS}"
)
_ADMINISTRATION: Final = re.compile(
    r"(?:^|(?<=\n))(?:(?P<organ>[\u3400-\u9fff（）]{2,40}(?:局|委员?会?|会|厅|队|所|政府|海关|办公室|中心|处|站))\n?)?"
    rf"(?P<type>(?:[\u3400-\u9fff]{{0,10}})处罚(?:事项)?决定书){_ENDS}"
)
_FOLLOWING_NUMBER: Final = re.compile(
    rf"{_NOTE}[\n：]*(?:(?:[\u3400-\u9fff]{{2,4}}：)?(?P<number>{_NUMBER})|编号：(?P<figures>\d{{8,20}}))"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a document that no court issued: spans of its parts, and where it ends."""

    kind: Literal["procuratorate", "administration"]
    organ: Span | None
    type: Span
    number: Span | None
    end: int


def other_title(text: str) -> Title | None:
    """The title of a procuratorate's or an administrative organ's document, or None for all other texts."""
    court = _COURT_PAPER.search(text, 0, _HEAD)
    stop = court.start() if court else min(len(text), _HEAD)
    for kind, pattern in (("procuratorate", _PROCURATORATE), ("administration", _ADMINISTRATION)):
        titles = [_title(text, kind, match) for match in pattern.finditer(text, 0, stop)]  # type: ignore[arg-type]
        if titles:
            return next((title for title in reversed(titles) if title.number), titles[0])
    return None


def _title(text: str, kind: Literal["procuratorate", "administration"], match: re.Match[str]) -> Title:
    following = _FOLLOWING_NUMBER.match(text, match.end("type"))
    number = following.span("number" if following.group("number") else "figures") if following else None
    organ = match.span("organ") if match.group("organ") else None
    return Title(kind, organ, match.span("type"), number, number[1] if number else match.end())


def read_issuer(ruling: Ruling) -> None:
    """Set the kind of a document that no court issued, and doc_type, case_number and organ from its title."""
    title = other_title(ruling.text)
    if title is None:
        return
    ruling.kind = title.kind
    ruling.sections = Sections(title=(0, title.end))
    ruling.form = "决定书" if ruling.text[slice(*title.type)].endswith("决定书") else None
    ruling.put(COMPONENT, "doc_type", ruling.found(*title.type))
    ruling.put(COMPONENT, "organ_kind", Found(title.kind, (title.type,)))
    if title.number:
        ruling.put(COMPONENT, "case_number", ruling.found(*title.number))
    if title.organ:
        ruling.put(COMPONENT, "organ", ruling.found(*title.organ))
