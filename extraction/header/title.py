"""Reads the title: kind of document, case number, court; and tells what is no ruling or a stub."""

from __future__ import annotations

import re
from typing import Final

from anmai.extraction.ruling import Found, Kind, Ruling
from anmai.extraction.values.case_numbers import CaseNumberHit, iter_case_numbers
from anmai.extraction.values.courts import COURT, OrganHit, iter_organs

COMPONENT: Final = "title"
_FORM: Final = r"(?:判决书|裁定书|调解书|决定书|通知书|支付令|制裁决定书|限制(?:高)?消费令|报告财产令)"
_DOC_TYPE: Final = re.compile(
    rf"刑事附带民事{_FORM}|(?:刑事|民事|行政|执行|国家赔偿|司法赔偿|赔偿|知识产权|破产|海事)(?:(?!刑事|民事|行政|"
    rf"一审|二审|再审|执行)[\u4e00-\u9fff]){{0,8}}?{_FORM}"
    rf"|(?<=法院){_FORM}|(?<=\n){_FORM}"
    r"|(?<=\n)[\u4e00-\u9fff]{2,6}(?:决定书|通知书)(?=\n)"
)
#: How the words for a form end: where neither stands there is none.
_FORM_ENDS: Final = ("书", "令")
_WHICH_FORM: Final = re.compile(_FORM)
_ENFORCEMENT: Final = re.compile("(?<!刑)执")
_KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("刑", "criminal"), ("执", "enforcement"), ("行", "administrative"), ("民", "civil"), ("赔", "administrative"),
    ("商", "civil"), ("知", "civil"), ("破", "civil"), ("海", "civil"), ("经", "civil"),
    ("特", "civil"), ("督", "civil"),
)  # fmt: skip
#: Kinds that a document's name begins with.
_LABELLED: Final[tuple[tuple[str, Kind], ...]] = (
    ("刑事", "criminal"), ("执行", "enforcement"), ("民事", "civil"), ("行政", "administrative"),
)  # fmt: skip
_PUBLIC_PROSECUTION: Final = re.compile(r"公诉机关|提起公诉|被告人(?!民)|犯罪嫌疑人|罪犯|自诉人")
_CIVIL_ROLES: Final = re.compile("原告|申请人|上诉人")
#: How far into a text its kind is looked for, in characters.
_OPENING: Final = 3000
#: A fragment that opens with a plaintiff is civil, though a party may be called 被告人 further on.
_CIVIL_OPENING: Final = re.compile(r"\s*(?:原告(?!人)|申请执行人|上诉人（原审(?:原告|被告)(?!人))")


def read_title(ruling: Ruling) -> None:
    """Set doc_type, case_number, court, and the ruling's kind and form."""
    text = ruling.text
    title = ruling.sections.title
    start, end = title or (0, 0)
    case_number = next(reversed(list(iter_case_numbers(text, start, end))), None) if title else None
    doc_type = _doc_type(text, start, end, case_number)
    if doc_type:
        ruling.form = _WHICH_FORM.search(doc_type.group()).group()  # type: ignore[union-attr]
        ruling.put(COMPONENT, "doc_type", ruling.found(*doc_type.span()))
    if case_number:
        ruling.put(COMPONENT, "case_number", ruling.found(case_number.start, case_number.end))
    court = _court(text, start, end) if title else None
    if court:
        ruling.put(COMPONENT, "court", ruling.found(court.start, court.end))
    ruling.kind = _kind(text, doc_type.group() if doc_type else "", case_number)


def _doc_type(text: str, start: int, end: int, case_number: CaseNumberHit | None) -> re.Match[str] | None:
    """The last kind of document named before the case number, else the last one in or right behind the title."""
    last = min(len(text), end + 40)
    if all(text.find(character, start, last) < 0 for character in _FORM_ENDS):
        return None
    doc_types = list(_DOC_TYPE.finditer(text, start, last))
    before = [match for match in doc_types if match.end() <= (case_number.start if case_number else end)]
    return (before or doc_types)[-1] if doc_types else None


def _court(text: str, start: int, end: int) -> OrganHit | None:
    hits = list(iter_organs(COURT, text, start, end))
    return hits[-1] if hits else None


def _kind(text: str, doc_type: str, case_number: CaseNumberHit | None) -> Kind | None:
    for label, kind in _LABELLED if doc_type else ():
        if doc_type.startswith(label):
            if kind != "enforcement" and case_number and _ENFORCEMENT.search(case_number.kind):
                return "enforcement"
            return kind
    if case_number:
        for character, kind in _KINDS:
            if character in case_number.kind:
                return kind
    if _CIVIL_OPENING.match(text):
        return "civil"
    if _PUBLIC_PROSECUTION.search(text, 0, _OPENING):
        return "criminal"
    return "civil" if _CIVIL_ROLES.search(text, 0, _OPENING) else None


def issuing_court(ruling: Ruling) -> Found | None:
    """The court that issued the ruling, for 本院; None when the title doesn't name it."""
    court = ruling.draft.values.get("court")
    return court if isinstance(court, Found) else None
