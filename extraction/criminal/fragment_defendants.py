"""Reads the defendants that a fragment names (被告人陈某某…): it has no header, so their names are all it tells."""

from __future__ import annotations

import re
from typing import Any, Final

from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import is_organization
from anmai.extraction.values.unmarked_names import name_at

COMPONENT: Final = "fragment_defendants"
_CALLED: Final = re.compile(
    r"(?P<role>被告人|被告单位|犯罪嫌疑人|上诉人)(?:（[^（）]{2,12}）)?(?:及其|[：:])?(?!民法|民政)"
)
_JOINED: Final = re.compile(r"(?:、|和|与|及|以及|伙同)(?:原审)?(?:被告人|上诉人|犯罪嫌疑人)?")
_UNIT: Final = re.compile(
    r"[\u3400-\u9fffA-Za-z\d×*（）]{2,40}?(?:有限责任公司|股份有限公司|有限公司|公司|合作社|委员会|厂|店|局|中心|医院|学校)"
)

_NOT_ITS_NAME: Final = re.compile(r"被告|诉讼|认为|的|代表人|员工|因|为|在|及其")


def read_fragment_defendants(ruling: Ruling) -> None:
    """Set defendants: every name right behind 被告人, 被告单位 or 犯罪嫌疑人, and those joined to it by 、."""
    ruling.put(COMPONENT, "defendants", called_defendants(ruling, 0, len(ruling.text), 0.8))


def called_defendants(ruling: Ruling, start: int, end: int, confidence: float) -> list[dict[str, Any]]:
    """The defendants that [start, end) calls so, as rows of the record, each name once."""
    text = ruling.text
    rows: dict[str, dict[str, Any]] = {}
    taken = start
    for called in _CALLED.finditer(text, start, end):
        if called.start() < taken:
            continue  # it stands in a list that was read from its beginning, up to its last name
        position = called.end()
        while True:
            unit = called.group("role") == "被告单位"
            span = _unit(text, position) if unit else name_at(text, position, len(text))
            if span is None:
                break
            taken = span[1]
            name = ruling.found(*span, confidence=confidence)
            kind = Found("organization" if unit else "person", (span,), confidence)
            # An empty list that is there costs the record less than one that has to be made.
            rows.setdefault(name.value, {"name": name, "aliases": [], "kind": kind})
            joined = _JOINED.match(text, span[1])
            if joined is None or "伙同" in joined.group():
                break
            position = joined.end()
    return list(rows.values())


def _unit(text: str, position: int) -> tuple[int, int] | None:
    match = _UNIT.match(text, position, position + 48)
    if match is None or not is_organization(match.group()) or _NOT_ITS_NAME.search(match.group()):
        return None
    return match.span()
