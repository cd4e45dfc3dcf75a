"""Reads the parties of a court's letter: the one addressed under the title, and who asked for enforcement.

After the forms 执行通知书 and 限制消费令 (最高人民法院 执行文书样式): 被执行人：, then 你 and 你单位.
"""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import is_organization, looks_like_person

COMPONENT: Final = "letter"
_LETTERS: Final = ("通知书", "消费令", "报告财产令", "财产令")
_ADDRESSED: Final = re.compile(r"\n*(?P<role>被执行人)?(?P<name>[^，。；：\n]{2,50})：(?=\n|你|$)")
_APPLICANT: Final = re.compile(
    r"(?P<role>申请(?:执行)?人)(?P<name>[^，。；：\n]{2,40}?)(?=申请执行|向本院申请|与(?:你|被执行人)|于\d|(?:的)?强制执行|，)"
    r"|你(?:单位|公司|们)?与(?P<other>[^，。；：\n]{2,40}?)(?=[\u3400-\u9fff]{2,12}纠纷)"
)


def read_addressee(ruling: Ruling) -> None:
    """Set addressee and, where the header presents no applicant, add the parties that the letter names."""
    doc_type = ruling.draft.value("doc_type") or ""
    if not doc_type.endswith(_LETTERS) or ruling.sections.title is None:
        return
    addressed = _ADDRESSED.match(ruling.text, ruling.sections.title[1])
    if addressed is None or not _is_name(addressed.group("name")):
        return
    ruling.put(COMPONENT, "addressee", ruling.found(*addressed.span("name")))
    if ruling.kind != "enforcement" and "消费令" not in doc_type:
        return
    rows: list[dict[str, Any]] = list(ruling.draft.values.get("parties", []))
    known = {row["name"].value for row in rows}
    applicant = _APPLICANT.search(ruling.text, addressed.end(), min(len(ruling.text), addressed.end() + 600))
    if applicant:
        group = "name" if applicant.group("name") else "other"
        name = ruling.found(*applicant.span(group), confidence=0.9)
        if name.value not in known and _is_name(str(name.value)):
            at = applicant.span("role") if applicant.group("role") else applicant.span(group)
            rows.append(_row(name, Found("申请执行人", (at,), 0.9)))
    if ruling.draft.value("addressee") not in known:
        span = addressed.span("name")
        role = addressed.span("role") if addressed.group("role") else span
        rows.append(_row(ruling.found(*span), Found("被执行人", (role,), 0.9)))
    ruling.put(COMPONENT, "parties", rows)


def _is_name(words: str) -> bool:
    return is_organization(words) or looks_like_person(words)


def _row(name: Found, role: Found) -> dict[str, Any]:
    kind = "organization" if is_organization(str(name.value)) else "person"
    return {"name": name, "roles": [role], "kind": Found(kind, name.spans, name.confidence)}
