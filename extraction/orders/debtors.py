"""Reads measures against judgment debtors: restricted consumption, the list of dishonest debtors, debtors added.

After the forms 限制消费令, 失信决定书 (最高人民法院, 执行文书样式; 法释〔2015〕17号, 法释〔2017〕7号) and orders under
最高人民法院关于民事执行中变更、追加当事人若干问题的规定 (2016, revised 2020).
"""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import MASKED, is_organization, looks_like_person
from anmai.extraction.values.terms import first_term

COMPONENT: Final = "restrictions"
_BOUND: Final = re.compile(
    r"(?:法定代表人|主要负责人|影响债务履行的直接责任人员?|实际控制人|负责人)[、（）\u3400-\u9fff]{0,60}?"
    r"(?:）|法定代表人|负责人|实际控制人)(?P<names>[\u3400-\u9fff·×*\d、]{2,30}?)(?=不得|，|。|实施)"
)
_LISTED: Final = re.compile(
    r"将(?:被执行人)?(?P<names>[^。；：\n]{2,80}?)(?:列入|纳入)(?:全国)?(?:法院)?失信被执行人名单(?P<more>[^。\n]{0,40})"
)
_RESTRICTED: Final = re.compile(
    r"(?:对|限制)(?:被执行人)?(?P<names>[^。；：，\n]{2,60}?)(?:采取限制(?:高)?消费措施|(?:高)?消费|不得实施)"
)
_ADDED: Final = re.compile(
    r"(?:追加|变更)(?:第三人|被申请人|案外人|申请人)?(?P<names>[^。；：，\n]{2,60}?)(?:\n)?为(?P<case>[^。；，\n]{0,50}?)(?:的)?被执行人"
)
_YOU: Final = re.compile(r"^(?:你|该|其|上述)(?:单位|公司|厂|店|们)?$|^你单位及")
_SPLIT: Final = re.compile(r"[^、和及与]+")


def read_restrictions(ruling: Ruling) -> None:
    """Set restrictions from an order that restricts consumption or lists a debtor as dishonest."""
    doc_type = ruling.draft.value("doc_type") or ""
    rows: list[dict[str, Any]] = []
    if "消费令" in doc_type or "限制消费" in doc_type or "限制高消费" in doc_type:
        rows = _consumption(ruling)
    elif "失信" in doc_type:
        for match in _LISTED.finditer(ruling.text, ruling.sections.title[1] if ruling.sections.title else 0):
            term = first_term(ruling.text, *match.span("more"))
            for name in _names(ruling, *match.span("names")):
                row: dict[str, Any] = {"party": name, "measure": ruling.found(*match.span(), "失信")}
                if term:
                    row["months"] = ruling.found(term.start, term.end, term.months)
                rows.append(row)
    ruling.put(COMPONENT, "restrictions", rows)


def _consumption(ruling: Ruling) -> list[dict[str, Any]]:
    measure = Found("限制消费", ruling.draft.values["doc_type"].spans)
    addressee = ruling.draft.values.get("addressee")
    start = ruling.sections.title[1] if ruling.sections.title else 0
    parties = [addressee] if addressee else []
    if not parties:
        match = _RESTRICTED.search(ruling.text, start)
        parties = _names(ruling, *match.span("names")) if match and not _YOU.match(match.group("names")) else []
    bound = _BOUND.search(ruling.text, start)
    persons = _names(ruling, *bound.span("names")) if bound else []
    rows: list[dict[str, Any]] = []
    for party in parties:
        row: dict[str, Any] = {"party": party, "measure": measure}
        if persons and is_organization(str(party.value)):
            row["persons"] = persons
        rows.append(row)
    return rows


def read_added_debtors(ruling: Ruling) -> None:
    """Set added_debtors, and the result of an order that adds somebody."""
    operative = ruling.sections.operative
    match = _ADDED.search(ruling.text, *operative) if operative else None
    if match is None or re.search(r"驳回|不予", ruling.text[max(operative[0], match.start() - 20) : match.start()]):  # type: ignore[index]
        return
    names = _names(ruling, *match.span("names"))
    ruling.put("added_debtors", "added_debtors", names)
    if names and ruling.draft.value("result") in (None, "其他"):
        ruling.put("added_debtors", "result", ruling.found(*match.span(), "支持", 0.9))


def _names(ruling: Ruling, start: int, end: int) -> list[Found]:
    """The names joined by 、 和 及 in text[start:end]."""
    whole = ruling.text[start:end]
    if is_organization(whole) and "、" not in whole:
        return [ruling.found(start, end)]
    found = []
    for piece in _SPLIT.finditer(ruling.text, start, end):
        words = re.sub(r"^(?:被执行人|被申请人|第三人)", "", piece.group())
        if is_organization(words) or looks_like_person(words) or re.fullmatch(MASKED, words):
            found.append(ruling.found(piece.end() - len(words), piece.end()))
    return found
