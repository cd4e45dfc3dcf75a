"""Reads the victims: those whom the text calls 被害人, 受害人 or 失主, people and organizations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anmai.extraction.criminal.people import people_of
from anmai.extraction.ruling import Found, Ruling
from anmai.extraction.values.names import is_organization
from anmai.extraction.values.unmarked_names import name_at

COMPONENT: Final = "victims"
_CALLED: Final = re.compile(r"(?:被害人|受害人|失主|被害单位|受害单位|被害公司)(?:（[^（）]{1,20}）)?[：:]?")
_JOINED: Final = re.compile(r"(?:、|和|与|及|以及)(?:被害人|受害人|失主|被害单位)?")
_ORGANIZATION: Final = re.compile(
    r"[\u3400-\u9fffA-Za-z\d×*（）]{2,40}?(?:有限责任公司|股份有限公司|有限公司|公司|合作社|村民委员会|支行|分行|"
    r"银行|信用社|事务所|服务部|经营部|营业部|超市|酒店|宾馆|商行|学校|中学|小学|医院|厂|"
    r"店)(?![\u4e00-\u9fff]{0,6}(?:内|里|外|门口|门前|附近|旁|楼下|经营|工作|上班|打工|员工|职工|老板|经理))"
)
_NOT_ITS_START: Final = re.compile(
    r"的|在|于|向|将|被|和|与|家属|陈述|报案|到|经|是|系|因|及|送|从|至|去|回|来|前往|所|进"
)
_TRADING: Final = re.compile(r"(?:公司|合作社|委员会|银行|支行|分行|信用社|商行|经营部|超市)$")
#: A heading under which the victims' statements are numbered: 被害人陈述：（1）甲某的陈述：…（2）乙某陈述…
_STATEMENTS: Final = re.compile(r"(?:被害人|受害人)的?(?:陈述|报案)(?:笔录)?[：:]?\n?(?=（[1１一]）|1[、.])")
_STATED: Final = re.compile(
    r"(?:（[\d一二三四五六七八九十]{1,3}）|(?<=[\n。；])\d{1,2}[、.])(?!被害人|受害人)(?=[^。，\n]{2,9}陈述)"
)
_OTHER_PROOF: Final = re.compile(
    r"(?:证人|被告人|犯罪嫌疑人|上诉人)[^，。；\n]{0,12}(?:证言|供述|辩解)|鉴定(?:意见|结论)|勘验|辨认|视听资料|本院认为"
)
_STATEMENTS_LIMIT: Final = 20_000
#: A victim of any name (阿木尔卡) between 退赔被害人 and the sum that he is paid.
_REPAID: Final = re.compile(
    r"(?:退赔|赔偿|返还|发还|退还)(?:给)?被害人(?P<name>[\u3400-\u9fff·]{2,12}?)(?=(?:经济)?损失|人民币\d|现金\d|\d[\d.，]*元)"
)
_NO_NAME: Final = re.compile(r"[的等及其每]|^各|各$|全部|经济|损失|人民|现金|共计|家属|亲属|合计|财物|钱款|赃款")
_UNIT: Final = re.compile(r"(?:被害单位|受害单位|被害公司)[：:]?$")


def read_victims(ruling: Ruling) -> None:
    """Set victims: each name once, in the order of the text; defendants only where the text calls them victims."""
    text = ruling.text
    end = ruling.sections.end(len(text))
    start = ruling.sections.title[1] if ruling.sections.title else 0
    people = people_of(ruling)
    rows: dict[str, Found] = {}
    for called in _CALLED.finditer(text, start, end):
        position = called.end()
        unit = bool(_UNIT.search(called.group()))
        while True:
            span = _one(text, position, end, unit)
            if span is None:
                break
            name = ruling.found(*span, confidence=0.9)
            if name.value not in people.names or called.end() == span[0]:
                rows.setdefault(name.value, name)
            joined = _JOINED.match(text, span[1])
            if joined is None:
                break
            position = joined.end()
            if text.startswith(("被告", "证人", "上诉", "其"), position):
                break
    for repaid in _REPAID.finditer(text, *(ruling.sections.operative or (end, end))):
        if not _NO_NAME.search(repaid.group("name")) and repaid.group("name") not in people.names:
            name = ruling.found(*repaid.span("name"), confidence=0.8)
            rows.setdefault(name.value, name)
    for span in _numbered(text, start, end):
        name = ruling.found(*span, confidence=0.8)
        if name.value not in people.names:
            rows.setdefault(name.value, name)
    ruling.put(COMPONENT, "victims", list(rows.values()))


def _numbered(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names in the numbered list of the victims' statements, up to the proof of another kind."""
    for heading in _STATEMENTS.finditer(text, start, end):
        limit = min(end, heading.end() + _STATEMENTS_LIMIT)
        other = _OTHER_PROOF.search(text, heading.end(), limit)
        for mark in _STATED.finditer(text, heading.end(), other.start() if other else limit):
            name = name_at(text, mark.end(), end)
            if name:
                yield name


def _one(text: str, position: int, end: int, unit: bool) -> tuple[int, int] | None:
    if not unit:
        name = name_at(text, position, end)
        if name:
            return name
    organization = _ORGANIZATION.match(text, position, min(end, position + 48))
    if organization and is_organization(organization.group()) and (unit or len(organization.group()) > 5):
        if _NOT_ITS_START.match(organization.group()) or (not unit and not _TRADING.search(organization.group())):
            return None
        return organization.span()
    return None
