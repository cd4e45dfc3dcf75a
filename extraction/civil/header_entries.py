"""Splits the header of a civil, enforcement or administrative ruling into entries: parties, representatives, agents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from anmai.extraction.civil.words import alternation, role_pattern
from anmai.extraction.ruling import Ruling

Sort = Literal["party", "representative", "agent"]

#: The longest header that is looked at; class suits with hundreds of plaintiffs stay below it.
_LONGEST: Final = 60_000
#: Words by which the body begins: how the case came to court, or what someone claims.
_BODY: Final = re.compile(
    r"一案|诉称|提[出起](?:如下)?诉讼请求|(?:原告|上诉人|起诉人|申请人)[^\n。：，]{0,30}(?:诉称|起诉称|向本院|上诉称|称：|申请称|起诉请求)|本院(?:于|在|受理|依据|依法|作出|认为|执行)|"
    r"向本院(?:提[出起]|申请|起诉)|现已审[理查]终结|辩称|审理查明|起诉至本院|诉至本院|(?:申请执行|纠纷)的?(?:申请|执行)案"
)
#: 原告甲与被告乙，第三人丙…一案: the body's first sentence, not a party's entry.
_AGAINST: Final = re.compile(r"(?:与|诉|因)(?:原审|一审)?(?:原告|被告|被上诉人|上诉人|被申请人|申请人|第三人|被执行人)")
_CUT: Final = re.compile(r"[\n。；]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the header.

    Attributes:
        sort: What it presents.
        start: Where its role's words begin.
        body: Where the name begins.
        end: Where the next entry begins.
        title: The words before the name (原告, 二原告共同委托诉讼代理人 …).
        colon: A colon stands before the name.
    """

    sort: Sort
    start: int
    body: int
    end: int
    title: str
    colon: bool


@cache
def _entry() -> re.Pattern[str]:
    role = role_pattern()
    bracket = r"（[^（）\n]{1,60}）"
    roles = rf"{role}(?:{bracket})?(?:(?:、|暨|及|兼|/){role}(?:{bracket})?)*"
    who = (
        r"(?:(?:以?上述?|前述|该|上列)?(?:[二两三四五六七八九十\d]{0,3}[名位]?)(?:原审|一审|反诉)?"
        r"(?:原告|被告|上诉人|被上诉人|申请人|被申请人|申请执行人|被执行人|第三人|当事人)?(?:[方的]|共同)*)"
    )
    agent = (
        rf"{who}(?:共同的?|的)?(?:特别授权|一般授权)?(?:{alternation('agents')}|(?:委托|诉讼|法定|指定|特别|一般|授权|执行){{1,4}}代理人)"
        r"(?:（[^（）\n]{1,30}）)?(?:[一二三四\d](?=：))?"
    )
    return re.compile(
        r"(?:^|(?<=[\n。；，）市县区州旗村号室组司行厂院局社店师员工理民]))(?:\d{1,3}[、.])?(?:"
        rf"(?P<agent>{agent})(?!人)(?=：|[，]?[\u3400-\u9fff×xX*])"
        rf"|(?P<representative>(?:{who})?(?:{alternation('representatives')})"
        r"(?:（[^（）\n]{1,20}）)?)(?=：|[，]?[\u3400-\u9fff×xX*])"
        rf"|(?P<party>(?:第?[一二两三四五六七八九十]{{1,2}})?{roles}(?:[一二三四五六七八九十]{{1,2}}(?=：))?)(?=：|[\u3400-\u9fff×（A-Z])"
        r")(?P<colon>：)?[，]?\n?"
    )


def header_span(ruling: Ruling) -> tuple[int, int]:
    """Where the parties are presented: from the title's end to the paragraph in which the body begins."""
    known: tuple[int, int] | None = ruling.memory.get("header_span")
    if known is None:
        known = ruling.memory["header_span"] = _header_span(ruling)
    return known


def _header_span(ruling: Ruling) -> tuple[int, int]:
    text = ruling.text
    start, first = 0, _entry().search(text, 0, min(len(text), _LONGEST))
    title = ruling.sections.title
    if title and not ruling.fragment:
        start = title[1]
        # A damaged case number can swallow the parties; then the first entry at the head of a line is the start.
        if first and first.start() < start and not _entry().search(text, start, min(len(text), start + 40)):
            start = first.start()
    stop = min(len(text), start + _LONGEST)
    body = _BODY.search(text, start, stop)
    if body:
        stop = max((cut.end() for cut in _CUT.finditer(text, start, body.start())), default=start)
        more = _entry().search(text[stop : body.start()])
        comma = text.rfind("，", stop, body.start())
        told = text[stop:comma] if comma > stop else ""
        if more and more.group("party") and comma > stop + more.end() and not _AGAINST.search(told):
            # The last party's entry runs into the body without a full stop.
            stop = comma + 1
    return start, stop


def header_entries(ruling: Ruling) -> list[Entry]:
    """The entries of the header, in order; read once a document."""
    known = ruling.memory.get("header_entries")
    if not isinstance(known, list):
        known = ruling.memory["header_entries"] = _read_entries(ruling)
    return known


def _read_entries(ruling: Ruling) -> list[Entry]:
    text = ruling.text
    start, end = header_span(ruling)
    header = text[start:end]
    matches = [match for match in _entry().finditer(header) if _opens(header, match)]
    entries = []
    for number, match in enumerate(matches):
        sort: Sort = "party" if match.group("party") else "agent" if match.group("agent") else "representative"
        stop = start + matches[number + 1].start() if number + 1 < len(matches) else end
        entries.append(
            Entry(
                sort,
                start + match.start(sort),
                start + match.end(),
                stop,
                match.group(sort),
                bool(match.group("colon")),
            )
        )
    return entries


_NOT_A_NAME: Final = re.compile(
    r"(?:的|与|和(?!某)|诉|辩|称|不服|向(?=[本法其他她该被原])|在|于(?=[12]\d{3}年|[二一][〇零○九]|同[年月日]|本|当)|因|经(?!某)|对|提|方(?=[的当面均未不认提]|主张)|均|系|为|未|已|应(?=[当予承支在于向依按付给])|之间|到庭|无正当|没有|认为|主张|及|共同|本人|签|声明|身份|授权)"
)


_PERSON_FOLLOWS: Final = re.compile(r"[^，。；：]{2,10}，(?:男|女|\d{4}年)")


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether the words really open an entry: after a comma only what a colon follows, or a representative or agent."""
    before = text[match.start() - 1] if match.start() else "\n"
    if before == "，" and match.group("party") and not match.group("colon"):
        return _PERSON_FOLLOWS.match(text, match.end()) is not None
    if before not in "\n。；，" and not match.group("colon"):
        return before == "）" and match.group("party") is None
    if before not in "\n。；，）" and match.group("party") is None:
        # 被告：某某有限公司法定代表人：甲: no stop stands between the name and its representative.
        return match.group("representative") is not None and match.group("colon") is not None
    return match.group("colon") is not None or not _NOT_A_NAME.match(text, match.end())
