"""Case numbers 案号: normal form, masks, the year and kind that they tell, whose supplement a number is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from anmai.graph.regions.full_names import full_name

_BLANK: Final = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_OPEN: Final = str.maketrans({"〔": "(", "[": "(", "【": "(", "﹝": "(", "〕": ")", "]": ")", "】": ")", "﹞": ")"})
#: A sign where a digit or character is hidden; 某 stands in no court's short name.
_HIDDEN: Final = re.compile(r"[×xX*＊某○●□■?_…]")
_WHOLE: Final = re.compile(r"\((\d{4})\)(.+?)第?(\d+)号(之[一二三四五六七八九十\d]+)?$")
_YEAR: Final = re.compile(r"^\((\d{4})\)")
_KINDS: Final = (
    ("enforcement", re.compile(r"执")),
    ("criminal", re.compile(r"刑")),
    ("administrative", re.compile(r"行")),
    ("civil", re.compile(r"民|商|知")),
)


def normal_number(written: str) -> str:
    """Half-width digits and round brackets, no blanks: （２０１９） 浙0106刑初 123号 → (2019)浙0106刑初123号."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", written)).translate(_OPEN)


def is_whole(number: str) -> bool:
    """Whether a normal form has all its parts and hides none, so that it names one case of its court."""
    return _HIDDEN.search(number) is None and _WHOLE.search(number) is not None


def year_of(number: str) -> int | None:
    """The year in the number's brackets."""
    found = _YEAR.match(number)
    return int(found[1]) if found else None


def supplemented(number: str) -> str | None:
    """The number that a supplement belongs to: (2019)浙0106执5号之二 → (2019)浙0106执5号; None for other numbers."""
    found = _WHOLE.search(number)
    return number[: found.start(4)] if found and found[4] else None


def case_kind(doc_type: str | None, number: str | None) -> str:
    """criminal, civil, enforcement or administrative, by the document's title, else by the number; else other."""
    for title, kind in (("执行", "enforcement"), ("刑事", "criminal"), ("行政", "administrative"), ("民事", "civil")):
        if doc_type and title in doc_type:
            return kind
    if number:
        found = _WHOLE.search(number)
        if found:
            return next((kind for kind, mark in _KINDS if mark.search(found[2])), "other")
    return "other"


def case_id(court: str | None, number: str | None, document: str | None = None) -> str | None:
    """Case.id: ``<court>|<normal number>``; without both, ``document:<document>`` where a document is given, else None.

    Args:
        court: Full name of the court, as written.
        number: The case number, as written.
        document: Document.id of the document that records the case.
    """
    if court and number:
        normal = normal_number(number)
        if is_whole(normal):
            return f"{court_name(court)}|{normal}"
    return f"document:{document}" if document is not None else None


def court_name(written: str) -> str:
    """A court's or organ's name without blanks, in half-width signs, with the province that it lies in.

    Rulings write one court in two ways, 杭州市西湖区人民法院 and 浙江省杭州市西湖区人民法院: with two names an appeal
    would not find the case that it reviews, and one case would count twice.
    """
    return full_name(_BLANK.sub("", unicodedata.normalize("NFKC", written)).removeprefix("原"))
